"""Pages of the queue: read in order from an index, far ones from the month they fall in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from itertools import islice
from typing import Any, cast

from sqlalchemy import Column, ColumnElement, Connection, Select, func, select, true

from app.hotline.queue import OrderQuery, OrderSort, QueueView
from db.hotline.parts import put_in, read_parts
from db.hotline.queue import EVERY, Mark, chosen, has_undated, is_whole, past, sorted_by, ways
from db.hotline.tallies import read_heads, read_months
from db.models.orders import order_rows
from db.models.tallies import NO_MONTH
from db.plans import kept_as_asked

_ASKED = 64  # who asks, lately
_NEAR = 2000  # orders are as quickly walked over as their months are looked up
_id = order_rows.c.id


@dataclass(frozen=True, kw_only=True)
class _Start:
    """Where a page is looked for: only there, past so many orders; ``dated`` is how many have a date."""

    where: ColumnElement[bool]
    passed: int = 0
    dated: int | None = None


def page_of(connection: Connection, query: OrderQuery, *, offset: int, limit: int) -> list[int]:
    """Return the ids of a page of the orders asked for; what has no date comes last."""
    return [key for _place, key in page_with(read_parts(connection, query), connection, query, offset, limit)]


def page_with(
    parts: list[Mark], connection: Connection, query: OrderQuery, offset: int, limit: int
) -> list[Mark]:
    """Return the places of a page among which some parts are put in."""
    first = max(0, offset - len(parts))  # so many may stand before
    marks = _marks_of(connection, query, offset=first, limit=offset + limit - first)
    return list(islice(put_in(query, marks, parts), offset - first, offset - first + limit))


def _marks_of(connection: Connection, query: OrderQuery, *, offset: int, limit: int) -> list[Mark]:
    """Return the places of a page without parts."""
    start = _start_of(connection, query, offset) if offset else _Start(where=true())
    if offset:
        dated = _dated_of(query).where(start.where).offset(offset - start.passed).limit(limit)
    else:
        dated = _first_page(query, limit)
    marks = _read(connection, dated)
    if len(marks) == limit or not has_undated(query):
        return marks
    if not offset:
        return (marks + _read(connection, _first_undated(query, limit)))[:limit]
    before = offset + len(marks)
    if not marks:
        before = start.dated if start.dated is not None else _dated(connection, query)
    rest = _undated_of(query).offset(max(0, offset - before)).limit(limit - len(marks))
    return marks + _read(connection, rest)


@lru_cache(maxsize=_ASKED)
def _first_page(query: OrderQuery, limit: int) -> Select[Any]:
    """Return the first page of what has a date, written once for who asks again."""
    return kept_as_asked(_dated_of(query).limit(limit))


@lru_cache(maxsize=_ASKED)
def _first_undated(query: OrderQuery, limit: int) -> Select[Any]:
    """Return the first of what has no date, written once for who asks again."""
    return kept_as_asked(_undated_of(query).limit(limit))


def _undated_of(query: OrderQuery) -> Select[Any]:
    return _marked(query).where(sorted_by(query).is_(None)).order_by(*ways(query, _id))


def _dated_of(query: OrderQuery) -> Select[Any]:
    column = sorted_by(query)
    return _marked(query).where(column.is_not(None)).order_by(*ways(query, _walked(query, column), _id))


def _marked(query: OrderQuery) -> Select[Any]:
    return chosen(select(sorted_by(query).label("place"), _id), query, EVERY)


def _read(connection: Connection, marked: Select[Any]) -> list[Mark]:
    return cast("list[Mark]", connection.execute(marked).all())  # a row is such a pair


def lots_of(connection: Connection, query: OrderQuery, lot: int) -> Iterator[list[int]]:
    """Yield the ids of all orders asked for, lot by lot, each read on from where the one before it ended."""
    parts = read_parts(connection, query)
    marks = put_in(query, _every(connection, query, lot), parts)
    while some := [key for _place, key in islice(marks, lot)]:
        yield some


def _every(connection: Connection, query: OrderQuery, lot: int) -> Iterator[Mark]:
    column = sorted_by(query)
    every = chosen(select(column, _id), query, EVERY)
    if not column.nullable:
        yield from _on(connection, query, every, lot)
        return
    yield from _on(connection, query, every.where(column.is_not(None)), lot)
    yield from _on(connection, query, every.where(column.is_(None)), lot)


def _on(connection: Connection, query: OrderQuery, orders: Select[Any], lot: int) -> Iterator[Mark]:
    column = sorted_by(query)
    mine = ordered = orders.order_by(*ways(query, column, _id)).limit(lot)
    while found := _read(connection, mine):
        yield from found
        mine = ordered.where(past(query, column, found[-1]))


def _dated(connection: Connection, query: OrderQuery) -> int:
    counted = chosen(select(func.count(_id)), query, EVERY).where(sorted_by(query).is_not(None))
    return int(connection.execute(counted).scalar_one())


def _start_of(connection: Connection, query: OrderQuery, offset: int) -> _Start:
    """Return where a far page of all orders is, by tallies: its month, or how numbers begin there."""
    if offset < _NEAR or query.view is not QueueView.ALL or not is_whole(query):
        return _Start(where=true())
    if query.sort is OrderSort.NUMBER:
        return _far(query, read_heads(connection, query), offset)
    months = read_months(connection, query)
    dated = [each for each in months if each[0] != NO_MONTH]
    return _far(query, [(_first_of(query, month), items) for month, items in dated], offset)


def _far(query: OrderQuery, parts: list[tuple[Any, int]], offset: int) -> _Start:
    """Return the part that holds a far page; ``parts`` have where each begins and how many it has."""
    column, passed, every = sorted_by(query), 0, sum(items for _, items in parts)
    ends = [begin for begin, _ in parts[1:]]
    placed = list(zip(parts, [*ends, None], strict=False))
    for (begin, items), end in reversed(placed) if query.descending else placed:
        if passed + items > offset:
            up_to = true() if end is None else column < end
            where = up_to if query.descending else column >= begin
            return _Start(where=where, passed=passed, dated=every)
        passed += items
    return _Start(where=true(), dated=every)


def _first_of(query: OrderQuery, month: date) -> date:
    return month if query.sort is OrderSort.DUE else datetime.combine(month, time(), UTC)


def _walked(query: OrderQuery, column: Column[Any]) -> ColumnElement[Any]:
    """Return what is put in order; not by its index where the days asked for are found by theirs."""
    gathered = query.since is not None and query.view is QueueView.ALL and query.sort is not OrderSort.ARRIVED
    return func.coalesce(column, column) if gathered else column
