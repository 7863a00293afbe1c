from __future__ import annotations

from datetime import date

import pytest

from app.cases.commands import WrongState
from app.cases.models import CaseState, ExtensionState
from app.cases.next_acts import next_act
from app.errors import BadInput, NotAllowed
from tests.app.cases.living import Life
from tests.app.counter.at_work import why_not
from tests.app.denials.at_the_chain import drafted, submitted


@pytest.fixture
def life(office):
    return Life(office)


def days(office, start, count):
    return office.desk.calendar.current().workday_after(start, count)


def test_an_extension_counts_only_once_the_applicant_was_told(office, life):
    life.accept()
    due, outer = life.due, life.outer
    with pytest.raises(NotAllowed):
        life.do("ask_extension", {"days": 5, "reason": "须征求意见"}, office.clerk)
    life.do("ask_extension", {"days": 5, "reason": "须征求意见"})
    waiting = life.side("extension").holding
    assert (waiting.staff, waiting.due) == (life.leader.id, due)
    for act in ("complete", "special_step_notice"):
        assert "等分管局领导审批" in why_not(office, life, act, life.handler)
    with pytest.raises(NotAllowed):
        life.do("decide_extension", {"decision": "批准"})
    with pytest.raises(WrongState, match="待批准"):
        life.issue("extension_notice")
    decided = life.do("decide_extension", {"decision": "批准"}, life.leader)
    assert decided.case.applicant.name != life.case.applicant.name
    telling = life.side("extension").holding
    assert (telling.step, telling.staff) == ("告知申请人延期", life.handler.id)
    assert (telling.due, life.due) == (office.wall.at.date(), due)
    assert "没有告知申请人" in why_not(office, life, "special_step_notice", life.handler)
    paper = life.issue("extension_notice", {"new_due_on": "2027-06-01", "approved_by": "我自己"})
    assert life.due == days(office, due, 5) == date.fromisoformat(paper.fields["new_due_on"])
    assert (life.outer, life.side("extension")) == (days(office, outer, 5), None)
    assert (paper.fields["approved_by"], life.case.committed, life.case.statutory) == ("杨振华", 12, 25)
    assert "只延长一次" in why_not(office, life, "ask_extension", life.handler)


def test_what_was_declined_may_be_asked_again_with_the_opinion_known(office, life):
    life.accept()
    due = life.due
    life.do("ask_extension", {"days": 5, "reason": "须征求意见"})
    with pytest.raises(BadInput, match="不批准延期须写明意见"):
        life.do("decide_extension", {"decision": "不批准"}, life.leader)
    life.do("decide_extension", {"decision": "不批准", "opinion": "理由不足"}, life.leader)
    assert life.case.extension.state is ExtensionState.DECLINED
    held = life.view.holder.holding
    assert (held.staff, held.due, life.side("extension")) == (life.handler.id, due, None)
    assert held.why == "杨振华未批准延期：理由不足"
    life.extend(3)
    assert life.case.extension.state is ExtensionState.TOLD


def test_a_limit_that_is_over_is_not_made_longer(office, life):
    life.accept()
    life.do("ask_extension", {"days": 5, "reason": "须征求意见"})
    life.put((11, 12))
    with pytest.raises(WrongState, match="不能再批准延长"):
        life.do("decide_extension", {"decision": "批准"}, life.leader)
    life.do("decide_extension", {"decision": "不批准", "opinion": "期限已过"}, life.leader)
    assert "期限已过" in why_not(office, life, "ask_extension", life.handler)


def test_nobody_asks_for_more_days_than_the_office_grants(life):
    life.accept()
    with pytest.raises(BadInput, match="超过本局设定的上限 10"):
        life.do("ask_extension", {"days": 11, "reason": "须征求意见"})


