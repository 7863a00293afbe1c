"""Confidential callers in the archive: kept apart from their orders, and told to whoever may know them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from app.hotline.models import Caller, WorkOrder
from db.alongside import Alongside
from db.lots import ready_lot
from db.models.callers import caller_rows
from db.plans import kept
from db.rows import AnyRow, from_json, to_json
from db.search.index import Index, Kind
from db.search.pair_filing import file_each
from db.search.words import Findable, findable

_rows = caller_rows.c
_ADD = insert(caller_rows)
_SAVE = kept(update(caller_rows).where(_rows.order_id == bindparam("key")))
_DROP = kept(delete(caller_rows).where(_rows.order_id == bindparam("key")))
_OF = select(caller_rows).where(_rows.order_id.in_(bindparam("keys", expanding=True)))
UNTOLD = Caller(withheld=True)


def open_part(order: WorkOrder) -> WorkOrder:
    """Return the order as everybody concerned reads it: of a confidential one nothing tells who called."""
    return replace(order, caller=UNTOLD, extra={}) if order.is_confidential else order


class StoredCallers:
    """Confidential callers over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = Index(connection, Kind.CALLER)

    def told(self, orders: Sequence[WorkOrder]) -> tuple[WorkOrder, ...]:
        """Return the orders with the callers that whoever asks may know; the others stay ``withheld``."""
        keys = [order.id for order in orders if order.is_confidential]
        if not keys:
            return tuple(orders)
        found = {row.order_id: row for row in self._connection.execute(_OF, {"keys": keys})}
        return tuple(_told(order, found) for order in orders)

    def add(self, key: int, order: WorkOrder) -> None:
        """Keep the caller of a confidential order that is new, or was open before."""
        self._connection.execute(_ADD, {"order_id": key, **_row(order)})
        self._index.add(key, _findable(order))

    def add_many(self, orders: Sequence[tuple[int, WorkOrder]], archive: Alongside) -> None:
        """Keep the callers of new orders at once; such as are open have theirs in themselves."""
        apart = [(key, order) for key, order in orders if order.is_confidential]
        if not apart:
            return
        rows = [_row(order) for _key, order in apart]
        columns: dict[str, Any] = {name: [row[name] for row in rows] for name in rows[0]}
        columns["order_id"] = [key for key, _order in apart]
        archive.do(ready_lot(self._connection, caller_rows, columns))
        file_each(
            archive, self._connection, int(Kind.CALLER), [(key, _findable(order)) for key, order in apart]
        )

    def keep(self, order: WorkOrder, *, apart: bool) -> None:
        """Keep the caller as he is known now, who was kept ``apart`` before or not.

        Comes before the order itself is saved: who has it no longer then may not know him any more. Whoever
        was not told of the caller leaves him as he is.
        """
        if order.caller.withheld:
            return
        if not apart:
            self.add(order.id, order)
        elif not order.is_confidential:
            self._connection.execute(_DROP, {"key": order.id})
            self._index.drop(order.id)
        elif self._connection.execute(_SAVE, {"key": order.id, **_row(order)}).rowcount == 1:
            self._index.replace(order.id, _findable(order))


def _told(order: WorkOrder, found: Mapping[int, AnyRow]) -> WorkOrder:
    row = found.get(order.id)
    if row is None:
        return order
    caller = Caller(
        name=row.name or "",
        telephone=row.telephone or "",
        certificate=row.certificate or "",
        address=row.address or "",
        anonymous=row.anonymous,
    )
    return replace(order, caller=caller, extra=from_json(row.extra) if row.extra else {})


def _row(order: WorkOrder) -> dict[str, Any]:
    caller = order.caller
    return {
        "name": caller.name,
        "telephone": caller.telephone,
        "certificate": caller.certificate,
        "address": caller.address,
        "anonymous": caller.anonymous,
        "extra": to_json(dict(order.extra)) if order.extra else None,
    }


def _findable(order: WorkOrder) -> Findable:
    return findable(texts=(), names=[order.caller.name], telephones=[order.caller.telephone])
