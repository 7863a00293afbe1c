"""Saving thousands of new work orders at once: kept, filed and counted together, their keys taken in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import IntegrityError

from app.custody.models import Holding
from app.errors import Conflict
from app.hotline.models import OrderId, WorkOrder
from db.alongside import alongside
from db.hotline.callers import StoredCallers, open_part
from db.hotline.search import OrderIndex, ReadyFiling, begin_ready, made_ready
from db.lots import Drawn, Writing, columns_of, drawn, ready_lot
from db.models.orders import order_rows
from db.models.tallies import BY_ORDER, of_new
from db.rows import words_to_json

_LAST = select(func.coalesce(func.max(order_rows.c.id), 0))
_TAKE = text(
    "SELECT nextval(s.counter) FROM generate_series(1, :many),"
    " (SELECT CAST(pg_get_serial_sequence('orders', 'id') AS regclass) AS counter OFFSET 0) s"
)
_TRIGGER = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
# A server plans what a trigger asks for those who come first: as for one, each of thousands meets all others.
_PLAN_ANEW = "DISCARD PLANS"
_ROOM = -131_072  # KiB
_COUNT_NEW = text(of_new("sqlite"))
_PLAIN = {
    "order_number": "number",
    "order_type": "type._value_",
    "state": "state._value_",
    "secrecy": "secrecy._value_",
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
    "version": "version",
}
_HELD = {"held_division_id": "division", "holder_id": "staff", "held_due_on": "due"}
_MAY_SAY = {"reply_result": "reply.result", "satisfaction": "satisfaction"}


@dataclass(frozen=True)
class ReadyOrders:
    """New orders made ready: their columns but for keys and who has them, and what they are filed by."""

    orders: list[WorkOrder]
    drawn: Drawn
    filing: ReadyFiling


class OrderBulk:
    """Thousands of new orders over one connection, filed in the search and by their callers."""

    def __init__(self, connection: Connection, index: OrderIndex, callers: StoredCallers) -> None:
        self._connection = connection
        self._index = index
        self._callers = callers

    def new_keys(self, many: int) -> tuple[OrderId, ...]:
        """Return so many new keys, rising; in a file nobody else writes until this unit of work ends."""
        if self._connection.dialect.name == "postgresql":
            return tuple(sorted(self._connection.execute(_TAKE, {"many": many}).scalars()))
        last = self._last()
        return tuple(map(OrderId, range(last + 1, last + 1 + many)))

    def add(
        self,
        orders: Sequence[WorkOrder],
        keys: Sequence[OrderId],
        held: Mapping[OrderId, Holding],
        ready: ReadyOrders,
        batch: int,
    ) -> tuple[OrderId, ...]:
        """Save new orders under their keys; ``Conflict`` where the number of one is taken."""
        if not orders:
            return ()
        keys = keys or self.new_keys(len(orders))
        with alongside(self._connection) as archive:
            is_ready = ready.orders == list(orders)
            before = ready.drawn if is_ready else self._drawn(orders)
            columns = {"id": keys, "batch": repeat(batch), **_held(held, keys)}
            archive.do(_write, ready_lot(self._connection, order_rows, columns, before))
            every = list(zip(keys, orders, strict=True))
            filing = ready.filing if is_ready else made_ready(orders)
            self._index.add_many(every, archive, filing.filing())
            self._callers.add_many(every, archive)
        return tuple(keys)

    def made_ready(self, orders: Sequence[WorkOrder], before: ReadyOrders) -> ReadyOrders:
        """Make new orders ready to be saved before their keys are known."""
        return ReadyOrders(list(orders), self._drawn(orders), made_ready(orders, before.filing.beside))

    def _drawn(self, orders: Sequence[WorkOrder]) -> Drawn:
        return drawn(self._connection, order_rows, _columns(orders)) if orders else Drawn()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Count what is added meanwhile once at the end; only new orders may be touched.

        In a file the triggers that count are set aside until then. It is part of the unit of work: nobody ever
        sees the archive without them, and where it fails they never were.
        """
        on_server = self._connection.dialect.name == "postgresql"
        counted = self._counted_by_statements() if on_server else self._counted_at_last()
        with counted, alongside(self._connection):
            yield

    @contextmanager
    def _counted_by_statements(self) -> Iterator[None]:
        self._connection.exec_driver_sql(_PLAN_ANEW)
        yield
        self._connection.exec_driver_sql(_PLAN_ANEW)

    @contextmanager
    def _counted_at_last(self) -> Iterator[None]:
        kept = [self._connection.execute(_TRIGGER, {"name": name}).scalar_one() for name in BY_ORDER]
        last = self._last()
        for name in BY_ORDER:
            self._connection.exec_driver_sql(f"DROP TRIGGER {name}")
        with self._roomy():
            yield
        for statement in kept:
            self._connection.exec_driver_sql(statement)
        self._connection.execute(_COUNT_NEW, {"last": last})

    @contextmanager
    def _roomy(self) -> Iterator[None]:
        """Keep more of the file at hand: what thousands of orders touch is written out once."""
        usual = self._connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
        self._connection.exec_driver_sql(f"PRAGMA cache_size = {_ROOM}")
        try:
            yield
        finally:
            self._connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")

    def _last(self) -> int:
        return int(self._connection.execute(_LAST).scalar_one())


def begun(many: int) -> ReadyOrders:
    """Return what is ready of so many new orders to come: none."""
    return ReadyOrders([], Drawn(), begin_ready(many))


def _held(held: Mapping[OrderId, Holding], keys: Sequence[OrderId]) -> Mapping[str, Iterable[Any]]:
    holdings = list(map(held.get, keys))
    return {name: [each and getattr(each, part) for each in holdings] for name, part in _HELD.items()}


def _columns(orders: Sequence[WorkOrder]) -> Mapping[str, Iterable[Any]]:
    told = list(map(open_part, orders))
    columns: dict[str, Iterable[Any]] = {**columns_of(_PLAIN, told)}
    columns |= {
        name: (word and word.value for word in map(attrgetter(part), told)) for name, part in _MAY_SAY.items()
    }
    columns["main_id"] = (order.main or None for order in told)
    columns["extra"] = (words_to_json(order.extra) if order.extra else None for order in told)
    return columns


def _write(writing: Writing) -> None:
    try:
        writing()
    except IntegrityError as error:
        if "order_number" in str(error.orig):
            raise Conflict("这批工单中有一件刚由别人登记过，这一批没有导入。请再导入一次。") from error
        raise
