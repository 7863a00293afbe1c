"""The room of a screen: as large as the page leaves it, scrolled where that is less than it needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class ScreenRoom(QScrollArea):
    """Qt's own resizing would give a screen its comfortable height; this gives it what there is."""

    def __init__(self, screen: QWidget) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(screen)
        screen.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the screen the new room."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit anew when the screen needs more or less."""
        done = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        screen = self.widget()
        room, least = self.maximumViewportSize(), screen.minimumSizeHint()
        if least.height() > room.height():
            room.setWidth(room.width() - self.verticalScrollBar().sizeHint().width())
        screen.resize(room.expandedTo(least))
