from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.cases.commands import DoAct, OpenCase, WrongState
from app.cases.models import CaseState, ExtensionState
from app.cases.steps import WORKING
from app.custody.models import Holding
from app.errors import BadInput, Conflict, NotAllowed, Refusal
from tests.app.cases.living import GOOD, RESULT, Life, assigned
from tests.app.counter.at_work import PERSON, done, issued, opened, secondary, why_not
from tests.office import START


@pytest.fixture
def life(office):
    return Life(office)


def days(office, start, count):
    return office.desk.calendar.current().workday_after(start, count)


# --- done on the spot, done in time, served


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


# --- special steps


def test_a_special_step_stops_the_clock_and_what_was_left_goes_on_after_it(office, life):
    life.accept()
    due, outer = life.due, life.outer
    life.put((11, 4))
    paper = life.suspend()
    assert paper.fields["remaining_days"] == 5
    assert paper.fields["handler_name"] == "吴志宏"
    assert life.due == days(office, date(2026, 11, 4), 5)
    assert life.outer is None
    life.put((11, 10))
    life.resume(date(2026, 11, 9))
    assert life.case.state is CaseState.ACCEPTED
    assert life.due == days(office, date(2026, 11, 9), 5) > due
    assert life.outer == days(office, outer, 3)
    assert life.view.holder.holding.count == 7


def test_two_special_steps_are_counted_once_each(office, life):
    life.accept()
    life.put((11, 3))
    life.suspend()
    life.put((11, 5))
    life.resume(date(2026, 11, 5))
    life.suspend(step_name="现场勘验")
    life.put((11, 9))
    life.resume(date(2026, 11, 9))
    assert [pause.step for pause in life.case.pauses] == ["专家评审", "现场勘验"]
    assert life.due == days(office, date(2026, 11, 9), 6)


def test_a_step_that_ends_the_day_it_began_moves_nothing(office, life):
    life.accept()
    due = life.due
    life.put((11, 4))
    life.suspend()
    life.resume(date(2026, 11, 4))
    assert life.due == due


def test_a_step_begun_on_the_last_day_leaves_the_day_it_ends(office, life):
    life.accept()
    life.put(life.due)
    assert life.suspend().fields["remaining_days"] == 0
    life.put((11, 20))
    life.resume(date(2026, 11, 20))
    assert life.due == date(2026, 11, 20)
    life.extend(3)
    assert life.due == days(office, date(2026, 11, 20), 3)


def test_a_promised_day_is_moved_by_what_the_step_took_and_by_no_calendar(office, life):
    life.accept(due_on="2026-11-06")
    assert (life.due, life.view.holder.holding.count) == (date(2026, 11, 6), 0)
    life.put((11, 4))
    life.suspend()
    life.put((11, 12))
    life.resume(date(2026, 11, 12))
    assert life.due == days(office, date(2026, 11, 12), 2)
    assert life.outer == days(office, days(office, START, 20), 6)
    life.extend(5)
    assert life.due == days(office, date(2026, 11, 12), 7)
    assert life.outer == days(office, days(office, START, 20), 11)


def test_a_closed_day_during_a_step_gives_back_no_day_of_the_limit(office, life):
    life.accept()
    life.put((11, 4))
    life.suspend()
    keeping = office.desk.calendar
    closing = keeping.rehearse_closure(date(2026, 11, 10), date(2026, 11, 10), "台风", "市防指通知")
    keeping.apply(office.administrator, closing)
    life.put((11, 9))
    life.resume(date(2026, 11, 9))
    assert life.due == date(2026, 11, 17), "five days were left, and the tenth is no working day"


@pytest.mark.parametrize("day", [date(2026, 11, 3), date(2026, 11, 11)])
def test_a_step_ends_neither_before_it_began_nor_tomorrow(life, day):
    life.accept()
    life.put((11, 4))
    life.suspend()
    life.put((11, 10))
    with pytest.raises(BadInput, match="结束日期"):
        life.resume(day)


def test_the_clock_is_stopped_today_or_not_at_all(life):
    life.accept()
    life.put((11, 4))
    for day in ("2026-11-03", "2026-11-05"):
        with pytest.raises(BadInput, match="不是今天"):
            life.suspend(suspended_on=day)
    with pytest.raises(BadInput, match="预计结束"):
        life.suspend(expected_on="2026-11-30")


