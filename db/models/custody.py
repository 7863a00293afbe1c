"""Table of custody: who holds the ball, since when."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from db.models.columns import Day, Key, Moment, identity, metadata, text, words

segment_rows = Table(
    "segments",
    metadata,
    identity(),
    words("subject"),
    # The subject while the segment is open, else nothing: so a subject has one open segment at most.
    Column("open_key", words("open_key").type, unique=True),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False),
    Column("staff_id", Key, ForeignKey("staff.id")),
    text("why"),
    text("step"),
    text("title"),
    text("party"),
    text("shown_number"),
    Column("due_on", Day),
    Column("provisional", Boolean, nullable=False),
    Column("start_on", Day),
    Column("unit_count", Integer, nullable=False),
    text("unit"),
    Column("since_at", Moment, nullable=False),
    Column("until_at", Moment),
    Index("ix_segments_subject", "subject"),
    Index("ix_segments_division", "division_id", "open_key"),
    Index("ix_segments_staff", "staff_id", "open_key"),
)
