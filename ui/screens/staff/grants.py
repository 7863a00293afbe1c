"""The grid of roles: one row a role, one column a division, the first one for the whole bureau."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.people.models import ROLE_NAMES, Division, DivisionId, Grant, Role
from ui import theme

_NAMES = 116
_HEAD = 30
_ROW = 28
_BOX = 18
_WIDEST = 128
_ROLES = tuple(Role)
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class GrantGrid(QWidget):
    """Ticks for role and division; a role held in the whole bureau stands for every division."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("grants")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._divisions: tuple[Division, ...] = ()
        self._held: set[tuple[Role, DivisionId | None]] = set()
        self._row = self._column = 0

    def show_grants(self, divisions: tuple[Division, ...], grants: tuple[Grant, ...]) -> None:
        """Show the divisions in use, and which roles are held where."""
        held = {grant.division for grant in grants}
        self._divisions = tuple(each for each in divisions if each.active or each.id in held)
        self._held = {(grant.role, grant.division) for grant in grants}
        self._row = self._column = 0
        self.updateGeometry()
        self.update()

    def grants(self) -> tuple[Grant, ...]:
        """Return what is ticked, in the order of the grid."""
        return tuple(
            Grant(role=role, division=place)
            for role in _ROLES
            for place in self._places()
            if (role, place) in self._held
        )

    def toggle(self, role: Role, division: DivisionId | None) -> None:
        """Tick or untick; the whole bureau takes the place of single divisions."""
        key = (role, division)
        if key in self._held:
            self._held.remove(key)
        else:
            if division is None:
                self._held = {each for each in self._held if each[0] is not role}
            else:
                self._held.discard((role, None))
            self._held.add(key)
        self._describe()
        self.update()
        self.changed.emit()

    def sizeHint(self) -> QSize:
        """Return room for all roles and divisions."""
        return QSize(_NAMES + 96 * (1 + len(self._divisions)), _HEAD + _ROW * len(_ROLES))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by arrows, tick by Space."""
        move = _MOVES.get(Qt.Key(event.key()))
        if move is not None:
            self._row = (self._row + move[0]) % len(_ROLES)
            self._column = (self._column + move[1]) % len(self._places())
            self._describe()
            self.update()
        elif event.key() == Qt.Key.Key_Space:
            self.toggle(_ROLES[self._row], self._places()[self._column])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick what is under the pointer."""
        place = self._cell_at(event.position())
        if place is not None:
            self._row, self._column = place
            self.toggle(_ROLES[self._row], self._places()[self._column])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no place."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw names, lines and ticks."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_head(painter)
        for row, role in enumerate(_ROLES):
            y = _HEAD + row * _ROW
            painter.setPen(QColor(theme.mix(colours.border, colours.surface, 0.7)))
            painter.drawLine(0, y, self.width(), y)
            painter.setFont(theme.face())
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(4, y, _NAMES, _ROW), Qt.AlignmentFlag.AlignVCenter, ROLE_NAMES[role])
            for column, place in enumerate(self._places()):
                self._draw_cell(painter, row, column, (role, place))

    def _draw_head(self, painter: QPainter) -> None:
        painter.setFont(theme.face(theme.SMALL_PX))
        painter.setPen(QColor(theme.tokens().secondary))
        names = ("全局", *(each.name for each in self._divisions))
        for column, name in enumerate(names):
            box = QRectF(_NAMES + column * self._wide(), 0, self._wide(), _HEAD)
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(box.width()) - 6)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _draw_cell(self, painter: QPainter, row: int, column: int, key: tuple[Role, DivisionId | None]) -> None:
        colours = theme.tokens()
        cell = QRectF(_NAMES + column * self._wide(), _HEAD + row * _ROW, self._wide(), _ROW)
        box = QRectF(0, 0, _BOX, _BOX)
        box.moveCenter(cell.center())
        held = key in self._held
        implied = not held and (key[0], None) in self._held
        painter.setPen(QPen(QColor(colours.accent if held else colours.edge), 1))
        painter.setBrush(QColor(colours.accent if held else colours.surface))
        painter.drawRoundedRect(box, 4, 4)
        if held or implied:
            ink = QColor(colours.on_accent if held else colours.secondary)
            painter.setPen(QPen(ink, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            tick = ((4.2, 9.4), (7.6, 12.8), (13.6, 5.8))
            painter.drawPolyline([box.topLeft() + QPointF(x, y) for x, y in tick])
        if self.hasFocus() and (row, column) == (self._row, self._column):
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-5, -5, 5, 5), 6, 6)

    def _places(self) -> tuple[DivisionId | None, ...]:
        return (None, *(each.id for each in self._divisions))

    def _wide(self) -> float:
        return min(_WIDEST, (self.width() - _NAMES) / (1 + len(self._divisions)))

    def _cell_at(self, place: QPointF) -> tuple[int, int] | None:
        row = int((place.y() - _HEAD) // _ROW)
        column = int((place.x() - _NAMES) // self._wide())
        if 0 <= row < len(_ROLES) and 0 <= column < len(self._places()):
            return row, column
        return None

    def _describe(self) -> None:
        role, place = _ROLES[self._row], self._places()[self._column]
        where = next((each.name for each in self._divisions if each.id == place), "全局")
        word = "已授予" if (role, place) in self._held else "未授予"
        self.setAccessibleName(f"{ROLE_NAMES[role]}，{where}，{word}")