def test_after_a_step_an_extension_adds_to_what_was_left(office, life):
    life.accept()
    life.put((11, 4))
    life.suspend()
    life.put((11, 9))
    life.resume(date(2026, 11, 9))
    life.extend(5)
    assert life.due == days(office, date(2026, 11, 9), 10)
    life.suspend()
    life.put((11, 16))
    life.resume(date(2026, 11, 16))
    assert life.due == days(office, date(2026, 11, 16), 10)
    assert life.view.holder.holding.count == 12


def test_what_is_late_is_told_before_it_is_completed(office, life):
    life.accept()
    assert "还没有临近" in why_not(office, life, "overdue_record", life.handler)
    life.put((11, 12))
    with pytest.raises(WrongState, match="未能按时办结告知记录"):
        life.complete()
    with pytest.raises(BadInput, match=r"没有超过|早于今天"):
        life.record(date(2026, 11, 11))
    life.record(date(2026, 11, 18))
    assert life.side("estimate").holding.due == date(2026, 11, 18)
    assert life.due == date(2026, 11, 11), "the limit itself stays as it was"
    life.put((11, 13))
    life.complete()
    assert (life.case.due_on, life.case.completed_on) == (date(2026, 11, 11), date(2026, 11, 13))
    assert life.side("estimate") is None


def test_what_was_told_beforehand_is_told(life):
    life.accept()
    life.put((11, 10))
    life.record(date(2026, 11, 16))
    life.put((11, 13))
    life.complete()
    assert life.case.state is CaseState.COMPLETED


def test_a_new_date_needs_a_new_record_once_it_is_over_too(office, life):
    life.accept()
    life.put((11, 10))
    life.record(date(2026, 11, 16))
    life.extend(3)
    assert life.side("estimate") is None, "the applicant was told the new day"
    life.put((11, 17))
    assert "未能按时办结告知记录" in why_not(office, life, "complete", life.handler)
    life.record(date(2026, 11, 20))
    assert why_not(office, life, "complete", life.handler) == ""


def test_a_report_made_tomorrow_is_no_report(life):
    life.accept()
    life.put((11, 12))
    with pytest.raises(BadInput, match="晚于今天"):
        life.record(date(2026, 11, 30), moment="2026-11-13T08:30")


def test_an_approval_that_nobody_told_in_time_ends_with_the_record_of_lateness(life):
    life.accept()
    life.do("ask_extension", {"days": 5, "reason": "须征求意见"})
    life.do("decide_extension", {"decision": "批准"}, life.leader)
    life.put((11, 12))
    with pytest.raises(WrongState, match="期限已过"):
        life.issue("extension_notice")
    assert life.side("extension") is not None
    life.record(date(2026, 11, 18))
    assert life.side("extension") is None


def test_a_void_notice_of_extension_is_to_be_told_anew(life):
    life.accept()
    paper = life.extend(5)
    life.void(paper)
    assert life.side("extension").holding.step == "告知申请人延期"
    life.issue("extension_notice")
    assert life.side("extension") is None


def test_an_approved_extension_is_told_while_a_denial_is_checked(office, life):
    life.accept()
    life.do("ask_extension", {"days": 5, "reason": "须征求意见"})
    life.do("decide_extension", {"decision": "批准"}, life.leader)
    before = life.view.holder.holding
    submitted(office, drafted(office, life.case))
    assert next_act(life.case, ()) == "extension_notice"
    paper = life.issue("extension_notice")
    held = life.view.holder.holding
    assert life.case.state is CaseState.DENYING
    assert (held.step, held.due.isoformat()) == ("否定报备核查", paper.fields["new_due_on"])
    assert held.count == before.count + 5
    assert life.side("extension") is None


def test_the_clock_of_a_case_says_when_its_end_is_near(life):
    life.accept()
    assert not life.view.clock.soon
    due = life.view.clock.last_day
    life.put((due.month, due.day - 1))
    assert life.view.clock.soon
    life.put((due.month, due.day))
    assert not life.view.clock.soon
