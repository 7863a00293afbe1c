"""Pauses: what had elapsed is kept, no day is credited twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calendar.dues import Suspension, Unit
from app.errors import BadInput

DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 30))


def test_a_pause_keeps_what_had_elapsed(calendar):
    # 11-09 start, 3 days elapsed by 11-12; paused to 11-20; the other two follow.
    pause = Suspension(date(2026, 11, 12), date(2026, 11, 20), "补正材料")
    due = calendar.due_with_suspensions(date(2026, 11, 9), 5, [pause])
    assert due.due == date(2026, 11, 24)
    trace = calendar.trace(due)
    assert [each.day.day for each in trace if each.counted] == [10, 11, 12, 23, 24]
    assert trace[4].reason == "中止期间不计入（补正材料）"


@given(start=DAYS, count=st.integers(1, 60))
@settings(max_examples=50, deadline=None)
def test_no_pause_is_the_plain_deadline(calendar, start, count):
    assert calendar.due_with_suspensions(start, count, []) == calendar.due(start, count)
    idle = [Suspension(start, start), Suspension(start - timedelta(9), start - timedelta(2))]
    assert calendar.due_with_suspensions(start, count, idle) == calendar.due(start, count)


@given(start=DAYS, count=st.integers(1, 30), days=st.integers(0, 40))
@settings(max_examples=50, deadline=None)
def test_a_pause_from_the_start_day_moves_the_start(calendar, start, count, days):
    until = start + timedelta(days)
    due = calendar.due_with_suspensions(start, count, [Suspension(start, until)])
    assert due.due == calendar.due(until, count).due


@given(start=DAYS, count=st.integers(1, 60), ahead=st.integers(0, 90))
@settings(max_examples=100, deadline=None)
def test_a_pause_inside_rest_days_changes_nothing(calendar, start, count, ahead):
    day = start + timedelta(ahead)
    end = day
    while not calendar.is_workday(end + timedelta(1)):
        end += timedelta(1)
    paused = calendar.due_with_suspensions(start, count, [Suspension(day, end)])
    assert paused.due == calendar.due(start, count).due


PAUSES = st.lists(st.tuples(st.integers(-10, 100), st.integers(0, 40)), min_size=1, max_size=5)


@given(start=DAYS, count=st.integers(1, 40), pauses=PAUSES, unit=st.sampled_from(["workday", "day"]))
@settings(max_examples=200, deadline=None)
def test_however_pauses_overlap_exactly_the_length_is_counted(calendar, start, count, pauses, unit):
    spans = [
        Suspension(start + timedelta(begin), start + timedelta(begin + length), "第三方征询")
        for begin, length in pauses
    ]
    due = calendar.due_with_suspensions(start, count, spans, Unit(unit))
    trace = calendar.trace(due)
    assert sum(each.counted for each in trace) == count
    assert len({each.day for each in trace}) == len(trace)
    lost = {day for s in spans for day in _inside(s)}
    counted = [each.day for each in trace if each.counted]
    assert not lost & set(counted)
    assert counted[-1] == due.raw
    if unit == "workday":
        assert all(calendar.is_workday(day) for day in counted)
        assert calendar.elapsed(start, due.due, spans) == count
        assert due.due >= calendar.due(start, count).due


def _inside(pause):
    return [pause.since + timedelta(n + 1) for n in range((pause.until - pause.since).days)]


def test_a_pause_that_ends_before_it_begins_and_paused_months_are_refused(calendar):
    with pytest.raises(BadInput, match="恢复日"):
        calendar.due_with_suspensions(date(2026, 1, 1), 5, [Suspension(date(2026, 2, 2), date(2026, 2, 1))])
    with pytest.raises(BadInput, match="按月"):
        calendar.due_with_suspensions(
            date(2026, 1, 1), 5, [Suspension(date(2026, 2, 1), date(2026, 2, 9))], Unit.MONTH
        )


def test_a_paused_period_that_ends_in_an_unloaded_year_is_provisional(calendar):
    pause = Suspension(date(2026, 12, 1), date(2026, 12, 31))
    assert calendar.due_with_suspensions(date(2026, 11, 27), 5, [pause]).provisional
