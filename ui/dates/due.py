"""What a due date says: the day, what is left of it in words, and the colour of that word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.clock import WEEKDAYS, short_date
from ui import theme
from ui.parts.chips import HEIGHT, chip_width, paint_chip

SOON = 1  # working days
TRACE_KEY = "Alt+T"
NO_TRACE = "这一步当场办结，没有按日推算的期限。"


@dataclass(frozen=True, kw_only=True)
class DueView:
    """A due date as it is shown; ``remaining`` is in working days, negative when past.

    ``late`` says that the day is past although no working day has gone by since, ``soon`` that the item is
    临期 by the rule of its own limit (None: in its last working day).
    """

    due: date
    remaining: int
    provisional: bool = False
    done: bool = False
    late: bool = False
    soon: bool | None = None

    @property
    def word(self) -> str:
        """Return the words: 余5个工作日, 今日到期, 逾期2个工作日, with 暂定 before them where it is."""
        if self.done:
            return "已办结"
        if self.remaining < 0:
            text = f"逾期{-self.remaining}个工作日"
        elif self.late:
            text = "已逾期"
        elif self.soon:
            text = f"临期·余{self.remaining}个工作日"
        else:
            text = f"余{self.remaining}个工作日" if self.remaining else "今日到期"
        return f"暂定·{text}" if self.provisional else text

    @property
    def role(self) -> str:
        """Return the colour's role."""
        if self.done:
            return "secondary"
        if self.remaining < 0 or self.late:
            return "late"
        if self.soon or (self.soon is None and self.remaining <= SOON):
            return "soon"
        return "provisional" if self.provisional else "on_time"

    @property
    def day(self) -> str:
        """Return the date with its weekday: 12月1日 周二."""
        return day_words(self.due)

    def __str__(self) -> str:
        """Return the whole: 12月1日 周二 · 余5个工作日."""
        return f"{self.day} · {self.word}"


def day_words(day: date) -> str:
    """Return a day with its weekday: 12月1日 周二."""
    return f"{short_date(day)} {WEEKDAYS[day.weekday()]}"


def paint_due(painter: QPainter, box: QRectF, view: DueView, ground: str) -> None:
    """Draw the date and the chip of its word into a box, left-aligned and in the middle."""
    colours = theme.tokens()
    painter.setFont(theme.face())
    painter.setPen(QColor(colours.secondary if view.done else colours.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, view.day)
    left = box.left() + day_width() + 8
    chip = QRectF(left, box.center().y() - 11, chip_width(view.word), 22)
    paint_chip(painter, chip, view.word, getattr(colours, view.role), ground)


def day_width() -> int:
    """Return the width of the widest date, so that the chips of a list stand in one line."""
    return QFontMetrics(theme.face()).horizontalAdvance("12月30日 周日")


class DueChip(QWidget):
    """A due date that opens its trace by Alt+T, Enter or a click."""

    trace_asked = Signal()

    def __init__(self, view: DueView | None = None) -> None:
        super().__init__()
        self.setObjectName("due_chip")
        self._view: DueView | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_due(view)

    def show_due(self, view: DueView | None) -> None:
        """Show a due date, or none."""
        self._view = view
        self.setVisible(view is not None)
        self.setAccessibleName(f"{view}，按 {TRACE_KEY} 查看推算轨迹" if view is not None else "")
        self.setToolTip(f"查看推算轨迹（{TRACE_KEY}）")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for date and word."""
        word = chip_width(self._view.word) if self._view is not None else 0
        return QSize(day_width() + word + 16, HEIGHT + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the trace."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.trace_asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Open the trace."""
        self.trace_asked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw date and word."""
        if self._view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens()
        paint_due(painter, QRectF(self.rect()).adjusted(2, 0, -2, 0), self._view, colours.surface)
        if self.hasFocus():
            painter.setPen(QColor(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


DueOf = Callable[[object], DueView | None]
