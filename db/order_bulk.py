"""Saving thousands of new work orders at once: kept, filed and counted together, their keys taken in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import IntegrityError

from app.errors import Conflict
from app.hotline.models import OrderId, WorkOrder
from db.alongside import Alongside
from db.callers import StoredCallers, open_part
from db.lots import write_lot
from db.models.orders import order_rows
from db.models.tallies import BY_ORDER, of_new
from db.order_search import OrderIndex
from db.rows import to_json

_LAST = select(func.coalesce(func.max(order_rows.c.id), 0))
_TAKE = text("SELECT nextval(pg_get_serial_sequence('orders', 'id')) FROM generate_series(1, :many)")
_TRIGGER = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
# A server plans what a trigger asks for those who come first: as for one, each of thousands meets all others.
_PLAN_ANEW = "DISCARD PLANS"
_COUNT_NEW = text(of_new("sqlite"))
_PLAIN = {
    "order_number": "number",
    "title": "title",
    "content": "content",
    "division_id": "division",
    "division_name": "division_name",
    "arrived_at": "arrived_at",
    "caller": "caller.name",
    "telephone": "caller.telephone",
    "certificate": "caller.certificate",
    "address": "caller.address",
    "anonymous": "caller.anonymous",
    "serial": "serial",
    "query_code": "query_code",
    "channel": "channel",
    "urgent": "urgent",
    "place": "place",
    "purpose": "purpose",
    "topic": "topic",
    "called_at": "called_at",
    "city_dispatched_at": "city_dispatched_at",
    "city_due_on": "city_due",
    "lead_id": "lead",
    "lead_name": "lead_name",
    "handler_id": "handler",
    "handler_name": "handler_name",
    "first_dispatched_at": "first_dispatched_at",
    "dispatched_at": "dispatched_at",
    "limit_days": "limit_days",
    "due_on": "due",
    "provisional": "provisional",
    "signed_at": "signed_at",
    "contacted_at": "contacted_at",
    "reply_content": "reply.content",
    "reply_basis": "reply.basis",
    "reply_attitude": "reply.attitude",
    "reviewer_name": "reviewer_name",
    "completed_at": "completed_at",
    "returns": "returns",
    "reworks": "reworks",
    "supervisions": "supervisions",
    "called_back_at": "called_back_at",
    "solved": "solved",
    "archived_at": "archived_at",
    "batch": "batch",
    "version": "version",
}
_WORDS = {
    "order_type": "type",
    "state": "state",
    "secrecy": "secrecy",
    "reply_result": "reply.result",
    "satisfaction": "satisfaction",
}


def add_orders(
    connection: Connection, kept_in: tuple[OrderIndex, StoredCallers], orders: Sequence[WorkOrder]
) -> tuple[OrderId, ...]:
    """Save new orders and file them; ``Conflict`` where the number of one is taken."""
    if not orders:
        return ()
    keys, told = _keys(connection, len(orders)), list(map(open_part, orders))
    columns: dict[str, Iterable[Any]] = {"id": keys}
    columns |= {name: map(attrgetter(part), told) for name, part in _PLAIN.items()}
    columns |= {name: map(_said(attrgetter(part)), told) for name, part in _WORDS.items()}
    columns["main_id"] = (order.main or None for order in told)
    columns["extra"] = (to_json(dict(order.extra)) if order.extra else None for order in told)
    try:
        with Alongside() as archive:
            archive.do(write_lot, connection, order_rows, columns)
            every = list(zip(keys, orders, strict=True))
            for each in kept_in:
                each.add_many(every, archive)
    except IntegrityError as error:
        if "order_number" in str(error.orig):
            raise Conflict("这批工单中有一件刚由别人登记过，这一批没有导入。请再导入一次。") from error
        raise
    return tuple(map(OrderId, keys))


def _said(part_of: Callable[[WorkOrder], Any]) -> Callable[[WorkOrder], str | None]:
    def said(order: WorkOrder) -> str | None:
        word = part_of(order)
        return None if word is None else str(word.value)

    return said


@contextmanager
def counted_together(connection: Connection) -> Iterator[None]:
    """Count what is added meanwhile once at the end, not order by order; only new orders may be touched.

    In a file the triggers that count are set aside until then. It is part of the unit of work: nobody ever
    sees the archive without them, and where it fails they never were.
    """
    if connection.dialect.name == "postgresql":  # counts statement by statement
        connection.exec_driver_sql(_PLAN_ANEW)
        yield
        connection.exec_driver_sql(_PLAN_ANEW)
        return
    kept = [connection.execute(_TRIGGER, {"name": name}).scalar_one() for name in BY_ORDER]
    last = connection.execute(_LAST).scalar_one()
    for name in BY_ORDER:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for statement in kept:
        connection.exec_driver_sql(statement)
    connection.execute(_COUNT_NEW, {"last": last})


def _keys(connection: Connection, many: int) -> list[int]:
    """Return so many new keys, rising; in a file nobody else writes until this unit of work ends."""
    if connection.dialect.name == "postgresql":
        return sorted(connection.execute(_TAKE, {"many": many}).scalars())
    last = int(connection.execute(_LAST).scalar_one())
    return list(range(last + 1, last + 1 + many))
