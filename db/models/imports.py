"""Tables of imports of work orders: each that was made, what the headings of a source were taken for."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table

from db.models.columns import Key, Moment, identity, metadata, text, words

batch_rows = Table(
    "order_batches",
    metadata,
    identity(),
    text("file_name"),
    words("sha256"),
    Column("staff_id", Key, ForeignKey("staff.id"), nullable=False),
    text("staff_name"),
    Column("begun_at", Moment, nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("same", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("done", Boolean, nullable=False),
)

map_rows = Table(
    "order_maps",
    metadata,
    Column("source", words("source").type, primary_key=True),
    words("mapping"),
    Column("used_at", Moment, nullable=False),
)
