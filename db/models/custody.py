"""Table of custody: who holds the ball, since when.

What is open is looked up in indices of its own, so that they stay small however long the history grows.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, false
from sqlalchemy import text as sa_text

from db.models.columns import Day, Key, Moment, identity, metadata, text, words

PART_GIVEN = "open_key LIKE 'order_share:%'"  # a share (协办) of a work order, while somebody has it


def _open(name: str, *columns: str) -> Index:
    """Make an index over the open segments."""
    return _over("open_key IS NOT NULL", name, *columns)


def _over(where: str, name: str, *columns: str) -> Index:
    """Make an index over some of the segments."""
    which = sa_text(where)
    return Index(name, *columns, sqlite_where=which, postgresql_where=which)


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
    text("pauses"),
    Column("outer_count", Integer, nullable=False, server_default="0"),
    Column("outer_due_on", Day),
    # Who handed it on, where that is not simply whoever had it before.
    Column("by_id", Key),
    Column("reassigned", Boolean, nullable=False, server_default=false()),
    Index("ix_segments_subject", "subject"),
    # What fell due while its holder was away.
    Index("ix_segments_held", "staff_id", "due_on"),
    _open("ix_segments_due", "due_on", "since_at", "id", "division_id", "staff_id"),
    _open("ix_segments_open", "subject", "staff_id", "open_key"),
    _open("ix_segments_staff", "staff_id", "division_id"),
    _open("ix_segments_tally", "division_id", "due_on", "unit", "unit_count", "staff_id", "step"),
    _over(PART_GIVEN, "ix_segments_share", "staff_id", "open_key"),
    _over("until_at IS NOT NULL", "ix_segments_passed", "staff_id", "subject", "until_at"),
    _over("by_id IS NOT NULL", "ix_segments_by", "by_id", "subject"),
)
