"""The icons: line drawings of our own, coloured by role when they are painted, sharp at every scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui import theme

_INK = b"#000000"


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    source = resources.path("icons", f"{name}.svg").read_bytes()
    return QSvgRenderer(QByteArray(source.replace(_INK, colour.encode())))


def paint(painter: QPainter, box: QRectF, name: str, colour: str) -> None:
    """Draw the icon into the box in the colour (#RRGGBB)."""
    _drawing(name, colour).render(painter, box)


def icon(name: str, role: str = "text") -> QIcon:
    """Return the icon in the colour that the role has when it is painted (a name of ``theme.Tokens``)."""
    return QIcon(_LineIcon(name, role))


class _LineIcon(QIconEngine):
    """Paints a drawing in the colour of its role; disabled ones are faint."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        colours = theme.tokens()
        painter.save()
        painter.setOpacity(0.45 if mode is QIcon.Mode.Disabled else 1.0)
        side = min(rect.width(), rect.height())
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(rect).center())
        paint(painter, box, self._name, getattr(colours, self._role))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap
