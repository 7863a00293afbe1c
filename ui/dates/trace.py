"""The trace of a due date: a month strip with counted days filled and skipped ones hollow, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.calendar.dues import Due, TraceDay
from app.clock import WEEKDAYS, chinese_date_weekday, short_date
from ui import theme
from ui.dates.month import CELL_WIDE, DayLook, height_of, next_month, paint_month
from ui.parts.labels import label, line
from ui.parts.popover import Popover

_GAP = 24
_MONTH_TITLE = 24
_MOST_BESIDE = 2
_MOST_WEEKENDS = 8
_MOST_HIGH = 560


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A due date with its lines and the rule it rests on (the sentence with its clause)."""

    due: Due
    days: tuple[TraceDay, ...]
    rule: str


def explained(proof: Proof) -> tuple[str, ...]:
    """Return why days were not counted: days of one reason in a row together, plain weekends at the end."""
    lines: list[str] = []
    first: TraceDay | None = None
    last: TraceDay | None = None
    for each in (*proof.days, None):
        if first is not None and last is not None and (each is None or each.reason != first.reason):
            lines.append(_line(first.day, last.day, first.reason))
            first = None
        if each is not None and not each.counted and each.reason not in WEEKDAYS:
            first, last = first or each, each
    return (*lines, *_weekends(proof.days))


def _weekends(days: tuple[TraceDay, ...]) -> tuple[str, ...]:
    free = [each.day for each in days if not each.counted and each.reason in WEEKDAYS]
    if not free:
        return ()
    shown = "、".join(short_date(day) for day in free[:_MOST_WEEKENDS])
    more = f"等{len(free)}天" if len(free) > _MOST_WEEKENDS else ""
    return (f"{shown}{more}　周末",)


def _line(first: date, last: date, reason: str) -> str:
    start = short_date(first)
    span = start if first == last else f"{start}至{short_date(last)}"
    weekday = f" {WEEKDAYS[first.weekday()]}" if first == last else ""
    return f"{span}{weekday}　{reason}"


class MonthStrip(QWidget):
    """The months of a period side by side, two to a row."""

    def __init__(self, proof: Proof) -> None:
        super().__init__()
        self._days = {each.day: each for each in proof.days}
        self._due = proof.due
        self._months = _months(proof.due.start, proof.due.due)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return the room for all months."""
        beside = min(len(self._months), _MOST_BESIDE)
        rows = [self._months[at : at + _MOST_BESIDE] for at in range(0, len(self._months), _MOST_BESIDE)]
        high = sum(_MONTH_TITLE + max(height_of(*month) for month in row) for row in rows)
        return QSize(beside * 7 * CELL_WIDE + (beside - 1) * _GAP, high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = 0.0
        for at in range(0, len(self._months), _MOST_BESIDE):
            row = self._months[at : at + _MOST_BESIDE]
            for column, (year, month) in enumerate(row):
                x = column * (7 * CELL_WIDE + _GAP)
                painter.setFont(theme.face(bold=True))
                painter.setPen(QColor(theme.tokens().text))
                title = QRectF(x + 8, y, 200, _MONTH_TITLE)
                painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, f"{year}年{month}月")
                paint_month(painter, QPointF(x, y + _MONTH_TITLE), year, month, self.look)
            y += _MONTH_TITLE + max(height_of(*month) for month in row)

    def look(self, day: date) -> DayLook:
        """Return how a day of the period is drawn."""
        colours = theme.tokens()
        line = self._days.get(day)
        if line is None:
            return DayLook(ink=theme.mix(colours.secondary, colours.surface, 0.55))
        if day == self._due.due:
            return DayLook(fill=colours.accent, ink=colours.on_accent, bold=True)
        if day == self._due.start:
            return DayLook(ring=colours.accent, ink=colours.text, mark="起", mark_colour=colours.accent)
        if line.counted:
            part = 0.12 if line.provisional else 0.18
            role = colours.provisional if line.provisional else colours.accent
            return DayLook(fill=colours.tint(role, part), ink=colours.text)
        return DayLook(ring=colours.edge, ink=colours.secondary)


def _months(first: date, last: date) -> list[tuple[int, int]]:
    months = [(first.year, first.month)]
    while months[-1] < (last.year, last.month):
        months.append(next_month(*months[-1], 1))
    return months


class TraceView(QWidget):
    """The whole proof: the period, the strip, the skipped days, the rule."""

    def __init__(self, proof: Proof) -> None:
        super().__init__()
        self.setObjectName("trace")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        due = proof.due
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(6)
        end = f"{chinese_date_weekday(due.due)}到期{'（暂定）' if due.provisional else ''}"
        column.addWidget(label(end, "section"))
        start = f"自{chinese_date_weekday(due.start)}起 {due.count}{due.unit.label}，起始日不计入"
        column.addWidget(label(start, "secondary"))
        strip = MonthStrip(proof)
        column.addWidget(strip)
        column.addWidget(_legend())
        column.addWidget(line())
        skipped = explained(proof)[1:]
        for text in skipped:
            column.addWidget(label(text, "small", wrap=True))
        if proof.rule:
            column.addWidget(line())
            column.addWidget(label(proof.rule, wrap=True))
        self.setFixedWidth(max(strip.width() + 8, 420))
        self.setAccessibleName("；".join((start, *skipped, proof.rule)))


def _legend() -> QWidget:
    return label("蓝底：计入　空框：不计入　实心：到期日", "small")


class TracePopover(Popover):
    """The proof beside a due date; Esc or Alt+T puts it away."""

    def __init__(self, proof: Proof, parent: QWidget) -> None:
        view = TraceView(proof)
        view.setObjectName("canvas")
        holder: QWidget = view
        if view.sizeHint().height() > _MOST_HIGH:
            area = QScrollArea()
            area.setWidget(view)
            area.setFixedSize(view.width() + 16, _MOST_HIGH)
            holder = area
        super().__init__(holder, parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by the key that opened it."""
        if event.key() == Qt.Key.Key_T and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.close()
        else:
            super().keyPressEvent(event)
