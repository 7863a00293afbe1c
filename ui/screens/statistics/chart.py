"""A quiet bar chart of one column: a bar for each row with its name before and its figure after it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

_ROW = 30
_BAR = 14
_GAP = 10
_PAD = 4
_NAME_PART = 0.36
_NAME_MOST = 220
_LEAST_BAR = 2.0


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: its name, its length as a number (None: nothing to show) and the figure in words."""

    name: str
    value: float | None
    shown: str
    chosen: bool = False


class BarChart(QWidget):
    """Draws bars in the order they are given; the longest, or ``whole``, takes all the room there is."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._whole = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Return what is drawn."""
        return self._bars

    def show_bars(self, title: str, bars: tuple[Bar, ...], whole: float = 0.0) -> None:
        """Draw these bars."""
        self._bars, self._whole = bars, whole
        self.setAccessibleName(f"{title}：" + "，".join(f"{bar.name} {bar.shown}" for bar in bars))
        self.updateGeometry()
        self.setMinimumHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for every bar."""
        return QSize(240, len(self._bars) * _ROW + 2 * _PAD)

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in other colours."""
        super().changeEvent(event)
        if theme.colours_changed(event):
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw every bar with its words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.face(theme.SMALL_PX)
        measure = QFontMetrics(theme.face(theme.SMALL_PX, bold=True))
        painter.setFont(font)
        names = max((measure.horizontalAdvance(bar.name) for bar in self._bars), default=0)
        name_wide = min(names + 2, _NAME_MOST, int(self.width() * _NAME_PART))
        said_wide = max((measure.horizontalAdvance(bar.shown) for bar in self._bars), default=0) + 2
        longest = max((bar.value or 0.0 for bar in self._bars), default=0.0)
        longest = max(longest, self._whole)
        room = max(0.0, self.width() - name_wide - said_wide - 2 * _GAP)
        for place, bar in enumerate(self._bars):
            box = QRectF(0, _PAD + place * _ROW, self.width(), _ROW)
            length = room * (bar.value or 0.0) / longest if longest else 0.0
            _draw(painter, box, bar, name_wide, length)


def _draw(painter: QPainter, box: QRectF, bar: Bar, name_wide: int, length: float) -> None:
    colours = theme.tokens()
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(theme.face(theme.SMALL_PX, bold=bar.chosen))
    painter.setPen(QColor(colours.text if bar.chosen else colours.secondary))
    name = QFontMetrics(painter.font()).elidedText(bar.name, Qt.TextElideMode.ElideMiddle, name_wide)
    painter.drawText(
        QRectF(box.left(), box.top(), name_wide, box.height()), middle | Qt.AlignmentFlag.AlignRight, name
    )
    left = box.left() + name_wide + _GAP
    painter.setPen(QColor(colours.border))
    painter.drawLine(int(left), int(box.top()), int(left), int(box.bottom()))
    if bar.value:
        length = max(length, _LEAST_BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if bar.chosen else colours.bar))
        painter.drawRect(QRectF(left + 1, box.center().y() - _BAR / 2, length, _BAR))
    painter.setPen(QColor(colours.text))
    painter.drawText(
        QRectF(left + length + _GAP / 2 + 2, box.top(), box.width(), box.height()), middle, bar.shown
    )
