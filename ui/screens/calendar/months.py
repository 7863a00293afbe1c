"""How one month of the year is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.calendar.days import DayKind, DayNote
from ui import theme

_TITLE = 24
_WEEK = 20
_WEEKS = 6
_NAMES = "一二三四五六日"
_BIG = QSizeF(40, 26)  # a cell this large has room for the marks 休, 班 and 停
_BANDS = (DayKind.HOLIDAY, DayKind.CLOSURE)
_MARKS = {DayKind.HOLIDAY: "休", DayKind.MAKE_UP: "班", DayKind.CLOSURE: "停"}
_FLAT = Qt.PenStyle.NoPen


@dataclass(frozen=True, kw_only=True)
class Period:
    """A reckoned deadline's days: where it starts, what counts, where it ends."""

    start: date | None = None
    end: date | None = None
    counted: frozenset[date] = field(default_factory=frozenset)


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What is marked beside the days themselves: today, the day looked at, a reckoned period."""

    today: date
    day: date
    pointed: date | None = None
    period: Period = field(default_factory=Period)
    focused: bool = False


@dataclass(frozen=True, kw_only=True)
class MonthBox:
    """Where a month stands and how large its cells are, in whole logical pixels."""

    x: int
    y: int
    wide: int
    high: int

    @property
    def cell_wide(self) -> int:
        """The width of a day."""
        return self.wide // 7

    @property
    def cell_high(self) -> int:
        """The height of a week."""
        return min((self.high - _TITLE - _WEEK) // _WEEKS, self.cell_wide + 6)

    def cell(self, day: date) -> QRectF:
        """Return the box of a day of this month."""
        first = day.replace(day=1).weekday()
        row, column = divmod(first + day.day - 1, 7)
        left = self.x + column * self.cell_wide
        return QRectF(left, self.y + _TITLE + _WEEK + row * self.cell_high, self.cell_wide, self.cell_high)


def role_of(note: DayNote) -> str:
    """Return the colour role of a day."""
    if note.kind is DayKind.HOLIDAY:
        return "provisional" if note.provisional else "on_time"
    roles = {DayKind.MAKE_UP: "soon", DayKind.CLOSURE: "late", DayKind.WEEKEND: "secondary"}
    return roles.get(note.kind, "text")


def paint_month(
    painter: QPainter, box: MonthBox, notes: tuple[DayNote, ...], marks: Marks, ground: str
) -> None:
    """Draw title, festivals, weekdays, bands and days."""
    _paint_head(painter, box, notes)
    for run in _runs(notes):
        _paint_band(painter, box, run, ground)
    for note in notes:
        _paint_day(painter, box, note, marks, ground)


def _paint_head(painter: QPainter, box: MonthBox, notes: tuple[DayNote, ...]) -> None:
    colours = theme.tokens()
    left = box.x + 4
    painter.setFont(theme.face(bold=True))
    painter.setPen(QColor(colours.text))
    painter.drawText(QRectF(left, box.y, 60, _TITLE), Qt.AlignmentFlag.AlignVCenter, f"{notes[0].day.month}月")
    names = list(dict.fromkeys(note.name for note in notes if note.kind in _BANDS))
    if names:
        first = next(note for note in notes if note.kind in _BANDS)
        painter.setFont(theme.face(theme.SMALL_PX))
        painter.setPen(QColor(getattr(colours, role_of(first))))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        shown = painter.fontMetrics().elidedText(
            "、".join(names), Qt.TextElideMode.ElideRight, 7 * box.cell_wide - 48
        )
        painter.drawText(QRectF(left, box.y, 7 * box.cell_wide - 8, _TITLE), right, shown)
    painter.setFont(theme.face(theme.SMALL_PX))
    painter.setPen(QColor(colours.secondary))
    for column, name in enumerate(_NAMES):
        cell = QRectF(box.x + column * box.cell_wide, box.y + _TITLE, box.cell_wide, _WEEK)
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, name)


def _runs(notes: tuple[DayNote, ...]) -> Iterator[list[DayNote]]:
    """Yield holidays and closures that follow each other within a week."""
    run: list[DayNote] = []
    for note in notes:
        goes_on = run and note.kind is run[-1].kind and note.name == run[-1].name and note.day.weekday()
        if run and not goes_on:
            yield run
            run = []
        if note.kind in _BANDS:
            run.append(note)
    if run:
        yield run


def _paint_band(painter: QPainter, box: MonthBox, run: list[DayNote], ground: str) -> None:
    colour = getattr(theme.tokens(), role_of(run[0]))
    band = box.cell(run[0].day).united(box.cell(run[-1].day)).adjusted(1.5, 1.5, -1.5, -1.5)
    painter.setBrush(QColor(theme.mix(colour, ground, 0.14)))
    dashed = QPen(QColor(theme.mix(colour, ground, 0.6)), 1, Qt.PenStyle.DashLine)
    painter.setPen(dashed if run[0].provisional or run[0].kind is DayKind.CLOSURE else QPen(_FLAT))
    painter.drawRoundedRect(band, 5, 5)


def _paint_day(painter: QPainter, box: MonthBox, note: DayNote, marks: Marks, ground: str) -> None:
    colours = theme.tokens()
    cell = box.cell(note.day)
    block = cell.adjusted(1.5, 1.5, -1.5, -1.5)
    _paint_ring(painter, block, note, marks, ground)
    filled = note.day in (marks.period.end, marks.day if marks.focused else None)
    bold = filled or note.day == marks.today or note.kind is DayKind.MAKE_UP
    painter.setFont(theme.face(13 if box.cell_high >= 22 else 12, bold=bold))  # noqa: PLR2004 - pixels
    ink = colours.on_accent if filled else getattr(colours, role_of(note))
    if note.day == marks.today and not filled:
        ink = colours.accent
    painter.setPen(QColor(ink))
    painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(note.day.day))
    _paint_mark(painter, block, note, colours.on_accent if filled else getattr(colours, role_of(note)))


def _paint_ring(painter: QPainter, block: QRectF, note: DayNote, marks: Marks, ground: str) -> None:
    colours = theme.tokens()
    if note.day == marks.period.end or (marks.focused and note.day == marks.day):
        _draw(painter, block, colours.accent, colours.accent)
        return
    if note.day in marks.period.counted:
        _draw(painter, block, theme.mix(colours.accent, ground, 0.16), "")
    elif note.kind is DayKind.MAKE_UP:
        _draw(painter, block, "", theme.mix(colours.soon, ground, 0.7))
    if note.day in (marks.today, marks.day, marks.period.start):
        _draw(painter, block, "", colours.accent)
    elif note.day == marks.pointed:
        _draw(painter, block, "", colours.edge)


def _draw(painter: QPainter, block: QRectF, fill: str, ring: str) -> None:
    painter.setPen(QPen(QColor(ring), 1.4) if ring else QPen(_FLAT))
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(block, 5, 5)


def _paint_mark(painter: QPainter, block: QRectF, note: DayNote, ink: str) -> None:
    word = _MARKS.get(note.kind)
    if word is None or block.width() + 3 < _BIG.width() or block.height() + 3 < _BIG.height():
        return
    painter.setFont(theme.face(theme.SMALL_PX))
    painter.setPen(QColor(ink))
    corner = QRectF(block.right() - 13, block.top() + 1, 12, 12)
    painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, word)
