"""Twelve months at a glance: bands of holidays, boxed make-up days, closures, today, the day looked at."""

from __future__ import annotations

import calendar
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.calendar.days import DayNote
from app.clock import short_date
from ui import theme
from ui.dates.month import day_step, in_month
from ui.screens.calendar.months import Marks, MonthBox, Period, paint_month

_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_YEARS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_COLUMNS = ((680, 4), (500, 3), (0, 2))
_ROW_LEAST = 152
_GAP = 22
_MARGIN = 18
_LEAST = QSize(380, 460)


class YearView(QWidget):
    """The painted year; ``day_shown`` tells the day under the pointer or the one walked to."""

    day_shown = Signal(object)
    year_asked = Signal(int)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setObjectName("year_view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._today = today
        self._months: tuple[tuple[DayNote, ...], ...] = ()
        self._provisional = False
        self._pointed: date | None = None
        self._period = Period()
        self.day = today

    def show_year(self, months: tuple[tuple[DayNote, ...], ...], *, known: bool) -> None:
        """Show a year's months; the day looked at keeps its month and number."""
        self._months = months
        self._provisional = not known
        year = months[0][0].day.year
        if self.day.year != year:
            last = calendar.monthrange(year, self.day.month)[1]
            self.day = date(year, self.day.month, min(self.day.day, last))
        self._tell()

    def show_period(self, period: Period) -> None:
        """Mark the days of a reckoned deadline."""
        self._period = period
        self.update()

    def show_day(self, day: date) -> None:
        """Walk to a day; a day of another year asks for that year."""
        if day.year != self.day.year:
            step = day.year - self.day.year
            self.day = day
            self.year_asked.emit(step)
            return
        self.day = day
        self._tell()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(820, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the rows of months need."""
        super().resizeEvent(event)
        self.setMinimumHeight(12 // self._columns() * _ROW_LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by arrows, turn by PageUp and PageDown, home to today."""
        key = Qt.Key(event.key())
        if key in _DAYS:
            self.show_day(day_step(self.day, _DAYS[key]))
        elif key in _YEARS:
            self.show_day(in_month(self.day, 12 * _YEARS[key]))
        elif key == Qt.Key.Key_Home:
            self.show_day(self._today)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the day under the pointer."""
        day = self.day_at(event.position())
        if day != self._pointed:
            self._pointed = day
            self.day_shown.emit(day or self.day)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Walk to the day under the pointer."""
        day = self.day_at(event.position())
        if day is not None:
            self.show_day(day)

    def leaveEvent(self, _event: QEvent) -> None:
        """Tell of the day walked to again."""
        self._pointed = None
        self.day_shown.emit(self.day)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw no ring."""
        super().focusOutEvent(event)
        self.update()

    def _columns(self) -> int:
        return next(columns for least, columns in _COLUMNS if self.width() >= least)

    def boxes(self) -> list[MonthBox]:
        """Return where each month stands, whole pixels so that lines are sharp."""
        columns = self._columns()
        rows = 12 // columns
        wide = (self.width() - 2 * _MARGIN - (columns - 1) * _GAP) // columns
        high = (self.height() - 2 * 12 - (rows - 1) * 10) // rows
        return [
            MonthBox(
                x=_MARGIN + (place % columns) * (wide + _GAP),
                y=12 + (place // columns) * (high + 10),
                wide=wide,
                high=high,
            )
            for place in range(12)
        ]

    def day_at(self, place: QPointF) -> date | None:
        """Return the day under a place."""
        for notes, box in zip(self._months, self.boxes(), strict=False):
            for note in notes:
                if box.cell(note.day).contains(place):
                    return note.day
        return None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet and its twelve months."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.border))
        ground = theme.mix(colours.edge, colours.surface, 0.3) if self._provisional else colours.surface
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        marks = Marks(
            today=self._today,
            day=self.day,
            pointed=self._pointed,
            period=self._period,
            focused=self.hasFocus(),
        )
        for notes, box in zip(self._months, self.boxes(), strict=False):
            paint_month(painter, box, notes, marks, ground)

    def _tell(self) -> None:
        self.setAccessibleName(f"{self.day.year}年日历，{short_date(self.day)}")
        self.day_shown.emit(self.day)
        self.update()
