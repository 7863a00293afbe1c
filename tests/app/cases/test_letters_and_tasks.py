from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.cases.commands import OpenCase, WrongState
from app.cases.life import find_way
from app.cases.models import CaseState
from app.cases.results import sections_for
from app.cases.steps import WORKING
from app.custody.models import Holding
from app.errors import BadInput, Refusal
from tests.app.cases.living import RESULT, Life, assigned
from tests.app.counter.at_work import PERSON, done, issued, why_not
from tests.office import START


@pytest.fixture
def life(office):
    return Life(office)


def days(office, start, count):
    return office.desk.calendar.current().workday_after(start, count)


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


def test_what_is_wanted_stands_in_the_sentence_without_a_stop_of_its_own(office):
    task = assigned(office, task=True, requirement="一周内反馈。")
    held = office.desk.counter.get(office.clerk, task.id).holder.holding
    assert held.why.endswith("：一周内反馈，已报告杨振华")


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


def test_a_letter_begins_with_its_own_result_and_is_offered_no_other_kinds(office, life):
    letter, handler = assigned(office), office.actor("wuzhihong")
    way = find_way("complete")
    assert office.desk.acts.suggested(handler, letter.id, "complete")["result"] == "已答复来文"
    assert choices(sections_for(letter, way.sections)) == ("已答复来文", "已完成交办任务")
    life.accept()
    assert office.desk.acts.suggested(handler, life.id, "complete")["result"] == "准予许可"
    assert choices(sections_for(life.case, way.sections)) == ("准予许可", "准予登记", "审查通过", "已办理完成")


def choices(sections):
    return next(field for section in sections for field in section.fields if field.key == "result").choices


def test_the_record_of_a_late_letter_names_the_letter(office):
    letter = assigned(office)
    office.wall.put(date(2026, 11, 16))
    filled = office.desk.papers.prefill(office.actor("wuzhihong"), letter.id, "overdue_record")
    assert filled.fields["matter_name"] == letter.matter_name
