"""The legend of the year: one swatch for each kind of day."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

_ENTRIES = (
    ("放假", "on_time", "band"),
    ("调休上班", "soon", "box"),
    ("停止办公", "late", "dashed"),
    ("今天", "accent", "ring"),
    ("计入期限", "accent", "band"),
)
_SWATCH = 16
_GAP = 18


class Legend(QWidget):
    """Swatches with their words in one line."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("图例：" + "、".join(word for word, _, _ in _ENTRIES))

    def sizeHint(self) -> QSize:
        """Return room for all words."""
        measure = QFontMetrics(theme.face(theme.SMALL_PX))
        return QSize(sum(_SWATCH + 6 + measure.horizontalAdvance(word) + _GAP for word, _, _ in _ENTRIES), 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw swatches and words."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.face(theme.SMALL_PX))
        x = 0
        for word, role, shape in _ENTRIES:
            _paint_swatch(painter, QRectF(x + 0.5, 4.5, 15, 15), getattr(colours, role), shape)
            x += _SWATCH + 6
            painter.setPen(QColor(colours.secondary))
            wide = painter.fontMetrics().horizontalAdvance(word)
            painter.drawText(QRectF(x, 0, wide + 2, 24), Qt.AlignmentFlag.AlignVCenter, word)
            x += wide + _GAP


def _paint_swatch(painter: QPainter, box: QRectF, colour: str, shape: str) -> None:
    ground = theme.tokens().ground
    tint = QColor(theme.mix(colour, ground, 0.2))
    style = Qt.PenStyle.DashLine if shape == "dashed" else Qt.PenStyle.SolidLine
    painter.setPen(Qt.PenStyle.NoPen if shape == "band" else QPen(QColor(colour), 1.2, style))
    painter.setBrush(tint if shape in ("band", "dashed") else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
