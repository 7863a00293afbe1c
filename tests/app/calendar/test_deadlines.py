"""Deadlines: the worked examples of the field, the three units, and the bounds."""

from __future__ import annotations

from datetime import date

import pytest

from app.calendar.dues import Unit
from app.errors import BadInput

EXAMPLES = """
2025-09-26 1 2025-09-28
2025-09-26 5 2025-10-10
2025-09-30 1 2025-10-09
2025-09-30 3 2025-10-11
2025-09-30 7 2025-10-16
2025-09-30 20 2025-11-04
2025-12-31 1 2026-01-04
2026-02-12 3 2026-02-24
2026-02-12 5 2026-02-26
2026-02-12 7 2026-02-28
2026-02-12 20 2026-03-18
2026-04-30 1 2026-05-06
2026-04-30 3 2026-05-08
2026-04-30 5 2026-05-11
2026-04-30 7 2026-05-13
2026-09-18 1 2026-09-20
2026-09-18 5 2026-09-24
2026-09-19 1 2026-09-20
2026-09-24 5 2026-10-09
2026-09-30 7 2026-10-15
2026-11-20 1 2026-11-23
2026-11-20 3 2026-11-25
2026-11-20 5 2026-11-27
2026-11-20 7 2026-12-01
2026-11-20 20 2026-12-18
"""


@pytest.mark.parametrize("line", EXAMPLES.strip().splitlines())
def test_worked_examples_hold(calendar, line):
    start, count, due = line.split()
    found = calendar.due(date.fromisoformat(start), int(count))
    assert found.due.isoformat() == due
    assert not found.provisional
    assert calendar.workday_after(date.fromisoformat(start), int(count)) == found.due


@pytest.mark.parametrize(
    ("start", "count", "raw", "due"),
    [
        ("2026-09-01", 30, "2026-10-01", "2026-10-08"),
        ("2026-01-16", 30, "2026-02-15", "2026-02-24"),
        ("2026-04-01", 45, "2026-05-16", "2026-05-18"),
    ],
)
def test_natural_days_roll_past_rest_days_and_keep_both_dates(calendar, start, count, raw, due):
    found = calendar.due(date.fromisoformat(start), count, Unit.DAY)
    assert (found.raw.isoformat(), found.due.isoformat()) == (raw, due)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-09-30", 5, "2027-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-03-15", 6, "2026-09-15"),
        ("2025-12-31", 3, "2026-03-31"),
    ],
)
def test_months_end_on_the_corresponding_date_or_the_months_last_day(calendar, start, count, end):
    due = calendar.due(date.fromisoformat(start), count, Unit.MONTH)
    assert due.raw == due.due == date.fromisoformat(end)


def test_months_are_rolled_only_on_request_and_days_kept_only_on_request(calendar):
    months = calendar.due(date(2026, 4, 4), 6, Unit.MONTH, roll=True)
    assert (months.raw, months.due) == (date(2026, 10, 4), date(2026, 10, 8))
    days = calendar.due(date(2026, 9, 1), 30, Unit.DAY, roll=False)
    assert days.due == days.raw == date(2026, 10, 1)


def test_the_unit_may_be_given_by_its_word(calendar):
    assert calendar.due(date(2026, 9, 1), 30, "day") == calendar.due(date(2026, 9, 1), 30, Unit.DAY)
    assert calendar.due(date(2026, 9, 1), 3, "workday").due == date(2026, 9, 4)


@pytest.mark.parametrize("count", [0, -1, 3661])
@pytest.mark.parametrize("unit", list(Unit))
def test_a_length_outside_one_to_3660_is_refused(calendar, count, unit):
    with pytest.raises(BadInput, match="3660"):
        calendar.due(date(2026, 1, 1), count, unit)
    with pytest.raises(BadInput, match="3660"):
        calendar.workday_after(date(2026, 1, 1), count)


@pytest.mark.parametrize("start", [date(1999, 12, 31), date(2101, 1, 1), date.min, date.max])
@pytest.mark.parametrize("unit", list(Unit))
def test_a_start_outside_2000_to_2100_is_refused(calendar, start, unit):
    with pytest.raises(BadInput, match="2100"):
        calendar.due(start, 5, unit)
    with pytest.raises(BadInput, match="2100"):
        calendar.describe(start)


@pytest.mark.parametrize("unit", list(Unit))
def test_a_period_that_ends_after_2100_is_refused(calendar, unit):
    with pytest.raises(BadInput, match="2100"):
        calendar.due(date(2100, 12, 20), 3000, unit)
    with pytest.raises(BadInput, match="2100"):
        calendar.due(date(2100, 12, 31), 1, unit)


def test_the_first_and_last_days_of_the_range_can_be_asked(calendar):
    assert calendar.due(date(2000, 1, 1), 1).due == date(2000, 1, 3)
    assert calendar.due(date(2100, 12, 30), 1).due == date(2100, 12, 31)
