from __future__ import annotations

from datetime import date

import pytest

from app.cases.commands import IssueForCase, OpenCase, SecondGround, SecondNoticeNeedsReason, WrongState
from app.cases.models import CaseState, Party
from app.founding.demo import furnish
from app.register.commands import RecordPrint, VoidDocument
from app.register.models import Query
from tests.app.cases.living import Life
from tests.app.custody.test_calendar_keeping import NOTICE
from tests.office import Office, Wall


@pytest.fixture
def office(empty, tmp_path):
    made = Office(empty, tmp_path)
    furnish(made.store, Wall())
    yield made
    made.close()


def test_a_clerks_day_is_the_same_on_both_databases(office):
    desk, clerk = office.desk, office.clerk
    office.wall.put(date(2026, 12, 28))
    matter = office.matter("gcgh")
    party = Party(name="欧阳明辉", telephone="13800001234", address="示例路1号")
    case = desk.counter.open(clerk, OpenCase(matter=matter.id, applicant=party, application=True))
    rows = [{"name": "规划设计方案", "standard": "图签齐全", "fault": "未提交", "form": "原件", "copies": 1}]

    def correct(corrections, second=None):
        command = IssueForCase(
            case=case.id, type_key="correction_notice", fields={"corrections": corrections}, second=second
        )
        return desk.papers.issue(clerk, command)

    first = correct(rows)
    assert str(first.number) == "示资规审补〔2026〕1号"
    with pytest.raises(SecondNoticeNeedsReason, match="委托书"):
        correct([*rows, {**rows[0], "name": "委托书"}])
    second = correct([*rows, {**rows[0], "name": "委托书"}], SecondGround(reason="改由代理人办理"))
    desk.register.void(clerk, VoidDocument(document=second.id, version=1, reason="写错了"))
    desk.register.record_print(clerk, RecordPrint(document=first.id, copies=2, printer="窗口打印机"))
    rehearsal = desk.calendar.rehearse_year(desk.calendar.read(NOTICE))
    assert [item.number for item in rehearsal.moved] == [case.number]
    desk.calendar.apply(office.administrator, rehearsal)
    view = desk.counter.get(clerk, case.id)
    assert view.case.state is CaseState.CORRECTING
    assert not view.holder.holding.provisional
    for words in ("欧阳", "1234", "oymh", "委托", "SP202600001", "规划设计"):
        assert desk.register.count(clerk, Query(words=words)) >= 1, words
    assert desk.register.count(clerk, Query(words="查无此人")) == 0
    assert [count.count for count in desk.second_notices.counts(office.head)] == [1]
    desk.ledger.seal()
    assert desk.ledger.verify().faults == ()
    assert desk.checking.all_papers() == ()


def test_a_cases_whole_life_is_the_same_on_both_databases(office):
    desk, life = office.desk, Life(office)
    life.accept_deferred()
    due = life.due
    life.put((11, 4))
    life.suspend()
    life.put((11, 9))
    life.resume(date(2026, 11, 9))
    resumed = life.due
    assert (resumed, life.view.holder.holding.count) == (date(2026, 11, 16), 7)
    life.extend(5)
    assert life.due == date(2026, 11, 23) > resumed > due
    life.put((11, 24))
    with pytest.raises(WrongState, match="还没有补齐"):
        life.complete()
    life.tick()
    life.do("deferred_materials", {"brought_on": "2026-11-24"}, life.clerk)
    with pytest.raises(WrongState, match="未能按时办结"):
        life.complete()
    life.record(date(2026, 11, 27))
    life.complete()
    life.put((11, 25))
    life.serve(date(2026, 11, 25))
    case = life.case
    assert (case.state, case.completed_on, case.due_on, case.served_on) == (
        CaseState.SERVED,
        date(2026, 11, 24),
        date(2026, 11, 23),
        date(2026, 11, 25),
    )
    assert [(pause.since, pause.until, pause.days) for pause in case.pauses] == [
        (date(2026, 11, 4), date(2026, 11, 9), 5)
    ]
    assert (case.committed, case.statutory, case.extension.decided_by_name) == (12, 25, "杨振华")
    assert desk.counter.get(office.clerk, life.id).clocks == ()
    acts = [entry.act for entry in desk.counter.history(office.clerk, life.id)]
    assert acts == [
        "open_case",
        "change_case",
        "resume_case",
        "ask_extension_case",
        "decide_extension_case",
        "change_case",
        "deferred_materials_case",
        "complete_case",
        "serve_result_case",
    ]
    desk.ledger.seal()
    assert desk.ledger.verify().faults == ()
    assert desk.checking.all_papers() == ()
