from __future__ import annotations

from datetime import date, timedelta
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendar.builtin import builtin_arrangements
from app.calendar.engine import WorkCalendar
from app.custody.lights import Light, light_of, light_on, soon_until
from app.custody.models import Holding
from app.ledger.models import subject

CALENDAR = WorkCalendar(builtin_arrangements())
MONDAY = date(2026, 11, 2)
DAYS = st.dates(date(2024, 1, 1), date(2027, 6, 30))
UNITS = st.sampled_from(["", "workday", "day", "month"])
URGENCY = [Light.ON_TIME, Light.SOON, Light.TODAY, Light.LATE]


def held(due, count=0, unit=""):
    return Holding(
        subject=subject("case", 1),
        division=1,
        staff=1,
        why="",
        step="",
        title="",
        due=due,
        count=count,
        unit=unit,
    )


def light(due, today, count=0, unit=""):
    return light_of(held(due, count, unit), today, CALENDAR)


@given(today=DAYS, ahead=st.integers(1, 200), count=st.integers(0, 400), unit=UNITS)
def test_an_item_is_yellow_from_two_working_days_or_a_fifth_of_its_limit(today, ahead, count, unit):
    due = today + timedelta(days=ahead)
    fifth, remaining = ceil(count / 5), CALENDAR.workdays_between(today, due)
    natural = {"day": fifth, "month": ceil(count * 30 / 5)}.get(unit, 0)
    yellow = remaining <= 2 or (unit == "workday" and remaining <= fifth) or ahead <= natural
    assert light(due, today, count, unit) is (Light.SOON if yellow else Light.ON_TIME)


@given(due=DAYS, day=DAYS, count=st.integers(0, 400), unit=UNITS)
def test_a_light_only_ever_grows_more_urgent(due, day, count, unit):
    today, tomorrow = (light(due, day + timedelta(days=n), count, unit) for n in (0, 1))
    assert URGENCY.index(today) <= URGENCY.index(tomorrow)


@given(today=DAYS, count=st.integers(0, 400), unit=UNITS)
def test_the_last_yellow_date_parts_yellow_from_green(today, count, unit):
    last = soon_until(count, unit, today, CALENDAR)
    assert light_on(last, last, today) is Light.SOON
    assert light(last, today, count, unit) is Light.SOON
    assert light(last + timedelta(days=1), today, count, unit) is Light.ON_TIME


@given(due=DAYS, count=st.integers(0, 400), unit=UNITS)
def test_the_day_itself_is_called_by_its_name_and_the_next_is_late(due, count, unit):
    assert light(due, due, count, unit) is Light.TODAY
    assert light(due, due + timedelta(days=1), count, unit) is Light.LATE


def test_without_a_date_there_is_no_light():
    assert light(None, MONDAY) is Light.NONE


@pytest.mark.parametrize(
    ("count", "unit", "due", "expected"),
    [
        (5, "workday", date(2026, 11, 4), Light.SOON),
        (5, "workday", date(2026, 11, 5), Light.ON_TIME),
        (20, "workday", date(2026, 11, 6), Light.SOON),
        (20, "workday", date(2026, 11, 9), Light.ON_TIME),
        (30, "day", date(2026, 11, 8), Light.SOON),
        (30, "day", date(2026, 11, 9), Light.ON_TIME),
        (0, "", date(2026, 11, 4), Light.SOON),
        (0, "", date(2026, 11, 5), Light.ON_TIME),
    ],
)
def test_on_a_monday(count, unit, due, expected):
    assert light(due, MONDAY, count, unit) is expected


def test_a_weekend_ahead_does_not_hide_what_is_due_after_it():
    friday = date(2026, 11, 6)
    assert light(date(2026, 11, 10), friday, 5, "workday") is Light.SOON
    assert light(date(2026, 11, 11), friday, 5, "workday") is Light.ON_TIME
