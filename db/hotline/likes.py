"""What is like a text: things that share most of its rarer pairs of characters, found in the search's index.

However large the archive is, only a bounded part of the index is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, select
from sqlalchemy import text as sql

from app.hotline.models import OPEN, OrderId, RecordKind, WorkOrder
from db.hotline.orders import StoredOrders
from db.models.callers import caller_rows
from db.models.orders import order_rows, record_rows
from db.rows import AnyRow
from db.search.index import Index, Kind, tied
from db.search.words import findable

_WEIGHED = 64  # pairs of a text
_WALKED = 12  # of them, the rarest
_SO_COMMON = 300  # a pair is counted no further
_NEWEST = 400  # things of a pair are read
# A server looks for all pairs in one question, among all things, and tells of what is found what one may see.
_ON_SERVER = sql("SELECT rules.alike(:kind, CAST(:pairs AS bigint[]), :rarest, :common, :newest, :most)")
_OF_PAIR = (
    "SELECT id FROM search_pairs WHERE kind = :kind AND pair = :pair{place}"
    " UNION ALL SELECT l.first + p.value FROM (SELECT first, places FROM search_lots"
    " WHERE kind = :kind AND pair = :pair{place} ORDER BY first DESC LIMIT :newest) l,"
    " json_each('[' || trim(l.places, ',') || ']') p"
)
_WALK = f"SELECT id FROM ({_OF_PAIR} ORDER BY id DESC LIMIT :newest) AS w{{place}}"  # noqa: S608 - nothing of it comes from outside
_COUNT = f"SELECT {{place}} AS place, (SELECT count(*) FROM ({_OF_PAIR} LIMIT :common)) AS many"  # noqa: S608 - nothing of it comes from outside
_MOST = {"rarest": _WALKED, "common": _SO_COMMON, "newest": _NEWEST}
_RETURNED = select(record_rows.c.order_id, record_rows.c.division_id).where(
    record_rows.c.kind == RecordKind.RETURN.value,
    record_rows.c.order_id.in_(bindparam("keys", expanding=True)),
    record_rows.c.division_id.is_not(None),
)


def alike_keys(connection: Connection, kind: Kind, text: str, limit: int) -> tuple[int, ...]:
    """Return the things of a kind that share most of the text's rarer pairs, most first, then newest."""
    every = sorted(findable(texts=[text], names=()).pairs())
    weighed = every[:: max(1, -(-len(every) // _WEIGHED))]
    asked = {"kind": int(kind), "most": limit, **_MOST}
    if connection.dialect.name == "postgresql":
        return tuple(connection.execute(_ON_SERVER, {**asked, "pairs": weighed}).scalars())
    pairs = _rarest(connection, weighed, asked)
    if not pairs:
        return ()
    most = f"SELECT id FROM ({_united(_WALK, pairs)}) GROUP BY id ORDER BY count(*) DESC, id DESC LIMIT :most"  # noqa: S608 - nothing of it comes from outside
    return tuple(connection.execute(sql(most), {**asked, **_named(pairs)}).scalars())


def _rarest(connection: Connection, weighed: Sequence[int], asked: Mapping[str, object]) -> list[int]:
    """Return the rarest of the pairs that are filed at all."""
    if not weighed:
        return []
    rows = connection.execute(sql(_united(_COUNT, weighed)), {**asked, **_named(weighed)})
    filed = sorted((row.many, weighed[row.place]) for row in rows if row.many)
    return [pair for _, pair in filed[:_WALKED]]


def _united(statement: str, pairs: Sequence[int]) -> str:
    return " UNION ALL ".join(statement.format(place=place) for place in range(len(pairs)))


def _named(pairs: Sequence[int]) -> dict[str, int]:
    return {f"pair{place}": pair for place, pair in enumerate(pairs)}


class StoredLikes:
    """Orders that are like another, over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def alike(self, text: str, *, limit: int) -> tuple[WorkOrder, ...]:
        """Return those that share most of the text's rarer pairs of characters, most first, then newest."""
        keys = alike_keys(self._connection, Kind.ORDER, text, limit)
        return self._orders(keys)

    def open_of_name(self, name: str, *, limit: int) -> tuple[WorkOrder, ...]:
        """Return the newest open orders of a caller of this very name."""
        rows, callers = order_rows.c, caller_rows.c
        is_open = rows.state.in_([each.value for each in OPEN])
        match = Index(self._connection, Kind.ORDER).matching(name, rows.id)
        named = select(rows.id).where(*tied(match), rows.caller == name, is_open)
        kept = (
            select(rows.id).join(caller_rows, callers.order_id == rows.id).where(callers.name == name, is_open)
        )
        found = [
            key
            for each in (named.order_by(match.order.desc()), kept.order_by(rows.id.desc()))
            for key in self._connection.execute(each.limit(limit)).scalars()
        ]
        return self._orders(tuple(sorted(found, reverse=True)[:limit]))

    def returned(self, orders: Iterable[OrderId]) -> Mapping[OrderId, frozenset[int]]:
        """Return the divisions that asked to return each of the orders; those that nobody did are left out."""
        found: dict[OrderId, set[int]] = {}
        rows: Iterable[AnyRow] = self._connection.execute(_RETURNED, {"keys": list(orders)})
        for row in rows:
            found.setdefault(OrderId(row.order_id), set()).add(row.division_id)
        return {order: frozenset(divisions) for order, divisions in found.items()}

    def _orders(self, keys: tuple[int, ...]) -> tuple[WorkOrder, ...]:
        return StoredOrders(self._connection).of_keys(keys)
