"""Table of matters; the materials are JSON."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table

from db.models.columns import Key, identity, metadata, text, words

matter_rows = Table(
    "matters",
    metadata,
    identity(),
    words("code", unique=True),
    words("name"),
    words("kind"),
    words("regime"),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False),
    text("basis"),
    text("conditions"),
    text("procedure_text"),
    text("requirements"),
    Column("statutory_limit", Integer, nullable=False),
    Column("committed_limit", Integer, nullable=False),
    words("materials"),
    text("fee"),
    text("special_steps"),
    Column("correction_limit", Integer, nullable=False),
    text("correction_unit"),
    text("counter_telephone"),
    text("supervision_telephone"),
    Column("example", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)
