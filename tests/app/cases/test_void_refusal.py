from __future__ import annotations

from datetime import date

import pytest

from app.cases.commands import RestsOnIt, VoidWouldAccept
from app.cases.models import CaseState, Situation
from app.denials.commands import NoDenialHere
from app.denials.models import DenialState
from app.errors import NotAllowed
from tests.app.cases.living import Life
from tests.app.counter.at_work import why_not
from tests.app.denials.at_the_chain import filed, held, noticed, of_case, told_before


@pytest.fixture
def life(office):
    return Life(office)


def test_a_void_notice_leaves_its_denial_filed_and_the_case_under_it_with_the_same_date(office, life):
    denial = filed(office, life.case)
    before = life.view.holder.holding
    paper = noticed(office, life.id)
    assert (life.case.state, life.view.holder) == (CaseState.REFUSED, None)
    life.void(paper)
    after = life.view.holder.holding
    assert life.case.state is CaseState.DENYING
    assert (after.due, after.start, after.count) == (before.due, before.start, before.count)
    assert of_case(office, life).state is DenialState.FILED
    kept = held(office, f"denial:{denial.id}").holding
    assert (kept.staff, kept.step) == (life.handler.id, "出具不予受理通知书")
    again = noticed(office, life.id)
    assert (life.case.state, again.number.sequence) == (CaseState.REFUSED, 2)


def test_a_void_notice_lets_every_clock_run_again_that_it_ended(office, life):
    life.accept_deferred()
    life.do("ask_extension", {"days": 3, "reason": "须征求意见"})
    dates = [life.side(kind).holding.due for kind in ("deferred_material", "extension")]
    filed(office, life.case)
    paper = noticed(office, life.id)
    assert paper.fields["decision"] == "不予办理"
    assert [life.side(kind) for kind in ("deferred_material", "extension")] == [None, None]
    life.put((11, 4))
    life.void(paper)
    assert [life.side(kind).holding.due for kind in ("deferred_material", "extension")] == dates
    assert life.case.state is CaseState.DENYING


def test_a_refusal_told_before_its_report_is_taken_back_whole(office, life):
    before = life.view.holder.holding
    notice, denial = told_before(office, life.case)
    assert life.case.state is CaseState.GUIDED
    life.void(notice)
    after = life.view.holder.holding
    assert life.case.state is CaseState.RECEIVED
    assert (after.due, after.step, after.staff) == (before.due, before.step, before.staff)
    assert of_case(office, life).state is DenialState.GIVEN_UP
    assert held(office, f"denial:{denial.id}") is None
    assert why_not(office, life, "acceptance_receipt") == ""


def test_a_refusal_that_alone_told_in_time_is_not_taken_back_after_it(office, life):
    notice, _denial = told_before(office, life.case)
    life.put(date(2026, 11, 10))
    with pytest.raises(VoidWouldAccept, match="视为没有告知而受理"):
        life.void(notice)
    assert life.case.state is CaseState.GUIDED


def test_the_window_takes_no_refusal_back(office, life):
    filed(office, life.case)
    paper = noticed(office, life.id)
    with pytest.raises(NotAllowed):
        life.void(paper, life.clerk)


def test_a_registration_form_is_never_made_void_by_itself(office, life):
    filed(office, life.case)
    (form,) = life.view.papers
    for act in (lambda: None, lambda: noticed(office, life.id)):
        act()
        for who in (life.handler, office.head):
            with pytest.raises((RestsOnIt, NotAllowed)):
                life.void(form, who)


def test_nothing_is_made_void_that_a_denial_under_way_rests_on(office, life):
    life.tick(m0="缺少")
    notice = life.issue("correction_notice", who=life.clerk)
    filed(office, life.case)
    with pytest.raises(RestsOnIt, match="先撤回否定报备"):
        life.void(notice, life.clerk)


def test_lapsed_time_to_make_up_is_a_refusal_too_and_needs_the_chain(office, life):
    life.tick(m0="缺少")
    notice = life.issue("correction_notice", who=life.clerk)
    until = date.fromisoformat(notice.fields["correct_by"])
    life.put(until)
    closed = Situation.LAPSED
    with pytest.raises(NoDenialHere, match="补正期限还没有过"):
        filed(office, life.case, situation=closed)
    life.put(date.fromordinal(until.toordinal() + 1))
    filed(office, life.case, situation=closed)
    paper = noticed(office, life.id)
    assert life.case.state is CaseState.RETURNED
    life.void(paper)
    assert life.case.state is CaseState.DENYING
