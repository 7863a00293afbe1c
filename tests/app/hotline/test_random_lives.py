from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import office_date
from app.errors import BadInput, Refusal
from app.hotline.commands import DoOrder
from app.hotline.life import WAYS
from app.hotline.models import OPEN, OrderState, OrderType, RecordKind
from app.hotline.steps import order_subject
from tests.app.hotline.order_life import GIVEN, WHO, registered
from tests.office import START, copied

_S = OrderState
# Where each act may lead, drawn by hand from the rule; the program's own table is not asked.
DRAWN = {
    "dispatch": {_S.TO_SIGN},
    "sign": {_S.HANDLING},
    "assign": {_S.TO_SIGN, _S.HANDLING},
    "return": {_S.RETURNING, _S.DISPUTED},
    "redispatch": {_S.TO_SIGN},
    "uphold": {_S.TO_SIGN, _S.HANDLING},
    "send_back": {_S.SENT_BACK},
    "award": {_S.TO_SIGN},
    "award_back": {_S.SENT_BACK},
    "call": {_S.HANDLING},
    "reply": {_S.REVIEWING},
    "approve": {_S.TO_CALL_BACK, _S.COMPLETED},
    "send_down": {_S.HANDLING},
    "co_reply": {_S.TO_SIGN, _S.HANDLING},
    "extend": {_S.HANDLING},
    "extended": {_S.HANDLING},
    "supervise": {_S.TO_SIGN, _S.HANDLING, _S.REVIEWING},
    "feedback": {_S.TO_SIGN, _S.HANDLING, _S.REVIEWING, _S.TO_CALL_BACK, _S.COMPLETED},
    "call_back": {_S.TO_CALL_BACK, _S.COMPLETED, _S.ARCHIVED, _S.HANDLING},
    "rework": {_S.HANDLING},
    "merge": {_S.MERGED},
    "link": {*OPEN, _S.COMPLETED},
    "change": set(OPEN),
    "archive": {_S.ARCHIVED},
}
PEOPLE = ("suhaiyun", "wuzhihong", "xujianguo", "zhengmeiling", "caiwenjuan", "yangzhenhua", "linxiaoyan")
MORE = {
    "call_back": [
        {"satisfaction": "不满意", "solved": False, "opinion": "未解决"},
        {"satisfaction": "满意", "solved": True},
        {"reached": False},
    ],
    "dispatch": [
        {"lead": "不动产登记中心", "type": "求助"},
        {"co_handlers": [{"division": "不动产登记中心", "task": "核查", "due": "2026-11-05"}]},
    ],
}
steps = st.lists(
    st.tuples(
        st.sampled_from([way.key for way in WAYS]),
        st.sampled_from(PEOPLE) | st.just(""),
        st.integers(0, 2),
        st.integers(0, 30 * 60),  # minutes until the next
    ),
    min_size=5,
    max_size=40,
)


def test_every_way_is_drawn():
    assert set(DRAWN) == {way.key for way in WAYS}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(walk=steps)
def test_an_order_goes_only_as_drawn_and_somebody_has_it_until_its_end(furnished, walk):
    with tempfile.TemporaryDirectory() as folder:
        office = copied(furnished, folder)
        try:
            _walk(office, walk)
        finally:
            office.close()


def _walk(office, walk):
    order = registered(office)
    for act, who, more, minutes in [("dispatch", "", 0, 5), ("sign", "", 0, 5), *walk]:
        office.wall.at += timedelta(minutes=minutes)
        chosen = MORE.get(act, [])
        fields = {**GIVEN.get(act, {}), **(chosen[more - 1] if 0 < more <= len(chosen) else {})}
        actor = office.actor(who or WHO[act])
        try:
            order = office.desk.orders.do(actor, DoOrder(order=order.id, act=act, fields=fields))
        except (Refusal, BadInput):
            continue
        assert order.state in DRAWN[act]
        _agrees(office, order)


def _agrees(office, order):
    with office.store.read() as unit:
        segments = unit.custody.history(order_subject(order.id))
        records = unit.course.records(order.id)
        stored = unit.orders.get(order.id)
    if order.caller.withheld:  # a server tells whoever acts no more of the caller than he may know
        stored = replace(stored, caller=order.caller, extra=order.extra)
    assert stored == order
    assert (segments[-1].until is None) == order.is_open
    assert all(one.until == two.since for one, two in pairwise(segments))
    assert segments[0].since == records[0].at
    held = sum(((each.until or office.wall.at) - each.since for each in segments), timedelta())
    assert held == (segments[-1].until or office.wall.at) - segments[0].since
    if order.state in (_S.TO_SIGN, _S.HANDLING, _S.REVIEWING):
        _limit_is_the_calendars(office, order, records, segments[-1].holding)


def _limit_is_the_calendars(office, order, records, holding):
    """Count the days one by one: what lies with the petition centre is not counted, what is over stays over."""
    calendar = office.desk.calendar.current()
    pauses, since = [], None
    for record in records:
        if record.kind is RecordKind.RETURN:
            since = office_date(record.at)
        elif record.kind is RecordKind.VERDICT and since is not None:
            pauses.append((since, office_date(record.at)))
            since = None
    start = day = office_date(order.dispatched_at)
    counted = 0
    while counted < order.limit_days:
        day += timedelta(days=1)
        counted += calendar.is_workday(day) and not any(one < day <= two for one, two in pauses)
    assert order.due == holding.due == day
    assert start >= START
    assert order.type in OrderType
