"""What is counted of 12345 work orders: the sources of their events, and the one condition of each event."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from app.hotline.models import OrderState, RecordKind, Satisfaction, Secrecy
from app.hotline.talks_models import TOLD
from app.statistics.events import Event
from app.statistics.models import UNDIVIDED, Cut
from db.models.callers import caller_rows
from db.models.cases import case_rows
from db.models.columns import Key, Moment
from db.models.custody import segment_rows
from db.models.orders import order_rows, record_rows
from db.models.talks import talk_rows
from db.statistics.source import BEGIN, END, NO_CASE, SINCE, TODAY, UNTIL, Condition, Source, office_day

_S, _K = OrderState, RecordKind
_order, _record, _segment = order_rows.c, record_rows.c, segment_rows.c
_NOBODY = -1  # not dispatched yet
_ABOUT = literal("order:") + cast(_order.id, Text)
_ANSWERED = [each.value for each in (_S.REVIEWING, _S.TO_CALL_BACK, _S.COMPLETED, _S.ARCHIVED)]
_CLOSED = _ANSWERED[1:]
_WITH_DIVISION = [each.value for each in (_S.TO_SIGN, _S.HANDLING, _S.REVIEWING)]
_NOT_OURS = [each.value for each in (_S.MERGED, _S.SENT_BACK)]


def _word(column: ColumnElement[Any]) -> ColumnElement[str]:
    return func.coalesce(func.nullif(func.trim(column), ""), "~")


_PLACE = case((_order.secrecy == Secrecy.WHOLE.value, "~"), else_=_word(_order.place))
_BY = {Cut.TYPE: _order.order_type, Cut.TOPIC: _word(_order.topic), Cut.PLACE: _PLACE}
_CONFIDENTIAL = select(caller_rows.c.name).where(caller_rows.c.order_id == _order.id).scalar_subquery()
_ALIKE: dict[str, Any] = {
    "matter_name": _order.title,
    "party": case((_order.secrecy == Secrecy.NONE.value, _order.caller), else_=_CONFIDENTIAL),
    "number": _order.order_number,
    "state": _order.state,
    "staff": func.coalesce(_order.handler_id, 0, type_=Key),
    "subject": _ABOUT,
    "secrecy": _order.secrecy,
    "centre": _order.division_id,
    "cuts": _BY,
    "of_case": False,
}


def _source(table: FromClause, **named: Any) -> Source:
    return Source(table=table, with_case=table.outerjoin(case_rows, NO_CASE), **{**_ALIKE, **named})


def _says(key: str, *values: str) -> Condition:
    """Tell whether a record's field has one of the values; fields are kept as JSON without blanks."""
    return or_(*(_record.fields.contains(f'"{key}":{each}', autoescape=True) for each in values))


def _of_kinds(*kinds: RecordKind) -> Condition:
    return _record.kind.in_([each.value for each in kinds])


def _grades(*which: Satisfaction) -> Condition:
    return _says("satisfaction", *(f'"{each.value}"' for each in which))


def _next_of(what: ColumnElement[Any], *conditions: Condition) -> Any:
    """Return something of the next record of the order after this one that meets the conditions."""
    return (
        select(what)
        .where(_later.order_id == _record.order_id, _later.id > _record.id, *conditions)
        .order_by(_later.id)
        .limit(1)
        .correlate(record_rows)
        .scalar_subquery()
    )


_later_rows = record_rows.alias("later")
_later = _later_rows.c
_RECORDS = record_rows.join(order_rows, _order.id == _record.order_id)
_COURSE: dict[str, Any] = {
    "key": _record.id,
    "when": _record.recorded_at,
    "moment": True,
    "division": func.coalesce(_record.division_id, _NOBODY, type_=Key),
    "mark": _record.fields,
}

