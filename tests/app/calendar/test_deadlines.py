"""Deadlines: the office's worked examples, units, bounds, pauses, closures, unloaded years."""

from __future__ import annotations

from datetime import date, time, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calendar.builtin import builtin_arrangement, builtin_arrangements
from app.calendar.closures import make_closure
from app.calendar.days import ArrangedDay, ArrangedKind, Arrangement, Closure, DayKind
from app.calendar.dues import StartRule, Suspension, Unit
from app.calendar.engine import WorkCalendar
from app.calendar.explain import as_json
from app.calendar.statutory import statutory_days
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


# --- years not loaded


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


# --- days


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


# --- closures


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


# --- when an act counts as received


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


# --- suspensions

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


# --- proofs in words and JSON


def test_the_explanation_names_the_notice_the_make_up_day_and_the_end(calendar):
    text = calendar.text(calendar.due(date(2025, 9, 30), 3))
    assert "2025年9月30日（周二）　起始日不计入" in text
    assert "国庆节、中秋节放假（国办发明电〔2024〕12号）" in text
    assert "2025年10月11日（周六）　调休上班（国办发明电〔2024〕12号），计入第3日" in text
    assert text.endswith("截止日：2025年10月11日（周六）")


def test_the_explanation_of_a_rolled_period_shows_both_dates(calendar):
    text = calendar.text(calendar.due(date(2026, 9, 1), 30, Unit.DAY))
    assert "计入第30日，末日遇国庆节放假（国办发明电〔2025〕7号），顺延" in text
    assert "2026年10月8日（周四）　顺延至本日" in text
    assert "计满之日：2026年10月1日（周四）" in text


def test_the_explanation_of_months_shows_the_corresponding_dates(calendar):
    due = calendar.due(date(2026, 9, 30), 5, Unit.MONTH)
    assert [each.ordinal for each in calendar.trace(due) if each.counted] == [1, 2, 3, 4, 5]
    assert "当月无对应日，以月末日为准" in calendar.text(due)
    assert "（暂定）" in calendar.text(due)


def test_the_json_carries_the_agreed_keys(calendar):
    due = calendar.due(date(2026, 9, 30), 7)
    answer = as_json(calendar, due, trace=True)
    assert {key: answer[key] for key in list(answer)[:6]} == {
        "from": "2026-09-30",
        "days": 7,
        "unit": "workday",
        "raw": "2026-10-15",
        "due": "2026-10-15",
        "provisional": False,
    }
    assert answer["trace"][-1] == {
        "date": "2026-10-15",
        "counted": True,
        "n": 7,
        "reason": "计入第7日",
        "provisional": False,
    }


def test_a_calendar_never_changes_and_equals_its_like():
    one, other = WorkCalendar(builtin_arrangements()), WorkCalendar(builtin_arrangements()[::-1])
    assert one == other
    assert hash(one) == hash(other)
    with pytest.raises(AttributeError):
        one.version = 3
