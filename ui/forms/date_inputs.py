"""Inputs for days and moments: typed as people write them, with the weekday beside, or picked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from app.calendar.days import DayKind, DayNote
from app.clock import WEEKDAYS
from app.forms.fields import Field
from ui import icons, theme
from ui.dates.month import Describe
from ui.dates.picker import MonthPicker
from ui.dates.typed import read_date, read_time
from ui.forms.inputs import FieldInput
from ui.parts.labels import restyle
from ui.parts.popover import Popover

_DATE_WIDE = 180
_DATE_LEAST = 150
_ICON_ROOM = 34
_TIME_WIDE = 76
_HINT = "日期，如 11.22、+5、今天"
_WORDS = {DayKind.HOLIDAY: "休", DayKind.CLOSURE: "停", DayKind.MAKE_UP: "班", DayKind.WEEKEND: "休"}
Today = Callable[[], date]


class DateInput(FieldInput):
    """A day; the calendar opens by Alt+Down or F4."""

    def __init__(self, field: Field, today: Today, describe: Describe | None = None) -> None:
        self.line = _DateLine()
        super().__init__(field, self.line)
        self._today = today
        self._describe = describe
        self.line.setMaximumWidth(_DATE_WIDE)
        self.line.setPlaceholderText("年-月-日")
        self.line.setToolTip(f"{_HINT}；Alt+↓ 打开日历")
        pick = self.line.addAction(
            icons.icon("calendar", "secondary"), QLineEdit.ActionPosition.TrailingPosition
        )
        pick.setToolTip("打开日历（Alt+↓）")

        pick.triggered.connect(self.open_calendar)
        self.line.calendar_asked.connect(self.open_calendar)
        self.line.textEdited.connect(self._typed)
        self.line.left.connect(self.settle)
        self.line.returnPressed.connect(self._enter)

        self.row.setStretchFactor(self.line, 1)  # as wide as its neighbours, where they are narrower
        self.row.addStretch()

    def value(self) -> Any:
        """Return the day as YYYY-MM-DD, None when empty, else the text as typed."""
        text = self.line.text().strip()
        if not text:
            return None
        day = self.day()
        return day.isoformat() if day is not None else text

    def set_value(self, value: Any) -> None:
        """Fill in a day given as YYYY-MM-DD."""
        self.line.setText("" if value is None else str(value))
        self._show_weekday()

    def day(self) -> date | None:
        """Return the day that what is typed means."""
        return read_date(self.line.text(), self._today())

    def settle(self) -> None:
        """Write what is typed as YYYY-MM-DD."""
        day = self.day()
        if day is not None and self.line.text() != day.isoformat():
            self.line.setText(day.isoformat())
            self._show_weekday()

    def open_calendar(self) -> None:
        """Let a day be picked."""
        picker = MonthPicker(self.day() or self._today(), self._today(), self._describe)
        popover = Popover(picker, self)
        picker.picked.connect(self._picked)
        picker.picked.connect(popover.close)
        popover.show_at(self.line)

    def _picked(self, day: date) -> None:
        self.set_value(day.isoformat())
        self.tell_changed()
        self.line.setFocus()

    def _typed(self) -> None:
        self._show_weekday()
        self.tell_changed()

    def _enter(self) -> None:
        self.settle()
        self.entered.emit()

    def _show_weekday(self) -> None:
        day = self.day()
        self.line.say(weekday_of(day, self._describe) if day is not None else "")


class MomentInput(DateInput):
    """A day and a time to the minute."""

    def __init__(self, field: Field, today: Today, describe: Describe | None = None) -> None:
        super().__init__(field, today, describe)
        self._time = QLineEdit()
        self._time.setFixedWidth(_TIME_WIDE)
        self._time.setPlaceholderText("时:分")
        self._time.setToolTip("时间，如 9:30、930、9")
        self._time.setAccessibleName(f"{field.label}的时间")
        self.line.returnPressed.disconnect(self._enter)
        self.line.returnPressed.connect(self._time.setFocus)
        self._time.textEdited.connect(self.tell_changed)
        self._time.editingFinished.connect(self._settle_time)
        self._time.returnPressed.connect(self.entered)
        self.row.insertWidget(1, self._time)
        self.line.setFixedWidth(_DATE_WIDE)

    def value(self) -> Any:
        """Return YYYY-MM-DDTHH:MM, None when empty, else what was typed."""
        day, text = super().value(), self._time.text().strip()
        if day is None and not text:
            return None
        at = read_time(text)
        return f"{day or ''}T{f'{at:%H:%M}' if at is not None else text}"

    def set_value(self, value: Any) -> None:
        """Fill in a moment given as YYYY-MM-DDTHH:MM."""
        day, _, at = ("" if value is None else str(value)).partition("T")
        super().set_value(day)
        self._time.setText(at)

    def show_wrong(self, wrong: bool) -> None:
        """Mark both parts."""
        super().show_wrong(wrong)
        restyle(self._time, "wrong", wrong)

    def moment(self) -> datetime | None:
        """Return the moment when both parts can be read."""
        day, at = self.day(), read_time(self._time.text())
        return datetime.combine(day, at) if day is not None and at is not None else None

    def _settle_time(self) -> None:
        at = read_time(self._time.text())
        if at is not None:
            self._time.setText(f"{at:%H:%M}")


class _DateLine(QLineEdit):
    """A line that can be left and that asks for the calendar."""

    left = Signal()
    calendar_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._said = ""

    def say(self, text: str) -> None:
        """Write quiet words at the end of the line."""
        self._said = text
        self.setTextMargins(0, 0, self.fontMetrics().horizontalAdvance(text) + 4 if text else 0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._said and self.width() >= _DATE_LEAST:
            painter = QPainter(self)
            painter.setPen(QColor(theme.tokens().secondary))
            box = self.rect().adjusted(0, 0, -_ICON_ROOM, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt_down or event.key() == Qt.Key.Key_F4:
            self.calendar_asked.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def weekday_of(day: date, describe: Describe | None) -> str:
    """Return the weekday and, where the calendar knows, 休 or 班: 周日 休."""
    note: DayNote | None = None
    if describe is not None:
        note = describe(day)
    word = _WORDS.get(note.kind, "") if note is not None else ""
    return f"{WEEKDAYS[day.weekday()]} {word}".strip()
