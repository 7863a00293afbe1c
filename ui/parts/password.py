"""An input for passwords that says when capitals are locked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit


class PasswordInput(QLineEdit):
    """Shows dots; ``capitals`` says whether the last letter typed came with Caps Lock on."""

    capitals = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName("密码")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Notice a capital without Shift, or a small letter with it (Qt does not tell the lock)."""
        typed = event.text()
        if typed.isascii() and typed.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(typed.isupper() != shifted)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the lock when typing goes on elsewhere."""
        self.capitals.emit(False)
        super().focusOutEvent(event)
