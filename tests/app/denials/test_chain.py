from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.cases.commands import NeedsDenial, WrongState
from app.cases.models import CaseState, Situation
from app.cases.refusing import denial_subject
from app.cases.steps import case_subject
from app.denials.commands import NoDenialHere, NotAtThisStation
from app.denials.models import DenialState, Station
from app.errors import BadInput, Conflict, NotAllowed
from app.register.commands import VoidDocument
from tests.app.counter.at_work import issued, opened, ticked
from tests.app.denials.at_the_chain import (
    AGREE,
    BACK,
    DOWN,
    changed,
    checked,
    drafted,
    filed,
    given_up,
    handler,
    held,
    leader,
    noticed,
    overseer,
    state_of,
    submitted,
)
from tests.office import WITHHELD


def test_handler_head_and_leader_in_turn_file_a_denial_and_the_notice_goes_out(office):
    case = opened(office)
    denial = drafted(office, case)
    assert denial.state is DenialState.DRAFT
    assert state_of(office, case) is CaseState.RECEIVED
    before = held(office, case_subject(case.id)).holding
    denial = submitted(office, denial)
    during = held(office, case_subject(case.id)).holding
    assert state_of(office, case) is CaseState.DENYING
    assert (during.due, during.start, during.count, during.unit) == (
        before.due, before.start, before.count, before.unit,
    )  # fmt: skip
    assert held(office, denial_subject(denial.id)).holding.staff == office.head.id
    denial = checked(office, denial, office.head)
    assert held(office, denial_subject(denial.id)).holding.staff == leader(office).id
    denial = checked(office, denial, leader(office), text="请做好解释工作。")
    assert denial.state is DenialState.FILED
    holding = held(office, denial_subject(denial.id)).holding
    assert (holding.staff, holding.step) == (handler(office).id, "出具不予受理通知书")
    view = office.desk.denials.get(handler(office), denial.id)
    assert str(view.form.number) == "示资规审否〔2026〕1号"
    assert view.form.fields["leader_opinion"] == "同意。请做好解释工作。"
    assert view.form.issuer_name == "杨振华"
    notice = noticed(office, case.id)
    assert state_of(office, case) is CaseState.REFUSED
    view = office.desk.denials.get(handler(office), denial.id)
    assert view.denial.state is DenialState.TOLD
    assert view.notice.id == notice.id
    assert notice.fields["denial_number"] == str(view.form.number)
    assert notice.fields["reasons"] == view.form.fields["reasons"]
    assert [each.act for each in office.desk.denials.history(handler(office), denial.id)] == [
        "draft_denial",
        "submit_denial",
        "check_denial",
        "check_denial",
    ]
    assert office.desk.ledger.verify().faults == ()
    assert office.desk.checking.all_papers() == ()


def test_a_draft_sent_back_returns_to_the_handler_and_the_case_to_where_it_stood(office):
    case = opened(office)
    before = held(office, case_subject(case.id)).holding
    denial = submitted(office, drafted(office, case))
    denial = checked(office, denial, office.head, BACK, "依据的条款没有写明")
    assert denial.state is DenialState.DRAFT
    assert state_of(office, case) is CaseState.RECEIVED
    after = held(office, case_subject(case.id)).holding
    assert (after.due, after.start, after.count, after.step, after.staff) == (
        before.due, before.start, before.count, before.step, before.staff,
    )  # fmt: skip
    assert held(office, denial_subject(denial.id)).holding.staff == handler(office).id
    denial = changed(office, denial, handler(office), {"reasons": "依据城乡规划法第四十条第二款。"})
    denial = submitted(office, denial)
    denial = checked(office, denial, office.head)
    denial = checked(office, denial, leader(office))
    assert denial.state is DenialState.FILED
    assert [(check.station, check.opinion) for check in denial.checks] == [
        (Station.DRAFT, AGREE),
        (Station.HEAD, BACK),
        (Station.DRAFT, AGREE),
        (Station.HEAD, AGREE),
        (Station.LEADER, AGREE),
    ]


def test_a_denial_turned_down_means_that_the_case_must_be_accepted(office):
    case = opened(office)
    denial = checked(office, submitted(office, drafted(office, case)), office.head)
    denial = checked(office, denial, leader(office), DOWN, "符合条件，应当受理")
    assert denial.state is DenialState.DOWN
    assert state_of(office, case) is CaseState.TO_ACCEPT
    assert held(office, denial_subject(denial.id)) is None
    with pytest.raises(NoDenialHere, match="应予受理"):
        drafted(office, case)
    with pytest.raises((WrongState, NeedsDenial)):
        noticed(office, case.id, situation=Situation.UNQUALIFIED.value, reasons="不行")
    ticked(office, office.desk.counter.get(office.clerk, case.id).case)
    issued(office, case, "acceptance_receipt")
    assert state_of(office, case) is CaseState.ACCEPTED


def test_an_accepted_case_goes_on_where_it_stood_when_its_denial_is_turned_down(office):
    case = opened(office)
    ticked(office, case)
    issued(office, case, "acceptance_receipt")
    before = held(office, case_subject(case.id)).holding
    denial = submitted(office, drafted(office, case))
    denial = checked(office, denial, office.head, DOWN, "可以办")
    assert state_of(office, case) is CaseState.ACCEPTED
    after = held(office, case_subject(case.id)).holding
    assert (after.due, after.outer_due, after.step) == (before.due, before.outer_due, before.step)


