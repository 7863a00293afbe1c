"""The table of who has which record open for editing; a row that is not renewed has lapsed."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table

from db.models.columns import Key, Moment, metadata, words

presence_rows = Table(
    "presences",
    metadata,
    Column("record", words("record").type, primary_key=True),
    Column("staff_id", Key, ForeignKey("staff.id"), primary_key=True, autoincrement=False),
    Column("since", Moment, nullable=False),
    Column("until_at", Moment, nullable=False),
)
