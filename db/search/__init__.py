"""The search in the archive: what things are found by, how it is filed, and how it is found again."""
