from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt

from app.calendar.builtin import builtin_arrangements
from app.calendar.engine import WorkCalendar
from ui.dates.due import DueChip, DueView
from ui.dates.month import CELL_HIGH, CELL_WIDE, WEEK_HIGH, day_at, weeks
from ui.dates.picker import MonthPicker
from ui.dates.trace import MonthStrip, Proof, TracePopover, explained
from ui.dates.typed import read_date, read_time

TODAY = date(2026, 11, 22)
CALENDAR = WorkCalendar(tuple(builtin_arrangements()))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("20261122", date(2026, 11, 22)),
        ("2026年11月8日", date(2026, 11, 8)),
        ("2026/1/5", date(2026, 1, 5)),
        ("11.22", date(2026, 11, 22)),
        ("1122", date(2026, 11, 22)),
        ("1-5", date(2026, 1, 5)),
        ("3月8日", date(2026, 3, 8)),
        ("+5", date(2026, 11, 27)),
        ("-1", date(2026, 11, 21)),
        ("今天", TODAY),
        (" 明天 ", date(2026, 11, 23)),
    ],
)
def test_a_date_is_read_as_people_type_it(typed, day):
    assert read_date(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "2026-02-30", "13.1", "20261", "昨日重现", "0000-01-01", "+", "11"])
def test_what_is_no_date_is_not_guessed(typed):
    assert read_date(typed, TODAY) is None


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_date_written_out_is_read_back(day):
    assert read_date(day.isoformat(), TODAY) == day
    assert read_date(f"{day:%Y%m%d}", TODAY) == day


@given(st.text(max_size=20))
def test_no_typed_text_can_hurt(text):
    read_date(text, TODAY)
    read_time(text)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9:30", time(9, 30)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("9时30分", time(9, 30)),
        ("9", time(9)),
        ("17：05", time(17, 5)),
        ("25:00", None),
        ("九点", None),
    ],
)
def test_a_time_is_read_as_people_type_it(typed, at):
    assert read_time(typed) == at


@given(st.integers(2000, 2100), st.integers(1, 12))
def test_every_day_of_a_month_can_be_pointed_at(year, month):
    found = [
        day_at(year, month, QPointF(column * CELL_WIDE + 5, WEEK_HIGH + row * CELL_HIGH + 5))
        for row in range(len(weeks(year, month)))
        for column in range(7)
    ]
    days = [day for day in found if day is not None]
    assert days == sorted(days)
    assert [day.day for day in days] == list(range(1, len(days) + 1))


def test_the_picker_is_walked_by_keys_and_says_what_a_day_is(theme, qtbot):
    picker = MonthPicker(date(2026, 10, 9), TODAY, CALENDAR.describe)
    qtbot.addWidget(picker)
    qtbot.keyClick(picker, Qt.Key.Key_Right)
    assert picker.day == date(2026, 10, 10)
    assert "调休上班" in picker.accessibleName()
    qtbot.keyClick(picker, Qt.Key.Key_PageUp)
    assert picker.day == date(2026, 9, 10)
    qtbot.keyClick(picker, Qt.Key.Key_Up)
    assert picker.day == date(2026, 9, 3)
    with qtbot.waitSignal(picker.picked) as told:
        qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert told.args == [date(2026, 9, 3)]


@pytest.mark.parametrize(
    ("remaining", "provisional", "word", "role"),
    [
        (5, False, "余5个工作日", "on_time"),
        (1, False, "余1个工作日", "soon"),
        (-2, False, "逾期2个工作日", "late"),
        (9, True, "暂定·余9个工作日", "provisional"),
    ],
)
def test_urgency_is_a_word_as_well_as_a_colour(remaining, provisional, word, role):
    view = DueView(due=date(2026, 12, 1), remaining=remaining, provisional=provisional)
    assert (view.word, view.role) == (word, role)
    assert str(view) == f"12月1日 周二 · {word}"


def test_the_chip_asks_for_the_trace_by_key(theme, qtbot):
    chip = DueChip(DueView(due=date(2026, 12, 1), remaining=5))
    qtbot.addWidget(chip)
    assert "12月1日 周二" in chip.accessibleName()
    with qtbot.waitSignal(chip.trace_asked):
        qtbot.keyClick(chip, Qt.Key.Key_Return)


def test_the_trace_tells_skipped_days_once_and_draws_the_counted_ones(theme, qtbot):
    due = CALENDAR.due(date(2026, 9, 24), 12)
    proof = Proof(due=due, days=CALENDAR.trace(due), rule="承诺时限")
    lines = explained(proof)
    assert lines[0].startswith("9月24日")
    assert any(line.startswith("10月1日至10月7日") and "国庆" in line for line in lines)
    assert lines[-1].endswith("周末")
    strip = MonthStrip(proof)
    qtbot.addWidget(strip)
    assert strip.look(date(2026, 10, 10)).fill
    assert not strip.look(date(2026, 10, 1)).fill
    assert strip.look(date(2026, 10, 1)).ring
    assert strip.look(due.due).bold


def test_the_trace_goes_away_by_the_key_that_opened_it(theme, qtbot):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    due = CALENDAR.due(date(2026, 9, 24), 12)
    popover = TracePopover(Proof(due=due, days=CALENDAR.trace(due), rule=""), window)
    window.show()
    popover.show_at(window)
    assert popover.isVisible()
    with qtbot.waitSignal(popover.closed):
        qtbot.keyClick(popover, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
