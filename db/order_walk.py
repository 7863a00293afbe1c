"""Orders found by words: gathered where few are filed, else met on a walk along the queue in its order.

However common the words are, the way that reads less is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, any_, func, select

from app.hotline.queue import OrderQuery, OrderSort, QueueView
from db.models.orders import order_rows
from db.order_parts import OrderParts, put_in, shows_parts
from db.order_queue import (
    EVERY,
    Mark,
    beside_led,
    in_order,
    narrowed,
    past,
    seen,
    sorted_by,
    ways,
    within_reach,
    within_view,
)
from db.order_search import known
from db.order_tallies import read_reach
from db.search import Sieve, Tests

_rows = order_rows.c
_FIRST = 1000  # orders are walked first; of those that somebody sees, his part of them
_LEAST = 20
_MORE = 16  # times as many at most each time after
_FEW = 1000  # filed: gathered at once
_EVERY_ONE = 2**31
_LANES = (OrderSort.DUE, OrderSort.DISPATCHED)  # there is an index of each division's orders in this order
_LOOKED_AT = 4000  # of those filed, to count


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What a thing costs, in µs: passed by on a walk, read from what is filed or can be seen, put in order."""

    walked: float
    filed: float
    drawn: float
    matched: float


_IN_FILE = Costs(walked=0.6, filed=1.1, drawn=2.4, matched=4.0)
_ON_SERVER = Costs(walked=0.8, filed=0.8, drawn=0.8, matched=7.0)
# Row policies are asked of every order that is passed by, and let few of them pass.
_ON_SERVER_BOUNDED = Costs(walked=4.0, filed=4.0, drawn=4.0, matched=7.0)


