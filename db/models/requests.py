"""The table of request keys: what was sent, by whom, and what was answered."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table

from db.models.columns import Key, Moment, metadata, text, words

request_rows = Table(
    "requests",
    metadata,
    Column("request_key", words("request_key").type, primary_key=True),
    Column("staff_id", Key, ForeignKey("staff.id"), nullable=False),
    words("act"),
    text("answer"),
    Column("begun_at", Moment, nullable=False),
    Index("ix_requests_staff_id", "staff_id", "begun_at"),
)
