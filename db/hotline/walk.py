"""Orders found by words: gathered where few are filed, else met on a walk along the queue in its order.

However common the words are, the way that reads less is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, any_, func, select

from app.hotline.queue import OrderQuery, OrderSort, QueueView
from db.hotline import costs as order_costs
from db.hotline.costs import Reckoning, Way
from db.hotline.parts import OrderParts, put_in, shows_parts
from db.hotline.queue import (
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
from db.hotline.search import known
from db.hotline.tallies import read_reach
from db.models.orders import order_rows
from db.plans import kept
from db.search.index import Sieve, Tests

_rows = order_rows.c
_FEW = 1000  # filed: gathered at once
_EVERY_ONE = 2**31
_LANES = (OrderSort.DUE, OrderSort.DISPATCHED)  # there is an index of each division's orders in this order
_LAST = kept(select(func.coalesce(func.max(_rows.id), 0)))
_LOOKED_AT = 4000  # of those filed, to count


def _nothing(_key: ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
    return ()


class OrderWalk:
    """Finds the orders of a queue that contain every word, over one connection."""

    def __init__(self, connection: Connection, query: OrderQuery, sieve: Sieve) -> None:
        self._connection = connection
        self._query = query
        self._sieve = sieve
        self._place = sorted_by(query)
        self._on_server = connection.dialect.name == "postgresql"

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
        sieve = self._sieve
        if sieve.many <= _FEW:
            return self._counted(sieve.gist, sieve.sure), False
        if self._reckoning.is_common:
            seen_ones = select(within_reach(self._query).subquery().c.id)
            if (self._reach or 0) <= _LOOKED_AT:
                return self._counted(seen_ones, sieve.said), False
            return self._looked_at(seen_ones, sieve.said)
        tells = self._led_by is not None and sieve.bounded
        return self._looked_at(self._told() if tells else sieve.gist, sieve.sure)

    def _counted(self, keys: Select[tuple[int]], tests: Tests) -> int:
        """Return how many of some orders are asked for and stand the tests."""
        counted = self._found(select(func.count(_rows.id)), keys, tests)
        return int(self._connection.execute(counted).scalar_one())

    def _looked_at(self, keys: Select[tuple[int]], tests: Tests) -> tuple[int, bool]:
        """Return how many of so many of them do, and whether there are more."""
        some = keys.limit(_LOOKED_AT + 1).cte("looked_at")  # once, to be counted and to be looked into
        every = select(func.count()).select_from(some).scalar_subquery()
        counted = self._found(select(func.count(_rows.id), every), select(some.c.id), tests)
        number, looked_at = self._connection.execute(counted).one()
        return int(number), looked_at > _LOOKED_AT

    def _gathered(self, wanted: int) -> list[Mark]:
        """Return the first matches, from what is filed."""
        filed = self._sieve.gist.offset(0).subquery()
        return self._made_sure(self._put_in_order(select(filed.c.id)), self._sieve.sure, wanted)

    def _drawn(self, wanted: int) -> list[Mark]:
        """Return the first matches, from the few orders that can be seen."""
        some = within_reach(self._query).subquery()
        if self._reckoning.is_common:
            return self._made_sure(self._put_in_order(select(some.c.id)), self._sieve.said, wanted)
        keys = select(some.c.id).where(self._sieve.near(some.c.id, None, None)).offset(0).subquery()
        return self._made_sure(self._put_in_order(select(keys.c.id)), self._sieve.sure, wanted)

    def _led(self, wanted: int) -> list[Mark]:
        """Return the first matches, from what a server tells of the division's orders."""
        return self._made_sure(self._put_in_order(self._told()), self._sieve.sure, wanted)

    def _told(self) -> Select[tuple[int]]:
        return self._sieve.led(self._led_by or 0, self._query.staff)

    def _all(self, way: Way, wanted: int) -> list[Mark]:
        """Return the first matches, all found on one way."""
        ways_of = {Way.GATHERED: self._gathered, Way.DRAWN: self._drawn, Way.LED: self._led}
        return ways_of[way](wanted)

    def _put_in_order(self, keys: Select[tuple[int]]) -> Select[Any]:
        """Return those of some orders that are asked for, in the order asked for."""
        place = func.coalesce(self._place, self._place)  # what is found is put in order, no index read in order
        orders = select(_rows.id, place.label("place")).where(self._among(keys), *self._asked())
        return orders.order_by(*in_order(self._query, place, _rows.id))

    def _found(self, orders: Select[Any], filed: Select[tuple[int]], tests: Tests) -> Select[Any]:
        """Narrow to the matches among those filed; first by what leaves fewer."""
        some = filed.offset(0).subquery()  # before anything else is asked
        keys: Select[tuple[int]] = select(some.c.id)
        if self._query.divisions is not None:
            return orders.where(self._among(keys), *self._asked(), *tests(_rows.id))
        return orders.where(self._among(keys.where(*tests(some.c.id))), *self._asked())

    def _among(self, keys: Select[tuple[int]]) -> ColumnElement[bool]:
        if self._on_server:  # as a list: each is looked up, whatever is guessed
            return _rows.id == any_(func.array(keys.scalar_subquery()))
        return _rows.id.in_(keys)

    def _met(self, wanted: int) -> list[Mark]:
        """Return the first matches on a walk along the queue; all that there are where that is less to read."""
        reckoning = self._reckoning
        first, other = reckoning.begin(wanted)
        if other is not None:
            return self._all(other, wanted)
        met: list[Mark] = []
        for dated in (True, False) if self._place.nullable else (True,):
            every = orders = self._orders(dated=dated)
            before, walked, long = len(met), 0, first
            while True:
                end, some = self._lot(orders, long, rest=reckoning.is_rest(long, walked))
                if some is not None:
                    met += self._made_sure(some, self._left(), wanted - len(met))
                if len(met) >= wanted:
                    return self._with_those_beside(met)
                if end is None:
                    break
                walked += long
                long, other = reckoning.after(len(met) - before, walked, wanted - len(met), long)
                if other is not None:
                    return self._all(other, wanted)
                orders = every.where(past(self._query, self._place, end))
        return self._with_those_beside(met)

    def _with_those_beside(self, met: list[Mark]) -> list[Mark]:
        """Put in what matches of the few orders that are seen and not led, where only those led were met."""
        if self._lane is None:
            return met
        if self._on_server:
            few = self._sieve.beside_led(self._lane, self._query.staff).subquery()
        else:
            few = beside_led(self._query, self._lane).subquery()
        orders = self._put_in_order(select(few.c.id)).where(_rows.lead_id.is_distinct_from(self._lane))
        return list(put_in(self._query, met, self._made_sure(orders, self._sieve.said, _EVERY_ONE)))

    @cached_property
    def _reach(self) -> int | None:
        return read_reach(self._connection, self._query)

    @cached_property
    def _led_by(self) -> int | None:
        """The one division whose orders are asked for, with few beside."""
        divisions = self._query.divisions or ()
        is_one = self._query.view is QueueView.ALL and len(divisions) == 1 and self._reach is not None
        return next(iter(divisions)) if is_one else None

    @cached_property
    def _lane(self) -> int | None:
        """The division by whose own index its orders can be walked in the order asked for."""
        return self._led_by if self._query.sort in _LANES else None

    @cached_property
    def _reckoning(self) -> Reckoning:
        on_server = order_costs.ON_SERVER_BOUNDED if self._sieve.bounded else order_costs.ON_SERVER
        return Reckoning(
            costs=on_server if self._on_server else order_costs.IN_FILE,
            sieve=self._sieve,
            every=int(self._connection.execute(_LAST).scalar_one()),
            reach=self._reach,
            lane=self._lane is not None,
        )

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

    def _lot(self, orders: Select[Any], long: int, *, rest: bool) -> tuple[Mark | None, Select[Any] | None]:
        """Return so many orders that may match, None where there are none, and where they end.

        The ``rest`` is taken at once, and has no end.
        """
        if rest:
            return None, self._near(orders, None)
        last = self._connection.execute(orders.offset(long - 1).limit(1)).one_or_none()
        end = None if last is None else (last[0], last[1])
        ids = self._ids(orders.limit(long)) if self._reckoning.by_lists else None
        if self._reckoning.by_lists and ids is None:
            return None, None
        return end, self._near(
            orders if end is None else orders.where(~past(self._query, self._place, end)), ids
        )

    def _left(self) -> Tests:
        """Return what the orders of a lot must stand yet."""
        if not self._reckoning.by_lists:
            return self._sieve.said
        return self._sieve.sure if self._lane is None else _nothing

    def _ids(self, orders: Select[Any]) -> tuple[int, int] | None:
        """Return between which ids some orders lie, None where there are none."""
        some = orders.subquery().c.id
        low, high = self._connection.execute(select(func.min(some), func.max(some))).one()
        return None if low is None else (low, high)

    def _near(self, orders: Select[Any], ids: tuple[int, int] | None) -> Select[Any]:
        """Narrow to those that are asked for, and quickly told to be filed under the words."""
        asked = (*narrowed(self._query), *seen(self._query), *known(self._query))
        if not self._reckoning.by_lists:
            return orders.where(*asked)
        longer = self._on_server and self._sieve.many > self._reckoning.along  # a file reads it all as quickly
        these = orders.with_only_columns(_rows.id).order_by(None) if longer else None
        near = orders.where(self._sieve.near(_rows.id, ids, these))
        if self._lane is None:
            return near.where(*asked)
        some = near.offset(0).subquery()  # told by the index alone: only of these the texts are read
        said = select(some.c.place, some.c.id).where(*self._sieve.sure(some.c.id))
        few = said.order_by(*ways(self._query, some.c.place, some.c.id)).offset(0).subquery()  # and the rows
        ordered = ways(self._query, few.c.place, few.c.id)
        return select(few.c.place, _rows.id).where(_rows.id == few.c.id, *asked).order_by(*ordered)

    def _made_sure(self, orders: Select[Any], tests: Tests, most: int) -> list[Mark]:
        """Return the first orders that stand the tests, made sure of one by one in their order."""
        found = orders.offset(0).subquery()
        sure = select(found.c.place, found.c.id).where(*tests(found.c.id)).limit(most)
        if self._on_server:  # a file reads them in this order of itself
            sure = sure.order_by(*in_order(self._query, found.c.place, found.c.id))
        return [(place, key) for place, key in self._connection.execute(sure)]

    def _asked(self) -> Iterator[ColumnElement[bool]]:
        yield within_view(self._query, self._query.view)
        yield from narrowed(self._query)
        yield from seen(self._query)
        yield from known(self._query)
