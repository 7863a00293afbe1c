"""How many orders a view has for who looks, read from tallies instead of being counted.

Tallies know who receives, leads and has a share. The few orders that are seen for another reason, or hidden
although within reach, are looked at one by one: one's own of another division, and efficiency complaints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    case,
    false,
    func,
    not_,
    or_,
    select,
    true,
    union,
    union_all,
)
from sqlalchemy import text as sa_text

from app.hotline.models import OrderState, Secrecy
from app.hotline.queue import OrderQuery, OrderSort, QueueView
from db.models.orders import WHOLLY_SECRET, order_rows
from db.models.tallies import NO_MONTH, tally_rows
from db.order_queue import HELD, headed, is_whole, narrowed, reach, seen, within_view
from db.rows import AnyRow

_rows = order_rows.c
_tally = tally_rows.c
_ITEMS = tally_rows.c["items"]
_WHOLE = _rows.secrecy == Secrecy.WHOLE.value
_HELD_STATES = {
    OrderState.ARRIVED.value: QueueView.ARRIVED,
    OrderState.RETURNING.value: QueueView.RETURNED,
    OrderState.DISPUTED.value: QueueView.RETURNED,
    OrderState.TO_CALL_BACK.value: QueueView.TO_CALL_BACK,
}
_MONTHS = {OrderSort.DUE: ("answer", _rows.due_on), OrderSort.ARRIVED: ("arrived", _rows.arrived_at)}


def is_tallied(query: OrderQuery) -> bool:
    """Tell whether tallies know what the person sees: of two divisions a shared order would count twice."""
    return query.divisions is None or len(query.divisions) <= 1


def knows_kinds(query: OrderQuery) -> bool:
    """Tell whether all orders are narrowed by nothing but what tallies are kept by."""
    kinds = replace(query, types=(), states=(), lead=None, topic="", words=query.words.strip())
    return query.view is QueueView.ALL and is_whole(kinds)


def read_counts(connection: Connection, query: OrderQuery) -> Mapping[QueueView, int]:
    """Return how many orders each view has, words and filters left aside; ``query`` must be tallied."""
    counts = dict.fromkeys(QueueView, 0)
    for row in connection.execute(_of_views(query)):
        for view in _views_of(row):
            counts[view] += row.orders
    apart = select(*(func.sum(case((within_view(query, view), 1), else_=0)) for view in QueueView))
    for view, number in zip(QueueView, connection.execute(_apart(apart, query)).one(), strict=True):
        counts[view] += number or 0
    mine = select(func.count(_rows.id)).where(HELD, _rows.holder_id == query.staff)
    return {**counts, QueueView.MINE: connection.execute(mine).scalar_one()}


def read_count(connection: Connection, query: OrderQuery) -> int:
    """Return how many orders there are of the types, states, lead and topic asked for; days do not narrow."""
    conditions = [_tally.tally == "kind", *_reached(query)]
    if query.types:
        conditions.append(_tally.order_type.in_([each.value for each in query.types]))
    if query.states:
        conditions.append(_tally.state.in_([each.value for each in query.states]))
    if query.lead is not None:
        conditions.append(_tally.lead_id == query.lead)
    if query.topic:
        conditions.append(_tally.topic == query.topic)
    known = connection.execute(select(func.sum(_ITEMS)).where(*conditions)).scalar_one() or 0
    apart = _apart(select(func.count(_rows.id)), query).where(*narrowed(query))
    return int(known) + int(connection.execute(apart).scalar_one())


def read_months(connection: Connection, query: OrderQuery) -> list[tuple[date, int]] | None:
    """Return how many of all orders fall in each month, by its first day; None for an order without months."""
    if query.sort not in _MONTHS:
        return None
    tally, column = _MONTHS[query.sort]
    known = select(_tally.on_day.label("month"), func.sum(_ITEMS).label("orders"))
    months: dict[date, int] = {}
    for row in connection.execute(known.where(_tally.tally == tally, *_reached(query)).group_by(_tally.on_day)):
        months[row.month] = row.orders
    for day in connection.execute(_apart(select(column), query)).scalars():
        first = NO_MONTH if day is None else date(day.year, day.month, 1)
        months[first] = months.get(first, 0) + 1
    return sorted(months.items())


def _of_views(query: OrderQuery) -> CompoundSelect[Any]:
    """Return the tallies of views: what kind, of which state, whether held here, and whether due today."""
    here = _tally.held_id >= 0 if query.divisions is None else _tally.held_id.in_(query.divisions)
    parts = (_tally.tally, _tally.state, here.label("here"), (_tally.on_day == query.today).label("today"))
    summed = select(*parts, func.sum(_ITEMS).label("orders")).where(*_reached(query)).group_by(*parts)
    plain = summed.where(_tally.tally.in_(("all", "held", "supervised")))
    due = summed.where(_tally.tally == "due", _tally.on_day <= query.today)
    return union_all(plain, due)


def _views_of(row: AnyRow) -> tuple[QueueView, ...]:
    if row.tally == "all":
        return (QueueView.ALL,)
    if row.tally == "supervised":
        return (QueueView.SUPERVISED,)
    if row.tally == "due":
        return (QueueView.TODAY if row.today else QueueView.LATE,)
    by_state = (_HELD_STATES[row.state],) if row.state in _HELD_STATES else ()
    return (*by_state, QueueView.DIVISION) if row.here else by_state


def _reached(query: OrderQuery) -> tuple[ColumnElement[bool], ...]:
    known = () if query.secret else (_tally.whole == 0,)
    if query.divisions is None:
        return (*known, _tally.share_id == 0)
    led = or_(_tally.division_id.in_(query.divisions), _tally.lead_id.in_(query.divisions))
    return (*known, or_(and_(_tally.share_id == 0, led), _tally.share_id.in_(query.divisions)))


def _apart(statement: Select[Any], query: OrderQuery) -> Select[Any]:
    """Narrow to what the person sees that tallies do not count for him."""
    candidates = list(_candidates(query))
    if not candidates:
        return statement.where(false())
    known = true() if query.secret else not_(_WHOLE)
    reached = true() if query.divisions is None else reach(query.divisions)
    return statement.where(_rows.id.in_(union(*candidates)), *seen(query), not_(and_(reached, known)))


def _candidates(query: OrderQuery) -> Iterator[Select[Any]]:
    mine = select(_rows.id)
    if query.divisions is not None:
        handled = mine.where(_rows.handler_id == query.staff)
        yield mine.where(HELD, _rows.holder_id == query.staff)
        yield handled.where(_rows.lead_id.is_(None))
        for division in query.divisions:
            yield handled.where(_rows.lead_id < division)
            yield handled.where(_rows.lead_id > division)
        if not query.divisions:
            yield handled
    if not query.secret:
        own = or_(_rows.handler_id == query.staff, _rows.holder_id == query.staff)
        yield mine.where(sa_text(WHOLLY_SECRET), or_(headed(query), own))  # the few there are, one by one
