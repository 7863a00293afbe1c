"""The archive: it keeps what the office gives it, in SQLite or PostgreSQL."""
