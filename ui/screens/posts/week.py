"""The week strip: people down, half days across; who is away is drawn with the word of the reason."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.clock import WEEKDAYS, office_date
from app.people.halves import end_of, noon_of, start_of
from app.posts.models import Absence
from ui import theme
from ui.screens.posts.asking import told_of
from ui.screens.posts.columns import STATES
from ui.screens.posts.reading import Posted

_HEAD, _ROW, _NAMES, _LEAST_DAY = 30, 30, 88, 76
_HALVES = 14


class WeekStrip(QWidget):
    """Draws a week; ``moved`` asks for another one, ``chosen`` tells the absence that was pointed at."""

    moved = Signal(int)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._posted: Posted | None = None
        self._rows: tuple[tuple[str, tuple[Absence, ...]], ...] = ()
        self._most = 0
        self._left = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("一周离岗")

    def show_posted(self, posted: Posted, most: int) -> None:
        """Show the week, who is away first and at most so many people."""
        self._posted, self._most = posted, most
        away: dict[int, list[Absence]] = {}
        for each in posted.of_week():
            away.setdefault(each.staff, []).append(each)
        rows = [(found[0].staff_name, tuple(found)) for found in away.values()]
        there = [each for each in posted.people if int(each.id) not in away]
        if posted.division is not None:  # of the whole bureau only who is away
            rows += [(each.name, ()) for each in there]
        self._rows = tuple(rows)
        self._left = len(away) + len(there) - min(len(rows), most)
        self.setAccessibleDescription("；".join(self.lines()) or "本周没有人离岗")
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def lines(self) -> tuple[str, ...]:
        """Return each absence of the week in words, as a screen reader is told."""
        return tuple(f"{told_of(each)}，{each.word}" for _, found in self._rows for each in found)

    def sizeHint(self) -> QSize:
        """Return room for the rows."""
        shown = min(len(self._rows), self._most)
        more = 22 if self._left else 0
        return QSize(_NAMES + 7 * _LEAST_DAY, _HEAD + shown * _ROW + more + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which the days can be told apart."""
        return QSize(_NAMES + 7 * 56, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go a week back or on; home is this week."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: 0}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the absence under the pointer."""
        super().mousePressEvent(event)
        found = self._at(event.position().x(), event.position().y())
        if found is not None:
            self.chosen.emit(int(found.id))

    def event(self, event: QEvent) -> bool:
        """Tell the absence under the pointer in words."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self._at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), told_of(found) if found else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the days, the people and their absences."""
        if self._posted is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, day in enumerate(self._posted.week):
            self._paint_day(painter, place, day)
        for place, (name, found) in enumerate(self._rows[: self._most]):
            self._paint_row(painter, _HEAD + place * _ROW, name, found)
        if self._left:
            self._paint_left(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.tokens().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)

    def _paint_day(self, painter: QPainter, place: int, day: date) -> None:
        colours, posted = theme.tokens(), self._posted
        assert posted is not None
        today = day == office_date(posted.now)
        box = QRectF(self._x(2 * place), 0, self._x(2) - self._x(0), self.height())
        rest = day.weekday() >= 5  # noqa: PLR2004 - Saturday
        if today or rest:
            painter.fillRect(box, QColor(colours.selected if today else colours.ground))
        painter.setPen(QColor(colours.border))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        painter.setFont(theme.face(theme.SMALL_PX, bold=today))
        painter.setPen(QColor(colours.accent if today else colours.secondary))
        words = f"{day.month}-{day.day:02d} {'今天' if today else WEEKDAYS[day.weekday()]}"
        painter.drawText(QRectF(box.x(), 0, box.width(), _HEAD), Qt.AlignmentFlag.AlignCenter, words)

    def _paint_row(self, painter: QPainter, top: int, name: str, found: tuple[Absence, ...]) -> None:
        colours = theme.tokens()
        painter.setPen(QColor(colours.border))
        painter.drawLine(0, top, self.width(), top)
        painter.setFont(theme.face(bold=bool(found)))
        painter.setPen(QColor(colours.text if found else colours.secondary))
        middle = Qt.AlignmentFlag.AlignVCenter
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _NAMES - 16)
        painter.drawText(QRectF(12, top, _NAMES - 12, _ROW), middle, words)
        for each in found:
            self._paint_absence(painter, self._box(each, top), each)

    def _paint_left(self, painter: QPainter) -> None:
        """Say how many more there are, and whether they are away."""
        hidden = sum(bool(found) for _, found in self._rows[self._most :])
        words = f"另有 {hidden} 人离岗，见右下" if hidden else f"其余 {self._left} 人本周在岗"
        painter.setFont(theme.face(theme.SMALL_PX))
        painter.setPen(QColor(theme.tokens().secondary))
        box = QRectF(12, self.height() - 24, self.width() - 24, 22)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_absence(self, painter: QPainter, box: QRectF, absence: Absence) -> None:
        colours = theme.tokens()
        colour = getattr(colours, STATES[absence.state])
        pen = QPen(QColor(colour), 1)
        if not absence.holds:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(colours.tint(colour, 0.14)))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(theme.face(theme.SMALL_PX))
        painter.setPen(QColor(colour))
        words = f"{absence.reason.value}·{absence.word}"
        if painter.fontMetrics().horizontalAdvance(words) > box.width() - 8:
            words = absence.reason.value
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _box(self, absence: Absence, top: int) -> QRectF:
        first, last = self._half(absence.starts), self._half(absence.until)
        return QRectF(self._x(first) + 2, top + 4, max(self._x(last) - self._x(first) - 4, 12), _ROW - 8)

    def _half(self, moment: datetime | None) -> int:
        """Return how many half days of the week have begun before the moment."""
        assert self._posted is not None
        if moment is None:
            return _HALVES
        edges = [edge for day in self._posted.week for edge in (start_of(day), noon_of(day))]
        edges.append(end_of(self._posted.week[-1]))
        return sum(edge < moment for edge in edges[:-1]) if moment < edges[-1] else _HALVES

    def _x(self, half: int) -> float:
        return _NAMES + (self.width() - _NAMES) * half / _HALVES

    def _at(self, x: float, y: float) -> Absence | None:
        place = int((y - _HEAD) // _ROW)
        if self._posted is None or not 0 <= place < min(len(self._rows), self._most):
            return None
        found = self._rows[place][1]
        return next((each for each in found if self._box(each, _HEAD + place * _ROW).contains(x, y)), None)