def test_a_late_case_is_not_saved_by_a_special_step(office, life):
    life.accept()
    life.put((11, 12))
    with pytest.raises(WrongState, match="不能使期限倒转"):
        life.suspend()


# --- extension


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
    life.do("decide_extension", {"decision": "批准"}, life.leader)
    assert (life.side("extension"), life.due) == (None, due)
    paper = life.issue("extension_notice", {"new_due_on": "2027-06-01", "approved_by": "我自己"})
    assert life.due == days(office, due, 5) == date.fromisoformat(paper.fields["new_due_on"])
    assert life.outer == days(office, outer, 5)
    assert (paper.fields["approved_by"], life.case.committed, life.case.statutory) == ("杨振华", 12, 25)
    assert "只延长一次" in why_not(office, life, "ask_extension", life.handler)


def test_what_was_declined_may_be_asked_again_with_the_opinion_known(office, life):
    life.accept()
    life.do("ask_extension", {"days": 5, "reason": "须征求意见"})
    with pytest.raises(BadInput, match="不批准延期须写明意见"):
        life.do("decide_extension", {"decision": "不批准"}, life.leader)
    life.do("decide_extension", {"decision": "不批准", "opinion": "理由不足"}, life.leader)
    assert life.case.extension.state is ExtensionState.DECLINED
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


# --- lateness


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


# --- deferred materials


def test_what_is_deferred_has_a_clock_of_its_own_and_must_come_before_the_result(office, life):
    undertaking, receipt = life.accept_deferred()
    (row,) = receipt.fields["missing_materials"]
    assert row["submit_by"] == undertaking.fields["missing_materials"][0]["submit_by"]
    assert life.side("deferred_material").holding.due == days(office, START, 7)
    with pytest.raises(WrongState, match="还没有补齐"):
        life.complete()
    assert "还缺1项材料" in why_not(office, life, "deferred_materials")
    life.tick()
    life.put((11, 4))
    life.do("deferred_materials", {"brought_on": "2026-11-04"}, office.clerk)
    assert life.side("deferred_material") is None
    life.complete()


def test_a_main_material_is_never_deferred(office, life):
    life.tick(m0="缺少")
    with pytest.raises(WrongState, match="缺主要材料"):
        life.issue("deferral_undertaking", GOOD, office.clerk)


def test_nothing_is_deferred_that_nobody_undertook_to_bring(office, life):
    life.tick()
    row = {"name": "授权委托书", "main": "次要", "submit_by": "2026-11-05"}
    fields = {"missing_materials": [row], "undertaking_signed_on": "2026-11-02"}
    with pytest.raises(BadInput, match="容缺受理承诺书"):
        life.issue("acceptance_receipt", fields, office.clerk)


def test_what_was_promised_stands_in_the_receipt_by_its_day_and_is_not_left_out(office, life):
    life.tick(**{secondary(office): "缺少"})
    paper = life.issue("deferral_undertaking", GOOD, office.clerk)
    signed = {"undertaking_signed_on": "2026-11-02"}
    with pytest.raises(BadInput, match="须列入“未收材料”"):
        life.issue("acceptance_receipt", {**signed, "missing_materials": []}, office.clerk)
    row = {**paper.fields["missing_materials"][0], "submit_by": "2026-11-20"}
    row = {key: row[key] for key in ("name", "main", "submit_by")}
    with pytest.raises(BadInput, match="晚于承诺书上的"):
        life.issue("acceptance_receipt", {**signed, "missing_materials": [row]}, office.clerk)
    with pytest.raises(BadInput, match="签署日期"):
        life.issue("acceptance_receipt", {"undertaking_signed_on": "2026-11-01"}, office.clerk)


def test_materials_are_promised_within_the_committed_limit(office, life):
    life.tick(**{secondary(office): "缺少"})
    rows = office.desk.papers.prefill(office.clerk, life.id, "deferral_undertaking").fields
    late = [{**row, "submit_by": "2026-12-31"} for row in rows["missing_materials"]]
    with pytest.raises(BadInput, match="须在承诺时限内补齐"):
        life.issue("deferral_undertaking", {**GOOD, "missing_materials": late}, office.clerk)


