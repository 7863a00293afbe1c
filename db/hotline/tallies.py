"""How many orders a view has for who looks, read from tallies instead of being counted.

Tallies know who receives, leads and has a share. The few orders that are seen for another reason, or hidden
although within reach, are looked at one by one: one's own of another division, and efficiency complaints.
What a view has by the day of a part that is owed is counted from the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    false,
    func,
    literal,
    literal_column,
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
from db.hotline.parts import count_parts, parts_given
from db.hotline.queue import (
    HELD,
    headed,
    is_whole,
    led,
    led_elsewhere,
    narrowed,
    reach,
    seen,
    whole,
    within_view,
)
from db.models.orders import WHOLLY_SECRET, order_rows, share_rows
from db.models.tallies import HEAD, NO_MONTH, tally_rows
from db.plans import kept_as_asked
from db.rows import AnyRow, of_each

_rows = order_rows.c
_tally = tally_rows.c
_ITEMS = tally_rows.c["items"]
_WHOLE = _rows.secrecy == Secrecy.WHOLE.value
_Counted = Callable[[Select[Any]], Select[Any]]
_Times = Callable[[QueueView], ColumnElement[int]]
_TALLIED = tuple(view for view in QueueView if view is not QueueView.MINE)
_BY_DAY = (QueueView.TODAY, QueueView.LATE)  # a share counts nothing there: its own day does
_NONE, _ONCE = literal_column("0", Integer), literal_column("1", Integer)
_ASKED = 64  # who asks, lately
_MINE, _APART, _SEVERAL = "mine", "apart", "several"  # beside them: what is one's own, what they miss or repeat
_HELD_STATES = {
    OrderState.ARRIVED.value: QueueView.ARRIVED,
    OrderState.RETURNING.value: QueueView.RETURNED,
    OrderState.DISPUTED.value: QueueView.RETURNED,
    OrderState.TO_CALL_BACK.value: QueueView.TO_CALL_BACK,
}
_MONTHS: dict[OrderSort, tuple[str, ColumnElement[Any]]] = {
    OrderSort.DUE: ("answer", _rows.due_on),
    OrderSort.ARRIVED: ("arrived", _rows.arrived_at),
    OrderSort.DISPATCHED: ("sent", _rows.dispatched_at),
}


def knows_kinds(query: OrderQuery) -> bool:
    """Tell whether all orders are narrowed by nothing but what tallies are kept by."""
    kinds = replace(query, types=(), states=(), lead=None, topic="", words=query.words.strip())
    return query.view is QueueView.ALL and is_whole(kinds)


def read_counts(connection: Connection, query: OrderQuery) -> Mapping[QueueView, int]:
    """Return how many orders each view has, words and filters left aside."""
    query = whole(query, QueueView.ALL)
    counts = dict.fromkeys(QueueView, 0)
    keys: dict[str, list[int]] = {_APART: [], _SEVERAL: []}
    for row in connection.execute(_of_views(query)):
        if row.tally in keys:
            keys[row.tally].append(row.orders)
        for view in _views_of(row):
            counts[view] += row.orders
    for counted, times in _corrected(query, keys[_APART], keys[_SEVERAL]):
        sums = counted(select(*[_sum(query, view, times) for view in _TALLIED]))
        for view, number in zip(_TALLIED, connection.execute(sums).one(), strict=True):
            counts[view] += int(number or 0)
    for view, more in count_parts(connection, query).items():
        counts[view] += more
    return counts


def read_mine(connection: Connection, query: OrderQuery) -> int:
    """Return how many orders the person holds, and of how many of others he was given a part."""
    return int(connection.execute(_held_or_given(whole(query, QueueView.MINE))).scalar_one())


@lru_cache(maxsize=_ASKED)
def _held_or_given(query: OrderQuery) -> Select[Any]:
    held, given = (each.scalar_subquery() for each in _of_mine(query))
    return kept_as_asked(select(held + given))


def _sum(query: OrderQuery, view: QueueView, times: _Times) -> ColumnElement[Any]:
    return func.sum(case((within_view(query, view), times(view)), else_=0))


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
    for counted, times in _corrections(connection, query):
        sums = counted(select(func.sum(times(query.view)))).where(*narrowed(query))
        known += connection.execute(sums).scalar_one() or 0
    return int(known)


def read_reach(connection: Connection, query: OrderQuery) -> int | None:
    """Return about how many orders the divisions lead or share; None where they receive orders, or see all."""
    if query.divisions is None:
        return None
    every, own = connection.execute(_reach(whole(query, QueueView.ALL))).one()
    return None if own else int(every or 0)


@lru_cache(maxsize=_ASKED)
def _reach(query: OrderQuery) -> Select[Any]:
    received = func.sum(case((_tally.division_id.in_(query.divisions or ()), _ITEMS), else_=0))
    sums = select(func.sum(_ITEMS), received).where(_tally.tally == "all", *_reached(query))
    return kept_as_asked(sums)


def read_months(connection: Connection, query: OrderQuery) -> list[tuple[date, int]]:
    """Return how many of all orders fall in each month of what they are sorted by, by its first day."""
    tally, column = _MONTHS[query.sort]
    known = select(_tally.on_day.label("month"), func.sum(_ITEMS).label("orders"))
    months: dict[date, int] = {}
    for row in connection.execute(known.where(_tally.tally == tally, *_reached(query)).group_by(_tally.on_day)):
        months[row.month] = row.orders
    for counted, times in _corrections(connection, query):
        for each in connection.execute(counted(select(column.label("day"), times(query.view).label("times")))):
            first = NO_MONTH if each.day is None else date(each.day.year, each.day.month, 1)
            months[first] = months.get(first, 0) + each.times
    return sorted(months.items())


def read_heads(connection: Connection, query: OrderQuery) -> list[tuple[str, int]]:
    """Return how many of all orders have a number that begins so, in their order."""
    known = select(_tally.topic.label("head"), _ITEMS.label("orders"))
    parts: list[Select[Any]] = [known.where(_tally.tally == "number", *_reached(query))]
    for counted, times in _corrections(connection, query):
        parts.append(counted(select(func.substr(_rows.order_number, 1, HEAD), times(query.view))))
    every = union_all(*parts).subquery()
    summed = select(every.c.head, func.sum(every.c.orders)).group_by(every.c.head).order_by(every.c.head)
    return [(head, int(orders)) for head, orders in connection.execute(summed)]


@lru_cache(maxsize=_ASKED)
def _of_views(query: OrderQuery) -> CompoundSelect[Any]:
    """Return the tallies of views: what kind, of which state, whether held here or due today; others beside."""
    here = _tally.held_id >= 0 if query.divisions is None else _tally.held_id.in_(query.divisions)
    parts = (_tally.tally, _tally.state, here.label("here"), (_tally.on_day == query.today).label("today"))
    summed = select(*parts, func.sum(_ITEMS).label("orders")).where(*_reached(query)).group_by(*parts)
    plain = summed.where(_tally.tally.in_(("all", "held", "supervised")))
    due = summed.where(_tally.tally == "due", _tally.on_day <= query.today, _tally.share_id == 0)
    return kept_as_asked(union_all(plain, due, *_beside_tallies(query)))


def _beside_tallies(query: OrderQuery) -> Iterator[Select[Any]]:
    mine = ((_MINE, each) for each in _of_mine(query))
    for name, numbers in (*mine, (_APART, _beside(query)), (_SEVERAL, _shared(query))):
        if numbers is not None:
            yield select(literal(name), literal(""), false(), false(), *numbers.subquery().c)


def _of_mine(query: OrderQuery) -> tuple[Select[Any], Select[Any]]:
    """Return how many orders the person holds, and of how many of others he was given a part."""
    return select(func.count(_rows.id)).where(HELD, _rows.holder_id == query.staff), parts_given(query)


def _views_of(row: AnyRow) -> tuple[QueueView, ...]:
    if row.tally == _MINE:
        return (QueueView.MINE,)
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
    return (*known, or_(and_(_tally.share_id == 0, led), and_(_tally.share_id.in_(query.divisions), not_(led))))


def _corrections(connection: Connection, query: OrderQuery) -> Iterator[tuple[_Counted, _Times]]:
    """Yield what tallies count not at all or too often: the orders, and how often each is added to a view."""
    asked = (_beside(whole(query, QueueView.ALL)), _shared(whole(query, QueueView.ALL)))
    apart, several = (() if each is None else connection.execute(each).scalars().all() for each in asked)
    yield from _corrected(query, apart, several)


def _corrected(
    query: OrderQuery, apart: Sequence[int], several: Sequence[int]
) -> Iterator[tuple[_Counted, _Times]]:
    if apart:
        yield partial(_apart, query=query, keys=apart), partial(_untallied, query)
    if several:
        twice = _twice(query.divisions or frozenset(), several)
        yield partial(_of_several, query=query, twice=twice), partial(_too_often, twice)


def _untallied(query: OrderQuery, view: QueueView) -> ColumnElement[int]:
    """Return 1 for an order that tallies do not count for who looks, else 0."""
    reached: ColumnElement[bool] = true()
    if query.divisions is not None:
        reached = led(query.divisions) if view in _BY_DAY else reach(query.divisions)
    known = true() if query.secret else not_(_WHOLE)
    return case((and_(reached, known), _NONE), else_=_ONCE)


def _too_often(twice: Subquery, view: QueueView) -> ColumnElement[int]:
    return _NONE if view in _BY_DAY else -twice.c.more


@lru_cache(maxsize=_ASKED)
def _shared(query: OrderQuery) -> Select[Any] | None:
    """Return the orders of which several of the divisions, or one time and again, had a share; None for one."""
    if len(query.divisions or ()) < 2:  # noqa: PLR2004 - several
        return None
    shared = select(share_rows.c.order_id).where(share_rows.c.division_id.in_(query.divisions or ()))
    return kept_as_asked(shared.group_by(share_rows.c.order_id).having(func.count() > 1))


def _twice(divisions: frozenset[int], keys: Sequence[int]) -> Subquery:
    """Return in how many more than one of the divisions each of some orders has a share."""
    own = (share_rows.c.division_id.in_(divisions), share_rows.c.order_id.in_(keys))
    more = func.count(share_rows.c.division_id.distinct()) - 1
    shared = select(share_rows.c.order_id, more.label("more")).where(*own)
    return shared.group_by(share_rows.c.order_id).subquery()


def _of_several(statement: Select[Any], query: OrderQuery, twice: Subquery) -> Select[Any]:
    """Narrow to what tallies count once for each of several divisions."""
    divisions = query.divisions or frozenset()
    known = true() if query.secret else not_(_WHOLE)
    return statement.where(_rows.id == twice.c.order_id, not_(led(divisions)), known)


def _apart(statement: Select[Any], query: OrderQuery, keys: Sequence[int]) -> Select[Any]:
    """Narrow to what of some orders the person sees."""
    return statement.where(_rows.id.in_(keys), *seen(query))


@lru_cache(maxsize=_ASKED)
def _beside(query: OrderQuery) -> CompoundSelect[Any] | None:
    """Return the orders that are looked at one by one, None where there are none."""
    candidates = list(_candidates(query))
    return kept_as_asked(union(*candidates)) if candidates else None


def _candidates(query: OrderQuery) -> Iterator[Select[Any]]:
    mine = select(_rows.id)
    if query.divisions is not None:
        elsewhere = _rows.division_id.not_in(query.divisions)
        handled = mine.where(_rows.handler_id == query.staff, elsewhere)
        others = not_(of_each(_rows.lead_id.in_(query.divisions)))
        yield mine.where(HELD, _rows.holder_id == query.staff, elsewhere, others)
        yield from (handled.where(each) for each in led_elsewhere(query.divisions))
    if not query.secret:
        his = or_(_rows.handler_id == query.staff, _rows.holder_id == query.staff)
        yield mine.where(sa_text(WHOLLY_SECRET), or_(headed(query), his))  # the few there are, one by one
