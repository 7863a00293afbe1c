"""Statistics in the archive: events are counted and listed under the same conditions."""
