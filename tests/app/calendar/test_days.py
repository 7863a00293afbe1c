"""What a day is, local closures, and the day an act counts as received."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from app.calendar.builtin import builtin_arrangement, builtin_arrangements
from app.calendar.closures import make_closure
from app.calendar.days import ArrangedDay, ArrangedKind, Arrangement, DayKind
from app.calendar.dues import StartRule
from app.calendar.engine import WorkCalendar
from app.errors import BadInput


def test_days_say_what_they_are_and_on_which_ground(calendar):
    number = "国办发明电〔2025〕7号"
    holiday = calendar.describe(date(2026, 10, 1))
    assert (holiday.kind, holiday.name, holiday.source, holiday.statutory) == (
        DayKind.HOLIDAY,
        "国庆节",
        number,
        True,
    )
    assert not calendar.describe(date(2026, 10, 7)).statutory
    assert calendar.describe(date(2026, 10, 4)).kind is DayKind.HOLIDAY
    assert calendar.describe(date(2026, 10, 10)).kind is DayKind.MAKE_UP
    assert calendar.describe(date(2026, 10, 11)).name == "周日"
    assert calendar.describe(date(2026, 10, 12)).kind is DayKind.WORKDAY


def test_a_year_is_twelve_months_of_every_day(calendar):
    view = calendar.year_view(2024)
    assert [len(month) for month in view] == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [note.day for month in view for note in month] == [
        date(2024, 1, 1) + timedelta(days=n) for n in range(366)
    ]


def test_working_days_between_two_days_are_signed(calendar):
    assert calendar.workdays_between(date(2026, 9, 30), date(2026, 10, 9)) == 2
    assert calendar.workdays_between(date(2026, 10, 9), date(2026, 9, 30)) == -2
    assert calendar.workdays_between(date(2026, 10, 9), date(2026, 10, 9)) == 0


def test_days_of_the_next_years_notice_count_in_the_year_they_lie_in():
    turn = date(2026, 12, 31)
    later = Arrangement(
        2027,
        "通知",
        "国办发明电〔2026〕9号",
        (
            ArrangedDay(turn, ArrangedKind.OFF, "元旦", "通知", "国办发明电〔2026〕9号"),
            ArrangedDay(date(2026, 12, 27), ArrangedKind.WORK, "元旦", "通知", "国办发明电〔2026〕9号"),
        ),
    )
    both = WorkCalendar((later, builtin_arrangement(2026)))
    assert not both.is_workday(turn)
    assert both.is_workday(date(2026, 12, 27))
    assert turn in both.days_off(2026)
    assert date(2026, 12, 27) in both.make_up(2026)
    assert both.describe(turn).source == "国办发明电〔2026〕9号"
    assert both.describe(date(2024, 1, 1)).provisional
    alone = WorkCalendar((later,))
    assert not alone.is_workday(turn)
    assert alone.describe(turn).provisional


def test_the_weekend_before_new_year_2024_carries_its_notice(calendar):
    note = calendar.describe(date(2023, 12, 30))
    assert (note.kind, note.source) == (DayKind.HOLIDAY, "国办发明电〔2023〕7号")
    assert date(2023, 12, 30) not in builtin_arrangement(2024).days_off


def test_a_typhoon_day_is_skipped_under_its_own_source():
    storm = make_closure(date(2026, 7, 22), date(2026, 7, 25), "台风停工", "市防指通告第3号")
    stormy = WorkCalendar(builtin_arrangements(), (storm,), 2)
    assert stormy.due(date(2026, 7, 21), 1).due == date(2026, 7, 27)
    trace = stormy.trace(stormy.due(date(2026, 7, 21), 1))
    assert trace[1].reason == "台风停工，停止办公（市防指通告第3号）"
    assert trace[4].reason == "周六"
    assert stormy.describe(date(2026, 7, 25)).kind is DayKind.WEEKEND
    assert date(2026, 7, 22) not in stormy.days_off(2026)


@pytest.mark.parametrize(
    ("first", "last", "reason", "source"),
    [
        (date(2026, 7, 2), date(2026, 7, 1), "台风", "通告"),
        (date(2026, 1, 1), date(2026, 7, 1), "台风", "通告"),
        (date(2026, 7, 1), date(2026, 7, 1), " ", "通告"),
        (date(2026, 7, 1), date(2026, 7, 1), "台风", ""),
    ],
)
def test_a_closure_without_reason_source_or_sense_is_refused(first, last, reason, source):
    with pytest.raises(BadInput):
        make_closure(first, last, reason, source)


@pytest.mark.parametrize(
    ("day", "at", "rule", "received"),
    [
        (date(2026, 11, 20), time(17, 31), StartRule(time(17, 30), "次日"), date(2026, 11, 23)),
        (date(2026, 11, 20), time(17, 30), StartRule(time(17, 30), "次日"), date(2026, 11, 20)),
        (date(2026, 11, 21), time(9, 0), StartRule(time(17, 30), "次日"), date(2026, 11, 23)),
        (date(2026, 11, 21), time(18, 0), StartRule(time(17, 30), "次日"), date(2026, 11, 23)),
        (date(2026, 9, 19), None, StartRule(None, "次日"), date(2026, 9, 20)),
        (date(2026, 9, 20), time(9, 0), StartRule(time(17, 30), "次日"), date(2026, 9, 20)),
        (date(2026, 11, 21), time(23, 59), StartRule(time(17, 30), "当日"), date(2026, 11, 21)),
        (date(2026, 11, 20), time(23, 59), StartRule(), date(2026, 11, 20)),
    ],
)
def test_late_and_weekend_receipts_follow_the_offices_rule(calendar, day, at, rule, received):
    assert calendar.received_on(day, at, rule) == received
