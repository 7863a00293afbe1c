"""The month picker: arrows walk the days, PageUp and PageDown the months, Enter takes one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.calendar.days import DayNote
from app.clock import chinese_date_weekday
from ui import theme
from ui.dates.month import (
    CELL_HIGH,
    CELL_WIDE,
    WEEK_HIGH,
    DayLook,
    Describe,
    day_at,
    day_step,
    in_month,
    paint_month,
    plain_look,
)
from ui.parts.buttons import Button, icon_button
from ui.parts.labels import label

_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class MonthPicker(QWidget):
    """One month at a time; ``picked`` tells the day."""

    picked = Signal(object)

    def __init__(self, day: date, today: date, describe: Describe | None = None) -> None:
        super().__init__()
        self.setObjectName("month_picker")
        self._today = today
        self._describe = describe
        self._title = label("", "strong")
        self._note = label("", "small", wrap=True)
        self._grid = _Grid(self)
        back = icon_button("left", "上月", "")
        forth = icon_button("right", "下月", "")
        now = Button("今天", "quiet")

        back.clicked.connect(self._month_back)
        forth.clicked.connect(self._month_forth)
        now.clicked.connect(self._take_today)
        self._grid.pointed.connect(self._take)

        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._title)
        head.addStretch()
        for button in (now, back, forth):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._grid)
        column.addWidget(self._note)
        self._note.setMinimumHeight(18)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.day = day
        self.show_day(day)

    def show_day(self, day: date) -> None:
        """Mark a day and turn to its month."""
        self.day = day
        self._title.setText(f"{day.year}年{day.month}月")
        self._note.setText(said_of(day, self._note_of(day)))
        self.setAccessibleName(self._note.text())
        self._grid.update()

    def look(self, day: date) -> DayLook:
        """Return how a day is drawn here."""
        colours = theme.tokens()
        plain = plain_look(self._note_of(day), day)
        if day == self.day:
            return DayLook(fill=colours.accent, ink=colours.on_accent, mark=plain.mark, bold=True)
        ring = colours.accent if day == self._today else ""
        return DayLook(ring=ring, ink=plain.ink, mark=plain.mark, mark_colour=plain.mark_colour)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and take."""
        key = Qt.Key(event.key())
        if key in _DAYS:
            self.show_day(day_step(self.day, _DAYS[key]))
        elif key in _MONTHS:
            self.show_day(in_month(self.day, _MONTHS[key]))
        elif key in _TAKE:
            self.picked.emit(self.day)
        elif key == Qt.Key.Key_Home:
            self.show_day(self._today)
        else:
            super().keyPressEvent(event)

    def _note_of(self, day: date) -> DayNote | None:
        return self._describe(day) if self._describe is not None else None

    def _month_back(self) -> None:
        self.show_day(in_month(self.day, -1))

    def _month_forth(self) -> None:
        self.show_day(in_month(self.day, 1))

    def _take(self, day: date) -> None:
        self.show_day(day)
        self.picked.emit(day)

    def _take_today(self) -> None:
        self._take(self._today)


def said_of(day: date, note: DayNote | None) -> str:
    """Return the date with weekday, and what it is when it is no plain working day."""
    text = chinese_date_weekday(day)
    if note is None or not note.name:
        return text
    name = note.kind.label if note.name.startswith("周") else f"{note.name}{note.kind.label}"
    return f"{text} {name}{'（暂定）' if note.provisional else ''}"


class _Grid(QWidget):
    """The drawn month of a picker."""

    pointed = Signal(object)

    def __init__(self, picker: MonthPicker) -> None:
        super().__init__()
        self._picker = picker
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(7 * CELL_WIDE, WEEK_HIGH + 6 * CELL_HIGH)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = day_at(self._picker.day.year, self._picker.day.month, event.position())
        if day is not None:
            self.pointed.emit(day)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        day = self._picker.day
        paint_month(painter, QPointF(0, 0), day.year, day.month, self._picker.look)