class OrderWalk:
    """Finds the orders of a queue that contain every word, over one connection."""

    def __init__(self, connection: Connection, query: OrderQuery, sieve: Sieve) -> None:
        self._connection = connection
        self._query = query
        self._sieve = sieve
        self._place = sorted_by(query)
        bounded = _ON_SERVER if query.divisions is None else _ON_SERVER_BOUNDED
        self._costs = bounded if connection.dialect.name == "postgresql" else _IN_FILE

    def page(self, offset: int, limit: int) -> list[int]:
        """Return the ids of a page of matches in the order asked for."""
        last, parts = offset + limit, self._parts()
        found = self._gathered(last) if self._sieve.many <= _FEW else self._met(last)
        return [key for _place, key in islice(put_in(self._query, found, parts), offset, last)]

    def count(self) -> tuple[int, bool]:
        """Return how many match, and whether there may be more: of very many, not all are looked at."""
        number, more = self._count_of_whole()
        return number + len(self._parts()), more

    def _parts(self) -> list[Mark]:
        """Return the parts that match, which the view has beside its orders."""
        if not shows_parts(self._query):
            return []
        parts = OrderParts(self._query)
        place = parts.place.label("place")
        some = parts.chosen(EVERY, place, _rows.id).where(*known(self._query))
        ordered = some.order_by(*in_order(self._query, parts.place, _rows.id))
        return self._made_sure(ordered, self._sieve.said, _EVERY_ONE)

    def _count_of_whole(self) -> tuple[int, bool]:
        few = self._sieve.many <= _FEW
        if not few and self._is_common and (self._reach or 0) <= _LOOKED_AT:
            return self._count_of_seen(), False
        filed = self._sieve.gist if few else self._sieve.gist.limit(_LOOKED_AT + 1)
        some = filed.cte("looked_at")  # once, to be counted and to be looked into
        every = select(func.count()).select_from(some).scalar_subquery()
        counted = self._found(select(func.count(_rows.id), every), select(some.c.id))
        number, looked_at = self._connection.execute(counted).one()
        return int(number), not few and looked_at > _LOOKED_AT

    def _count_of_seen(self) -> int:
        some = within_reach(self._query).subquery()
        asked = (self._among(select(some.c.id)), *self._asked(), *self._sieve.said(_rows.id))
        return int(self._connection.execute(select(func.count(_rows.id)).where(*asked)).scalar_one())

    def _gathered(self, wanted: int) -> list[Mark]:
        """Return the first matches, from what is filed."""
        filed = self._sieve.gist.offset(0).subquery()
        return self._made_sure(self._put_in_order(select(filed.c.id)), self._sieve.sure, wanted)

    def _drawn(self, wanted: int) -> list[Mark]:
        """Return the first matches, from the few orders that can be seen."""
        some = within_reach(self._query).subquery()
        if self._is_common:
            return self._made_sure(self._put_in_order(select(some.c.id)), self._sieve.said, wanted)
        keys = select(some.c.id).where(*self._sieve.picked(some.c.id)).offset(0).subquery()
        return self._made_sure(self._put_in_order(select(keys.c.id)), self._sieve.left, wanted)

    @property
    def _is_common(self) -> bool:
        """Whether more is filed under the words than can be seen: their texts are quicker looked into."""
        return self._reach is not None and self._reach < self._sieve.many

    def _put_in_order(self, keys: Select[tuple[int]]) -> Select[Any]:
        """Return those of some orders that are asked for, in the order asked for."""
        place = func.coalesce(self._place, self._place)  # what is found is put in order, no index read in order
        orders = select(_rows.id, place.label("place")).where(self._among(keys), *self._asked())
        return orders.order_by(*in_order(self._query, place, _rows.id))

    def _found(self, orders: Select[Any], filed: Select[tuple[int]]) -> Select[Any]:
        """Narrow to the matches among those filed; first by what leaves fewer."""
        some = filed.offset(0).subquery()  # before anything else is asked
        keys: Select[tuple[int]] = select(some.c.id)
        if self._query.divisions is not None:
            return orders.where(self._among(keys), *self._asked(), *self._sieve.sure(_rows.id))
        keys = keys.where(*self._sieve.sure(some.c.id))
        return orders.where(self._among(keys), *self._asked())

    def _among(self, keys: Select[tuple[int]]) -> ColumnElement[bool]:
        if self._connection.dialect.name == "postgresql":  # as a list: each is looked up, whatever is guessed
            return _rows.id == any_(func.array(keys.scalar_subquery()))
        return _rows.id.in_(keys)

    def _met(self, wanted: int) -> list[Mark]:
        """Return the first matches on a walk along the queue; all that there are where that is less to read."""
        first, other = self._begin(wanted)
        if other is not None:
            return other(wanted)
        met: list[Mark] = []
        for dated in (True, False) if self._place.nullable else (True,):
            every = orders = self._orders(dated=dated)
            before, walked, long = len(met), 0, first
            while True:
                end = self._end(orders, long)
                met += self._matches(orders, end, long, wanted - len(met))
                if len(met) >= wanted:
                    return self._with_those_beside(met)
                if end is None:
                    break
                walked += long
                share = max(len(met) - before, 0.5) / walked
                ahead = int((wanted - len(met)) / share)
                if (other := self._quicker(ahead, share)) is not None:
                    return other(wanted)
                orders, long = (
                    every.where(past(self._query, self._place, end)),
                    min(ahead * 5 // 4, long * _MORE),
                )
        return self._with_those_beside(met)

    def _with_those_beside(self, met: list[Mark]) -> list[Mark]:
        """Put in what matches of the few orders that are seen and not led, where only those led were met."""
        if self._lane is None:
            return met
        few = beside_led(self._query, self._lane).subquery()
        orders = self._put_in_order(select(few.c.id)).where(_rows.lead_id.is_distinct_from(self._lane))
        return list(put_in(self._query, met, self._made_sure(orders, self._sieve.said, _EVERY_ONE)))

    @cached_property
    def _every(self) -> int:
        return int(self._connection.execute(select(func.coalesce(func.max(_rows.id), 0))).scalar_one())

    @cached_property
    def _reach(self) -> int | None:
        return read_reach(self._connection, self._query)

    @cached_property
    def _lane(self) -> int | None:
        """The division by whose own index its orders can be walked in the order asked for."""
        divisions, query = self._query.divisions or (), self._query
        has_index = query.view is QueueView.ALL and query.sort in _LANES
        return next(iter(divisions)) if has_index and len(divisions) == 1 and self._reach is not None else None

    def _begin(self, wanted: int) -> tuple[int, Callable[[int], list[Mark]] | None]:
        """Return how many orders to walk first; and what is less to read than a walk among the few one sees."""
        if self._reach is None:
            return _FIRST, None
        part = 1.0 if self._lane is not None else max(self._reach, 1) / max(self._every, 1)
        share = part * min(1.0, self._sieve.many / max(self._every, 1))
        ahead = int(min(wanted / max(share, 1e-9), self._every))
        return max(_LEAST, int(_FIRST * part)), self._quicker(ahead, share)

    def _quicker(self, ahead: int, share: float) -> Callable[[int], list[Mark]] | None:
        """Return what is less to read than to walk so many orders; None where nothing is."""
        cost, many = self._costs, self._sieve.many
        every, reach = self._every, self._reach
        found = many if reach is None else reach * min(1.0, many / max(every, 1))
        matched = min(found, share * every)
        # What lies between the ids of those walked is listed for each lot of them.
        walk = cost.walked if self._lane is None else cost.walked + cost.filed * many / max(reach or 0, 1)
        choices: list[tuple[float, Callable[[int], list[Mark]] | None]] = [
            (min(ahead, every if self._lane is None else reach or 0) * walk, None),
            (many * cost.filed + matched * cost.matched, self._gathered),
        ]
        if reach is not None:
            choices.append((reach * cost.drawn + found * cost.matched, self._drawn))
        return min(choices, key=itemgetter(0))[1]

    def _orders(self, *, dated: bool) -> Select[Any]:
        """Return the orders of the view in the order asked for: such as have a date, or have none."""
        place = self._place
        orders = select(place.label("place"), _rows.id).where(within_view(self._query, self._query.view))
        if self._lane is not None:
            orders = orders.where(_rows.lead_id == self._lane)
        if not place.nullable:
            return orders.order_by(*ways(self._query, place, _rows.id))
        if not dated:
            return orders.where(place.is_(None)).order_by(*ways(self._query, _rows.id))
        return orders.where(place.is_not(None)).order_by(*ways(self._query, place, _rows.id))

    def _end(self, orders: Select[Any], long: int) -> Mark | None:
        """Return the place of the last of so many orders, None where they are fewer."""
        last = self._connection.execute(orders.offset(long - 1).limit(1)).one_or_none()
        return None if last is None else (last[0], last[1])

    def _matches(self, orders: Select[Any], end: Mark | None, long: int, most: int) -> list[Mark]:
        """Return the first matches among so many orders, up to a place."""
        some = orders.limit(long).subquery()
        low, high = self._connection.execute(select(func.min(some.c.id), func.max(some.c.id))).one()
        if low is None:
            return []
        if end is not None:
            orders = orders.where(~past(self._query, self._place, end))
        near = orders.where(*narrowed(self._query), *seen(self._query), *known(self._query))
        return self._made_sure(near.where(*self._sieve.near(_rows.id, low, high)), self._sieve.left, most)

    def _made_sure(self, orders: Select[Any], tests: Tests, most: int) -> list[Mark]:
        """Return the first orders that stand the tests, made sure of one by one in their order."""
        found = orders.offset(0).subquery()
        sure = select(found.c.place, found.c.id).where(*tests(found.c.id)).limit(most)
        if self._connection.dialect.name == "postgresql":  # a file reads them in this order of itself
            sure = sure.order_by(*in_order(self._query, found.c.place, found.c.id))
        return [(place, key) for place, key in self._connection.execute(sure)]

    def _asked(self) -> Iterator[ColumnElement[bool]]:
        yield within_view(self._query, self._query.view)
        yield from narrowed(self._query)
        yield from seen(self._query)
        yield from known(self._query)
