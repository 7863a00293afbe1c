"""Tables of what the hotline's office keeps: the responsibility directory and the knowledge base."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, false

from db.models.columns import Day, Key, Moment, identity, metadata, text, words

directory_rows = Table(
    "directory",
    metadata,
    identity(),
    words("topic"),
    words("keywords"),
    Column("lead_id", Key, ForeignKey("divisions.id"), nullable=False),
    text("co_handling"),
    text("basis"),
    Column("effective_from", Day, nullable=False),
    Column("effective_until", Day),
    Column("fallback", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)

answer_rows = Table(
    "answers",
    metadata,
    identity(),
    words("question"),
    words("content"),
    words("basis"),
    text("topic"),
    words("state"),
    Column("dated_on", Day, nullable=False),
    Column("valid_until", Day, nullable=False),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False),
    text("division_name"),
    words("order_number", index=True),
    Column("proposed_by_id", Key, ForeignKey("staff.id"), nullable=False),
    text("proposed_by_name"),
    Column("proposed_at", Moment, nullable=False),
    text("approved_by_name"),
    Column("approved_at", Moment),
    Column("withheld", Boolean, nullable=False, server_default=false()),
    Column("version", Integer, nullable=False),
)