def test_an_accepted_case_is_refused_as_not_to_be_done(office):
    case = opened(office)
    ticked(office, case)
    issued(office, case, "acceptance_receipt")
    filed(office, case)
    assert noticed(office, case.id).fields["decision"] == "不予办理"


@pytest.mark.parametrize("station", ["draft", "head", "leader"])
def test_a_denial_given_up_leaves_the_case_where_it_stood(office, station):
    case = opened(office)
    denial = drafted(office, case)
    if station != "draft":
        denial = submitted(office, denial)
    if station == "leader":
        denial = checked(office, denial, office.head)
    denial = given_up(office, denial)
    assert denial.state is DenialState.GIVEN_UP
    assert state_of(office, case) is CaseState.RECEIVED
    assert held(office, denial_subject(denial.id)) is None
    assert drafted(office, case).state is DenialState.DRAFT


def test_what_was_filed_is_not_given_up(office):
    with pytest.raises(NotAtThisStation):
        given_up(office, filed(office))


def test_no_checker_sends_back_or_turns_down_without_a_word(office):
    denial = submitted(office, drafted(office, opened(office)))
    for opinion in (BACK, DOWN):
        with pytest.raises(BadInput, match="须写明意见"):
            checked(office, denial, office.head, opinion, "  ")


def test_nobody_checks_whose_role_is_another(office):
    denial = submitted(office, drafted(office, opened(office)))
    for who in (office.clerk, handler(office), leader(office), overseer(office), office.actor("caiwenjuan")):
        with pytest.raises(WITHHELD):
            checked(office, denial, who)
    denial = checked(office, denial, office.head)
    with pytest.raises(NotAllowed):
        checked(office, denial, office.head)


def test_a_window_clerk_drafts_and_never_submits(office):
    denial = drafted(office, opened(office))
    with pytest.raises(NotAllowed):
        submitted(office, denial, office.clerk)


def test_a_case_that_went_another_way_takes_its_draft_with_it(office):
    case = opened(office)
    denial = drafted(office, case)
    ticked(office, case)
    issued(office, case, "acceptance_receipt")
    with pytest.raises(Conflict):
        submitted(office, denial)
    assert held(office, denial_subject(denial.id)) is None


def test_a_denial_for_want_of_correction_waits_until_its_time_is_over(office):
    case = opened(office)
    with pytest.raises(NoDenialHere, match="补正期限"):
        drafted(office, case, situation=Situation.LAPSED)


def test_what_the_form_lacks_is_said_when_it_is_submitted_and_not_before(office):
    denial = drafted(office, opened(office), reasons="")
    with pytest.raises(BadInput, match="否定理由和依据"):
        submitted(office, denial)


def test_nobody_types_the_opinion_of_a_checker(office):
    with pytest.raises(BadInput, match="不能代填"):
        drafted(office, opened(office), head_opinion="同意", head_name="许建国")


def test_the_second_who_changes_a_draft_hears_what_stands_and_loses_nothing(office):
    denial = drafted(office, opened(office))
    changed(office, denial, handler(office), {"reasons": "先改的"})
    with pytest.raises(Conflict) as refusal:
        changed(office, denial, office.clerk, {"reasons": "后改的"})
    assert refusal.value.theirs["fields"]["reasons"] == "先改的"


def test_a_case_not_made_up_in_time_is_returned_through_the_chain(office):
    case = opened(office)
    ticked(office, case, m1="缺少")
    notice = issued(office, case, "correction_notice")
    office.wall.put(date.fromisoformat(notice.fields["correct_by"]))
    with pytest.raises(NoDenialHere, match="补正期限还没有过"):
        drafted(office, case, situation=Situation.LAPSED)
    office.wall.put(date.fromisoformat(notice.fields["correct_by"]) + timedelta(days=1))
    denial = drafted(office, case, situation=Situation.LAPSED)
    assert denial.unmet == notice.id
    denial = checked(office, submitted(office, denial), office.head, BACK, "请写明")
    assert state_of(office, case) is CaseState.CORRECTING
    denial = checked(office, checked(office, submitted(office, denial), office.head), leader(office))
    noticed(office, case.id)
    assert state_of(office, case) is CaseState.RETURNED


def test_a_void_notice_takes_the_denial_back_to_filed_and_another_goes_out(office):
    case = opened(office)
    denial = filed(office, case)
    notice = noticed(office, case.id)
    office.desk.register.void(handler(office), VoidDocument(document=notice.id, version=1, reason="写错了"))
    view = office.desk.denials.get(handler(office), denial.id)
    assert (view.denial.state, view.denial.notice) == (DenialState.FILED, 0)
    assert state_of(office, case) is CaseState.DENYING
    noticed(office, case.id)
    assert office.desk.denials.get(handler(office), denial.id).denial.state is DenialState.TOLD


def test_a_form_saved_while_typing_is_not_offered_again_once_it_is_a_draft(office):
    case = opened(office)
    office.desk.register.save_draft(office.clerk, "denial_registration", case.id, {"reasons": "打了一半"})
    drafted(office, case)
    assert office.desk.register.find_draft(office.clerk, "denial_registration", case.id) is None
