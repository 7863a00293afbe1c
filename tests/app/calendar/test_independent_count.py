"""Every deadline of 2024 to 2026 against a count that shares nothing with ours but the facts."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calendar.builtin import builtin_arrangement, builtin_years
from app.calendar.dues import Unit

# weekdays off and weekend days worked, copied by hand from the three notices
OFF = """
2024 0101 0212-0216 0404-0405 0501-0503 0610 0916-0917 1001-1004 1007
2025 0101 0128-0131 0203-0204 0404 0501-0502 0505 0602 1001-1003 1006-1008
2026 0101-0102 0216-0220 0223 0406 0501 0504-0505 0619 0925 1001-1002 1005-1007
"""
WORKED = """
2024 0204 0218 0407 0428 0511 0914 0929 1012
2025 0126 0208 0427 0928 1011
2026 0104 0214 0228 0509 0920 1010
"""
# 2027, no notice: weekends and statutory days only
BEYOND = "2027 0101 0205-0208 0405 0501-0502 0609 0915 1001-1003"


def _facts(table):
    found = set()
    for line in table.strip().splitlines():
        year, *days = line.split()
        for span in days:
            first, _, last = span.partition("-")
            day, end = (date(int(year), int(d[:2]), int(d[2:])) for d in (first, last or first))
            while day <= end:
                found.add(day)
                day += timedelta(days=1)
    return found


OFF_DAYS, WORKED_DAYS = _facts(OFF) | _facts(BEYOND), _facts(WORKED)


def worked(day):
    if day in WORKED_DAYS:
        return True
    return day.weekday() < 5 and day not in OFF_DAYS


def count_on(start, count):
    day = start
    while count:
        day += timedelta(days=1)
        count -= worked(day)
    return day


STARTS = [date(2024, 1, 1) + timedelta(days=n) for n in range(366 + 365 + 365)]


def test_every_start_of_three_years_and_every_length_to_sixty_agrees(calendar):
    compared = 0
    for start in STARTS:
        day = start
        for count in range(1, 61):
            day += timedelta(days=1)
            while not worked(day):
                day += timedelta(days=1)
            due = calendar.due(start, count)
            assert due.due == due.raw == day, (start, count)
            assert due.provisional == (day.year == 2027), (start, count)
            compared += 1
    assert compared == 1096 * 60


def test_every_natural_period_of_three_years_rolls_to_the_day_a_plain_loop_finds(calendar):
    for start in STARTS:
        for count in (1, 15, 30, 45, 60, 90):
            day = raw = start + timedelta(days=count)
            while not worked(day):
                day += timedelta(days=1)
            due = calendar.due(start, count, Unit.DAY)
            assert (due.raw, due.due) == (raw, day)
            assert due.provisional == (day.year == 2027)


@given(start=st.sampled_from(STARTS), count=st.integers(1, 400))
@settings(max_examples=60, deadline=None)
def test_long_periods_agree_too_while_2027_is_statutory(calendar, start, count):
    expected = count_on(start, count) if count < 240 else None
    if expected and expected.year <= 2027:
        assert calendar.workday_after(start, count) == expected


@given(start=st.sampled_from(STARTS), count=st.integers(1, 60))
@settings(max_examples=100, deadline=None)
def test_a_trace_lists_every_day_once_and_counts_exactly_the_length(calendar, start, count):
    due = calendar.due(start, count)
    trace = calendar.trace(due)
    assert [each.day for each in trace] == [
        start + timedelta(days=n) for n in range((due.due - start).days + 1)
    ]
    assert [each.ordinal for each in trace if each.counted] == list(range(1, count + 1))
    assert trace[0].reason == "起始日不计入"
    assert not trace[0].counted
    assert all(each.counted == worked(each.day) for each in trace[1:])
    assert all(each.reason for each in trace)


@given(start=st.sampled_from(STARTS), count=st.integers(1, 90))
@settings(max_examples=100, deadline=None)
def test_a_natural_trace_lists_every_day_once_too(calendar, start, count):
    due = calendar.due(start, count, Unit.DAY)
    trace = calendar.trace(due)
    assert [each.day for each in trace] == [
        start + timedelta(days=n) for n in range((due.due - start).days + 1)
    ]
    assert sum(each.counted for each in trace) == count
    assert trace[-1].day == due.due


@pytest.mark.parametrize(("year", "days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_each_year_has_as_many_working_days_as_the_notice_leaves(calendar, year, days):
    assert calendar.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == days


@pytest.mark.parametrize("year", builtin_years())
def test_the_shipped_years_hold_the_facts_and_the_statutory_days(calendar, year):
    arrangement = builtin_arrangement(year)
    assert set(arrangement.days_off) == {d for d in _facts(OFF) if d.year == year}
    assert set(arrangement.make_up) == {d for d in WORKED_DAYS if d.year == year}
    published = holidays.China(years=year)
    assert {d for d in published if d.weekday() < 5} == set(calendar.days_off(year))
    worked_weekends = {d for d in published.weekend_workdays if d.year == year}
    assert worked_weekends == set(calendar.make_up(year))


@pytest.mark.parametrize("year", builtin_years())
def test_every_shipped_day_names_its_notice(year):
    for each in builtin_arrangement(year).days:
        assert each.source_name == f"国务院办公厅关于{year}年部分节假日安排的通知"
        assert each.source_number.startswith(f"国办发明电〔{year - 1}〕")
        assert each.festival
