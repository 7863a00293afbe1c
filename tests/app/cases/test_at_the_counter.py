from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.cases.commands import IssueForCase, OpenCase
from app.cases.models import MaterialStatus, Party
from app.cases.showing import tick_list
from app.errors import NotAllowed
from tests.office import WITHHELD

PERSON = Party(
    name="林海", certificate_type="身份证", certificate="", telephone="13800001234", address="示例路1号"
)


@pytest.fixture
def matter(office, clerk):
    return office.desk.catalogue.find(clerk, "建设用地规划许可证核发")[0]


def complete(matter):
    return tuple(
        replace(each, status=MaterialStatus.PRESENT) if each.status is MaterialStatus.MISSING else each
        for each in tick_list(matter)
    )


@pytest.fixture
def case(office, clerk, matter):
    return office.desk.counter.open(
        clerk, OpenCase(matter=matter.id, applicant=PERSON, application=True, materials=complete(matter))
    )


def test_uncovering_a_case_is_entered_in_the_ledger(office, clerk, case):
    view = office.desk.counter.uncover(clerk, case.id)
    last = office.desk.counter.history(clerk, case.id)[-1]
    assert view.case.applicant.name == "林海"
    assert (last.act, last.summary) == ("uncover", f"查看办件{case.number}的完整个人信息")


def test_another_divisions_clerk_uncovers_nothing(office, case):
    other = office.actor("huangyating")
    with pytest.raises(WITHHELD):
        office.desk.counter.uncover(other, case.id)
    leader = office.actor("yangzhenhua")
    with pytest.raises(NotAllowed):
        office.desk.counter.uncover(leader, case.id)


def test_an_open_items_date_is_proved_day_by_day(office, clerk, case):
    proof = office.desk.work_list.proof(clerk, f"case:{case.id}")
    assert proof.due.due == date(2026, 11, 9)
    assert [each.day for each in proof.days if each.counted][-1] == proof.due.due
    assert proof.days[0].reason == "起始日不计入"


def test_what_is_due_on_the_very_day_has_nothing_to_prove(office, clerk, matter):
    case = office.desk.counter.open(clerk, OpenCase(matter=matter.id, applicant=PERSON, application=False))
    assert office.desk.work_list.proof(clerk, f"case:{case.id}") is None


def test_a_field_left_empty_on_purpose_stays_empty(office, clerk, case):
    papers = office.desk.papers
    filled = papers.prefill(clerk, case.id, "acceptance_receipt")
    assert filled.fields["address"] == "示例路1号"
    entered = {**filled.fields, "address": None}
    issued = papers.issue(clerk, IssueForCase(case=case.id, type_key="acceptance_receipt", fields=entered))
    assert "address" not in issued.fields


def test_a_paper_is_filled_in_only_for_who_may_issue_it(office, case):
    for login in ("yangzhenhua", "luguoqiang"):
        with pytest.raises(NotAllowed):
            office.desk.papers.prefill(office.actor(login), case.id, "acceptance_receipt")


def test_a_counted_date_left_out_is_counted_again(office, clerk, case):
    entered = {"accepted_on": "2026-11-03", "due_on": None}
    command = IssueForCase(case=case.id, type_key="acceptance_receipt", fields=entered)
    first = office.desk.papers.prefill(clerk, case.id, "acceptance_receipt").fields["due_on"]
    later = office.desk.papers.completed(clerk, command).fields["due_on"]
    assert date.fromisoformat(later) > date.fromisoformat(first)


def test_a_proof_of_service_names_every_paper_not_yet_served(office, clerk, case):
    papers = office.desk.papers
    made = [
        papers.issue(clerk, IssueForCase(case=case.id, type_key=key, fields={}))
        for key in ("one_time_notice", "acceptance_receipt")
    ]
    rows = papers.prefill(clerk, case.id, "proof_of_service").fields["documents"]
    assert [row["number"] for row in rows] == [str(paper.number) for paper in made]
