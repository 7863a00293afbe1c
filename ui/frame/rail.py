"""The rail: the screens at the left, each with icon, name, what waits there, and its key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.context import ScreenEntry
from ui.parts.buttons import answer_to, icon_button

WIDE = 176
NARROW = 56
_HEIGHT = 40
_ICON = 20
KEYS = "123456789-=\\"  # Alt and the row of digits from left to right; 0 is the menu of the person
_MANY = 99


class RailItem(QAbstractButton):
    """One entry of the rail."""

    def __init__(self, entry: ScreenEntry, place: int) -> None:
        super().__init__()
        self._entry = entry
        self._count = 0
        self._digit = KEYS[place - 1 : place]
        self._folded = False
        self.setText(entry.title)
        self.setCheckable(True)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if self._digit:
            answer_to(self, f"Alt+{self._digit}")
        self._name()

    @property
    def count(self) -> int:
        """Return how much waits."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show how much waits; 0 shows nothing."""
        self._count = count
        self._name()
        self.update()

    def fold(self, folded: bool) -> None:
        """Show the icon alone, or the name as well."""
        self._folded = folded
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a row."""
        return QSize(NARROW if self._folded else WIDE, _HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hovering."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """End the hovering."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, name, count and key."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(8, 1, -8, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected if self.isChecked() else colours.hover))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if self.hasFocus():
            painter.setPen(QColor(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        ink = colours.accent if self.isChecked() else colours.secondary
        icon_box = QRectF(NARROW / 2 - _ICON / 2, (_HEIGHT - _ICON) / 2, _ICON, _ICON)
        icons.paint(painter, icon_box, self._entry.icon, ink)
        if self._folded:
            self._draw_dot(painter)
        else:
            self._draw_words(painter)

    def _name(self) -> None:
        waits = f"，{self._count} 件待办理" if self._count else ""
        key = f"（Alt+{self._digit}）" if self._digit else ""
        self.setAccessibleName(f"{self._entry.title}{waits}")
        self.setToolTip(f"{self._entry.title}{waits}{key}")

    def _draw_dot(self, painter: QPainter) -> None:
        if self._count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tokens().late))
            painter.drawEllipse(QPointF(NARROW / 2 + 10, _HEIGHT / 2 - 9), 3.5, 3.5)

    def _draw_words(self, painter: QPainter) -> None:
        colours = theme.tokens()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.face(bold=self.isChecked()))
        painter.setPen(QColor(colours.accent if self.isChecked() else colours.text))
        painter.drawText(QRectF(48, 0, 90, _HEIGHT), middle, self.text())
        painter.setFont(theme.face(theme.SMALL_PX))
        if self._digit:
            painter.setPen(QColor(theme.mix(colours.secondary, colours.surface, 0.8)))
            painter.drawText(
                QRectF(self.width() - 28, 0, 12, _HEIGHT), middle | Qt.AlignmentFlag.AlignRight, self._digit
            )
        if self._count:
            self._draw_count(painter)

    def _draw_count(self, painter: QPainter) -> None:
        colours = theme.tokens()
        text = str(self._count) if self._count <= _MANY else f"{_MANY}+"
        wide = max(20, QFontMetrics(painter.font()).horizontalAdvance(text) + 8)
        pill = QRectF(self.width() - 30 - wide, (_HEIGHT - 18) / 2, wide, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.mix(colours.accent, colours.surface, 0.14)))
        painter.drawRoundedRect(pill, 9, 9)
        painter.setPen(QColor(colours.accent))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QFrame):
    """The entries one below the other; ``opened`` tells the key of the one chosen."""

    opened = Signal(str)

    def __init__(self, entries: tuple[ScreenEntry, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setProperty("kind", "surface")
        self._items = {entry.key: RailItem(entry, place) for place, entry in enumerate(entries, start=1)}
        self._fold = icon_button("fold", "折叠导航栏", "Ctrl+B")
        self._folded = False

        for key, item in self._items.items():
            item.clicked.connect(self._opener(key))
        self._fold.clicked.connect(self.toggle)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(0)
        for item in self._items.values():
            column.addWidget(item)
        column.addStretch()
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._fold.setStyleSheet("margin-left: 13px;")
        self._fold.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(WIDE)

    @property
    def folded(self) -> bool:
        """Say whether only icons are shown."""
        return self._folded

    def item(self, key: str) -> RailItem | None:
        """Return the entry of a screen, None for screens that have none."""
        return self._items.get(key)

    def mark(self, key: str) -> None:
        """Show which screen is open."""
        for name, item in self._items.items():
            item.setChecked(name == key)

    def fold(self, folded: bool) -> None:
        """Make the rail narrow or wide."""
        self._folded = folded
        for item in self._items.values():
            item.fold(folded)
        self._fold.setIcon(icons.icon("unfold" if folded else "fold", "secondary"))
        self.setFixedWidth(NARROW if folded else WIDE)

    def toggle(self) -> None:
        """Fold or unfold."""
        self.fold(not self._folded)

    def _opener(self, key: str) -> Callable[[], None]:
        return partial(self._open, key)

    def _open(self, key: str) -> None:
        self.opened.emit(key)
