from __future__ import annotations

from dataclasses import replace

import pytest

from app.cases.models import CaseState, MaterialStatus
from app.contacts.commands import ContactClosed, LeaderFirst
from app.contacts.models import ContactState
from app.errors import NotAllowed
from app.register.commands import VoidDocument
from tests.app.contacts.at_the_door import (
    OTHER,
    OUTSIDE,
    OWN,
    PETITION,
    called,
    did,
    entries,
    handed,
    made_case,
    opening,
    record,
    registered,
    segment,
    view,
)
from tests.app.counter.at_work import issued

S = ContactState


def filled(office, case):
    return office.desk.papers.prefill(office.clerk, case.id, "one_time_notice").fields


def test_the_record_says_everything_that_is_known(office):
    contact = registered(
        office,
        responsible="wuzhihong",
        address="示例路18号302室",
        materials_brought=[{"name": "示意图", "copies": 2}, {"name": "证明"}],
        major=True,
        leader="yangzhenhua",
    )
    contact = did(office, contact, "take", "wuzhihong")
    contact = did(office, contact, "called", "wuzhihong")
    contact = did(office, contact, "report", "wuzhihong")
    contact = did(office, contact, "opinion", "yangzhenhua")
    contact = did(office, contact, "answer", "wuzhihong", result="已答复清楚")
    paper = record(office, contact, office.actor("wuzhihong"))
    fields = paper.fields

    assert fields["materials_brought"] == [{"name": "示意图", "copies": 2}, {"name": "证明", "copies": 1}]
    assert (fields["first_person"], fields["responsible_name"], fields["leader_name"]) == (
        "林晓燕", "吴志宏", "杨振华",
    )  # fmt: skip
    assert (fields["major"], fields["leader_opinion"], fields["answer"], fields["result"]) == (
        True, "请会同用地处当日答复", "已说明办理条件和材料", "已答复清楚",
    )  # fmt: skip
    assert fields["called_at"] >= fields["handed_at"] >= fields["registered_at"]
    assert view(office, contact).record.number == paper.number


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": OWN, "answer": "已解答"},
        {"outcome": OTHER, "responsible": "zhengmeiling"},
        {"outcome": OUTSIDE, "outside_organ": "住建局", "outside_telephone": "12345"},
        {"outcome": PETITION, "contact_kind": "举报"},
        {"outcome": OWN, "contact_channel": "来信", "major": True, "leader": "yangzhenhua"},
    ],
    ids=lambda fields: fields["outcome"],
)
def test_every_outcome_has_its_record(office, fields):
    contact = registered(office, **fields)
    if contact.is_open and contact.outcome.value == OWN:
        contact = did(office, contact, "opinion", "yangzhenhua")
        contact = did(office, contact, "answer", office.clerk)
    assert record(office, contact).fields["ownership"] == fields["outcome"]


def test_the_same_record_is_issued_once_and_a_changed_one_anew(office):
    contact = handed(office)
    before = entries(office)
    first = record(office, contact)
    assert record(office, contact).id == first.id
    assert entries(office) == before + 1
    contact = did(office, contact, "take", "wuzhihong")
    assert record(office, contact).id == first.id, "a signature with the pen changes nothing of the words"
    contact = did(office, contact, "called", "wuzhihong")
    second = record(office, contact)
    assert second.id != first.id
    office.desk.register.void(office.head, VoidDocument(document=second.id, version=1, reason="打印错误"))
    assert record(office, contact).id not in (first.id, second.id)


def test_only_those_who_took_part_issue_the_record(office):
    contact = handed(office)
    with pytest.raises(NotAllowed, match="首问责任人"):
        record(office, contact, office.head)


def test_anybody_who_was_asked_first_issues_his_record_whatever_his_role(office):
    archivist = office.actor("jianglihua")
    contact = registered(office, archivist, OWN, answer="已解答")

    assert record(office, contact, archivist).issuer_name == "江丽华"


def test_one_key_makes_a_case_that_is_linked_both_ways(office):
    contact = registered(office, outcome=OWN)
    before = entries(office)
    case = made_case(office, contact, opening(office))
    shown = view(office, contact).contact

    assert (case.state, case.applicant.name) == (CaseState.ENQUIRY, "陈嘉禾")
    assert (shown.state, shown.case, shown.case_number) == (S.IN_CASE, case.id, case.number)
    assert segment(office, contact) is None
    assert entries(office) == before + 2, "one for the case, one for the contact"
    (linked,) = office.desk.contacts.of_case(office.clerk, case.id)
    assert (linked.number, linked.visitor) == (contact.number, "陈**")
    first = office.desk.counter.history(office.clerk, case.id)[0]
    assert f"由首问登记{contact.number}转来" in first.summary
    with pytest.raises(ContactClosed):
        made_case(office, contact, opening(office))


def test_what_the_visitor_left_is_ticked_in_his_case_and_nothing_else(office):
    names = [row.name for row in office.matter("工程规划").materials]
    brought = [{"name": names[0], "copies": 1}, {"name": "别的材料"}]
    contact = registered(office, outcome=OWN, materials_brought=brought)
    case = made_case(office, contact, opening(office))
    before = made_case(office, registered(office, outcome=OWN), opening(office))

    assert case.materials[0].status is MaterialStatus.PRESENT
    assert case.materials[1:] == before.materials[1:]


def test_an_answered_question_may_become_a_case_afterwards(office):
    contact = registered(office, outcome=OWN, answer="已解答")
    made_case(office, contact, opening(office))

    assert view(office, contact).contact.state is S.ANSWERED
    with pytest.raises(ContactClosed, match="已经转为办件"):
        made_case(office, contact, opening(office))


def test_the_notice_of_the_case_stands_on_the_record(office):
    contact = registered(office, outcome=OWN)
    case = made_case(office, contact, opening(office))
    notice = issued(office, case, "one_time_notice", filled(office, case))

    fields = record(office, contact).fields
    assert fields["notice_number"] == str(notice.number)
    assert case.number in fields["result"]
    assert record(office, contact).case == case.id


def test_a_case_is_made_by_who_may_register_one_and_not_past_the_leader(office):
    archivist = office.actor("jianglihua")
    with pytest.raises(NotAllowed, match="经办人"):
        made_case(office, registered(office, archivist, OWN), opening(office), archivist)
    with pytest.raises(NotAllowed, match="承办人"):
        made_case(office, registered(office, outcome=OWN), opening(office), office.actor("chenjiaming"))
    major = called(office, major=True, leader="yangzhenhua")
    with pytest.raises(LeaderFirst):
        made_case(office, major, opening(office), office.actor("wuzhihong"))


def test_a_case_that_is_refused_leaves_the_contact_as_it_was(office):
    contact = registered(office, outcome=OWN)
    command = replace(opening(office), matter=999_999)
    with pytest.raises(Exception, match="没有"):
        made_case(office, contact, command)
    assert view(office, contact).contact == contact


def test_the_record_waits_until_there_is_something_to_sign_and_a_case_is_enough(office):
    own = registered(office, outcome=OWN)
    with pytest.raises(ContactClosed, match="答复办事人或者转为办件"):
        record(office, own)
    case = made_case(office, own, opening(office))
    assert record(office, own).fields["result"] == f"已登记办件{case.number}"
    with pytest.raises(ContactClosed, match="移交承办人以后"):
        record(office, registered(office, outcome=OTHER))
