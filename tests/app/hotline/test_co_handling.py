"""What a co-handling division finds in its queue: its own part, by its own day."""

from __future__ import annotations

from datetime import date

import pytest

from app.custody.commands import Piece, Reassign
from app.forms.orders import HIDDEN_TITLE
from app.hotline.queue import QueueView
from app.hotline.steps import share_subject
from tests.app.hotline.order_life import REGISTRY, did, registered

PART = {"division": REGISTRY, "task": "核查登记", "due": "2026-11-05"}
OTHER = "zhengmeiling"
V = QueueView


@pytest.fixture
def shared(office):
    """An order that the lead answers by 11 November and the registry has a part of until the 5th."""
    return did(office, registered(office), "dispatch", co_handlers=[PART])


def given(office, order, head, to):
    """Let a head give the part of his division to one of its people."""
    with office.store.read() as unit:
        (part,) = unit.course.shares(order.id)
    moving = Reassign(items=(Piece(subject=share_subject(part.id)),), to=to, reason="由他核查")
    office.desk.heads.reassigning.reassign(office.actor(head), moving)


def shown(office, view, who=OTHER, words=""):
    actor, desk = office.actor(who), office.desk.orders
    query = desk.query(actor, view, words)
    rows = desk.find(actor, query)
    assert desk.count(actor, query) == len(rows)
    return rows


def numbers(office, view, who=OTHER, words=""):
    return [row.order.number for row in shown(office, view, who, words)]


def test_a_co_handling_division_finds_its_part_in_its_own_view_until_it_has_answered(office, shared):
    (row,) = shown(office, V.DIVISION)
    assert (row.order.number, row.part.holding.due) == (shared.number, date(2026, 11, 5))
    assert office.desk.orders.counts(office.actor(OTHER))[V.DIVISION] == 1
    assert office.desk.orders.waiting(office.actor(OTHER)) == 1
    assert numbers(office, V.DIVISION, words="施工") == [shared.number]
    assert numbers(office, V.DIVISION, words="登记费") == []

    did(office, shared, "co_reply")

    assert numbers(office, V.DIVISION) == []
    assert office.desk.orders.counts(office.actor(OTHER))[V.DIVISION] == 0
    assert office.desk.orders.waiting(office.actor(OTHER)) == 0
    assert [row.part for row in shown(office, V.ALL)] == [None]


def test_a_part_given_by_name_is_among_what_its_holder_has_and_waits_for_nobody_else(office, shared):
    given(office, shared, "caiwenjuan", OTHER)
    (row,) = shown(office, V.MINE)
    assert (row.order.number, row.part.staff_name) == (shared.number, office.actor(OTHER).name)
    assert numbers(office, V.MINE, words="施工") == [shared.number]
    assert numbers(office, V.MINE, "caiwenjuan") == []
    assert numbers(office, V.MINE, "wuzhihong") == []
    assert office.desk.orders.counts(office.actor(OTHER))[V.MINE] == 1
    assert [office.desk.orders.waiting(office.actor(who)) for who in (OTHER, "caiwenjuan")] == [1, 0]

    did(office, shared, "co_reply")

    assert numbers(office, V.MINE) == []
    assert office.desk.orders.waiting(office.actor(OTHER)) == 0


def test_whoever_is_given_a_part_of_an_efficiency_complaint_finds_it_and_not_what_it_is_about(office):
    order = did(office, registered(office, secrecy="效能投诉保密"), "dispatch", co_handlers=[PART])
    assert numbers(office, V.MINE) == []
    given(office, order, "caiwenjuan", OTHER)
    (row,) = shown(office, V.MINE)
    assert (row.order.number, row.order.title, row.order.content) == (order.number, HIDDEN_TITLE, "")


@pytest.mark.parametrize(
    ("day", "other", "lead"),
    [
        (date(2026, 11, 5), V.TODAY, None),
        (date(2026, 11, 6), V.LATE, None),
        (date(2026, 11, 11), V.LATE, V.TODAY),
    ],
)
def test_each_division_is_late_by_its_own_day(office, shared, day, other, lead):
    office.wall.put(day)
    for who, late in ((OTHER, other), ("wuzhihong", lead)):
        counts = office.desk.orders.counts(office.actor(who))
        for view in (V.TODAY, V.LATE):
            expected = [shared.number] if view is late else []
            assert numbers(office, view, who) == expected
            assert counts[view] == len(expected)


def test_a_part_stands_among_the_divisions_own_orders_by_its_day_and_lot_by_lot(office, shared):
    for number, kind in (("XM1", "咨询"), ("XM2", "投诉")):  # due on the 3rd and on the 11th
        did(office, registered(office, number=number, type=kind), "dispatch", type=kind, lead=REGISTRY)
    in_order = ["XM1", shared.number, "XM2"]
    actor, desk = office.actor(OTHER), office.desk.orders
    query = desk.query(actor, V.DIVISION)

    assert numbers(office, V.DIVISION) == in_order
    for place, number in enumerate(in_order):
        (row,) = desk.find(actor, query, offset=place, limit=1)
        assert row.order.number == number


def test_who_holds_the_whole_order_is_shown_no_part(office, shared):
    assert [row.part for row in shown(office, V.DIVISION, "wuzhihong")] == [None]
    assert [row.part for row in shown(office, V.DIVISION, "suhaiyun")] == [None]
