"""Tables of 12345 work orders: the order, co-handling shares, what is on record, and who works on one now.

``held_division_id``, ``holder_id`` and ``held_due_on`` repeat who has the order by custody's open segment, so
that the queue is read from indices; the archive's own triggers keep them.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table
from sqlalchemy import text as sa_text

from db.models.columns import Day, Key, Moment, identity, metadata, text, words
from db.models.known import known

# What a view is narrowed by lies beside the order in which it is read: so the queue is read from indices alone.
_NARROWED = (
    "order_type", "state", "lead_id", "division_id", "handler_id", "holder_id", "secrecy", "topic",
)  # fmt: skip
RETURNED = "state IN ('退单待核实', '派单异议审核')"
SUPERVISED = "supervisions > 0"
OPEN_PART = "replied_at IS NULL AND NOT withdrawn"
WHOLLY_SECRET = "secrecy = '效能投诉保密'"  # noqa: S105 - which orders, no password


def _held(name: str, *columns: str, also: str = "") -> Index:
    """Make an index over the orders that somebody holds."""
    return _over("held_division_id IS NOT NULL" + (f" AND {also}" if also else ""), name, *columns)


def _over(which: str, name: str, *columns: str) -> Index:
    """Make an index over some of the orders."""
    where = sa_text(which)
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


order_rows = Table(
    "orders",
    metadata,
    identity(),
    words("order_number", unique=True),
    words("order_type"),
    words("state"),
    text("title"),
    text("content"),
    Column("division_id", Key, nullable=False),
    text("division_name"),
    Column("arrived_at", Moment, nullable=False),
    text("caller"),
    text("telephone"),
    text("certificate"),
    text("address"),
    Column("anonymous", Boolean, nullable=False),
    words("secrecy"),
    text("serial"),
    text("query_code"),
    text("channel"),
    Column("urgent", Boolean, nullable=False),
    text("place"),
    text("purpose"),
    text("topic"),
    Column("called_at", Moment),
    Column("city_dispatched_at", Moment),
    Column("city_due_on", Day),
    Column("lead_id", Key),
    text("lead_name"),
    Column("handler_id", Key, ForeignKey("staff.id")),
    text("handler_name"),
    Column("first_dispatched_at", Moment),
    Column("dispatched_at", Moment),
    Column("limit_days", Integer, nullable=False),
    Column("due_on", Day),
    Column("provisional", Boolean, nullable=False),
    Column("signed_at", Moment),
    Column("contacted_at", Moment),
    text("reply_content"),
    text("reply_basis"),
    text("reply_result"),
    text("reply_attitude"),
    text("reviewer_name"),
    Column("completed_at", Moment),
    Column("returns", Integer, nullable=False),
    Column("reworks", Integer, nullable=False),
    Column("supervisions", Integer, nullable=False),
    Column("called_back_at", Moment),
    text("satisfaction"),
    Column("solved", Boolean),
    Column("archived_at", Moment),
    Column("main_id", Key, ForeignKey("orders.id")),
    Column("batch", Integer, nullable=False),
    text("extra"),
    Column("version", Integer, nullable=False),
    Column("held_division_id", Key, ForeignKey("divisions.id")),
    Column("holder_id", Key, ForeignKey("staff.id")),
    Column("held_due_on", Day),
    _held("ix_orders_held", "held_division_id", "held_due_on", "id", *_NARROWED, "arrived_at"),
    _held("ix_orders_holder", "holder_id", "held_due_on", "id", "lead_id", "division_id", "held_division_id"),
    _held("ix_orders_held_due", "held_due_on", "id", *_NARROWED, "arrived_at", "held_division_id"),
    _held(
        "ix_orders_held_arrived",
        "arrived_at",
        "id",
        *_NARROWED,
        "supervisions",
        "held_division_id",
        "held_due_on",
    ),
    _held(
        "ix_orders_held_sent",
        "dispatched_at",
        "id",
        *_NARROWED,
        "supervisions",
        "held_division_id",
        "held_due_on",
    ),
    _held(
        "ix_orders_held_number",
        "order_number",
        "id",
        *_NARROWED,
        "supervisions",
        "held_division_id",
        "held_due_on",
    ),
    _held("ix_orders_state", "state", "held_due_on", "id", *(name for name in _NARROWED if name != "state")),
    _held("ix_orders_returned", "held_due_on", "id", *_NARROWED, also=RETURNED),
    _held(
        "ix_orders_supervised",
        "held_due_on",
        "id",
        *_NARROWED,
        "supervisions",
        "held_division_id",
        also=SUPERVISED,
    ),
    _over(WHOLLY_SECRET, "ix_orders_secret", "lead_id", "handler_id", "holder_id", "secrecy", "id"),
    _over("main_id IS NOT NULL", "ix_orders_main_id", "main_id"),
    _over("handler_id IS NOT NULL", "ix_orders_handler", "handler_id", "lead_id", "id"),
    Index("ix_orders_telephone", "telephone", "id"),
    Index("ix_orders_lead", "lead_id", "dispatched_at", "id"),
    Index("ix_orders_lead_due", "lead_id", "due_on", "id"),
    Index("ix_orders_dispatched", "dispatched_at", "id", *_NARROWED, "arrived_at"),
    Index("ix_orders_number", "order_number", "id", *_NARROWED, "arrived_at"),
    Index("ix_orders_arrived", "arrived_at", "id", *_NARROWED, "due_on", "dispatched_at"),
    Index("ix_orders_due", "due_on", "id", *_NARROWED, "arrived_at"),
)

known(order_rows)

share_rows = Table(
    "order_shares",
    metadata,
    identity(),
    Column("order_id", Key, ForeignKey("orders.id"), nullable=False, index=True),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False),
    text("division_name"),
    text("task"),
    Column("due_on", Day, nullable=False),
    text("reply"),
    Column("replied_at", Moment),
    text("replied_by_name"),
    Column("withdrawn", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_order_shares_division", "division_id", "order_id"),
    _over(OPEN_PART, "ix_order_shares_open", "division_id", "due_on", "order_id", "replied_at", "withdrawn"),
)

record_rows = Table(
    "order_records",
    metadata,
    identity(),
    Column("order_id", Key, ForeignKey("orders.id"), nullable=False),
    words("kind"),
    Column("recorded_at", Moment, nullable=False),
    Column("division_id", Key),
    text("division_name"),
    Column("staff_id", Key, nullable=False),
    text("staff_name"),
    words("fields"),
    Column("due_on", Day),
    # With whom an order was before is read from this alone.
    Index("ix_order_records_order", "order_id", "division_id", "staff_id"),
    Index("ix_order_records_due", "kind", "due_on"),
    Index("ix_order_records_kind", "kind", "recorded_at", "division_id"),
)

known(record_rows)

# A lease, no act: one narrow row for each order that waits for somebody. Neither triggers nor the many indices
# of the wide table are touched when an order is taken, and what is taken leaves the indices of what is free.
# ``held_*`` repeat where the order waits, as in ``orders``; who has one that waits nowhere still has his row.
FREE = "staff_id IS NULL AND held_division_id IS NOT NULL"
CLAIMED = "staff_id IS NOT NULL"
claim_rows = Table(
    "order_claims",
    metadata,
    Column("order_id", Key, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("held_division_id", Key),
    Column("held_due_on", Day),
    Column("staff_id", Key, ForeignKey("staff.id")),
    text("staff_name"),
    Column("since_at", Moment),
    Column("until_at", Moment),
    _over(FREE, "ix_order_claims_free", "held_due_on", "order_id"),
    _over(FREE, "ix_order_claims_free_in", "held_division_id", "held_due_on", "order_id"),
    _over(CLAIMED, "ix_order_claims_until", "until_at"),
)
