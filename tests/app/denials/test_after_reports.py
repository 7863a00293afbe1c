from __future__ import annotations

from datetime import date

import pytest

from app.cases.commands import NeedsDenial
from app.cases.models import CaseState, Situation
from app.cases.refusing import denial_subject
from app.custody.lights import Light
from app.custody.worklist import View
from app.denials.commands import NoDenialHere
from app.denials.models import DenialQuery, DenialState
from app.errors import NotAllowed
from app.register.models import DocumentState
from tests.app.counter.at_work import opened
from tests.app.denials.at_the_chain import (
    BACK,
    DOWN,
    REASONS,
    changed,
    checked,
    given_up,
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


def test_what_is_not_our_function_is_told_at_once_and_reported_within_a_working_day(office):
    case = opened(office)
    notice, denial = told_before(office, case)
    assert state_of(office, case) is CaseState.GUIDED
    assert (denial.after, denial.state, denial.notice) == (True, DenialState.DRAFT, notice.id)
    assert denial.report_by == date(2026, 11, 3)
    view = office.desk.denials.get(handler(office), denial.id)
    assert view.denial.fields["case_number"] == case.number
    assert view.denial.fields["reasons"] == "该事项由海洋主管部门办理。"
    denial = changed(office, view.denial, handler(office), {"reasons": REASONS})
    denial = submitted(office, denial)
    assert held(office, denial_subject(denial.id)).holding.due == date(2026, 11, 3)
    denial = checked(office, checked(office, denial, office.head), leader(office))
    assert denial.state is DenialState.TOLD
    assert state_of(office, case) is CaseState.GUIDED
    view = office.desk.denials.get(handler(office), denial.id)
    assert (view.notice.id, view.form.type_key) == (notice.id, "denial_registration")
    holding = view.segment.holding
    assert (holding.step, holding.due, holding.staff) == ("送达通知书并归档", None, handler(office).id)
    assert office.desk.ledger.verify().faults == ()


def test_a_window_clerk_never_tells_it_first(office):
    with pytest.raises(NotAllowed):
        told_before(office, who=office.clerk)


def test_no_other_situation_is_told_first(office):
    case = opened(office)
    for situation in set(Situation) - {Situation.NOT_OURS, Situation.NOT_NEEDED, Situation.ON_THE_SPOT}:
        with pytest.raises(NeedsDenial):
            noticed(office, case.id, situation=situation.value, reasons=REASONS)
    with pytest.raises(NeedsDenial, match="不动产登记"):
        noticed(office, case.id, situation=Situation.ON_THE_SPOT.value, reasons=REASONS)


def test_a_late_report_is_red_for_the_head_and_the_efficiency_office(office):
    told_before(office)
    office.wall.put(date(2026, 11, 4))
    for who in (office.head, overseer(office)):
        assert office.desk.work_list.lights(who)[Light.LATE] == 1
        assert [each.step for each in office.desk.work_list.items(who, View.LATE)] == [
            "一个工作日内补报否定报备"
        ]
        assert office.desk.denials.count(who, DenialQuery(after=True, states=(DenialState.DRAFT,))) == 1


def test_a_report_turned_down_makes_the_notice_void_and_the_case_must_be_accepted(office):
    case = opened(office)
    notice, denial = told_before(office, case)
    denial = submitted(office, denial)
    denial = checked(office, denial, office.head, DOWN, "属于本局职能，应当受理")
    assert denial.state is DenialState.DOWN
    assert state_of(office, case) is CaseState.TO_ACCEPT
    paper = office.desk.register.get(handler(office), notice.id)
    assert paper.state is DocumentState.VOID
    assert "不同意否定" in paper.void_reason
    assert held(office, denial_subject(denial.id)) is None
    holding = held(office, f"case:{case.id}").holding
    assert (holding.step, holding.due) == ("依法受理", date(2026, 11, 9))
    assert office.desk.checking.all_papers() == ()


def test_a_report_sent_back_does_not_touch_the_ended_case(office):
    case = opened(office)
    _, denial = told_before(office, case)
    denial = checked(office, submitted(office, denial), office.head, BACK, "请写明主管部门")
    assert denial.state is DenialState.DRAFT
    assert state_of(office, case) is CaseState.GUIDED
    assert held(office, denial_subject(denial.id)).holding.due == date(2026, 11, 3)
    denial = submitted(office, denial)
    assert of_case(office, case).state is DenialState.HEAD


def test_a_report_cannot_be_given_up(office):
    _, denial = told_before(office)
    with pytest.raises(NoDenialHere, match="不能撤回"):
        given_up(office, denial)


def test_registration_refused_on_the_spot_is_reported_the_next_working_day(office):
    registrar = office.actor("zhengmeiling")
    case = opened(office, words="不动产", who=office.registrar)
    command = {"situation": Situation.ON_THE_SPOT.value, "reasons": REASONS}
    noticed(office, case.id, registrar, **command)
    denial = of_case(office, case)
    assert (denial.after, denial.report_by) == (True, date(2026, 11, 3))
