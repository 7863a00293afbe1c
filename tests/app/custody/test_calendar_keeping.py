from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calendar.builtin import builtin_arrangements
from app.calendar.days import Closure
from app.calendar.dues import Suspension, Unit
from app.calendar.engine import WorkCalendar
from app.cases.commands import DeferAnswer, OpenCase
from app.cases.models import Party
from app.custody.calendar_keeping import NothingToUndo
from app.custody.clocks import Counted, Dating
from app.custody.models import Holding
from app.custody.redating import by_dating, moves_of
from app.errors import BadInput, Conflict, NotAllowed
from app.ledger.models import subject

NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至13日（周六）放假调休，共9天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）至17日（周五）放假，共3天。9月12日（周日）、9月18日（周六）上班。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""


def open_case(office, day):
    office.wall.put(day)
    matter = office.matter("gcgh")
    return office.desk.counter.open(
        office.clerk, OpenCase(matter=matter.id, applicant=Party(name="陈大文"), application=True)
    )


def due_of(office, case):
    return office.desk.counter.get(office.clerk, case.id).holder.holding


def test_a_year_is_rehearsed_applied_and_taken_back(office):
    case = open_case(office, date(2026, 12, 28))
    before = due_of(office, case)
    assert before.provisional
    keeping = office.desk.calendar
    rehearsal = keeping.rehearse_year(keeping.read(NOTICE))
    assert [item.number for item in rehearsal.moved] == [case.number]
    assert due_of(office, case) == before, "a rehearsal changes nothing"
    keeping.apply(office.administrator, rehearsal)
    after = due_of(office, case)
    assert not after.provisional
    keeping.apply(office.administrator, keeping.rehearse_undo())
    assert due_of(office, case) == before


def test_a_closure_moves_what_is_due_over_it_and_lifting_it_moves_it_back(office):
    case = open_case(office, date(2026, 11, 2))
    keeping = office.desk.calendar
    rehearsal = keeping.rehearse_closure(date(2026, 11, 5), date(2026, 11, 5), "台风停工", "市防指通知")
    (moved,) = rehearsal.moved
    assert (moved.old, moved.new) == (date(2026, 11, 9), date(2026, 11, 10))
    keeping.apply(office.administrator, rehearsal)
    assert due_of(office, case).due == date(2026, 11, 10)
    (closure,) = keeping.current().closures
    keeping.apply(office.administrator, keeping.rehearse_opening(closure))
    assert due_of(office, case).due == date(2026, 11, 9)


def test_redating_leaves_the_time_of_the_case_alone(office):
    case = open_case(office, date(2026, 11, 2))
    keeping = office.desk.calendar
    keeping.apply(
        office.administrator,
        keeping.rehearse_closure(date(2026, 11, 5), date(2026, 11, 5), "台风停工", "市防指通知"),
    )
    assert office.desk.counter.get(office.clerk, case.id).case == case


def test_a_rehearsal_grown_old_is_not_applied(office):
    keeping = office.desk.calendar
    stale = keeping.rehearse_closure(date(2026, 11, 5), date(2026, 11, 5), "台风停工", "市防指通知")
    keeping.apply(
        office.administrator,
        keeping.rehearse_closure(date(2026, 11, 6), date(2026, 11, 6), "台风停工", "市防指通知"),
    )
    with pytest.raises(Conflict, match="重新查看"):
        keeping.apply(office.administrator, stale)


def test_only_the_administrator_changes_the_calendar(office):
    keeping = office.desk.calendar
    rehearsal = keeping.rehearse_year(keeping.read(NOTICE))
    with pytest.raises(NotAllowed):
        keeping.apply(office.clerk, rehearsal)


def test_a_notice_that_contradicts_itself_is_refused_with_its_sentence(office):
    wrong = NOTICE.replace("1月1日（周五）", "1月1日（周四）")
    with pytest.raises(BadInput, match="1月1日"):
        office.desk.calendar.read(wrong)


def test_loading_what_is_loaded_changes_nothing(office):
    keeping = office.desk.calendar
    keeping.apply(office.administrator, keeping.rehearse_year(keeping.read(NOTICE)))
    version, entries = keeping.current().version, office.desk.ledger.verify().entries
    again = keeping.rehearse_year(keeping.read(NOTICE))
    assert again.moved == ()
    assert again.change.text == "与现行日历相同，没有改动"
    assert keeping.apply(office.administrator, again).items == 0
    assert (keeping.current().version, office.desk.ledger.verify().entries) == (version, entries)


def test_there_is_nothing_to_undo_in_a_new_office(office):
    with pytest.raises(NothingToUndo):
        office.desk.calendar.rehearse_undo()


def test_from_november_the_missing_year_is_told(office):
    office.wall.put(date(2026, 10, 31))
    assert office.desk.calendar.warning() is None
    office.wall.put(date(2026, 11, 1))
    assert "2027" in office.desk.calendar.warning()


def test_a_promise_in_a_year_that_is_loaded_now_is_provisional_no_more(office):
    office.wall.put(date(2026, 12, 28))
    promised = datetime(2027, 1, 8, 9, tzinfo=UTC)
    asked = DeferAnswer(party="陈大文", telephone="13800001234", question="由谁证明？", promised_at=promised)
    office.desk.deferring.record(office.clerk, asked)
    (before,) = office.desk.work_list.items(office.clerk)
    assert before.provisional
    keeping = office.desk.calendar
    (moved,) = keeping.listed(keeping.apply(office.administrator, keeping.rehearse_year(keeping.read(NOTICE))))
    assert (moved.old, moved.new, moved.new_provisional) == (date(2027, 1, 8), date(2027, 1, 8), False)
    (after,) = office.desk.work_list.items(office.clerk)
    assert not after.provisional
    keeping.apply(office.administrator, keeping.rehearse_undo())
    assert office.desk.work_list.items(office.clerk)[0].provisional


