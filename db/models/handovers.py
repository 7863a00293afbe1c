"""Table of handovers, one an absence; the items are JSON."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from db.models.columns import Key, Moment, identity, metadata, text, words

handover_rows = Table(
    "handovers",
    metadata,
    identity(),
    Column("absence_id", Key, ForeignKey("absences.id"), nullable=False, unique=True),
    Column("staff_id", Key, ForeignKey("staff.id"), nullable=False, index=True),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False),
    words("post_name"),
    words("receiver_name"),
    words("items"),
    Column("sheet_id", Key, ForeignKey("documents.id")),
    Column("made_at", Moment),
    text("made_by_name"),
    Column("return_sheet_id", Key, ForeignKey("documents.id")),
    Column("returned_at", Moment),
    text("returned_by_name"),
    Column("version", Integer, nullable=False),
)
