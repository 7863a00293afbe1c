"""No trick begins a clock of a work order anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.errors import BadInput
from app.hotline.commands import OrderClosed
from app.hotline.models import OrderState
from tests.app.hotline.order_life import LICENSING, REGISTRY, did, held, registered, went

ANSWERED = ("dispatch", "sign", "call", "reply", "approve")


def allowed(office, **settings):
    with office.store.begin() as unit:
        unit.office.save_settings(replace(unit.office.settings(), **settings))


def test_the_date_of_the_petition_centre_is_not_put_off_by_corrections(office):
    order = registered(office)
    due = held(office, order).holding.due
    office.wall.put(date(2026, 11, 5))

    order = did(office, order, "change", type="举报")
    order = did(office, order, "change", type="投诉")

    assert held(office, order).holding.due == due


def test_a_correction_leaves_the_order_with_who_has_it(office):
    order = went(office, "dispatch")
    did(office, order, "assign", handler="wuzhihong")

    did(office, order, "change", type="举报")

    assert held(office, order).staff_name == "吴志宏"


def test_a_verified_return_is_not_dispatched_to_the_same_division_for_a_new_limit(office):
    order = went(office, "dispatch", "return")

    with pytest.raises(BadInput, match="退单不成立"):
        did(office, order, "redispatch", lead=LICENSING)


def test_who_loses_a_dispute_has_no_new_limit(office):
    order = went(office, "dispatch", "sign")
    office.wall.put(date(2026, 11, 10))
    order = did(office, order, "return")
    office.wall.put(date(2026, 11, 11))

    order = did(office, order, "award", lead=LICENSING)

    assert order.due == date(2026, 11, 12)  # one working day lay with the arbiter


def test_a_decision_is_not_set_aside_by_dispatching_again(office):
    order = went(office, "dispatch", "return", "redispatch")
    did(office, order, "return", who="zhengmeiling")
    order = did(office, order, "award")

    with pytest.raises(OrderClosed, match="已经裁定"):
        did(office, order, "dispatch", lead=REGISTRY)


def test_an_order_that_was_answered_once_is_returned_to_arbitration_only(office):
    order = went(office, *ANSWERED, "rework")

    assert did(office, order, "return").state is OrderState.DISPUTED


def test_a_weekend_return_is_not_charged_to_the_division(office):
    office.wall.put(date(2026, 11, 7))  # a Saturday: counts for Monday
    order = went(office, "dispatch", "return")
    office.wall.put(date(2026, 11, 11))

    order = did(office, order, "uphold")

    assert order.due == date(2026, 11, 20)  # seven working days after Wednesday the 11th


def test_without_a_new_limit_for_the_next_division_only_a_rework_begins_one(office):
    allowed(office, redispatch_restarts=False)
    order = went(office, "dispatch", "return")
    order = did(office, order, "redispatch")
    assert order.due == date(2026, 11, 11)
    order = did(office, order, "dispatch")  # back to the first
    for act in ("sign", "call", "reply", "approve"):
        order = did(office, order, act)
    office.wall.put(date(2026, 11, 9))
    order = did(office, order, "rework")
    order = did(office, order, "return")
    office.wall.put(date(2026, 11, 11))

    order = did(office, order, "award", lead=REGISTRY)

    assert order.due == date(2026, 11, 20)  # from the rework of the 9th, two working days not counted


def test_an_extension_asked_by_one_division_is_not_granted_to_the_next(office):
    allowed(office, orders_extend=True)
    order = went(office, "dispatch", "sign", "extend", "return", "redispatch")
    order = did(office, order, "sign", who="zhengmeiling")

    with pytest.raises(OrderClosed, match="没有待审批"):
        did(office, order, "extended")
    assert did(office, order, "extend", who="zhengmeiling").state is OrderState.HANDLING
