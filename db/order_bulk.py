"""Saving thousands of new work orders at once: their keys are taken together, and they are filed together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from app.errors import Conflict
from app.hotline.models import OrderId, WorkOrder
from db.models.orders import order_rows
from db.order_search import OrderIndex

_LAST = select(func.coalesce(func.max(order_rows.c.id), 0))
_TAKE = text("SELECT nextval(pg_get_serial_sequence('orders', 'id')) FROM generate_series(1, :many)")
_ADD = insert(order_rows)


def add_orders(
    connection: Connection, index: OrderIndex, orders: Sequence[tuple[dict[str, Any], WorkOrder]]
) -> tuple[OrderId, ...]:
    """Save new orders as rows and file them; ``Conflict`` where the number of one is taken."""
    if not orders:
        return ()
    keys = _keys(connection, len(orders))
    rows = [
        {**row, "id": key, "version": order.version} for key, (row, order) in zip(keys, orders, strict=True)
    ]
    try:
        connection.execute(_ADD, rows)
    except IntegrityError as error:
        if "order_number" in str(error.orig):
            raise Conflict("这批工单中有一件刚由别人登记过，这一批没有导入。请再导入一次。") from error
        raise
    index.add_many([(key, order) for key, (_row, order) in zip(keys, orders, strict=True)])
    return tuple(map(OrderId, keys))


def _keys(connection: Connection, many: int) -> list[int]:
    """Return so many new keys, rising; in a file nobody else writes until this unit of work ends."""
    if connection.dialect.name == "postgresql":
        return sorted(connection.execute(_TAKE, {"many": many}).scalars())
    last = int(connection.execute(_LAST).scalar_one())
    return list(range(last + 1, last + 1 + many))
