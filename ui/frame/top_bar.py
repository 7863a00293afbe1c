"""The top bar: where one sits, the search box, the day, for whom one acts, and who one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from ui import icons, theme
from ui.dates.due import day_words
from ui.parts.buttons import answer_to
from ui.parts.chips import Chip
from ui.parts.labels import label

HEIGHT = 52
_SEARCH_WIDE = 360
_SEARCH_LEAST = 200
_SEARCH_EDGES = 98  # the glass at the left, the key at the right


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Who sits where: the person, the division and the counter ("" when he has none)."""

    name: str
    division: str
    counter: str = ""

    def __str__(self) -> str:
        """Return the place as the bar shows it."""
        return f"{self.division} · {self.counter}" if self.counter else self.division


class SearchBox(QAbstractButton):
    """Looks like an input and opens the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.setText("查找事项、办件、人员…")
        self.setAccessibleName("查找（Ctrl+K）")
        answer_to(self, "Ctrl+K")
        self.setFixedHeight(theme.INPUT_PX)
        self.setMinimumWidth(_SEARCH_LEAST)
        self.setMaximumWidth(_SEARCH_WIDE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def sizeHint(self) -> QSize:
        """Return the size of an input."""
        return QSize(_SEARCH_WIDE, theme.INPUT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, the glass, the words and the key."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.accent if self.hasFocus() else colours.edge if self.underMouse() else colours.border
        painter.setPen(QColor(edge))
        painter.setBrush(QColor(colours.ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        icons.paint(painter, QRectF(9, (self.height() - 18) / 2, 18, 18), "search", colours.secondary)
        painter.setPen(QColor(colours.secondary))
        box = QRectF(self.rect()).adjusted(34, 0, -10, 0)
        room = self.width() - _SEARCH_EDGES
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(theme.face(theme.SMALL_PX))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "Ctrl+K")


class TopBar(QFrame):
    """One line over the whole window."""

    searched = Signal()

    def __init__(self, seat: Seat, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setProperty("kind", "surface")
        self.setFixedHeight(HEIGHT)
        self._product = label("效能工作台", "strong")
        self._seat = label(str(seat), "secondary")
        self._search = SearchBox()
        self._day = label()
        self._day_word = Chip()
        self._substitution = Chip("", "soon")
        self._user = QToolButton()

        self._search.clicked.connect(self.searched)

        self._user.setText(f"{seat.name} ")
        self._user.setIcon(icons.icon("user", "secondary"))
        self._user.setIconSize(QSize(18, 18))
        self._user.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._user.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._user.setMenu(menu)
        QShortcut(QKeySequence("Alt+0"), self, self._user.showMenu)
        self._user.setAccessibleName(f"{seat.name}的菜单（Alt+0）")
        self._substitution.hide()
        self._day_word.hide()
        self._assemble()

    def _assemble(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 12, 0)
        row.setSpacing(8)
        mark = _Mark()
        row.addWidget(mark)
        row.addWidget(self._product)
        row.addWidget(_divider())
        row.addWidget(self._seat)
        row.addStretch(1)
        row.addWidget(self._search, 4)
        row.addStretch(1)
        row.addWidget(self._day)
        row.addWidget(self._day_word)
        row.addSpacing(4)
        row.addWidget(self._substitution)
        row.addWidget(self._user)

    def show_day(self, day: date, word: str = "", role: str = "secondary") -> None:
        """Show the date with its weekday, and a word for it (班 or 休)."""
        self._day.setText(day_words(day))
        self._day_word.setVisible(bool(word))
        self._day_word.show_word(word, role)

    def show_substitution(self, text: str) -> None:
        """Show for whom one acts as long as one does."""
        self._substitution.setVisible(bool(text))
        self._substitution.show_word(text, "soon")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface with its hairline below."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(theme.tokens().border))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class _Mark(QWidget):
    """The product's mark."""

    def __init__(self, side: int = 24) -> None:
        super().__init__()
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icons.paint(painter, QRectF(self.rect()), "mark", "#000000")


def _divider() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "standing")
    line.setFixedHeight(16)
    return line
