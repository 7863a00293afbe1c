"""The queue's statements: which orders a view shows, in which order, and how many they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Select,
    UnaryExpression,
    and_,
    case,
    exists,
    false,
    literal,
    not_,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy import text as sa_text

from app.clock import SHANGHAI
from app.hotline.models import OrderState, Secrecy
from app.hotline.queue import OrderMark, OrderQuery, OrderSort, QueueView, Turn
from db.models.orders import OPEN_PART, RETURNED, SUPERVISED, order_rows, share_rows
from db.rows import of_each
from db.search.index import Match, tied

_rows = order_rows.c
Mark = tuple[Any, int]  # an order's place in the queue: by what it is put in order, and its id
OPEN = cast("ColumnElement[bool]", sa_text(OPEN_PART))  # parts that are owed still
EVERY = Match(conditions=(), order=_rows.id)  # without words
_BEYOND = 2**62  # every division's key
HELD = _rows.held_division_id.is_not(None)
# Written out, so that the archive knows which index holds just these.
_BY_STATE: dict[QueueView, Any] = {
    QueueView.ARRIVED: _rows.state == OrderState.ARRIVED.value,
    QueueView.RETURNED: sa_text(RETURNED),
    QueueView.SUPERVISED: sa_text(SUPERVISED),
    QueueView.TO_CALL_BACK: _rows.state == OrderState.TO_CALL_BACK.value,
}
_MARKED: dict[OrderMark, ColumnElement[bool]] = {
    OrderMark.SUPERVISED: _rows.supervisions > 0,
    OrderMark.RETURNED: _rows.returns > 0,
    OrderMark.REWORKED: _rows.reworks > 0,
    OrderMark.URGENT: _rows.urgent,
    OrderMark.CONFIDENTIAL: _rows.secrecy != Secrecy.NONE.value,
}
_SORTS: dict[OrderSort, Column[Any]] = {
    OrderSort.DISPATCHED: _rows.dispatched_at,
    OrderSort.ARRIVED: _rows.arrived_at,
    OrderSort.NUMBER: _rows.order_number,
}


def ways(query: OrderQuery, *columns: ColumnElement[Any]) -> Iterator[UnaryExpression[Any]]:
    """Yield each column in the order asked for."""
    return (column.desc() if query.descending else column.asc() for column in columns)


def in_order(query: OrderQuery, *columns: ColumnElement[Any]) -> Iterator[UnaryExpression[Any]]:
    """Yield each column in the order asked for; what has none comes last."""
    return (way.nulls_last() for way in ways(query, *columns))


def past(query: OrderQuery, place: Column[Any], mark: Mark) -> ColumnElement[bool]:
    """Return what bounds the queue to what comes after a mark; among what has no date, where it has none."""
    down = query.descending
    if mark[0] is None:
        return _rows.id < mark[1] if down else _rows.id > mark[1]
    here, there = tuple_(place, _rows.id), tuple_(literal(mark[0], place.type), literal(mark[1]))
    return here < there if down else here > there


def whole(query: OrderQuery, view: QueueView) -> OrderQuery:
    """Return the query of a whole view for who looks, with neither words nor filters."""
    return OrderQuery(
        view=view,
        staff=query.staff,
        today=query.today,
        divisions=query.divisions,
        reviews=query.reviews,
        secret=query.secret,
    )


def sorted_by(query: OrderQuery) -> Column[Any]:
    """Return by what the orders are put in order."""
    return due_of(query) if query.sort is OrderSort.DUE else _SORTS[query.sort]


def due_of(query: OrderQuery) -> Column[Any]:
    """Return until when an order is due: of all orders its limit, in the other views whoever holds it."""
    return _rows.due_on if query.view is QueueView.ALL else _rows.held_due_on


def chosen(statement: Select[Any], query: OrderQuery, match: Match) -> Select[Any]:
    """Narrow a statement to the orders asked for."""
    return statement.where(*tied(match), within_view(query, query.view), *narrowed(query), *seen(query))


def within_view(query: OrderQuery, view: QueueView) -> ColumnElement[bool]:
    """Return what bounds the queue to a view; parts of orders that others lead are read beside it."""
    if view is QueueView.ALL:
        return true()
    if view in _BY_STATE:
        return and_(HELD, _BY_STATE[view])
    if view is QueueView.MINE:
        return and_(HELD, _rows.holder_id == query.staff)
    if view is QueueView.DIVISION:
        return HELD if query.divisions is None else _rows.held_division_id.in_(query.divisions)
    return and_(HELD, of_day(_rows.held_due_on, query, view), *_by_its_holder(query))


def of_day(due: ColumnElement[Any], query: OrderQuery, view: QueueView) -> ColumnElement[bool]:
    """Return what bounds a view by day, true for one that is not."""
    if view is QueueView.TODAY:
        return due == query.today
    return due < query.today if view is QueueView.LATE else true()


def _by_its_holder(query: OrderQuery) -> Iterator[ColumnElement[bool]]:
    """Yield what keeps a view by day to orders that are not there by the day of a part of them."""
    if query.divisions is not None:
        theirs = or_(led(query.divisions), _own(query))
        part = select(share_rows.c.order_id).where(*open_parts(query.divisions))
        apart = or_(_rows.held_division_id.in_(query.divisions), _rows.id.not_in(part))
        yield theirs
        yield case((theirs, apart), else_=false())  # parts are looked up for no other order


def open_parts(divisions: frozenset[int]) -> tuple[ColumnElement[bool], ...]:
    """Return what bounds shares to those that the divisions still owe."""
    return share_rows.c.division_id.in_(divisions), OPEN


def narrowed(query: OrderQuery, due: ColumnElement[Any] | None = None) -> Iterator[ColumnElement[bool]]:
    """Yield what is asked for by filters; ``due`` is the day in place of the view's own."""
    if query.types:
        yield _rows.order_type.in_([each.value for each in query.types])
    if query.states:
        yield _rows.state.in_([each.value for each in query.states])
    if query.lead is not None:
        # Not looked up by its own index: the queue is walked in order, and a lead's next order is never far.
        yield of_each(_rows.lead_id == query.lead)
    if query.topic:
        yield _rows.topic == query.topic
    if query.handler is not None:
        yield of_each(_rows.handler_id == query.handler)
    if query.mark is not None:
        yield _MARKED[query.mark]
    if query.turns is not None:
        yield or_(_rows.holder_id == query.staff, *(_of_turn(query, turn) for turn in query.turns))
    yield from _of_days(query, due_of(query) if due is None else due)


