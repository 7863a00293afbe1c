"""The quiet half of the sign-in: the product's name on office paper."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

PRODUCT = "效能工作台"


class Brand(QWidget):
    """The quiet half of the window: a sheet of office paper with its grid."""

    def __init__(self, bureau: str) -> None:
        super().__init__()
        self._bureau = bureau
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the window's colours."""
        dark = theme.tokens() is theme.DARK
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor("#14243D" if dark else "#1D5FBF"))
        self._draw_paper(painter)
        left = 56.0
        middle = self.height() * 0.36
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(theme.face(34, bold=True))
        painter.drawText(QPointF(left, middle), PRODUCT)
        painter.setFont(theme.face(15))
        painter.setPen(QColor(255, 255, 255, 225))
        if self._bureau != PRODUCT:
            painter.drawText(QRectF(left, middle + 18, self.width() - 2 * left, 48), 0, self._bureau)

    def _draw_paper(self, painter: QPainter) -> None:
        """Draw a tilted form with its grid lines, faintly, running out of the corner."""
        painter.save()
        painter.translate(self.width() * 0.46, self.height() * 0.60)
        painter.rotate(-9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 16))
        painter.drawRoundedRect(QRectF(0, 0, 420, 560), 10, 10)
        painter.setPen(QPen(QColor(255, 255, 255, 34), 1.5))
        for row in range(1, 9):
            painter.drawLine(QPointF(36, 20 + row * 44), QPointF(384, 20 + row * 44))
        for x in (36, 124, 384):
            painter.drawLine(QPointF(x, 64), QPointF(x, 372))
        painter.setPen(QPen(QColor(255, 255, 255, 90), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline([QPointF(150, 130), QPointF(160, 140), QPointF(180, 116)])
        painter.restore()
