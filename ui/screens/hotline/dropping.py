"""A file that is dropped on a widget from the desktop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_COMING = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class Drops(QObject):
    """Takes one file of this machine that is dropped on ``over``; ``dropped`` carries its path."""

    dropped = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        over.setAcceptDrops(True)
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a file come, and take it where it is dropped."""
        if not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        path = _file_of(event)
        if path is None:
            return False
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(path)
        elif event.type() not in _COMING:
            return False
        event.acceptProposedAction()
        return True


def _file_of(event: QDropEvent) -> Path | None:
    """Return the file; of several, or of what is no file, none."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
