from __future__ import annotations

from dataclasses import replace

import pytest

from app.cases.commands import ChangeCase, IssueForCase, OpenCase
from app.cases.models import CaseState, MaterialStatus, Party
from app.cases.next_acts import next_act, wanting
from app.cases.results import result_row
from app.catalogue.models import MatterKind
from app.errors import BadInput
from tests.app.cases.living import Life


def opened(office, clerk, *, application):
    matter = office.desk.catalogue.find(clerk, "建设用地规划许可证核发")[0]
    command = OpenCase(
        matter=matter.id, applicant=Party(name="林海", telephone="13800001234"), application=application
    )
    return office.desk.counter.open(clerk, command)


def test_an_enquiry_is_answered_with_a_one_time_notice(office, clerk):
    assert next_act(opened(office, clerk, application=False), ()) == "one_time_notice"


def test_an_application_that_wants_materials_is_told_so_while_there_is_time(office, clerk):
    case = opened(office, clerk, application=True)
    assert wanting(case) > 0
    assert next_act(case, ()) == "correction_notice"
    assert next_act(case, (), too_late_to_ask=True) == "acceptance_receipt"


def test_a_complete_application_is_accepted(office, clerk):
    case = opened(office, clerk, application=True)
    full = tuple(replace(each, status=MaterialStatus.PRESENT) for each in case.materials)
    assert next_act(replace(case, materials=full), ()) == "acceptance_receipt"


def test_what_was_issued_is_served_and_then_the_division_completes_it(office, clerk):
    case = opened(office, clerk, application=True)
    full = tuple(replace(each, status=MaterialStatus.PRESENT) for each in case.materials)
    change = ChangeCase(case=case.id, version=case.version, applicant=case.applicant, materials=full)
    office.desk.counter.change(clerk, change)
    paper = office.desk.papers.issue(
        clerk, IssueForCase(case=case.id, type_key="acceptance_receipt", fields={})
    )
    view = office.desk.counter.get(clerk, case.id)
    assert next_act(view.case, view.papers) == "proof_of_service"
    served = {"manner": "直接送达", "received_on": "2026-11-03", "served_at": "2026-11-02T10:00"}
    proof = IssueForCase(case=case.id, type_key="proof_of_service", fields=served)
    with pytest.raises(BadInput) as wrong:
        office.desk.papers.issue(clerk, proof)
    assert [each.field for each in wrong.value.problems] == ["received_on"]
    office.desk.papers.issue(clerk, replace(proof, fields={**served, "received_on": "2026-11-02"}))
    view = office.desk.counter.get(clerk, case.id)
    assert next(each for each in view.papers if each.id == paper.id).served_on is not None
    assert next_act(view.case, view.papers) == "complete"
    assert next_act(replace(view.case, state=CaseState.COMPLETED), view.papers) == "serve_result"
    assert next_act(replace(view.case, state=CaseState.SERVED), view.papers) == ""


def test_what_is_done_on_the_spot_is_put_forward_only_where_that_is_lawful(office, clerk):
    case = replace(opened(office, clerk, application=True), kind=MatterKind.IMMEDIATE)
    full = tuple(replace(each, status=MaterialStatus.PRESENT) for each in case.materials)
    assert next_act(replace(case, materials=full), ()) == "complete_at_once"
    assert next_act(replace(case, materials=full), (), too_late_to_ask=True) == "acceptance_receipt"
    assert next_act(replace(case, state=CaseState.TO_ACCEPT), ()) == "acceptance_receipt"


@pytest.mark.parametrize(
    ("result", "title", "number"),
    [
        ("准予许可，建设工程规划许可证 建字第〔2026〕7号", "建设工程规划许可证", "建字第〔2026〕7号"),
        (
            "准予许可，许可（登记）结果 示资规许〔2026〕646号（已盖章）",
            "许可（登记）结果",
            "示资规许〔2026〕646号",
        ),
        ("准予许可，建设工程规划许可证", "建设工程规划许可证", ""),
        ("不予许可", "办理结果（不予许可）", ""),
    ],
)
def test_a_proof_of_service_lists_the_result_by_name_and_number(result, title, number):
    row = result_row(result)
    assert (row["title"], row["number"]) == (title, number)


def test_the_result_of_a_completed_case_stands_in_its_proof_of_service(office):
    life = Life(office)
    life.accept()
    life.complete()
    rows = office.desk.papers.prefill(life.clerk, life.id, "proof_of_service").fields["documents"]
    assert rows[-1]["title"].startswith("建设工程规划许可证")