ARRIVED = _source(
    order_rows,
    key=_order.id,
    when=_order.arrived_at,
    moment=True,
    division=func.coalesce(_order.lead_id, _NOBODY, type_=Key),
    events={
        Event.ORDER_RECEIVED: true(),
        Event.ORDER_MERGED: _order.state == _S.MERGED.value,
        Event.ORDER_SENT_BACK: _order.state == _S.SENT_BACK.value,
        Event.ORDER_TAKEN: _order.state.not_in(_NOT_OURS),
        Event.ORDER_ANSWERED: _order.state.in_(_ANSWERED),
        Event.ORDER_CLOSED: _order.state.in_(_CLOSED),
    },
)
BEFORE = _source(
    order_rows,
    key=_order.id,
    when=_order.arrived_at,
    moment=True,
    division=func.coalesce(_order.lead_id, _NOBODY, type_=Key),
    before=True,
    events={Event.ORDER_BEFORE: true()},
)
# Of what is on record only a dispatch, and a verdict that dispatches anew, has a day to be signed for by.
_DISPATCH = and_(_of_kinds(_K.DISPATCH, _K.VERDICT), _record.due_on.is_not(None))
DISPATCHES = _source(_RECORDS, **_COURSE, within=_DISPATCH, events={Event.ORDER_DISPATCHED: true()})
_MERGING = and_(_later.kind == _K.LINK.value, _later.fields.contains('"main":', autoescape=True))
_LEAVING = [each.value for each in (_K.SIGNED, _K.RETURN, _K.DISPATCH, _K.VERDICT)]
_MOVED = or_(_later.kind.in_(_LEAVING), _MERGING)
_WITHIN_DAYS = office_day(_next_of(_later.recorded_at, _MOVED)) <= _record.due_on
_SIGNED = func.coalesce(_next_of(_later.kind, _MOVED), "") == _K.SIGNED.value
_SIGNED_IN_TIME = and_(_SIGNED, _WITHIN_DAYS)
SIGNING = _source(
    _RECORDS,
    **{**_COURSE, "when": _record.due_on, "moment": False},
    within=_DISPATCH,
    events={
        Event.ORDER_SIGN_DUE: or_(
            _SIGNED_IN_TIME, and_(_record.due_on < TODAY, ~func.coalesce(_WITHIN_DAYS, False))
        ),
        Event.ORDER_SIGNED: _SIGNED_IN_TIME,
    },
)


def _terms() -> Any:
    """Return every time an order had to be answered: those answered, and those that are late still."""
    done: Select[Any] = select(
        (_record.id * 2).label("id"),
        _record.order_id.label("order_id"),
        _record.due_on.label("due_on"),
        _record.recorded_at.label("done_at"),
        _record.division_id.label("division_id"),
    ).where(_record.kind == _K.REVIEW.value, _record.due_on.between(SINCE, UNTIL))
    late: Select[Any] = select(
        (_order.id * 2 + 1).label("id"),
        _order.id.label("order_id"),
        _order.due_on.label("due_on"),
        cast(null(), Moment).label("done_at"),
        _order.lead_id.label("division_id"),
    ).where(_order.state.in_(_WITH_DIVISION), _order.due_on.between(SINCE, UNTIL), _order.due_on < TODAY)
    return union_all(done, late).subquery("terms")


