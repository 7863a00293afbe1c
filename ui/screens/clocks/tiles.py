"""The big numbers of the wall: one tile a light, the number over its word, chosen by a digit or a click."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.custody.lights import Light
from ui import theme
from ui.parts.buttons import answer_to
from ui.screens.acts import LIGHT_ROLES

_HIGH, _NUMBER_PX, _GAP = 88, 32, 12
TILES = (None, Light.LATE, Light.TODAY, Light.SOON, Light.ON_TIME)
_ALL = "全部未结"


class Tile(QAbstractButton):
    """One number; its colour is that of its light, and its word stands below."""

    def __init__(self, light: Light | None, key: str) -> None:
        super().__init__()
        self._key = key
        self._role = "text" if light is None else LIGHT_ROLES[light]
        self.setText(_ALL if light is None else light.value)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"{self.text()}（{key}）")
        answer_to(self, key)
        self._number = 0

    def show_number(self, number: int) -> None:
        """Show how many."""
        self._number = number
        self.setAccessibleName(f"{self.text()} {number} 件")
        self.update()

    def sizeHint(self) -> QSize:
        """Return its one height."""
        return QSize(150, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the plate, the number, the word and the key."""
        colours = theme.tokens()
        ink = getattr(colours, self._role) if self._number else colours.secondary
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        painter.setPen(
            QPen(QColor(colours.accent if here or self.hasFocus() else colours.border), 2 if here else 1)
        )
        painter.setBrush(QColor(colours.selected if here else colours.surface))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, 8, 8)
        inner = box.adjusted(16, 8, -12, -10)
        painter.setFont(_big())
        painter.setPen(QColor(ink))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, f"{self._number:,}")
        painter.setFont(theme.face(bold=True))
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setFont(theme.face(theme.SMALL_PX))
        painter.setPen(QColor(colours.secondary))
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, self._key)


class Tiles(QWidget):
    """The row of tiles; ``chosen`` tells the light, None for all."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self._tiles = {light: Tile(light, str(number)) for number, light in enumerate(TILES)}
        for light, tile in self._tiles.items():
            tile.clicked.connect(partial(self._choose, light))
            row.addWidget(tile)

    def show_lights(self, lights: dict[Light, int]) -> None:
        """Show how many items have each light."""
        for light, tile in self._tiles.items():
            tile.show_number(sum(lights.values()) if light is None else lights[light])

    def mark(self, light: Light | None) -> None:
        """Show which tile is looked behind."""
        for each, tile in self._tiles.items():
            tile.setChecked(each is light)

    def tile(self, light: Light | None) -> Tile:
        """Return the tile of a light."""
        return self._tiles[light]

    def _choose(self, light: Light | None) -> None:
        self.mark(light)
        self.chosen.emit(light)


def _big() -> QFont:
    return theme.face(_NUMBER_PX, bold=True)
