from __future__ import annotations

from datetime import date

import pytest

from app.cases.commands import DoAct, WrongState
from app.cases.models import CaseState
from app.errors import BadInput, Conflict, NotAllowed
from tests.app.cases.living import RESULT, Life
from tests.app.counter.at_work import done, opened, why_not
from tests.office import START


@pytest.fixture
def life(office):
    return Life(office)


def days(office, start, count):
    return office.desk.calendar.current().workday_after(start, count)


def test_what_is_done_on_the_spot_is_accepted_completed_and_served(office):
    life = Life(office, "zlcx", office.registrar, "zhengmeiling")
    assert "还缺" in why_not(office, life, "complete_at_once", office.registrar)
    life.tick()
    life.do("complete_at_once", {"result": "已办理完成"}, office.registrar)
    case = life.case
    assert (case.state, case.accepted_on, case.due_on) == (CaseState.COMPLETED, START, START)
    life.do("serve_result", {"served_on": "2026-11-02", "manner": "窗口领取"})
    assert (life.case.state, life.case.served_on, life.view.holder) == (CaseState.SERVED, START, None)


def test_a_matter_that_takes_time_is_not_done_on_the_spot(office, life):
    life.tick()
    assert "不是即办件" in why_not(office, life, "complete_at_once")


def test_what_counts_as_accepted_by_law_is_not_done_on_the_spot(office):
    life = Life(office, "zlcx", office.registrar, "zhengmeiling")
    life.tick()
    life.put((11, 3))
    assert "视为已受理" in why_not(office, life, "complete_at_once", office.registrar)


def test_a_result_keeps_the_day_it_was_due_and_leaves_ten_days_to_serve(office, life):
    life.accept()
    due = life.due
    assert due == days(office, START, 7)
    assert life.outer == days(office, START, 20)
    life.put((11, 5))
    with pytest.raises(NotAllowed):
        life.do("complete", RESULT, office.clerk)
    life.complete()
    case = life.case
    assert (case.state, case.completed_on, case.due_on) == (CaseState.COMPLETED, date(2026, 11, 5), due)
    assert case.result == "准予许可，建设工程规划许可证 建字第1号"
    assert life.due == days(office, date(2026, 11, 5), 10)
    with pytest.raises(BadInput, match="早于办结日期"):
        life.serve(START)
    with pytest.raises(BadInput, match="晚于今天"):
        life.serve(date(2026, 11, 6))
    life.serve(date(2026, 11, 5))
    assert life.case.state is CaseState.SERVED


def test_the_ledger_says_of_every_act_who_did_it_once_and_hides_who_received(office, life):
    life.accept()
    life.complete()
    before = office.desk.ledger.verify().entries
    fields = {"served_on": "2026-11-02", "manner": "窗口领取", "receiver": "陈大文"}
    life.do("serve_result", fields)
    assert office.desk.ledger.verify().entries == before + 1
    last = office.desk.counter.history(office.clerk, life.id)[-1]
    assert (last.act, last.actor_name) == ("serve_result_case", "吴志宏")
    assert "陈大文" not in last.detail


def test_an_applicant_may_take_back_what_he_asked_in_writing(office, life):
    life.accept_deferred()
    with pytest.raises(BadInput, match="撤回以书面为准"):
        life.do("withdraw", {"reason": "申请人书面撤回申请"}, office.clerk)
    life.do("withdraw", {"reason": "申请人书面撤回申请", "asked_on": "2026-11-02"}, office.clerk)
    assert (life.case.state, life.view.holder, life.side("deferred_material")) == (CaseState.CLOSED, None, None)
    assert "已经受理过" in why_not(office, life, "receive")


def test_what_was_withdrawn_is_not_received_again_under_its_number(office, life):
    life.do("withdraw", {"reason": "申请人书面撤回申请", "asked_on": "2026-11-02"}, office.clerk)
    assert "请另行登记" in why_not(office, life, "receive")
    with pytest.raises(WrongState, match="请另行登记"):
        office.desk.counter.receive(office.clerk, life.id, life.case.version)


def test_a_double_entry_names_the_case_that_goes_on(office, life):
    other = opened(office)
    fields = {"reason": "重复登记", "other_case": "没有"}
    with pytest.raises(BadInput, match="继续办理的受理编号"):
        life.do("withdraw", fields, office.clerk)
    life.do("withdraw", {**fields, "other_case": other.number}, office.clerk)
    assert life.case.closed_why == f"重复登记；{other.number}"


def test_an_enquiry_is_ended_with_its_answer(office):
    case = opened(office, application=False)
    with pytest.raises(BadInput, match="主管部门"):
        done(office, case, "close", {"outcome": "已引导至主管部门"})
    closed = done(office, case, "close", {"outcome": "已引导至主管部门", "organ": "示例市水利局"}).case
    assert (closed.state, closed.closed_why) == (CaseState.CLOSED, "已引导至主管部门；示例市水利局")
    received = done(office, case, "receive").case
    assert (received.state, received.received_on) == (CaseState.RECEIVED, START)


def test_two_who_act_on_one_case_meet_a_conflict(office, life):
    looked_at = life.case.version
    life.tick()
    with pytest.raises(Conflict, match="被别人改过"):
        office.desk.acts.do(office.clerk, DoAct(case=life.id, act="receive", fields={}, version=looked_at))


def test_an_act_nobody_knows_is_refused_with_those_there_are(office, life):
    with pytest.raises(BadInput, match="complete_at_once（即时办结）"):
        life.do("refuse")
    with pytest.raises(WrongState, match="denial draft"):
        life.do("deny")
