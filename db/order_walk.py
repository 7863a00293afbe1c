"""Orders found by words: gathered where few are filed, else met on a walk along the queue in its order.

However common the words are, the way that reads less is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, any_, func, literal, select, tuple_

from app.hotline.queue import OrderQuery
from db.models.orders import order_rows
from db.order_queue import in_order, narrowed, seen, sorted_by, ways, within_view
from db.order_search import known
from db.search import Sieve

_rows = order_rows.c
_FEW = 1000  # filed: gathered at once
_FIRST = 1000  # orders are walked first
_MORE = 8  # times as many at most each time after
_WALKED, _FILED, _MATCHED = (
    1.7,
    0.6,
    5.0,
)  # µs that an order costs: passed by, read from what is filed, put in order
_MOST_FILED = 400_000
_LOOKED_AT = 4000  # of those filed, to count
_Mark = tuple[Any, int]  # an order's place in the queue: by what it is put in order, and its id


class OrderWalk:
    """Finds the orders of a queue that contain every word, over one connection."""

    def __init__(self, connection: Connection, query: OrderQuery, sieve: Sieve) -> None:
        self._connection = connection
        self._query = query
        self._sieve = sieve
        self._place = sorted_by(query)

    def page(self, offset: int, limit: int) -> list[int]:
        """Return the ids of a page of matches in the order asked for."""
        last = offset + limit
        found = self._gathered() if self._sieve.many <= _FEW else self._met(last)
        return found[offset:last]

    def count(self) -> tuple[int, bool]:
        """Return how many match, and whether there may be more: of very many, not all are looked at."""
        few = self._sieve.many <= _FEW
        filed = self._sieve.gist if few else self._sieve.gist.limit(_LOOKED_AT)
        counted = self._connection.execute(self._found(select(func.count(_rows.id)), filed))
        return int(counted.scalar_one()), not few and self._filed(_LOOKED_AT + 1) > _LOOKED_AT

    def _gathered(self) -> list[int]:
        """Return all matches, from what is filed."""
        place = func.coalesce(self._place, self._place)  # what is found is put in order, no index read in order
        found = self._found(select(_rows.id), self._sieve.gist)
        return list(self._connection.execute(found.order_by(*in_order(self._query, place, _rows.id))).scalars())

    def _found(self, orders: Select[Any], filed: Select[tuple[int]]) -> Select[Any]:
        """Narrow to the matches among those filed; first by what leaves fewer."""
        some = filed.offset(0).subquery()  # before anything else is asked
        keys: Select[tuple[int]] = select(some.c.id)
        if self._query.divisions is not None:
            return orders.where(self._among(keys), *self._asked(), *self._sieve.tests(_rows.id, True))
        keys = keys.where(*self._sieve.tests(some.c.id, True))
        return orders.where(self._among(keys), *self._asked())

    def _among(self, keys: Select[tuple[int]]) -> ColumnElement[bool]:
        if self._connection.dialect.name == "postgresql":  # as a list: each is looked up, whatever is guessed
            return _rows.id == any_(func.array(keys.scalar_subquery()))
        return _rows.id.in_(keys)

    def _met(self, wanted: int) -> list[int]:
        """Return the first matches on a walk along the queue; all that there are where that is less to read."""
        met: list[int] = []
        for dated in (True, False) if self._place.nullable else (True,):
            orders = self._orders(dated=dated)
            walked, long = 0, _FIRST
            while True:
                end = self._end(orders, long)
                met += self._matches(orders, end, wanted - len(met))
                if len(met) >= wanted:
                    return met
                if end is None:
                    break
                walked += long
                ahead = int((wanted - len(met)) * walked / max(len(met), 0.5))
                if self._is_far(ahead, len(met) / walked):
                    return self._gathered()
                orders, long = orders.where(self._past(end, dated=dated)), min(ahead * 5 // 4, long * _MORE)
        return met

    def _is_far(self, ahead: int, share: float) -> bool:
        """Tell whether so many orders are more to walk than what is filed is to gather."""
        most = int(ahead * _WALKED / _FILED)
        filed = self._filed(min(most, _MOST_FILED) + 1)
        if filed > most:
            return False
        matched = filed if self._query.divisions is not None else min(filed, share * self._every())
        return ahead * _WALKED > filed * _FILED + matched * _MATCHED

    def _every(self) -> int:
        """Return about how many orders there are."""
        return int(self._connection.execute(select(func.coalesce(func.max(_rows.id), 0))).scalar_one())

    def _filed(self, most: int) -> int:
        if self._sieve.many <= most:
            return int(self._sieve.many)
        some = self._sieve.source.limit(most).subquery()
        return int(self._connection.execute(select(func.count()).select_from(some)).scalar_one())

    def _orders(self, *, dated: bool) -> Select[Any]:
        """Return the orders of the view in the order asked for: such as have a date, or have none."""
        place = self._place
        orders = select(place, _rows.id).where(within_view(self._query, self._query.view))
        if not place.nullable:
            return orders.order_by(*ways(self._query, place, _rows.id))
        if not dated:
            return orders.where(place.is_(None)).order_by(*ways(self._query, _rows.id))
        return orders.where(place.is_not(None)).order_by(*ways(self._query, place, _rows.id))

    def _end(self, orders: Select[Any], long: int) -> _Mark | None:
        """Return the place of the last of so many orders, None where they are fewer."""
        last = self._connection.execute(orders.offset(long - 1).limit(1)).one_or_none()
        return None if last is None else (last[0], last[1])

    def _matches(self, orders: Select[Any], end: _Mark | None, most: int) -> list[int]:
        """Return the first matches among the orders up to a place."""
        bound = () if end is None else (~self._past(end, dated=end[0] is not None),)
        tests = self._sieve.tests(_rows.id, False)
        found = orders.with_only_columns(_rows.id).where(*bound, *narrowed(self._query), *seen(self._query))
        found = found.where(*known(self._query), *tests)
        return list(self._connection.execute(found.limit(most)).scalars())

    def _past(self, mark: _Mark, *, dated: bool) -> ColumnElement[bool]:
        down = self._query.descending
        if not dated:
            return _rows.id < mark[1] if down else _rows.id > mark[1]
        here = tuple_(self._place, _rows.id)
        there = tuple_(literal(mark[0], self._place.type), literal(mark[1]))
        return here < there if down else here > there

    def _asked(self) -> Iterator[ColumnElement[bool]]:
        yield within_view(self._query, self._query.view)
        yield from narrowed(self._query)
        yield from seen(self._query)
        yield from known(self._query)
