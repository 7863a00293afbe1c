"""Tables of what is told of callers to named roles alone, apart from the orders that everybody concerned reads.

A confidential order says nothing of its caller itself. What a later table corrects of a caller lies apart of
every order: one that is open today may be made confidential tomorrow.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Table

from db.models.columns import Key, metadata, text, words

caller_rows = Table(
    "order_callers",
    metadata,
    Column("order_id", Key, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("name", text("name").type, index=True),
    Column("telephone", text("telephone").type, index=True),
    text("certificate"),
    text("address"),
    Column("anonymous", Boolean, nullable=False),
    text("extra"),
)

change_rows = Table(
    "order_changes",
    metadata,
    Column("record_id", Key, ForeignKey("order_records.id"), primary_key=True, autoincrement=False),
    Column("order_id", Key, ForeignKey("orders.id"), nullable=False, index=True),
    words("changes"),
)
