"""A popover: a small frame beside its anchor that goes away by Esc or a click elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import theme

_GAP = 4
_EDGE = 8


class Popover(QFrame):
    """Holds one widget; ``closed`` is said when it goes away."""

    closed = Signal()

    def __init__(self, content: QWidget, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(content)
        self._content = content

    def show_at(self, anchor: QWidget, box: QRect | None = None) -> None:
        """Open below the anchor (or a box in it), above where the screen ends, always wholly seen."""
        box = box or anchor.rect()
        self.adjustSize()
        below = anchor.mapToGlobal(box.bottomLeft() + QPoint(0, _GAP))
        above = anchor.mapToGlobal(box.topLeft()) - QPoint(0, self.height() + _GAP)
        room = anchor.screen().availableGeometry()
        place = below if below.y() + self.height() <= room.bottom() else above
        left = max(room.left(), min(place.x(), room.right() - self.width() - _EDGE))
        self.move(left, max(room.top() + _EDGE, place.y()))
        self.show()
        self._content.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the plate with round corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.tokens().edge))
        painter.setBrush(QColor(theme.tokens().surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that it is gone."""
        self.closed.emit()
        super().hideEvent(event)
