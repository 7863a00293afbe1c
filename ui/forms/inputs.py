"""The plain inputs: a number, many lines, a tick."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from app.forms.fields import Field
from ui.parts.labels import restyle

MOST_LINES = 14
LONGEST_LINE = 100_000  # characters; Qt's own limit of 32,767 would cut a paste without a word
_LINE_ROOM = 12
_COUNT_WIDE = 120
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class FieldInput(QWidget):
    """What every input of a field can do; ``entered`` asks for the next field.

    ``refused`` says why something was not taken in, to be told at the field.
    """

    changed = Signal()
    entered = Signal()
    refused = Signal(str)

    def __init__(self, field: Field, part: QWidget) -> None:
        super().__init__()
        self.field = field
        self.part = part
        self.setObjectName(f"field_{field.key}")
        self.setFocusProxy(part)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        part.setAccessibleName(f"{field.label}{'，必填' if field.required else ''}")
        part.setAccessibleDescription(field.help)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(part)
        self.row = row

    def value(self) -> Any:
        """Return what is filled in, as the form's JSON has it; what cannot be read is returned as typed."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Fill in silently; None empties."""
        raise NotImplementedError

    def show_wrong(self, wrong: bool) -> None:
        """Mark or unmark the input as refused."""
        restyle(self.part, "wrong", wrong)

    def set_decided(self) -> None:
        """Show what is filled in as decided elsewhere: readable, and nobody's to change."""
        self.setEnabled(False)
        restyle(self.part, "decided", True)
        self.part.setToolTip("由办件确定，这里不能改")

    def select(self) -> None:
        """Have one line of text written over by what is typed next."""
        if isinstance(self.part, QLineEdit):
            self.part.selectAll()

    def show_row_problems(self, _problems: dict[str, str]) -> None:
        """Show problems inside the field, by the rest of their path; only lists have any."""

    def tell_changed(self) -> None:
        """Say that something was changed by hand."""
        self.changed.emit()


class CountInput(FieldInput):
    """A whole number; the arrows step it."""

    def __init__(self, field: Field) -> None:
        self._line = _CountLine(field)
        super().__init__(field, self._line)
        self._line.setFixedWidth(_COUNT_WIDE)
        self.row.addStretch()
        self._line.textEdited.connect(self.tell_changed)
        self._line.stepped.connect(self.tell_changed)
        self._line.returnPressed.connect(self.entered)

    def value(self) -> Any:
        """Return the number, None when empty, else the text as typed."""
        text = self._line.text().strip()
        if not text:
            return None
        return int(text) if text.isdecimal() else text

    def set_value(self, value: Any) -> None:
        """Fill in the number."""
        self._line.setText("" if value is None else str(value))


class _CountLine(QLineEdit):
    """A line whose number goes up and down."""

    stepped = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._least = field.least if field.least is not None else 0
        self._most = field.most

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        text = self.text().strip()
        now = int(text) if text.isdecimal() else self._least - step
        next_one = max(self._least, now + step)
        self.setText(str(min(next_one, self._most) if self._most is not None else next_one))
        self.stepped.emit()


class LongInput(FieldInput):
    """Many lines; it grows with its text, Tab leaves it."""

    def __init__(self, field: Field) -> None:
        self._text = _GrowingText(field.lines)
        super().__init__(field, self._text)
        self._quiet = False
        self._text.textChanged.connect(self._tell)

    def value(self) -> Any:
        """Return the text."""
        return self._text.toPlainText()

    def set_value(self, value: Any) -> None:
        """Fill in the text."""
        text = "" if value is None else str(value)
        if text == self._text.toPlainText():
            return
        self._quiet = True
        self._text.setPlainText(text)
        self._quiet = False

    def type_on(self) -> None:
        """Let what is typed next stand after the text."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._text.moveCursor(QTextCursor.MoveOperation.End)

    def _tell(self) -> None:
        if not self._quiet:
            self.changed.emit()


class _GrowingText(QPlainTextEdit):
    """As high as its lines, between a least number and fourteen."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        lines = max(self._least, min(MOST_LINES, int(self.document().size().height())))
        high = int(lines * self._line_high()) + 2 * int(self.document().documentMargin()) + _LINE_ROOM
        if high != self.height():
            self.setFixedHeight(high)

    def _line_high(self) -> float:
        block = self.document().firstBlock()
        lines = block.layout().lineCount()
        drawn = self.blockBoundingRect(block).height() / lines if lines else 0.0
        return max(drawn, QFontMetrics(self.font()).lineSpacing())


class YesInput(FieldInput):
    """A tick."""

    def __init__(self, field: Field) -> None:
        self._tick = QCheckBox("是")
        super().__init__(field, self._tick)
        self._tick.clicked.connect(self.tell_changed)

    def value(self) -> Any:
        """Return whether it is ticked."""
        return self._tick.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick or untick."""
        self._tick.setChecked(bool(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter."""
        go_on(self, event)


def go_on(entry: FieldInput, event: QKeyEvent) -> None:
    """Go on to the next field by Enter; every other key is left alone."""
    if event.key() in _ENTER and event.modifiers() == _NO_KEYS:
        entry.entered.emit()
    else:
        event.ignore()
