"""One of several ways as a large row: its number at the left, its words beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme

_BADGE = 36
_BADGE_LEFT = 20
_LEFT = 76


class NumberedRow(QAbstractButton):
    """Takes its words in ``column``; a ``dim`` one cannot be gone now."""

    def __init__(self, number: int, *, around: int) -> None:
        super().__init__()
        self.number = str(number)
        self.dim = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_LEFT, around, 16, around)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def let_through(self) -> None:
        """Have every click on the words be one on the row."""
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Return the room of the words."""
        return self.column.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer to Enter as well as to the space bar; the arrows are the page's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the plate and the number."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.hasFocus()
        ground = colours.selected if here else colours.hover if self.underMouse() else colours.surface
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(colours.accent if here else colours.border), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        badge = QRectF(_BADGE_LEFT, (self.height() - _BADGE) / 2, _BADGE, _BADGE)
        ink = colours.secondary if self.dim else colours.accent
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.mix(ink, ground, 0.12)))
        painter.drawEllipse(badge)
        painter.setPen(QColor(ink))
        painter.setFont(theme.face(theme.SECTION_PX, bold=True))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self.number)
