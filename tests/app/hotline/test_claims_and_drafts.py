from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.errors import NotAllowed
from app.hotline.queue import QueueView
from app.people.models import Grant, Role
from tests.app.hotline.order_life import REGISTRY, did, registered, view, went
from tests.app.people.test_standing import changed


def taken_by(office, login, queue=QueueView.DIVISION):
    """Take every order of a view, one by one, and return their numbers."""
    actor = office.actor(login) if isinstance(login, str) else login
    query, numbers = office.desk.orders.query(actor, queue), []
    while (key := office.desk.orders.claim_next(actor, query)) is not None:
        numbers.append(office.desk.orders.get(actor, key).order.number)
    return numbers


@pytest.fixture
def one_of_each(office):
    """An order in each state that somebody has to do something in."""
    states = {
        "arrived": (),
        "to sign": ("dispatch",),
        "under way": ("dispatch", "sign"),
        "returned": ("dispatch", "return"),
        "answered": ("dispatch", "sign", "call", "reply"),
    }
    return {
        state: went(office, *acts, number=f"XM20261102{n:05}").number
        for n, (state, acts) in enumerate(states.items())
    }


def of(orders, *states):
    return {orders[state] for state in states}


def test_the_next_order_is_one_in_which_something_waits_for_the_person(office, one_of_each):
    assert set(taken_by(office, "suhaiyun")) == of(one_of_each, "arrived", "returned")
    assert set(taken_by(office, "xujianguo")) == of(one_of_each, "to sign", "answered")
    assert set(taken_by(office, "wuzhihong")) == of(one_of_each, "under way"), "what he holds himself"
    assert taken_by(office, "zhengmeiling") == []


def test_of_two_handlers_none_is_given_what_the_other_has_under_way_or_what_he_drafted(office, one_of_each):
    assert set(taken_by(office, "wuzhihong")) == of(one_of_each, "to sign", "under way")


def test_who_supervises_is_given_what_is_under_way_where_that_is_all_he_does_or_what_he_looks_for(
    office, one_of_each
):
    office.wall.put(office.wall.at.date() + timedelta(days=60))
    late = set(taken_by(office, "suhaiyun", QueueView.LATE))
    assert of(one_of_each, "to sign", "under way", "answered") <= late

    office.wall.at += timedelta(hours=9)
    assert set(taken_by(office, "luguoqiang")) == of(one_of_each, "to sign", "under way", "answered")


def test_a_co_handling_division_is_not_given_what_waits_for_the_lead(office):
    order = registered(office)
    did(office, order, "dispatch", co_handlers=[{"division": REGISTRY, "task": "核查", "due": "2026-11-05"}])

    assert taken_by(office, "zhengmeiling", QueueView.ALL) == []
    assert taken_by(office, "wuzhihong", QueueView.ALL) == [order.number]


def test_who_was_locked_takes_no_other_order(office):
    for number in range(3):
        went(office, "dispatch", number=f"XM{number}")
    actor = office.actor("wuzhihong")
    query = office.desk.orders.query(actor, QueueView.DIVISION)
    assert office.desk.orders.claim_next(actor, query)
    assert office.desk.orders.claim_next(actor, query)

    office.desk.staffing.lock(office.administrator, actor.id)

    with pytest.raises(NotAllowed, match="停用或被锁定"):
        office.desk.orders.claim_next(actor, query)


def test_who_lost_his_roles_takes_no_other_order_and_who_gained_them_does(office):
    for number in range(3):
        went(office, "dispatch", number=f"XM{number}")
    actor, reader = office.actor("wuzhihong"), office.actor("linxiaoyan")
    query = office.desk.orders.query(actor, QueueView.DIVISION)
    assert office.desk.orders.claim_next(actor, query)

    changed(office, "wuzhihong", grants=reader.grants)
    with pytest.raises(NotAllowed, match="领办"):
        office.desk.orders.claim_next(actor, query)

    changed(office, "linxiaoyan", grants=(Grant(role=Role.HANDLER, division=reader.division),))
    assert office.desk.orders.claim_next(reader, query)


def test_a_claim_lasts_as_long_as_the_office_says_now(office):
    for number in range(3):
        went(office, "dispatch", number=f"XM{number}")
    actor = office.actor("wuzhihong")
    query = office.desk.orders.query(actor, QueueView.DIVISION)
    spans = []
    for minutes in (30, 5, 45):
        with office.store.begin() as unit:
            unit.office.save_settings(replace(unit.office.settings(), claim_minutes=minutes))
        claim = office.desk.orders.get(actor, office.desk.orders.claim_next(actor, query)).claim
        spans.append((claim.until - claim.since) // timedelta(minutes=1))

    assert spans == [30, 5, 45]


def test_a_claim_that_lapses_is_free_for_others_and_its_draft_is_kept(office):
    order = went(office, "dispatch", "sign", "call")
    handler, head = office.actor("wuzhihong"), office.actor("xujianguo")
    office.desk.orders.claim(handler, order.id)
    typed = {"content": "现场已经核查"}
    office.desk.register.save_draft(handler, "order.reply", int(order.id), typed)

    office.wall.at += timedelta(minutes=31)

    assert view(office, order).claim is None
    assert office.desk.orders.claim(head, order.id).staff == head.id
    assert office.desk.register.find_draft(handler, "order.reply", int(order.id)).fields == typed
