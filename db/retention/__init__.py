"""Retention in the archive: how long papers are kept, what is due, and what a destruction takes and leaves."""
