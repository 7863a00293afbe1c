from __future__ import annotations

from datetime import date

import pytest

from app.cases.commands import RestsOnIt
from app.cases.models import CaseState, ExtensionState
from app.errors import NotAllowed
from app.register.models import DocumentState
from tests.app.cases.living import Life
from tests.app.counter.at_work import why_not
from tests.office import START


@pytest.fixture
def life(office):
    return Life(office)


def test_a_void_notice_of_a_special_step_leaves_the_clock_as_if_it_had_never_stopped(life):
    life.accept()
    before = life.view.holder.holding
    life.put((11, 4))
    paper = life.suspend()
    life.put((11, 6))
    life.void(paper)
    after = life.view.holder.holding
    assert (life.case.state, life.case.pauses) == (CaseState.ACCEPTED, ())
    assert (after.due, after.outer_due, after.count, after.pauses, after.step) == (
        before.due,
        before.outer_due,
        before.count,
        (),
        before.step,
    )


def test_a_special_step_that_is_over_is_not_made_void(life):
    life.accept()
    paper = life.suspend()
    life.put((11, 4))
    life.resume(date(2026, 11, 4))
    due = life.due
    with pytest.raises(RestsOnIt, match="已经结束"):
        life.void(paper)
    assert (life.due, life.case.state) == (due, CaseState.ACCEPTED)


def test_a_step_stopped_again_after_a_void_notice_counts_once(office, life):
    life.accept()
    life.put((11, 4))
    life.void(life.suspend())
    life.suspend()
    life.put((11, 9))
    life.resume(date(2026, 11, 9))
    assert len(life.case.pauses) == 1
    assert life.due == office.desk.calendar.current().workday_after(date(2026, 11, 9), 5)


@pytest.mark.parametrize("given", [{}, {"due_on": "2026-11-09"}])
def test_a_void_extension_notice_leaves_the_limit_as_it_was_and_the_approval(life, given):
    life.accept(**given)
    before, case = life.view.holder.holding, life.case
    paper = life.extend(5)
    assert life.due > before.due
    life.void(paper)
    after = life.view.holder.holding
    assert (after.due, after.outer_due, after.count) == (before.due, before.outer_due, before.count)
    assert life.case.extension.state is ExtensionState.APPROVED
    assert (life.case.committed, life.case.statutory) == (case.committed, case.statutory)
    again = life.issue("extension_notice")
    assert life.due.isoformat() == again.fields["new_due_on"] == paper.fields["new_due_on"]


def test_an_extension_that_a_special_step_was_counted_by_is_not_made_void(life):
    life.accept()
    paper = life.extend(5)
    life.suspend()
    with pytest.raises(RestsOnIt, match="已往下办理"):
        life.void(paper)


def test_a_void_extension_or_step_lets_the_promise_made_before_it_stand_again(life):
    life.accept()
    life.put((11, 10))
    life.record(date(2026, 11, 18))
    for paper in (life.extend(5), life.suspend()):
        assert life.side("estimate") is None
        if paper.type_key == "special_step_notice":
            life.void(paper)
            assert life.side("estimate") is None, "the day is another since the extension"
    extension = next(each for each in life.view.papers if each.type_key == "extension_notice")
    life.void(extension)
    assert life.side("estimate").holding.due == date(2026, 11, 18)


def test_a_void_receipt_ends_every_clock_that_began_with_it(life):
    undertaking, receipt = life.accept_deferred()
    life.do("ask_extension", {"days": 3, "reason": "须征求意见"})
    with pytest.raises(RestsOnIt, match="请先作废受理回执"):
        life.void(undertaking, life.clerk)
    life.void(receipt, life.clerk)
    case = life.case
    assert (case.state, case.accepted_on, case.extension) == (CaseState.RECEIVED, None, None)
    assert (case.committed, case.statutory) == (0, 0)
    assert [life.side(kind) for kind in ("deferred_material", "extension", "estimate")] == [None] * 3
    life.void(undertaking, life.clerk)
    assert "缺" not in why_not(life.office, life, "deferral_undertaking")


def test_a_receipt_that_a_step_or_an_extension_rests_on_stays(life):
    receipt = life.accept()
    step = life.suspend()
    with pytest.raises(RestsOnIt, match="请先作废"):
        life.void(receipt, life.clerk)
    life.void(step)
    extension = life.extend(2)
    with pytest.raises(RestsOnIt, match=str(extension.number)):
        life.void(receipt, life.clerk)
    life.void(extension)
    life.void(receipt, life.clerk)
    assert life.case.state is CaseState.RECEIVED


def test_a_void_record_of_lateness_ends_its_promise_or_leaves_the_one_before(life):
    life.accept()
    life.put((11, 12))
    first = life.record(date(2026, 11, 16))
    second = life.record(date(2026, 11, 20))
    assert life.side("estimate").holding.due == date(2026, 11, 20)
    life.void(second)
    assert life.side("estimate").holding.due == date(2026, 11, 16)
    life.void(first)
    assert life.side("estimate") is None
    assert "未能按时办结告知记录" in why_not(life.office, life, "complete", life.handler)


def test_the_record_that_a_late_result_rests_on_stays(life):
    life.accept()
    life.put((11, 12))
    record = life.record(date(2026, 11, 16))
    life.complete()
    with pytest.raises(RestsOnIt, match="逾期办结"):
        life.void(record)
    assert life.office.desk.register.get(life.clerk, record.id).state is DocumentState.ISSUED


def test_a_pledge_that_an_acceptance_took_for_a_material_stays(life):
    life.tick(m0="缺少")
    pledge = life.issue("notice_and_undertaking", {"undertaking_manner": "书面"}, life.clerk)
    receipt = life.issue("acceptance_receipt", who=life.clerk)
    with pytest.raises(RestsOnIt, match="代替材料"):
        life.void(pledge, life.clerk)
    life.void(receipt, life.clerk)
    life.void(pledge, life.clerk)


def test_the_window_makes_nothing_void_that_it_could_not_issue(life):
    life.accept()
    step = life.suspend()
    with pytest.raises(NotAllowed):
        life.void(step, life.clerk)
    life.void(step, life.office.head)
    assert life.case.state is CaseState.ACCEPTED
    assert life.view.case.received_on == START
