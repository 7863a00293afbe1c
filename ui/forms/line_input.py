"""The input of one line."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from app.forms.fields import Field
from ui.forms.inputs import LONGEST_LINE, FieldInput


class TextInput(FieldInput):
    """One line; a paste that is longer than it can hold is not cut but refused, in words."""

    def __init__(self, field: Field) -> None:
        self._line = QLineEdit()
        super().__init__(field, self._line)
        self._held = ""
        self._overrun = False
        self._line.setMaxLength(LONGEST_LINE)
        self._line.inputRejected.connect(self._overrun_later)
        self._line.textEdited.connect(self._edited)
        self._line.returnPressed.connect(self.entered)

    def value(self) -> Any:
        """Return the line."""
        return self._line.text()

    def set_value(self, value: Any) -> None:
        """Fill in the line."""
        text = "" if value is None else str(value)
        self._held = text
        if text != self._line.text():
            self._line.setText(text)
            self._line.setCursorPosition(0)

    def _edited(self, text: str) -> None:
        if not self._overrun:
            self._held = text
            self.tell_changed()

    def _overrun_later(self) -> None:
        """Wait until Qt has put in what fitted, then take it out again."""
        self._overrun = True
        QTimer.singleShot(0, self, self._take_back)

    def _take_back(self) -> None:
        self._overrun = False
        self._line.setText(self._held)
        self.refused.emit(f"粘贴的内容太长，没有放进来：这一栏最多 {LONGEST_LINE:,} 个字，请精简或分开填写。")
