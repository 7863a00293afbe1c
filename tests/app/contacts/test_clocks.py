from __future__ import annotations

from datetime import date

import pytest

from app.contacts.models import ContactQuery
from app.contacts.steps import BREACHES, STEPS
from app.custody.worklist import View
from app.errors import BadInput
from tests.app.contacts.at_the_door import OTHER, did, handed, registered, segment, signed


def late(office, who):
    return {(item.step, item.holder) for item in office.desk.work_list.items(who, View.LATE)}


def test_breaches_are_red_rows_of_the_division_head_and_the_efficiency_office(office):
    registered(office, outcome=OTHER)
    handed(office)
    signed(office)
    office.wall.put(date(2026, 11, 3))
    assert late(office, office.head) == {("移交承办人", "林晓燕")}
    office.wall.put(date(2026, 11, 4))
    red = {("移交承办人", "林晓燕"), ("签收首问移交", "吴志宏"), ("联系办事人", "吴志宏")}

    assert late(office, office.head) == late(office, office.actor("luguoqiang")) == red
    assert late(office, office.actor("caiwenjuan")) == set()
    query = ContactQuery(late_on=date(2026, 11, 4))
    assert office.desk.contacts.count(office.head, query) == 3
    assert set(BREACHES) == set(STEPS)


def test_a_matter_handed_to_another_division_is_red_there_and_for_the_head_of_who_handed_it_on(office):
    contact = handed(office, "zhengmeiling")
    office.wall.put(date(2026, 11, 4))

    assert late(office, office.actor("caiwenjuan")) == {("签收首问移交", "郑美玲")}
    assert late(office, office.head) == {("签收首问移交", "郑美玲")}

    did(office, contact, "take", "zhengmeiling")
    assert late(office, office.actor("caiwenjuan")) == {("联系办事人", "郑美玲")}
    assert late(office, office.head) == set()


def test_the_call_is_counted_in_working_days_from_the_handing_over(office):
    office.wall.put(date(2026, 11, 6))  # a Friday

    assert segment(office, handed(office)).holding.due == date(2026, 11, 9)


def test_the_number_of_days_is_the_offices_to_set(office):
    assert office.desk.office.settings().contact_days == 1
    office.decide(contact_days=3)
    assert segment(office, handed(office)).holding.due == date(2026, 11, 5)
    with pytest.raises(BadInput, match="首问联系时限"):
        office.decide(contact_days=0)


def test_signing_leaves_the_clock_as_it_is(office):
    contact = handed(office)
    before = segment(office, contact).holding
    office.wall.put(date(2026, 11, 3))
    after = segment(office, did(office, contact, "take", "wuzhihong")).holding

    assert (after.due, after.start, after.count, after.unit) == (
        before.due,
        before.start,
        before.count,
        before.unit,
    )
    assert after.step == "联系办事人"


def test_a_day_in_a_year_not_announced_is_provisional(office):
    office.wall.put(date(2026, 12, 31))

    assert segment(office, handed(office)).holding.provisional
    assert not segment(office, registered(office, outcome=OTHER)).holding.provisional


def test_who_supervises_is_told_of_what_others_let_pass(office):
    registered(office, outcome=OTHER)
    people = {"head": office.head, "efficiency": office.actor("luguoqiang"), "clerk": office.clerk}

    def waiting():
        return {who: office.desk.contacts.waiting(actor) for who, actor in people.items()}

    assert waiting() == {"head": 0, "efficiency": 0, "clerk": 1}
    office.wall.put(date(2026, 11, 4))
    assert waiting() == {"head": 1, "efficiency": 1, "clerk": 1}
    assert office.desk.contacts.waiting(office.actor("zhengmeiling")) == 0