_term_rows = _terms()
_term = _term_rows.c
TERMS = _source(
    _term_rows.join(order_rows, _order.id == _term.order_id),
    key=_term.id,
    when=_term.due_on,
    moment=False,
    division=_term.division_id,
    mark=literal("应于") + cast(_term.due_on, Text) + literal("前办结"),
    events={
        Event.ORDER_DUE: true(),
        Event.ORDER_IN_TIME: office_day(_term.done_at) <= _term.due_on,
    },
)
_PASSED = and_(_of_kinds(_K.REVIEW), _record.due_on.is_not(None))
_DRAWN = and_(_says("drawn", '"'), ~_says("drawn", '""'))
_AFTER_DONE = or_(
    _later.kind == _K.REWORK.value,
    and_(_later.kind == _K.REVIEW.value, _later.due_on.is_not(None)),
    and_(_later.kind == _K.CALL_BACK.value, _later.fields.contains('"reached":true', autoescape=True)),
)
_CAME: ColumnElement[str] = func.coalesce(_next_of(_later.kind, _AFTER_DONE), "")
DONE = _source(
    _RECORDS,
    **_COURSE,
    within=_PASSED,
    events={
        Event.ORDER_DONE: true(),
        Event.ORDER_CALL_DUE: and_(_DRAWN, _CAME.not_in([_K.REWORK.value])),
        Event.ORDER_CALLED: and_(_DRAWN, _CAME.in_([_K.CALL_BACK.value])),
    },
)
RETURNED = _source(
    _RECORDS,
    **_COURSE,
    within=_of_kinds(_K.RETURN),
    events={Event.ORDER_RETURNED: true(), Event.ORDER_DISPUTED: ~_says("disputed", '""')},
)
_BAD = [each for each in Satisfaction if not each.is_good]
_GOOD = [each for each in Satisfaction if each.is_good]
_REACHED = _says("reached", "true")
REWORKED = _source(
    _RECORDS,
    **_COURSE,
    within=or_(_of_kinds(_K.REWORK), and_(_of_kinds(_K.CALL_BACK), _REACHED, _grades(*_BAD))),
    events={Event.ORDER_REWORKED: true()},
)
CALLS = _source(
    _RECORDS,
    **_COURSE,
    within=and_(_of_kinds(_K.CALL_BACK), _REACHED),
    events={
        Event.ORDER_REACHED: true(),
        Event.ORDER_RATED: _grades(*Satisfaction),
        Event.ORDER_CONTENT: _grades(*_GOOD),
        Event.ORDER_PLEASED: _grades(Satisfaction.VERY, Satisfaction.SATISFIED),
        Event.ORDER_SOLVED: _says("solved", "true"),
    },
)
SUPERVISED = _source(
    _RECORDS, **_COURSE, within=_of_kinds(_K.SUPERVISION), events={Event.ORDER_SUPERVISED: true()}
)
_talk = talk_rows.c
TALKS = Source(
    table=talk_rows,
    with_case=talk_rows.outerjoin(case_rows, NO_CASE),
    key=_talk.id,
    when=_talk.decided_at,
    moment=True,
    division=_talk.division_id,
    staff=literal(0),
    within=_talk.state.in_([each.value for each in TOLD]),
    matter_name=literal("约谈"),
    number=_talk.talk_number,
    state=_talk.state,
    subject=literal("talk:") + cast(_talk.id, Text),
    of_case=False,
    centre=_talk.office_id,
    cuts=dict.fromkeys(_BY, literal(UNDIVIDED)),
    events={Event.ORDER_TALK: true()},
)
HOLDINGS = order_rows.join(segment_rows, _segment.subject == _ABOUT)
_HELD_ROWS = (
    select(_order.id.label("order_id"), _segment.division_id.label("division_id"))
    .select_from(HOLDINGS)
    .where(_order.arrived_at >= BEGIN, _order.arrived_at < END)
    .distinct()
    .subquery("held")
)
HELD = _source(
    _HELD_ROWS.join(order_rows, _order.id == _HELD_ROWS.c.order_id),
    key=_order.id,
    when=_order.arrived_at,
    moment=True,
    division=_HELD_ROWS.c.division_id,
    events={Event.ORDER_HELD: true()},
)
# Every time an order was held; what is counted of it are minutes.
HELD_TIMES = _source(
    HOLDINGS,
    key=_segment.id,
    when=_order.arrived_at,
    moment=True,
    division=_segment.division_id,
    events={},
)
ORDERS = (
    ARRIVED, BEFORE, DISPATCHES, SIGNING, TERMS, DONE, RETURNED, REWORKED, CALLS, SUPERVISED, TALKS, HELD,
)  # fmt: skip