def test_what_an_undertaking_stands_for_is_not_asked_for_again(office, life):
    life.tick(m0="缺少")
    life.issue("notice_and_undertaking", {"undertaking_manner": "书面"}, office.clerk)
    assert why_not(office, life, "deferral_undertaking") == "材料已齐全，不需要容缺。"
    life.issue("acceptance_receipt", who=office.clerk)
    life.complete()


# --- withdrawing, closing, receiving


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


# --- letters and tasks


def test_a_letter_runs_on_the_same_clocks_and_ends_with_its_answer(office):
    letter = assigned(office)
    view = office.desk.counter.get(office.clerk, letter.id)
    assert (view.case.state, view.case.kind.value) == (CaseState.ACCEPTED, "来文来函")
    handler = office.actor("wuzhihong")
    assert (view.holder.holding.staff, view.holder.holding.due) == (handler.id, date(2026, 11, 12))
    assert view.holder.holding.step == WORKING
    assert "来文（交办）单位定" in why_not(office, letter, "ask_extension", handler)
    for act in ("special_step_notice", "deny", "one_time_notice"):
        assert why_not(office, letter, act, handler) != ""
    with pytest.raises(BadInput, match="不是这类办件的结果"):
        done(office, letter, "complete", RESULT, handler)
    office.wall.put(date(2026, 11, 10))
    ended = done(office, letter, "complete", {"result": "已答复来文"}, handler).case
    assert (ended.state, ended.due_on) == (CaseState.CLOSED, date(2026, 11, 12))
    assert office.desk.counter.get(office.clerk, letter.id).holder is None


def test_a_task_from_above_is_reported_to_a_leader_and_told_when_late(office):
    with pytest.raises(BadInput, match="分管局领导"):
        assigned(office, task=True, leader="")
    task = assigned(office, task=True, days=3, due_on=None)
    handler = office.actor("wuzhihong")
    office.wall.put(date(2026, 11, 6))
    with pytest.raises(WrongState, match="未能按时办结"):
        done(office, task, "complete", {"result": "已完成交办任务"}, handler)
    fields = {
        "reported_to": "杨振华", "reported_at": "2026-11-06T08:30", "told_at": "2026-11-06T08:40",
        "told_person": "市政府督查室", "told_manner": "电话", "estimated_on": "2026-11-10",
        "reason": "资料未到", "understanding": "已取得谅解", "telephone": "0592-7703001",
    }  # fmt: skip
    issued(office, task, "overdue_record", fields, who=handler)
    done(office, task, "complete", {"result": "已完成交办任务"}, handler)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": " "}, "标题"),
        ({"sender": "局\u202e"}, "U\\+202E"),
        ({"received_on": START + timedelta(days=1)}, "晚于今天"),
        ({"due_on": None}, "至少填一项"),
        ({"due_on": None, "days": -3}, "至少填一项"),
        ({"due_on": date(2199, 1, 1)}, "十年以后"),
        ({"due_on": START - timedelta(days=1)}, "早于收文日期"),
        ({"handler": "huangyating"}, "不是本处室的经办人"),
    ],
)
def test_a_letter_that_cannot_be_is_refused_in_words(office, given, words):
    with pytest.raises(BadInput, match=words):
        assigned(office, **given)
    assert office.desk.work_list.items(office.head) == ()


def test_letters_and_tasks_are_no_applications(office):
    letter = assigned(office)
    with pytest.raises(Refusal, match="不作为申请收件"):
        office.desk.counter.open(
            office.clerk, OpenCase(matter=letter.matter, applicant=PERSON, application=True)
        )


def test_a_day_beyond_reason_never_reaches_the_work_list(office, life):
    life.tick()
    with pytest.raises(BadInput, match="十年以后"):
        life.issue("acceptance_receipt", {"due_on": "2150-01-01", "special_steps": "专家评审"}, office.clerk)
    life.issue("acceptance_receipt", who=office.clerk)
    life.put((11, 12))
    with pytest.raises(BadInput, match="十年以后"):
        life.record(date(2150, 1, 1))
    assert all(isinstance(each.due, date) for each in office.desk.work_list.items(office.clerk))
    assert isinstance(life.view.holder.holding, Holding)