def _of_turn(query: OrderQuery, turn: Turn) -> ColumnElement[bool]:
    """Return what bounds the queue to what is anybody's turn who has the rights."""
    asked: list[ColumnElement[bool]] = [_rows.state.in_([each.value for each in turn.states])]
    if turn.divisions is not None:
        asked.append(_rows.held_division_id.in_(turn.divisions))
    if turn.others:
        asked.append(not_(of_each(_rows.handler_id == query.staff)))
    return and_(*asked)


def _of_days(query: OrderQuery, due: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
    if query.since is not None:
        yield _rows.arrived_at >= _morning(query.since)
    if query.until is not None:
        yield _rows.arrived_at < _morning(query.until + timedelta(days=1))
    if query.due_since is not None:
        yield due >= query.due_since
    if query.due_until is not None:
        yield due <= query.due_until


def has_undated(query: OrderQuery) -> bool:
    """Tell whether there may be orders that have no date by which they are put in order."""
    by_day = query.sort is OrderSort.DUE and query.view in (QueueView.TODAY, QueueView.LATE)
    return bool(sorted_by(query).nullable) and not by_day


def is_whole(query: OrderQuery) -> bool:
    """Tell whether a whole view is asked for: neither words nor filters."""
    return replace(query, sort=OrderSort.DUE, descending=False) == whole(query, query.view)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def seen(query: OrderQuery) -> Iterator[ColumnElement[bool]]:
    """Yield what bounds the queue to what the person may see."""
    if query.divisions is not None:
        yield or_(reach(query.divisions), _own(query))
    yield from told_of(query)


def told_of(query: OrderQuery) -> Iterator[ColumnElement[bool]]:
    """Yield what leaves out the efficiency complaints that the person may not know of."""
    if not query.secret:
        yield or_(_rows.secrecy != Secrecy.WHOLE.value, _own(query), headed(query))


def _own(query: OrderQuery) -> ColumnElement[bool]:
    return or_(_rows.handler_id == query.staff, _rows.holder_id == query.staff)


def headed(query: OrderQuery) -> ColumnElement[bool]:
    """Return what bounds the queue to orders that a division leads or co-handles whose head the person is."""
    if not query.reviews:
        return false()
    part = share_rows.c
    stands = and_(part.division_id.in_(query.reviews), part.withdrawn.is_(other=False))
    asked = exists().where(part.order_id == _rows.id, stands)
    return or_(of_each(_rows.lead_id.in_(query.reviews)), asked)


def reach(divisions: frozenset[int]) -> ColumnElement[bool]:
    """Return what bounds the queue to orders that one of the divisions received, leads or has a share in."""
    part = _rows.id.in_(select(share_rows.c.order_id).where(share_rows.c.division_id.in_(divisions)))
    return or_(led(divisions), part)


def led(divisions: frozenset[int]) -> ColumnElement[bool]:
    """Return what bounds the queue to orders that one of the divisions received or leads."""
    return or_(of_each(_rows.lead_id.in_(divisions)), _rows.division_id.in_(divisions))


def led_elsewhere(divisions: frozenset[int]) -> Iterator[ColumnElement[bool]]:
    """Yield what bounds the queue to orders that none of the divisions leads, each found by an index."""
    yield _rows.lead_id.is_(None)
    for after, before in pairwise((-1, *sorted(divisions), _BEYOND)):
        yield and_(_rows.lead_id > after, _rows.lead_id < before)


def beside_led(query: OrderQuery, division: int) -> CompoundSelect[tuple[int]]:
    """Return the orders of which the division has a share, and one's own that it does not lead, some twice."""
    mine = select(_rows.id.label("id"))
    handled = mine.where(_rows.handler_id == query.staff)
    held = mine.where(HELD, _rows.holder_id == query.staff, _rows.lead_id.is_distinct_from(division))
    part = select(share_rows.c.order_id).where(share_rows.c.division_id == division)
    return union_all(held, part, *(handled.where(each) for each in led_elsewhere(frozenset({division}))))


def within_reach(query: OrderQuery) -> CompoundSelect[tuple[int]]:
    """Return the orders that divisions which receive none lead or share, and one's own, some of them twice."""
    divisions, mine = query.divisions or frozenset(), select(_rows.id.label("id"))
    part = select(share_rows.c.order_id).where(share_rows.c.division_id.in_(divisions))
    leads = mine.where(_rows.lead_id.in_(divisions))
    held = mine.where(HELD, _rows.holder_id == query.staff)
    return union_all(leads, part, mine.where(_rows.handler_id == query.staff), held)
