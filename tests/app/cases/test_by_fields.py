from __future__ import annotations

import pytest

from app.cases.commands import IssueForCase
from app.cases.models import CaseQuery
from app.errors import BadInput
from tests.app.counter.at_work import withdrawn
from tests.app.register.test_register import sample
from tests.office import START

LEFT_OPEN = {"matter_code": "", "received_on": "", "told_on": "", "tell_by": "", "correct_by": ""}


def fields(**changes):
    own = {"matter_name": "乡村建设规划许可证核发", **LEFT_OPEN, **changes}
    return {**sample("correction_notice"), **own}


def test_a_paper_bears_the_number_of_its_own_case_whatever_was_typed(office):
    entered = fields(case_number="示例20261102003")
    case = office.desk.cases_by_fields.case_for(office.clerk, "correction_notice", entered)
    paper = office.desk.papers.issue(
        office.clerk, IssueForCase(case=case, type_key="correction_notice", fields=entered, request_key="一")
    )
    assert paper.case_number == paper.fields["case_number"] == "SP202600001"


def test_the_same_applicant_and_matter_are_the_same_case(office):
    found = office.desk.cases_by_fields
    first = found.case_for(office.clerk, "correction_notice", fields())
    assert found.case_for(office.clerk, "acceptance_receipt", fields()) == first
    assert found.case_for(office.clerk, "correction_notice", fields(applicant_name="别的公司")) != first


def test_a_matter_outside_the_catalogue_opens_no_case(office):
    entered = fields(matter_name="没有的事项")
    assert office.desk.cases_by_fields.case_for(office.clerk, "correction_notice", entered) is None
    assert office.desk.counter.count(office.clerk, CaseQuery(words=entered["applicant_name"])) == 0


def test_a_matter_that_is_one_of_two_opens_no_case(office):
    with pytest.raises(BadInput, match="可能是"):
        office.desk.cases_by_fields.case_for(
            office.clerk, "correction_notice", fields(matter_name="建设工程规划许可证核发")
        )


def test_a_request_sent_again_finds_the_case_it_moved_on_and_opens_none(office):
    found, desk = office.desk.cases_by_fields, office.desk
    case = found.case_for(office.clerk, "correction_notice", fields(), request_key="k-1")
    command = IssueForCase(case=case, type_key="correction_notice", fields=fields(), request_key="k-1")
    paper = desk.papers.issue(office.clerk, command)
    withdrawn(office, desk.counter.get(office.clerk, case).case, START)
    assert found.case_for(office.clerk, "correction_notice", fields(), request_key="k-1") == case
    assert desk.papers.issue(office.clerk, command).id == paper.id
    assert desk.counter.count(office.clerk, CaseQuery()) == 1
