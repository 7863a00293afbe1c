from __future__ import annotations

from datetime import date

import pytest

from app.cases.models import CaseState
from app.denials.commands import AnswerComplaint, RecordComplaint
from app.denials.models import ComplaintState
from app.register.commands import RecordService
from tests.app.cases.living import Life
from tests.app.counter.at_work import why_not
from tests.app.denials.at_the_chain import DOWN, checked, drafted, filed, noticed, submitted
from tests.office import START

LATER = date(2026, 11, 10)  # the day after the last on which the applicant could be told


@pytest.fixture
def life(office):
    made = Life(office)
    made.tick()
    return made


def test_a_denial_does_not_stop_the_time_to_tell(office, life):
    denial = submitted(office, drafted(office, life.case))
    life.put(LATER)
    checked(office, denial, office.head, DOWN, "应当受理")
    assert life.case.state is CaseState.TO_ACCEPT
    paper = life.issue("acceptance_receipt", who=life.clerk)
    assert paper.fields["accepted_on"] == START.isoformat()
    assert life.due == date(2026, 11, 11)


def test_who_is_refused_after_the_time_to_tell_was_accepted_by_law(office, life):
    filed(office, life.case)
    life.put(LATER)
    assert noticed(office, life.id).fields["decision"] == "不予办理"


def test_who_is_refused_in_time_was_not_accepted(office, life):
    filed(office, life.case)
    assert noticed(office, life.id).fields["decision"] == "不予受理"


def test_what_is_overturned_after_it_was_told_in_time_is_accepted_on_its_own_day(office, life):
    denial = filed(office, life.case)
    notice = noticed(office, life.id)
    office.desk.register.record_service(life.handler, RecordService(documents=(notice.id,), served_on=START))
    overseer = office.actor("luguoqiang")
    complaint = office.desk.complaints.record(
        overseer, RecordComplaint(denial=denial.id, received_on=START, channel="来访", content="不服")
    )
    life.put((12, 1))
    answer = AnswerComplaint(
        complaint=complaint.id, version=1, outcome=ComplaintState.OVERTURNED, answer="应当受理"
    )
    office.desk.complaints.answer(overseer, answer)
    assert life.case.state is CaseState.TO_ACCEPT
    assert why_not(office, life, "acceptance_receipt") == ""
    assert life.issue("acceptance_receipt", who=life.clerk).fields["accepted_on"] == "2026-12-01"


def test_a_denial_of_a_case_being_worked_on_lets_its_limit_run_on(office, life):
    life.accept()
    before = life.view.holder.holding
    denial = submitted(office, drafted(office, life.case))
    assert life.view.holder.holding.due == before.due
    life.put((11, 5))
    checked(office, denial, office.head, DOWN, "应当办理")
    after = life.view.holder.holding
    assert life.case.state is CaseState.ACCEPTED
    assert (after.due, after.count, after.step, after.outer_due) == (
        before.due,
        before.count,
        before.step,
        before.outer_due,
    )
    assert "没有同意否定" in why_not(office, life, "deny", life.handler)
    life.complete()
