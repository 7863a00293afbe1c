from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendar.builtin import builtin_arrangements
from app.calendar.engine import WorkCalendar
from app.clock import SHANGHAI, local
from app.custody.reminding import LATEST, due_reminder, last_mark

CALENDAR = WorkCalendar(tuple(builtin_arrangements()))
HOURS = ("09:00", "14:30")
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
MOMENTS = st.builds(lambda day, at: datetime.combine(day, at, SHANGHAI), DAYS, st.times())
MARKS = st.lists(
    st.one_of(
        st.times().map(lambda at: f"{at.hour:02d}:{at.minute:02d}"), st.sampled_from(["", "25:00", "九点"])
    ),
    max_size=4,
).map(tuple)


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), SHANGHAI)


@given(now=MOMENTS, since=st.timedeltas(timedelta(0), timedelta(days=9)), hours=MARKS)
def test_nobody_is_reminded_at_night_or_on_a_rest_day(now, since, hours):
    if due_reminder(now, now - since, hours, CALENDAR):
        assert time(7) <= local(now).time() < time(20)
        assert CALENDAR.is_workday(local(now).date())


@given(start=MOMENTS, steps=st.lists(st.integers(1, 90), max_size=60), hours=MARKS)
def test_each_mark_is_told_of_once_at_most(start, steps, hours):
    now = told = start
    marks = []
    for minutes in steps:
        now += timedelta(minutes=minutes)
        if due_reminder(now, told, hours, CALENDAR):
            marks.append(last_mark(now, hours))
            told = now
    assert len(marks) == len(set(marks))


@given(day=DAYS, after=st.timedeltas(timedelta(0), LATEST))
def test_on_a_working_day_a_mark_is_told_of_by_whoever_looks_within_two_hours(day, after):
    now = at(day, 9) + after
    wanted = CALENDAR.is_workday(day) and after < LATEST
    assert due_reminder(now, at(day, 8), HOURS, CALENDAR) is wanted


def test_a_working_saturday_reminds_and_a_holiday_monday_does_not():
    assert due_reminder(at(date(2026, 10, 10), 9), at(date(2026, 10, 10), 8), HOURS, CALENDAR)
    assert not due_reminder(at(date(2026, 10, 5), 9), at(date(2026, 10, 5), 8), HOURS, CALENDAR)


@pytest.mark.parametrize("hour", ["00:00", "23:59", "06:59", "20:00"])
def test_a_mark_set_outside_office_hours_is_never_told_of(hour):
    monday = date(2026, 11, 23)
    moments = [at(monday, 0) + timedelta(minutes=minutes) for minutes in range(0, 2 * 24 * 60, 7)]
    assert not any(due_reminder(now, at(monday, 0), (hour,), CALENDAR) for now in moments)


def test_who_comes_after_the_mark_is_not_told_of_it():
    monday = date(2026, 11, 23)
    assert not due_reminder(at(monday, 9, 40), at(monday, 9, 30), HOURS, CALENDAR)
