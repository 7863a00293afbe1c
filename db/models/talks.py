"""The table of talks with divisions that were supervised again and again."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from db.models.columns import Day, Key, Moment, identity, metadata, text, words

talk_rows = Table(
    "talks",
    metadata,
    identity(),
    words("talk_number", unique=True),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False),
    text("division_name"),
    Column("office_id", Key, ForeignKey("divisions.id"), nullable=False),
    words("supervisions"),
    words("orders"),
    words("state"),
    Column("proposed_at", Moment, nullable=False),
    Column("decided_at", Moment),
    text("decided_by_name"),
    text("reason"),
    Column("notice_id", Key, ForeignKey("documents.id")),
    Column("record_id", Key, ForeignKey("documents.id")),
    Column("talk_at", Moment),
    Column("rectify_by", Day),
    text("feedback"),
    Column("feedback_at", Moment),
    text("feedback_by_name"),
    Column("version", Integer, nullable=False),
    Index("ix_talks_division", "division_id", "id"),
)