PAUSE = Suspension(date(2026, 11, 4), date(2026, 11, 10), "现场勘验")


@pytest.fixture
def hold(office):
    """Let the clerk hold an item whose dates are counted from 2 November by the calendar in force."""

    def held(key=1, **parts):
        counted = {"start": date(2026, 11, 2), "count": 5, "unit": "workday", **parts}
        calendar = office.desk.calendar.current()

        def end(count):
            span = counted["start"], count, counted.get("pauses", ()), Unit(counted["unit"])
            return calendar.due_with_suspensions(*span).due if count else None

        holding = Holding(
            subject=subject("case", key), division=office.clerk.division, staff=office.clerk.id, why="",
            step="限时办结", title="", due=parts.get("due", end(counted["count"])),
            outer_due=end(counted.get("outer_count", 0)), **{k: v for k, v in counted.items() if k != "due"},
        )  # fmt: skip
        with office.store.begin() as unit:
            unit.custody.start(holding, office.wall())
        return holding

    return held


def held_now(office, key=1):
    with office.store.read() as unit:
        return unit.custody.open_of(subject("case", key)).holding


def close_office(office, day):
    keeping = office.desk.calendar
    closing = keeping.rehearse_closure(day, day, "台风停工", "市防指通知")
    moved = keeping.listed(keeping.apply(office.administrator, closing))
    assert moved == closing.moved
    return moved


def undo(office):
    keeping = office.desk.calendar
    return keeping.apply(office.administrator, keeping.rehearse_undo())


def test_a_pause_is_left_out_when_a_date_is_counted_again(office, hold):
    before = hold(pauses=(PAUSE,))
    assert before.due == date(2026, 11, 13)
    (moved,) = close_office(office, date(2026, 11, 12))
    assert (moved.old, moved.new) == (date(2026, 11, 13), date(2026, 11, 16))
    assert held_now(office) == replace(before, due=date(2026, 11, 16))
    undo(office)
    assert held_now(office) == before


def test_a_closure_within_a_pause_moves_nothing(office, hold):
    before = hold(pauses=(PAUSE,))
    assert close_office(office, date(2026, 11, 6)) == ()
    assert held_now(office) == before


def test_the_statutory_date_moves_with_the_committed_one(office, hold):
    before = hold(pauses=(PAUSE,), outer_count=20)
    close_office(office, date(2026, 11, 12))
    after = held_now(office)
    assert (before.outer_due, after.outer_due) == (date(2026, 12, 4), date(2026, 12, 7))
    undo(office)
    assert held_now(office) == before


def test_a_statutory_date_that_moves_alone_is_told_as_such(office, hold):
    before = hold(outer_count=20)
    (moved,) = close_office(office, date(2026, 11, 20))
    assert (moved.step, moved.old, moved.new) == (
        "限时办结（法定期限）", before.outer_due, date(2026, 12, 1),
    )  # fmt: skip
    assert held_now(office) == replace(before, outer_due=date(2026, 12, 1))


def test_a_date_set_by_hand_stays_while_its_statutory_date_moves(office, hold):
    before = hold(due=date(2026, 11, 11), outer_count=20)
    close_office(office, date(2026, 11, 10))
    assert held_now(office) == replace(before, outer_due=date(2026, 12, 1))


def test_the_ledger_keeps_how_many_dates_moved_from_where_to_where(office, hold):
    for key in range(3):
        hold(key)
    hold(7, count=10)
    hold(8, outer_count=20)
    hold(9, count=1)
    moved = close_office(office, date(2026, 11, 6))
    with office.store.read() as unit:
        entry = unit.ledger.last_of(subject("calendar", "office"))
    assert json.loads(entry.detail)["moved"] == [
        ["2026-11-09", "2026-11-10", 4],
        ["2026-11-16", "2026-11-17", 1],
    ]
    assert entry.summary.endswith("5件日期变动")
    assert len(moved) == 5


@given(
    starts=st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20), st.booleans()), min_size=1, max_size=8),
    closed=st.integers(0, 40),
)
@settings(max_examples=25, deadline=None)
def test_dating_anew_is_what_the_new_calendar_says_of_each_clock(starts, closed):
    old = WorkCalendar(builtin_arrangements())
    day = date(2026, 11, 2) + timedelta(days=closed)
    new = WorkCalendar(builtin_arrangements(), (Closure(day, day, "停工", "通知"),))
    clocks = {}
    for key, (ago, count, paused) in enumerate(starts):
        start = date(2026, 11, 2) - timedelta(days=ago)
        pauses = (Suspension(start, start + timedelta(days=9), ""),) if paused else ()
        due = old.due_with_suspensions(start, count, pauses)
        counted = Counted(start, count, "workday", pauses, due.due, due.provisional, 0, None)
        clocks.setdefault(counted, []).append(key)
    moved = {
        segment: dating for dating, some in by_dating(moves_of(clocks, old, new)).items() for segment in some
    }
    for counted, alike in clocks.items():
        due = new.due_with_suspensions(counted.start, counted.count, counted.pauses)
        after = Dating(due.due, due.provisional, None)
        stays = after == Dating(counted.due, counted.provisional, None)
        assert [moved.get(segment) for segment in alike] == [None if stays else after] * len(alike)
