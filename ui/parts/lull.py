"""After a refusal the hands may still be typing: what they type then is no key of an act."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

LULL_MS = 600
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_LEADING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
_WITH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Lull(QObject):
    """Swallows letters, digits and blanks that nothing would write, until none came for ``LULL_MS``.

    A key that leads elsewhere ends it: whoever presses one has looked up.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LULL_MS)
        self._timer.timeout.connect(self.end)

    def begin(self) -> None:
        """Swallow what is typed on."""
        application = QApplication.instance()
        if application is not None and not self._timer.isActive():
            application.installEventFilter(self)
        self._timer.start()

    def end(self) -> None:
        """Let the keys do what they do again."""
        self._timer.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Swallow what would be text, and wait on; a key that leads elsewhere ends it."""
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        if _is_text(event):
            self._timer.start()
            event.accept()
            return True
        if event.key() in _LEADING:
            self.end()
        return False


def _is_text(event: QKeyEvent) -> bool:
    """Say whether a key would write, had it not lost its field."""
    written_into = QApplication.focusWidget()
    writes = written_into is not None and written_into.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & _WITH and not writes
