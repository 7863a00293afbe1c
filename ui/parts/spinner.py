"""The small wheel that says: still working."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from ui import theme

_STEP_MS = 60
_STEP = 30
_ROUND = 360


class Spinner(QWidget):
    """Turns while it is shown."""

    def __init__(self, side: int = 16) -> None:
        super().__init__()
        self._side = side
        self._angle = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._turn)
        self.setFixedSize(side, side)
        self.setAccessibleName("正在处理")

    def sizeHint(self) -> QSize:
        """Return its one size."""
        return QSize(self._side, self._side)

    def showEvent(self, _event: QShowEvent) -> None:
        """Begin to turn."""
        self._timer.start()

    def hideEvent(self, _event: QHideEvent) -> None:
        """Rest."""
        self._timer.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw three quarters of a ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(theme.tokens().accent), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawArc(box, -self._angle * 16, 270 * 16)

    def _turn(self) -> None:
        self._angle = (self._angle + _STEP) % _ROUND
        self.update()
