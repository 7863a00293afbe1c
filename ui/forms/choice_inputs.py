"""The inputs that choose: segments, a list, and a question answered by 是 or 否."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from app.forms.fields import Field
from ui import theme
from ui.forms.inputs import FieldInput, YesInput, go_on
from ui.parts.segments import Segments
from ui.parts.spelling import spelled

_SEGMENTS_WIDE = 176
_SEGMENTS_WIDEST = 420
_HALF = 6
_ANSWERS = {"是": True, "否": False}
_TAKES_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class SegmentsInput(FieldInput):
    """A few choices side by side."""

    def __init__(self, field: Field) -> None:
        self._segments = Segments(field.choices)
        super().__init__(field, self._segments)
        self.row.addStretch()
        self._segments.chosen.connect(self.tell_changed)

    def value(self) -> Any:
        """Return the chosen word."""
        return self._segments.value()

    def set_value(self, value: Any) -> None:
        """Choose a word."""
        self._segments.set_value("" if value is None else str(value))

    def show_wrong(self, wrong: bool) -> None:
        """Mark the frame."""
        self._segments.set_wrong(wrong)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter."""
        go_on(self, event)


class AskedInput(SegmentsInput):
    """A question answered by 是 or 否, and open until then; Backspace opens it again."""

    def __init__(self, field: Field) -> None:
        super().__init__(replace(field, choices=tuple(_ANSWERS)))

    def value(self) -> Any:
        """Return the answer, None while there is none."""
        return _ANSWERS.get(super().value())

    def set_value(self, value: Any) -> None:
        """Fill in an answer, or open the question."""
        super().set_value(next((word for word, answer in _ANSWERS.items() if answer is value), ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the question again."""
        if event.key() in _TAKES_BACK and self.value() is not None:
            self.set_value(None)
            self.tell_changed()
        else:
            super().keyPressEvent(event)


class ComboInput(FieldInput):
    """Many choices in a list; typing finds one, by its pinyin too."""

    def __init__(self, field: Field) -> None:
        self._combo = spelled(QComboBox())
        super().__init__(field, self._combo)
        self._combo.addItem("", "")
        for choice in field.choices:
            self._combo.addItem(choice, choice)
        self._combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._combo.setMinimumContentsLength(6)
        self._combo.activated.connect(self.tell_changed)

    def value(self) -> Any:
        """Return the chosen word."""
        return self._combo.currentData() or ""

    def set_value(self, value: Any) -> None:
        """Choose a word."""
        self._combo.setCurrentIndex(max(0, self._combo.findData("" if value is None else str(value))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter."""
        go_on(self, event)


def choice_input(field: Field) -> FieldInput:
    """Return segments where they have room, else a list to choose from."""
    most = _SEGMENTS_WIDE if field.width <= _HALF else _SEGMENTS_WIDEST
    measure = QFontMetrics(theme.face(bold=True))
    wide = sum(measure.horizontalAdvance(choice) + 12 for choice in field.choices)
    return SegmentsInput(field) if wide <= most else ComboInput(field)


def yes_input(field: Field) -> FieldInput:
    """Return a question where an answer is asked for, else a tick."""
    return AskedInput(field) if field.asked else YesInput(field)
