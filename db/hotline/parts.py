"""Parts (协办) that are owed of orders which others have, by their own day, among a view's own orders.

A division has few of them at a time: they are read whole, and put in where they belong. 我的 has those that
were given to one by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import merge
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    select,
    true,
)
from sqlalchemy import text as sa_text

from app.hotline.models import Secrecy
from app.hotline.queue import WITH_PARTS, OrderQuery, OrderSort, QueueView
from db.hotline.queue import (
    EVERY,
    HELD,
    OPEN,
    Mark,
    chosen,
    in_order,
    led,
    narrowed,
    of_day,
    open_parts,
    sorted_by,
    told_of,
    whole,
)
from db.models.custody import PART_GIVEN, segment_rows
from db.models.orders import order_rows, share_rows
from db.plans import kept_as_asked
from db.search.index import Match, tied

_rows = order_rows.c
_SUBJECT = "order_share:"
_ASKED = 64  # who asks, lately


def shows_parts(query: OrderQuery) -> bool:
    """Tell whether parts that who looks, or his divisions, owe to others belong to the view."""
    return query.view is QueueView.MINE or (bool(query.divisions) and query.view in WITH_PARTS)


class OrderParts:
    """The parts of a view, as statements: each an order, by the day until which its first part is owed."""

    def __init__(self, query: OrderQuery, *also: ColumnElement[bool]) -> None:
        self._query = query
        self._by_name = query.view is QueueView.MINE
        day = func.min(share_rows.c.due_on).label("due_on")
        owed = select(share_rows.c.order_id, day).where(*self._open(), *also)
        self._owed = owed.group_by(share_rows.c.order_id).subquery("owed")

    def _open(self) -> Iterator[ColumnElement[bool]]:
        divisions = self._query.divisions
        yield from (OPEN,) if divisions is None else open_parts(divisions)
        if self._by_name:
            yield share_rows.c.id.in_(_given_to(self._query.staff))

    def _with_others(self) -> Iterator[ColumnElement[bool]]:
        """Yield what bounds orders to those that others have; whoever was given a part may know of it."""
        yield HELD
        if self._by_name:
            yield _rows.holder_id.is_distinct_from(self._query.staff)
            return
        yield _rows.held_division_id.not_in(self._query.divisions or frozenset())
        yield from told_of(self._query)

    @property
    def due(self) -> ColumnElement[Any]:
        """Return until when the part is owed."""
        return self._owed.c.due_on

    @property
    def place(self) -> ColumnElement[Any]:
        """Return by what the parts are put in among the view's orders."""
        return self.due if self._query.sort is OrderSort.DUE else sorted_by(self._query)

    def all(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Return what parts there are, whatever the view."""
        joined = order_rows.join(self._owed, self._owed.c.order_id == _rows.id)
        return select(*columns).select_from(joined).where(*self._with_others())

    def chosen(self, match: Match, *columns: ColumnElement[Any]) -> Select[Any]:
        """Return the parts that are asked for."""
        asked = narrowed(self._query, self.due)
        return self.all(*columns).where(of_day(self.due, self._query, self._query.view), *tied(match), *asked)


def count_of(query: OrderQuery, match: Match) -> Select[Any]:
    """Return how many orders are asked for."""
    counted = chosen(select(func.count(_rows.id)), query, match)
    if not shows_parts(query):
        return counted
    parts = OrderParts(query).chosen(match, func.count(_rows.id))
    return select(counted.scalar_subquery() + parts.scalar_subquery())


@lru_cache(maxsize=_ASKED)
def count_of_all(query: OrderQuery) -> Select[Any]:
    """Return how many orders are asked for without words, written once for who asks again."""
    return kept_as_asked(count_of(query, EVERY))


def read_parts(connection: Connection, query: OrderQuery, match: Match = EVERY) -> list[Mark]:
    """Return the places of the parts that are asked for, in the order asked for."""
    if not shows_parts(query):
        return []
    asked = _parts_of_all(query) if match is EVERY else _parts_of(query, match)
    return [(place, key) for place, key in connection.execute(asked)]


@lru_cache(maxsize=_ASKED)
def _parts_of_all(query: OrderQuery) -> Select[Any]:
    return kept_as_asked(_parts_of(query, EVERY))


def _parts_of(query: OrderQuery, match: Match) -> Select[Any]:
    parts = OrderParts(query)
    marked = parts.chosen(match, parts.place.label("place"), _rows.id)
    return marked.order_by(*in_order(query, parts.place, _rows.id))


def count_parts(connection: Connection, query: OrderQuery) -> Mapping[QueueView, int]:
    """Return how many more each view has by the parts that the divisions owe than by who holds its orders."""
    if not query.divisions:
        return {}
    found = connection.execute(_more_of_views(whole(query, QueueView.DIVISION))).one()
    return {view: int(number or 0) for view, number in zip(WITH_PARTS, found, strict=True)}


@lru_cache(maxsize=_ASKED)
def _more_of_views(query: OrderQuery) -> Select[Any]:
    parts = OrderParts(query)
    known = true() if query.secret else _rows.secrecy != Secrecy.WHOLE.value
    tallied = and_(led(query.divisions or frozenset()), known)
    sums: list[ColumnElement[Any]] = [func.count()]
    for view in WITH_PARTS[1:]:
        by_holder = and_(tallied, of_day(_rows.held_due_on, query, view))
        more = case((of_day(parts.due, query, view), 1), else_=0) - case((by_holder, 1), else_=0)
        sums.append(func.sum(more))
    return kept_as_asked(parts.all(*sums))


def count_owed(connection: Connection, query: OrderQuery) -> int:
    """Return of how many orders the divisions of who looks owe a part that nobody has by name."""
    if not query.divisions:
        return 0
    return int(connection.execute(_owed(whole(query, QueueView.DIVISION))).scalar_one())


def parts_given(query: OrderQuery) -> Select[tuple[int]]:
    """Return of how many orders that others have a part was given to who looks by name."""
    return OrderParts(whole(query, QueueView.MINE)).all(func.count())


@lru_cache(maxsize=_ASKED)
def _owed(query: OrderQuery) -> Select[Any]:
    anybodys = ~_had(segment_rows.c.staff_id.is_not(None))
    return kept_as_asked(OrderParts(query, anybodys).all(func.count()))


def _given_to(staff: int) -> Select[Any]:
    """Return the shares that a person has now by name: by whom they are with, for he has few."""
    open_key = segment_rows.c.open_key
    share = cast(func.substr(open_key, len(_SUBJECT) + 1), BigInteger)
    return select(share).where(segment_rows.c.staff_id == staff, sa_text(PART_GIVEN))


def _had(by: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return what bounds shares to those that somebody has now, by what is asked of him."""
    return exists().where(segment_rows.c.open_key == _SUBJECT + cast(share_rows.c.id, String), by)


def put_in(query: OrderQuery, marks: Iterable[Mark], parts: Sequence[Mark]) -> Iterator[Mark]:
    """Return the places of both in the order asked for; what has none comes last."""
    if not parts:
        return iter(marks)
    down = query.descending

    def rank(mark: Mark) -> tuple[bool, Any, int]:
        return (mark[0] is None) is not down, mark[0], mark[1]

    return merge(marks, parts, key=rank, reverse=down)
