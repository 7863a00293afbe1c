"""Chips: a word on a tint of its colour, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme

HEIGHT = 24
_PAD = 8


def chip_width(text: str) -> int:
    """Return how wide the chip of a text is, in logical pixels."""
    return QFontMetrics(theme.face(theme.SMALL_PX)).horizontalAdvance(text) + 2 * _PAD


def paint_chip(painter: QPainter, box: QRectF, text: str, colour: str, ground: str) -> None:
    """Draw a chip: the text in the colour on its tint over the ground, both #RRGGBB."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.mix(colour, ground, 0.1)))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(theme.face(theme.SMALL_PX))
    painter.setPen(QColor(colour))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class Chip(QWidget):
    """A word with the colour of a role (a name of ``theme.Tokens``)."""

    def __init__(self, text: str = "", role: str = "secondary") -> None:
        super().__init__()
        self._role = role
        self._text = ""
        self.setFixedHeight(HEIGHT)
        self.show_word(text, role)

    def show_word(self, text: str, role: str) -> None:
        """Change word and colour."""
        self._text, self._role = text, role
        self.setFixedWidth(chip_width(text))
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the word with its margins."""
        return QSize(chip_width(self._text), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        colours = theme.tokens()
        painter = QPainter(self)
        colour = getattr(colours, self._role)
        paint_chip(painter, QRectF(self.rect()), self._text, colour, colours.surface)
