from __future__ import annotations

from datetime import date

import pytest

from app.contacts.commands import ContactClosed, LeaderFirst
from app.contacts.life import WAYS, find_way
from app.contacts.models import OPEN, ContactState
from app.errors import BadInput, Conflict, NotAllowed
from app.people.models import Role
from tests.app.contacts.at_the_door import (
    OTHER,
    OWN,
    called,
    did,
    entries,
    handed,
    registered,
    segment,
    signed,
    view,
)
from tests.app.denials.test_stations import given_roles
from tests.office import WITHHELD

S = ContactState


def test_from_every_open_state_a_way_leads_on(office):
    moving = [way for way in WAYS if way.key != "first_contact_record"]
    assert all(any(state in way.sources for way in moving) for state in OPEN)


def test_a_visit_goes_from_hand_to_hand_until_it_is_answered(office):
    contact = handed(office)
    contact = did(office, contact, "take", "wuzhihong")
    assert (contact.state, segment(office, contact).holding.due) == (S.TO_CALL, date(2026, 11, 3))
    contact = did(office, contact, "called", "wuzhihong", call_words="约定下午答复", promised_on="2026-11-04")
    assert (contact.state, segment(office, contact).holding.due) == (S.TO_ANSWER, date(2026, 11, 4))
    contact = did(office, contact, "answer", "wuzhihong", result="来访人表示清楚")

    assert (contact.state, contact.answered_by_name, contact.result) == (S.ANSWERED, "吴志宏", "来访人表示清楚")
    assert segment(office, contact) is None


def test_the_visitor_is_called_only_after_the_matter_was_signed_for(office):
    contact = handed(office)
    with pytest.raises(ContactClosed, match="待签收"):
        did(office, contact, "called", "wuzhihong")
    with pytest.raises(ContactClosed, match="待签收"):
        did(office, contact, "answer", "wuzhihong")


def test_the_call_may_bring_the_answer_itself(office):
    assert did(office, signed(office), "called", "wuzhihong", answer="已在电话中答复").state is S.ANSWERED


def test_nobody_signs_calls_or_answers_for_another(office):
    contact = handed(office)
    for login in ("linxiaoyan", "xujianguo"):
        with pytest.raises(NotAllowed, match="吴志宏"):
            did(office, contact, "take", login)
    with pytest.raises(WITHHELD):
        did(office, contact, "take", "zhengmeiling")
    with pytest.raises(NotAllowed, match="吴志宏"):
        did(office, called(office), "answer", office.clerk)


def test_what_is_not_his_goes_back_and_must_be_handed_on_the_same_day(office):
    contact = handed(office)
    office.wall.put(date(2026, 11, 3))
    contact = did(office, contact, "give_back", "wuzhihong")
    held = segment(office, contact)
    assert (contact.state, held.staff_name, held.holding.due) == (S.TO_HAND, "林晓燕", date(2026, 11, 3))
    with pytest.raises(BadInput, match="写明原因"):
        did(office, contact, "hand", office.clerk, reason="")
    contact = did(office, contact, "hand", office.clerk)
    assert (contact.responsible_name, contact.handed_on) == ("郑美玲", date(2026, 11, 2))
    assert segment(office, contact).holding.due == date(2026, 11, 3), "the call's clock never begins anew"


def test_once_signed_for_only_the_division_head_hands_it_on(office):
    contact = signed(office)
    with pytest.raises(NotAllowed, match="单位负责人"):
        did(office, contact, "hand", office.clerk)
    with pytest.raises(BadInput, match="已经是承办人"):
        did(office, contact, "hand", office.head, responsible="wuzhihong")
    contact = did(office, contact, "hand", office.head)
    assert (contact.state, contact.responsible_name) == (S.TO_SIGN, "郑美玲")


def test_who_takes_over_after_the_call_answers_by_the_day_that_was_promised(office):
    contact = did(office, signed(office), "called", "wuzhihong", promised_on="2026-11-06")
    contact = did(office, contact, "hand", office.head)
    assert segment(office, contact).holding.due == date(2026, 11, 6)
    contact = did(office, contact, "take", "zhengmeiling")
    assert (contact.state, segment(office, contact).holding.due) == (S.TO_ANSWER, date(2026, 11, 6))


