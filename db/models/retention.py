"""Tables of retention: how long papers are kept, what is held back, and what two people had destroyed."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint
from sqlalchemy import text as sa_text

from db.models.columns import Day, Key, Moment, identity, metadata, text, words

rule_rows = Table(
    "retention_rules",
    metadata,
    identity(),
    words("type_key"),
    words("term"),
    Column("effective_from", Day, nullable=False),
    text("basis"),
    text("set_by_name"),
    UniqueConstraint("type_key", "effective_from"),
)

hold_rows = Table(
    "retention_holds",
    metadata,
    identity(),
    words("held_number"),
    text("reason"),
    Column("placed_at", Moment, nullable=False),
    Column("by_id", Key, ForeignKey("staff.id"), nullable=False),
    text("by_name"),
    Column("lifted_at", Moment),
    text("lifted_by_name"),
    text("lifted_why"),
    Index(
        "ix_retention_holds_open",
        "held_number",
        sqlite_where=sa_text("lifted_at IS NULL"),
        postgresql_where=sa_text("lifted_at IS NULL"),
    ),
)

disposal_rows = Table(
    "disposals",
    metadata,
    identity(),
    words("state"),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False),
    text("opinion"),
    Column("proposed_by_id", Key, ForeignKey("staff.id"), nullable=False),
    Column("proposed_for_id", Key, ForeignKey("staff.id")),
    text("proposed_by_name"),
    Column("proposed_at", Moment, nullable=False),
    text("package_name"),
    words("package_digest"),
    Column("items", Integer, nullable=False),
    Column("decided_by_id", Key, ForeignKey("staff.id")),
    Column("decided_for_id", Key, ForeignKey("staff.id")),
    text("decided_by_name"),
    Column("decided_at", Moment),
    text("decision"),
    Column("register_id", Key, ForeignKey("documents.id")),
    Column("finished_at", Moment),
    Column("version", Integer, nullable=False),
)

# What the paper said is told by its hash alone; the row outlives the paper.
item_rows = Table(
    "disposal_items",
    metadata,
    Column("disposal_id", Key, ForeignKey("disposals.id"), primary_key=True, autoincrement=False),
    Column("document_id", Key, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    words("digest"),
    Index("ix_disposal_items_document_id", "document_id"),
)

# What goes with its last paper, as both signed; the row outlives what it tells of.
left_rows = Table(
    "left_behind",
    metadata,
    Column("disposal_id", Key, ForeignKey("disposals.id"), primary_key=True, autoincrement=False),
    Column("kind", words("kind").type, primary_key=True),
    Column("thing_id", Key, primary_key=True, autoincrement=False),
    words("thing_number"),
    Column("files", Integer, nullable=False),
    Column("complaints", Integer, nullable=False),
    Column("callers", Integer, nullable=False),
    words("digest"),
    Column("cleared_at", Moment),
    Index("ix_left_behind_thing", "kind", "thing_id"),
)
