"""Tables of the calendar: the arrangement of each year, local closures, and the calendar's version."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, UniqueConstraint

from db.models.columns import Day, Key, identity, metadata, text, words

arrangement_rows = Table(
    "arrangements",
    metadata,
    Column("arranged_year", Integer, primary_key=True, autoincrement=False),
    text("source_name"),
    text("source_number"),
    words("days"),
)

closure_rows = Table(
    "closures",
    metadata,
    identity(),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    text("reason"),
    text("source"),
    UniqueConstraint("first_day", "last_day", "reason"),
)

# One row: the calendar as a whole counts its changes.
calendar_version_rows = Table(
    "calendar_versions",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
)
