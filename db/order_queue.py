"""The queue's statements: which orders a view shows, in which order, and how many they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true

from app.clock import SHANGHAI
from app.hotline.models import OrderState, Secrecy
from app.hotline.queue import OrderQuery, OrderSort, QueueView
from db.models.orders import order_rows, share_rows
from db.search import Match, tied

_rows = order_rows.c
_HELD = _rows.held_division_id.is_not(None)
_RETURNED = [OrderState.RETURNING.value, OrderState.DISPUTED.value]
_BY_STATE: dict[QueueView, ColumnElement[bool]] = {
    QueueView.ARRIVED: _rows.state == OrderState.ARRIVED.value,
    QueueView.RETURNED: _rows.state.in_(_RETURNED),
    QueueView.SUPERVISED: _rows.supervisions > 0,
    QueueView.TO_CALL_BACK: _rows.state == OrderState.TO_CALL_BACK.value,
}
_SORTS: dict[OrderSort, ColumnElement[Any]] = {
    OrderSort.DUE: _rows.due_on,
    OrderSort.DISPATCHED: _rows.dispatched_at,
    OrderSort.ARRIVED: _rows.arrived_at,
    OrderSort.NUMBER: _rows.order_number,
}


def keys_of(query: OrderQuery, match: Match) -> Select[Any]:
    """Return the ids of the orders asked for, in the order asked for; what has no date comes last."""
    column = _SORTS[query.sort]
    if query.sort is OrderSort.DUE and query.view is not QueueView.ALL:
        column = _rows.held_due_on
    way = column.desc() if query.descending else column.asc()
    last = _rows.id.desc() if query.descending else _rows.id.asc()
    return _chosen(select(_rows.id), query, match).order_by(way.nulls_last(), last)


def count_of(query: OrderQuery, match: Match) -> Select[Any]:
    """Return how many orders are asked for."""
    return _chosen(select(func.count(_rows.id)), query, match)


def counts_of(query: OrderQuery) -> Iterator[tuple[QueueView, Select[Any]]]:
    """Yield for every view how many orders it has for who looks."""
    every = Match(conditions=(), order=_rows.id)
    for view in QueueView:
        plain = OrderQuery(
            view=view,
            staff=query.staff,
            today=query.today,
            divisions=query.divisions,
            reviews=query.reviews,
            secret=query.secret,
        )
        yield view, count_of(plain, every)


def _chosen(statement: Select[Any], query: OrderQuery, match: Match) -> Select[Any]:
    return statement.where(*tied(match), _of_view(query), *_narrowed(query), *_seen(query))


def _of_view(query: OrderQuery) -> ColumnElement[bool]:
    if query.view is QueueView.ALL:
        return true()
    if query.view in _BY_STATE:
        return and_(_HELD, _BY_STATE[query.view])
    if query.view is QueueView.MINE:
        return and_(_HELD, _rows.holder_id == query.staff)
    if query.view is QueueView.DIVISION:
        return _HELD if query.divisions is None else _rows.held_division_id.in_(query.divisions)
    today = query.view is QueueView.TODAY
    return _rows.held_due_on == query.today if today else _rows.held_due_on < query.today


def _narrowed(query: OrderQuery) -> Iterator[ColumnElement[bool]]:
    if query.types:
        yield _rows.order_type.in_([each.value for each in query.types])
    if query.states:
        yield _rows.state.in_([each.value for each in query.states])
    if query.lead is not None:
        yield _rows.lead_id == query.lead
    if query.topic:
        yield _rows.topic == query.topic
    if query.since is not None:
        yield _rows.arrived_at >= _morning(query.since)
    if query.until is not None:
        yield _rows.arrived_at < _morning(query.until + timedelta(days=1))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def _seen(query: OrderQuery) -> Iterator[ColumnElement[bool]]:
    """Yield what bounds the queue to what the person may see."""
    own = or_(_rows.handler_id == query.staff, _rows.holder_id == query.staff)
    if query.divisions is not None:
        part = exists().where(share_rows.c.order_id == _rows.id, share_rows.c.division_id.in_(query.divisions))
        yield or_(_rows.division_id.in_(query.divisions), _rows.lead_id.in_(query.divisions), part, own)
    if not query.secret:
        yield or_(_rows.secrecy != Secrecy.WHOLE.value, own, _rows.lead_id.in_(query.reviews))
