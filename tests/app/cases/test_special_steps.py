from __future__ import annotations

from datetime import date

import pytest

from app.cases.commands import WrongState
from app.cases.models import CaseState
from app.errors import BadInput
from tests.app.cases.living import Life
from tests.office import START


@pytest.fixture
def life(office):
    return Life(office)


def days(office, start, count):
    return office.desk.calendar.current().workday_after(start, count)


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
