from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.contacts.models import ContactQuery, ContactState, Outcome
from app.errors import BadInput
from app.people.models import Role
from app.people.permissions import ROLES, Right
from tests.app.contacts.at_the_door import (
    OTHER,
    OUTSIDE,
    OWN,
    PETITION,
    VISITOR,
    entries,
    handed,
    registered,
    segment,
    view,
)
from tests.office import WITHHELD

S = ContactState
TODAY = date(2026, 11, 2)


def refused(office, **fields):
    with pytest.raises(BadInput) as found:
        registered(office, **fields)
    return {problem.field: problem.text for problem in found.value.problems}


def test_every_role_may_register_whoever_asks(office):
    assert ROLES[Right.REGISTER_CONTACT] == frozenset(Role)
    for login in ("linxiaoyan", "xujianguo", "suhaiyun", "guanliyuan", "jianglihua"):
        contact = registered(office, office.actor(login), OWN, answer="已当场解答")
        assert (contact.first_name, contact.state) == (office.actor(login).name, S.ANSWERED)


def test_numbers_are_counted_by_division_without_gaps(office):
    numbers = [registered(office, who, OWN).number for who in (office.clerk, office.registrar, office.clerk)]
    refused(office, telephone="")

    assert [number[-4:] for number in numbers] == ["0001", "0001", "0002"]
    assert registered(office).number.endswith("0003")
    assert len(set(numbers)) == 3


def test_what_is_answered_at_once_is_over_at_once(office):
    contact = registered(office, outcome=OWN, answer="已当场解答", notice_number="示告〔2026〕1号")

    assert (contact.state, contact.answer, contact.answered_by_name) == (S.ANSWERED, "已当场解答", "林晓燕")
    assert segment(office, contact) is None


def test_an_answer_that_is_promised_is_due_on_its_day(office):
    contact = registered(office, outcome=OWN, promised_on="2026-11-05")
    held = segment(office, contact)

    assert contact.state is S.TO_ANSWER
    assert (held.staff_name, held.holding.due, held.holding.step) == ("林晓燕", date(2026, 11, 5), "答复办事人")


def test_ones_own_duty_without_a_promise_is_due_today(office):
    assert segment(office, registered(office, outcome=OWN)).holding.due == TODAY


def test_what_is_handed_over_waits_for_its_signature(office):
    contact = handed(office)
    held = segment(office, contact)

    assert (contact.state, contact.outcome) == (S.TO_SIGN, Outcome.OTHER_POST)
    assert (contact.responsible_name, contact.handed_on) == ("吴志宏", TODAY)
    assert (held.staff_name, held.holding.due) == ("吴志宏", date(2026, 11, 3))


def test_a_colleague_may_be_named_by_name_or_login(office):
    assert handed(office, "吴志宏").responsible == handed(office).responsible
    assert "没有“无名氏”" in refused(office, responsible="无名氏")["responsible"]
    assert "不用移交" in refused(office, responsible="linxiaoyan")["responsible"]


def test_what_nobody_took_yet_is_to_be_handed_over_today(office):
    contact = registered(office, outcome=OTHER)
    held = segment(office, contact)

    assert contact.state is S.TO_HAND
    assert (held.staff_name, held.holding.due, held.holding.step) == ("林晓燕", TODAY, "移交承办人")


def test_what_is_not_ours_is_guided_with_organ_telephone_and_words(office):
    contact = registered(
        office, outcome=OUTSIDE, outside_organ="示例市住建局", outside_telephone="0590-5550123"
    )

    assert (contact.state, contact.outside_telephone) == (S.GUIDED, "0590-5550123")
    assert segment(office, contact) is None
    assert "至少填写一项" in refused(office, outcome=OUTSIDE)["outside_organ"]


def test_only_complaints_are_led_to_the_petition_reception(office):
    assert registered(office, outcome=PETITION, contact_kind="投诉").state is S.LED
    assert "信访接待室" in refused(office, outcome=PETITION)["outcome"]


def test_a_major_matter_goes_to_the_leader_before_it_is_answered(office):
    assert "必须填写" in refused(office, outcome=OWN, major=True)["leader"]
    assert "研究意见" in refused(office, outcome=OWN, major=True, leader="yangzhenhua", answer="好的")["answer"]
    assert "不用勾选" in refused(office, outcome=OUTSIDE, outside_organ="住建局", major=True)["major"]
    contact = registered(office, outcome=OWN, major=True, leader="杨振华")
    assert (contact.state, segment(office, contact).staff_name) == (S.REPORTED, "杨振华")
    assert "没有“许建国”" in refused(office, outcome=OWN, major=True, leader="许建国")["leader"]


def test_everything_wrong_is_told_at_once(office):
    found = refused(office, visitor_name="", telephone="12", content="", outcome=OWN, promised_on="2026-11-01")

    assert set(found) == {"visitor_name", "telephone", "content", "promised_on"}
    far = (TODAY + timedelta(days=400)).isoformat()
    assert "一年" in refused(office, outcome=OWN, promised_on=far)["promised_on"]


def test_registering_is_one_entry_that_names_nobody_in_full(office):
    before = entries(office)
    contact = registered(office)
    (entry,) = office.desk.contacts.history(office.clerk, contact.id)

    assert entries(office) == before + 1
    assert VISITOR["visitor_name"] not in entry.summary + entry.detail
    assert VISITOR["telephone"] not in entry.summary + entry.detail


def test_lists_hide_the_visitor_and_uncovering_is_recorded(office):
    contact = registered(office)
    (row,) = office.desk.contacts.find(office.clerk, ContactQuery())
    assert (row.contact.visitor, row.contact.telephone) == ("陈**", "138****5678")
    assert row.segment.holding.party == "陈**"
    assert view(office, contact, office.head).contact.visitor == "陈**"
    assert view(office, contact).contact.visitor == "陈嘉禾"

    before = entries(office)
    assert office.desk.contacts.uncover(office.head, contact.id).contact.telephone == "13800005678"
    assert entries(office) == before + 1


def test_other_divisions_see_nothing_of_it_until_it_is_theirs(office):
    contact = registered(office)
    other = office.actor("caiwenjuan")
    with pytest.raises(WITHHELD):
        view(office, contact, other)
    with pytest.raises(WITHHELD):
        office.desk.contacts.uncover(office.actor("suhaiyun"), contact.id)
    assert office.desk.contacts.count(other, ContactQuery()) == 0

    theirs = handed(office, "zhengmeiling")
    assert view(office, theirs, other).contact.id == theirs.id
    assert office.desk.contacts.count(other, ContactQuery()) == 1


def test_a_contact_is_found_by_its_number(office):
    contact = registered(office)

    assert office.desk.contacts.by_number(office.clerk, f" {contact.number} ").contact.id == contact.id
    with pytest.raises(BadInput, match="没有编号"):
        office.desk.contacts.by_number(office.clerk, "X1")


def test_a_number_typed_wide_or_with_hyphens_is_kept_as_it_is_dialled_and_found(office):
    contact = registered(office, telephone="１３８－０６００－１２３４")

    assert view(office, contact).contact.telephone == "138-0600-1234"
    (row,) = office.desk.contacts.find(office.clerk, ContactQuery(words="06001234"))
    assert row.contact.number == contact.number
