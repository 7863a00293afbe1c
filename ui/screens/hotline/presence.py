"""Looks every second who works on the orders in sight: a claim leaves no entry, and a lapse leaves nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.screens.hotline.listing import QueueList
from ui.screens.hotline.presenter import HotlinePresenter

LOOK_MS = 1000


class Presence(QObject):
    """Looks while the screen is seen and no dialog is over it."""

    def __init__(self, screen: QWidget, rows: QueueList, presenter: HotlinePresenter) -> None:
        super().__init__(screen)
        self._rows = rows
        self._presenter = presenter
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        screen.installEventFilter(self)

    def look(self) -> None:
        """Look once."""
        seen = self._rows.rows_in_sight()
        if seen and QApplication.activeModalWidget() is None:
            self._presenter.watch(seen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look as long as the screen is shown."""
        if event.type() is QEvent.Type.Show:
            self._timer.start()
        elif event.type() is QEvent.Type.Hide:
            self._timer.stop()
        return super().eventFilter(watched, event)