def test_a_major_matter_is_closed_to_an_answer_until_the_leader_has_spoken(office):
    contact = signed(office, major=True, leader="yangzhenhua")
    with pytest.raises(LeaderFirst):
        did(office, contact, "called", "wuzhihong", answer="可以办")
    contact = did(office, contact, "called", "wuzhihong")
    for act in ("answer", "guide"):
        with pytest.raises(LeaderFirst):
            did(office, contact, act, "wuzhihong")
    contact = did(office, contact, "report", "wuzhihong")
    assert (contact.state, segment(office, contact).staff_name) == (S.REPORTED, "杨振华")
    with pytest.raises(NotAllowed, match="杨振华"):
        did(office, contact, "opinion", "xujianguo")
    contact = did(office, contact, "opinion", "yangzhenhua")
    assert (contact.state, segment(office, contact).staff_name) == (S.TO_ANSWER, "吴志宏")
    with pytest.raises(ContactClosed, match="已有研究意见"):
        did(office, contact, "report", "wuzhihong")
    assert did(office, contact, "answer", "wuzhihong").state is S.ANSWERED


def test_what_turns_out_to_be_major_is_reported_then(office):
    contact = did(office, called(office), "report", "wuzhihong")

    assert contact.major
    assert contact.leader_name == "杨振华"


def test_a_leader_does_not_study_his_own_matter(office):
    contact = handed(office, "yangzhenhua")
    contact = did(office, contact, "take", "yangzhenhua")
    contact = did(office, contact, "called", "yangzhenhua")
    with pytest.raises(BadInput, match="另一位"):
        did(office, contact, "report", "yangzhenhua")


def test_the_first_person_may_still_keep_guide_or_lead_it(office):
    kept = did(office, registered(office, outcome=OTHER), "keep", office.clerk)
    assert (kept.state, kept.responsible_name) == (S.TO_ANSWER, "林晓燕")
    guided = did(office, registered(office, outcome=OTHER), "guide", office.clerk)
    assert (guided.state, guided.outside_organ) == (S.GUIDED, "示例市住建局")
    led = did(office, registered(office, outcome=OTHER, contact_kind="举报"), "lead", office.clerk)
    assert led.state is S.LED
    with pytest.raises(ContactClosed, match="投诉、举报"):
        did(office, registered(office, outcome=OTHER), "lead", office.clerk)


def test_what_another_changed_first_is_not_overwritten(office):
    contact = handed(office)
    did(office, contact, "take", "wuzhihong")
    with pytest.raises(Conflict, match="别人改过"):
        did(office, contact, "called", "wuzhihong", version=contact.version)


def test_an_act_that_does_not_exist_is_told_with_those_that_do(office):
    contact = registered(office, outcome=OWN)
    with pytest.raises(BadInput, match="take（签收）"):
        did(office, contact, "sign", office.clerk)
    with pytest.raises(BadInput, match="转为办件"):
        did(office, contact, "make_case", office.clerk)


def test_every_act_is_one_entry_and_every_way_says_why_it_is_closed(office):
    contact = handed(office)
    before = entries(office)
    did(office, contact, "take", "wuzhihong")
    assert entries(office) == before + 1

    offers = {offer.way.key: offer.closed for offer in view(office, contact).offers}
    assert list(offers) == [way.key for way in WAYS]
    assert offers["first_contact_record"] == ""
    assert "吴志宏" in offers["called"]
    assert all(offers[key] for key in offers if key != "first_contact_record")
    assert find_way("nothing") is None


def test_a_matter_reported_to_a_leader_who_left_is_reported_to_another(office):
    contact = did(office, called(office), "report", "wuzhihong")
    with pytest.raises(BadInput, match="改报请选另一位"):
        did(office, contact, "report", "wuzhihong")
    given_roles(office, "xujianguo", Role.LEADER_IN_CHARGE)
    again = did(office, contact, "report", "wuzhihong", leader="xujianguo", reason="原领导调离")
    assert (again.state, again.leader_name) == (ContactState.REPORTED, "许建国")
    assert segment(office, again).holding.staff == office.actor("xujianguo").id
    assert did(office, again, "opinion", "xujianguo").leader_opinion
