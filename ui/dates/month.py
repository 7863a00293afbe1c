"""A month drawn as weeks: what each day is, which is chosen, which is counted."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.calendar.days import DayKind, DayNote
from ui import theme

CELL_WIDE = 36
CELL_HIGH = 34
WEEK_HIGH = 26
_WEEK = "一二三四五六日"
Describe = Callable[[date], DayNote]
_OFF = frozenset({DayKind.HOLIDAY, DayKind.CLOSURE})


@dataclass(frozen=True, kw_only=True)
class DayLook:
    """How one day is drawn: the circle's fill and ring as colours ("" for none), and the mark in its corner."""

    fill: str = ""
    ring: str = ""
    mark: str = ""
    mark_colour: str = ""
    ink: str = ""
    bold: bool = False


def weeks(year: int, month: int) -> list[list[date | None]]:
    """Return the month's weeks, Monday first, None for days of other months."""
    found = calendar.Calendar().monthdatescalendar(year, month)
    return [[day if day.month == month else None for day in week] for week in found]


def height_of(year: int, month: int) -> int:
    """Return how high the drawn month is, in logical pixels."""
    return WEEK_HIGH + CELL_HIGH * len(weeks(year, month))


def day_at(year: int, month: int, place: QPointF) -> date | None:
    """Return the day under a place of the drawn month."""
    row = int((place.y() - WEEK_HIGH) // CELL_HIGH)
    column = int(place.x() // CELL_WIDE)
    found = weeks(year, month)
    if 0 <= row < len(found) and 0 <= column < len(_WEEK):
        return found[row][column]
    return None


def plain_look(note: DayNote | None, day: date) -> DayLook:
    """Return how a day looks for itself: rest days coloured and marked 休, make-up days marked 班."""
    colours = theme.tokens()
    if note is None:
        weekend = day.weekday() >= calendar.SATURDAY
        return DayLook(ink=colours.secondary if weekend else colours.text)
    if note.kind in _OFF:
        word = "休" if note.kind is DayKind.HOLIDAY else "停"
        return DayLook(mark=word, mark_colour=colours.on_time, ink=colours.on_time)
    if note.kind is DayKind.MAKE_UP:
        return DayLook(mark="班", mark_colour=colours.soon, ink=colours.text)
    return DayLook(ink=colours.secondary if note.kind is DayKind.WEEKEND else colours.text)


def paint_month(
    painter: QPainter, corner: QPointF, year: int, month: int, look: Callable[[date], DayLook]
) -> None:
    """Draw the month with its upper left corner at the place."""
    painter.setFont(theme.face(theme.SMALL_PX))
    painter.setPen(QColor(theme.tokens().secondary))
    for column, name in enumerate(_WEEK):
        box = QRectF(corner.x() + column * CELL_WIDE, corner.y(), CELL_WIDE, WEEK_HIGH)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
    for row, week in enumerate(weeks(year, month)):
        for column, day in enumerate(week):
            if day is not None:
                x = corner.x() + column * CELL_WIDE
                y = corner.y() + WEEK_HIGH + row * CELL_HIGH
                paint_day(painter, QRectF(x, y, CELL_WIDE, CELL_HIGH), day, look(day))


def paint_day(painter: QPainter, box: QRectF, day: date, look: DayLook) -> None:
    """Draw one day in its cell."""
    circle = QRectF(0, 0, 28, 28)
    circle.moveCenter(box.center())
    if look.fill or look.ring:
        painter.setPen(QPen(QColor(look.ring), 1.2) if look.ring else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(look.fill) if look.fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(circle, theme.RADIUS, theme.RADIUS)
    painter.setFont(theme.face(theme.BODY_PX - 1, bold=look.bold))
    painter.setPen(QColor(look.ink or theme.tokens().text))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(day.day))
    if look.mark:
        painter.setFont(theme.face(theme.SMALL_PX))
        painter.setPen(QColor(look.mark_colour or look.ink))
        corner = QRectF(circle.right() - 8, circle.top() - 6, 14, 14)
        painter.fillRect(corner, QColor(theme.tokens().surface))
        painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, look.mark)


def next_month(year: int, month: int, step: int) -> tuple[int, int]:
    """Return the month so many months away."""
    index = year * 12 + month - 1 + step
    return index // 12, index % 12 + 1


def in_month(day: date, step: int) -> date:
    """Return the same day so many months away, or that month's last."""
    year, month = next_month(day.year, day.month, step)
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last))


def day_step(day: date, days: int) -> date:
    """Return the day so many days away, kept between 1900 and 2200."""
    moved = day + timedelta(days)
    return moved if 1900 <= moved.year <= 2200 else day  # noqa: PLR2004 - the calendar's bounds
