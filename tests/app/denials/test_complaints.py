from __future__ import annotations

from datetime import date

import pytest

from app.cases.models import CaseState
from app.denials.commands import (
    AnswerComplaint,
    NoDenialHere,
    NotAtThisStation,
    OnePersonOneStation,
    RecordComplaint,
)
from app.denials.complaints import complaint_subject
from app.denials.models import ComplaintState, DenialState
from app.errors import BadInput, Conflict, NotAllowed, Refusal
from app.people.models import Role
from app.register.commands import VoidDocument
from app.register.models import DocumentState
from tests.app.counter.at_work import issued, opened, ticked
from tests.app.denials.at_the_chain import (
    DOWN,
    checked,
    drafted,
    filed,
    handler,
    held,
    leader,
    noticed,
    of_case,
    overseer,
    state_of,
    submitted,
    told_before,
)
from tests.app.denials.test_stations import given_roles

UPHELD, OVERTURNED = ComplaintState.UPHELD, ComplaintState.OVERTURNED


def complained(office, denial, who=None, **more):
    given = {"received_on": date(2026, 11, 2), "channel": "来电", "content": "材料齐全，不应不予受理。", **more}
    return office.desk.complaints.record(who or overseer(office), RecordComplaint(denial=denial.id, **given))


def answered(office, complaint, outcome=UPHELD, answer="经复核，原决定依据充分。", who=None, version=1):
    command = AnswerComplaint(complaint=complaint.id, version=version, outcome=outcome, answer=answer)
    return office.desk.complaints.answer(who or overseer(office), command)


@pytest.fixture
def case(office):
    return opened(office)


@pytest.fixture
def told(office, case):
    denial = filed(office, case)
    noticed(office, case.id)
    return denial


def test_a_complaint_runs_on_a_clock_of_its_own_until_it_is_answered(office, told, case):
    complaint = complained(office, told)
    holding = held(office, complaint_subject(complaint.id)).holding
    assert (holding.due, holding.count, holding.unit) == (date(2026, 12, 2), 30, "day")
    assert complaint.due_on == holding.due
    done = answered(office, complaint)
    assert (done.state, done.answered_by_name) == (UPHELD, "卢国强")
    assert held(office, complaint_subject(complaint.id)) is None
    assert state_of(office, case) is CaseState.REFUSED
    assert office.desk.denials.get(handler(office), told.id).denial.state is DenialState.TOLD


def test_overturned_the_notice_is_void_and_the_case_must_be_accepted(office, told, case):
    done = answered(office, complained(office, told), OVERTURNED, "原决定适用条款有误，应予受理。")
    assert done.state is OVERTURNED
    assert state_of(office, case) is CaseState.TO_ACCEPT
    view = office.desk.denials.get(handler(office), told.id)
    assert view.denial.state is DenialState.OVERTURNED
    assert view.notice.state is DocumentState.VOID
    assert view.segment is None
    with pytest.raises(NoDenialHere):
        drafted(office, case)
    issued_after_all(office, case)
    assert office.desk.checking.all_papers() == ()


def issued_after_all(office, case):
    ticked(office, office.desk.counter.get(office.clerk, case.id).case)
    issued(office, case, "acceptance_receipt")
    assert state_of(office, case) is CaseState.ACCEPTED


def test_overturned_an_accepted_case_goes_on_with_its_date(office, case):
    ticked(office, case)
    issued(office, case, "acceptance_receipt")
    before = held(office, f"case:{case.id}").holding
    denial = filed(office, case)
    noticed(office, case.id)
    answered(office, complained(office, denial), OVERTURNED, "应当继续办理。")
    after = held(office, f"case:{case.id}").holding
    assert state_of(office, case) is CaseState.ACCEPTED
    assert (after.due, after.step, after.staff) == (before.due, before.step, before.staff)


def test_there_is_nothing_to_complain_of_before_the_notice(office, case):
    with pytest.raises(NotAtThisStation):
        complained(office, filed(office, case))


def test_the_efficiency_office_alone_takes_and_answers_complaints(office, told):
    for who in (office.clerk, handler(office), office.head, leader(office)):
        with pytest.raises(NotAllowed):
            complained(office, told, who)
    complaint = complained(office, told)
    with pytest.raises(NotAllowed):
        answered(office, complaint, who=office.head)


def test_nobody_who_took_part_answers_a_complaint(office, case):
    both = given_roles(office, "wuzhihong", Role.HANDLER, Role.EFFICIENCY_OFFICE)
    denial = filed(office, case)
    noticed(office, case.id)
    complaint = complained(office, denial)
    with pytest.raises(OnePersonOneStation, match="参与过"):
        answered(office, complaint, who=both)


def test_a_complaint_is_answered_once_and_in_writing(office, told):
    complaint = complained(office, told)
    with pytest.raises(BadInput, match="复核答复"):
        answered(office, complaint, answer=" ")
    with pytest.raises(BadInput, match="复核结果"):
        answered(office, complaint, ComplaintState.OPEN)
    answered(office, complaint)
    with pytest.raises(Conflict):
        answered(office, complaint, OVERTURNED, "又改主意了", version=2)


def test_one_complaint_at_a_time(office, told):
    first = complained(office, told)
    with pytest.raises(Refusal, match="已有一件"):
        complained(office, told)
    answered(office, first)
    assert complained(office, told).id != first.id


def test_a_complaint_has_its_day_channel_and_words(office, told):
    with pytest.raises(BadInput) as refusal:
        complained(office, told, received_on=date(2026, 11, 3), channel="", content="")
    assert [each.field for each in refusal.value.problems] == ["received_on", "channel", "content"]


def test_the_office_sets_how_long_a_re_examination_takes(office, told):
    office.decide(reexamination_days=15)
    assert complained(office, told).due_on == date(2026, 11, 17)


def test_what_was_told_at_once_is_complained_of_while_its_report_is_checked(office, case):
    _, denial = told_before(office, case)
    complaint = complained(office, submitted(office, denial))
    with pytest.raises(OnePersonOneStation):
        answered(office, complaint, who=given_roles(office, "wuzhihong", Role.HANDLER, Role.EFFICIENCY_OFFICE))
    answered(office, complaint, OVERTURNED, "属于本局职能。")
    assert state_of(office, case) is CaseState.TO_ACCEPT
    assert of_case(office, case).state is DenialState.OVERTURNED
    assert held(office, f"denial:{denial.id}") is None


@pytest.mark.parametrize("outcome", [UPHELD, OVERTURNED])
def test_a_complaint_is_answered_though_the_report_was_turned_down_meanwhile(office, case, outcome):
    _, denial = told_before(office, case)
    denial = submitted(office, denial)
    complaint = complained(office, denial)
    checked(office, denial, office.head, DOWN, "应当受理")
    assert answered(office, complaint, outcome, "已应予受理。").state is outcome
    assert state_of(office, case) is CaseState.TO_ACCEPT


def test_overturned_after_the_notice_was_made_void_the_case_must_be_accepted_too(office, told, case):
    complaint = complained(office, told)
    notice = office.desk.denials.get(handler(office), told.id).notice
    office.desk.register.void(handler(office), VoidDocument(document=notice.id, version=1, reason="写错了"))
    answered(office, complaint, OVERTURNED, "应予受理。")
    assert state_of(office, case) is CaseState.TO_ACCEPT
    assert of_case(office, case).state is DenialState.OVERTURNED
