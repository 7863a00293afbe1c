"""What rests on a year without its notice is provisional, and the administrator hears of it."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from app.calendar.builtin import builtin_arrangement
from app.calendar.days import Closure, DayKind
from app.calendar.dues import Unit
from app.calendar.engine import WorkCalendar
from app.calendar.statutory import statutory_days


def test_the_ticket_of_december_does_not_fall_over(calendar):
    due = calendar.due(date(2026, 12, 23), 7)
    assert due.due == date(2027, 1, 4)
    assert due.provisional


def test_a_date_is_firm_up_to_the_last_known_day(calendar):
    assert not calendar.due(date(2026, 12, 30), 1).provisional
    assert calendar.due(date(2026, 12, 31), 1).provisional
    assert calendar.known_until == date(2026, 12, 31)


def test_a_period_that_begins_before_the_first_loaded_year_is_provisional(calendar):
    assert calendar.due(date(2023, 12, 29), 5).provisional
    assert not calendar.due(date(2023, 12, 31), 5).provisional


def test_a_rolled_date_in_an_unloaded_year_is_provisional(calendar):
    due = calendar.due(date(2026, 12, 1), 30, Unit.DAY)
    assert (due.raw, due.provisional) == (date(2026, 12, 31), False)
    rolled = WorkCalendar(
        (builtin_arrangement(2026),), (Closure(date(2026, 12, 31), date(2026, 12, 31), "停电", "市政府通告"),)
    ).due(date(2026, 12, 1), 30, Unit.DAY)
    assert (rolled.due, rolled.provisional) == (date(2027, 1, 4), True)


def test_a_gap_between_loaded_years_makes_what_crosses_it_provisional():
    gap = WorkCalendar((builtin_arrangement(2024), builtin_arrangement(2026)))
    assert gap.known_until == date(2024, 12, 31)
    assert gap.due(date(2024, 12, 30), 10).provisional
    assert not gap.due(date(2026, 1, 5), 10).provisional
    assert gap.due(date(2024, 12, 30), 300).provisional


def test_an_empty_calendar_knows_only_the_law():
    empty = WorkCalendar(())
    assert empty.known_until is None
    assert empty.known_years == ()
    due = empty.due(date(2026, 9, 30), 3)
    assert due.due == date(2026, 10, 7)
    assert due.provisional


@pytest.mark.parametrize("year", range(2008, 2100))
def test_statutory_days_agree_with_the_published_tables(year):
    ours = set(statutory_days(year))
    theirs = {
        day
        for day, name in holidays.China(years=year, language="zh_CN", observed=False).items()
        if "休息日" not in name and (year, day.month, day.day) not in _GIVEN_ONCE
    }
    assert ours == theirs


# one victory day, and the three days by which the Spring Festival of 2020 was lengthened
_GIVEN_ONCE = {(2015, 9, 3), (2020, 1, 31), (2020, 2, 1), (2020, 2, 2)}


def test_unloaded_years_rest_on_the_law_and_say_so(calendar):
    note = calendar.describe(date(2027, 2, 5))
    assert (note.kind, note.name, note.statutory, note.provisional) == (
        DayKind.HOLIDAY,
        "春节",
        True,
        True,
    )
    assert "2027年放假安排未公布" in calendar.text(calendar.due(date(2027, 2, 4), 1))
    assert calendar.describe(date(2027, 2, 9)).kind is DayKind.WORKDAY


def test_the_administrator_is_warned_from_the_first_of_november(calendar):
    assert calendar.office_warning(date(2026, 10, 31)) is None
    assert "2027年" in calendar.office_warning(date(2026, 11, 1))
    assert calendar.office_warning(date(2025, 12, 31)) is None
    assert "2027年" in calendar.office_warning(date(2027, 3, 1))
