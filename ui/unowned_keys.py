"""A letter pressed with Alt is a key of the window, never text: where nothing answers, nothing happens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

_WITH = Qt.KeyboardModifier.AltModifier
_OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.GroupSwitchModifier  # AltGr writes


class UnownedKeys(QObject):
    """Keeps Alt with a letter out of whatever is written into, in every window of the application."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        application.focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Swallow what no key of the window answered to and would be written."""
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _is_unowned(event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)


def _is_unowned(event: QKeyEvent) -> bool:
    """Say whether a press would be written though Alt is held; the window's own keys never come this far."""
    if not event.modifiers() & _WITH or event.modifiers() & _OTHERS or not event.text().isprintable():
        return False
    written_into = QApplication.focusWidget()
    return (
        bool(event.text())
        and written_into is not None
        and written_into.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    )
