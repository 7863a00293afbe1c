"""Claims (领办) in the archive: who works on an order now; two people never hold one, and nobody waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from app.hotline.models import OrderId
from app.hotline.queue import Claim, OrderQuery
from db.models.orders import claim_rows, order_rows
from db.order_queue import keys_of
from db.order_search import OrderIndex
from db.rows import AnyRow

_rows = claim_rows.c
_HELD = select(claim_rows).where(
    _rows.order_id.in_(bindparam("orders", expanding=True)), _rows.until_at > bindparam("moment")
)
_ONE = select(claim_rows).where(_rows.order_id == bindparam("key"))
_RELEASE = delete(claim_rows).where(_rows.order_id == bindparam("key"), _rows.staff_id == bindparam("staff"))
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class StoredClaims:
    """Claims over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def held(self, orders: Iterable[OrderId], at: datetime) -> Mapping[OrderId, Claim]:
        """Return the claims that hold at the moment."""
        rows = self._connection.execute(_HELD, {"orders": list(orders), "moment": at})
        return {OrderId(row.order_id): _claim(row) for row in rows}

    def claim(self, claim: Claim) -> Claim:
        """Take the order, or go on with it; return who holds it now, the claimant or another."""
        insert = _INSERTS[self._connection.dialect.name]
        row = {"staff_id": claim.staff, "staff_name": claim.staff_name, "until_at": claim.until}
        take = insert(claim_rows).values(order_id=claim.order, since_at=claim.since, **row)
        free = or_(_rows.staff_id == claim.staff, _rows.until_at <= claim.since)
        taken = take.on_conflict_do_update(index_elements=["order_id"], set_=row, where=free)
        if self._connection.execute(taken.returning(_rows.order_id)).first() is not None:
            return claim
        return _claim(self._connection.execute(_ONE, {"key": claim.order}).one())

    def claim_next(self, query: OrderQuery, claim: Claim) -> OrderId | None:
        """Take the first order of a query that nobody holds (``claim.order`` ignored), never waiting."""
        match = OrderIndex(self._connection).matching(query)
        held = exists().where(_rows.order_id == order_rows.c.id, _rows.until_at > claim.since)
        free = keys_of(query, match).where(~held).limit(1)
        if self._connection.dialect.name == "postgresql":
            free = free.with_for_update(skip_locked=True, of=order_rows)
        while (key := self._connection.execute(free).scalar_one_or_none()) is not None:
            mine = replace(claim, order=OrderId(key))
            if self.claim(mine) is mine:
                return mine.order
            # Somebody else's claim was kept between the look and the grip: look again.
        return None

    def release(self, order: OrderId, staff: int) -> None:
        """Let an order go that the person held."""
        self._connection.execute(_RELEASE, {"key": order, "staff": staff})


def _claim(row: AnyRow) -> Claim:
    return Claim(
        order=OrderId(row.order_id),
        staff=row.staff_id,
        staff_name=row.staff_name or "",
        since=row.since_at,
        until=row.until_at,
    )
