"""Words of a cell that have no room on its line, set on a small one or on two of about the same length."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from ui import theme

_NARROWER = 4  # px, step by step while the words still stand on two lines
_LINE_PX = 16  # two lines have room in a row


def small_lines(text: str, width: int) -> tuple[str, ...]:
    """Return the line or two of a text in a width (px); what has no room on the second ends in an ellipsis."""
    font = theme.face(theme.SMALL_PX)
    measure = QFontMetrics(font)
    first, rest = _first(text, font, width)
    if not rest:
        return (first,)
    narrow = width
    while measure.horizontalAdvance(rest) < measure.horizontalAdvance(first):
        narrow -= _NARROWER
        shorter, longer = _first(text, font, narrow)
        if measure.horizontalAdvance(longer) > measure.horizontalAdvance(shorter):
            break
        first, rest = shorter, longer
    return first, measure.elidedText(rest, Qt.TextElideMode.ElideRight, width)


def paint_small_lines(painter: QPainter, box: QRectF, text: str) -> None:
    """Draw a text on one or two small lines in the pen's colour."""
    painter.setFont(theme.face(theme.SMALL_PX))
    lines = small_lines(text, int(box.width()))
    upper = QRectF(box.left(), box.center().y() - len(lines) * _LINE_PX / 2, box.width(), _LINE_PX)
    for line, words in enumerate(lines):
        place = upper.translated(0, line * _LINE_PX)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def _first(text: str, font: QFont, width: int) -> tuple[str, str]:
    """Return the words of the first line, broken where Chinese may be, and all that is left."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    return text[: line.textLength()].strip(), text[line.textLength() :].strip()
