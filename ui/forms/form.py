"""The form: sections of inputs on one left edge, with help and refusals in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import Problem
from app.forms.fields import Section, all_fields
from ui import theme
from ui.forms.blocks import Cell, FieldBlock
from ui.forms.inputs import FieldInput
from ui.forms.making import FormDays, make_input
from ui.parts.labels import label

_TWO_COLUMNS_FROM = 580
_INSET = 20
_EMPTY: tuple[Any, ...] = (None, "", [])


class FormView(QScrollArea):
    """All inputs of a form; ``changed`` after every change by hand, ``focused_field`` with the field's key."""

    changed = Signal()
    focused_field = Signal(str)

    def __init__(
        self,
        sections: tuple[Section, ...],
        days: FormDays | None = None,
        *,
        inset: int = _INSET,
        most: int = theme.FORM_PX,
    ) -> None:
        super().__init__()
        self.setObjectName("form")
        self._days = days or FormDays()
        self._inputs = {field.key: make_input(field, self._days) for field in all_fields(sections)}
        self._notes = {key: label("", "small", wrap=True) for key in self._inputs}
        self._helps = {key: entry.field.help for key, entry in self._inputs.items()}
        self._shown_once = False
        self._holder = QWidget()
        self._halves = 2
        self._blocks: list[FieldBlock] = []
        for key, entry in self._inputs.items():
            entry.changed.connect(partial(self._changed, key))
            entry.refused.connect(partial(self.warn, key))
            entry.entered.connect(partial(self._next, key))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        self._assemble(sections, inset)
        self._holder.setMaximumWidth(most + 2 * inset)
        self.clear_problems()
        self.set_values({})

    def values(self) -> dict[str, Any]:
        """Return what is filled in by key, empty fields left out."""
        found = {key: entry.value() for key, entry in self._inputs.items()}
        return {key: value for key, value in found.items() if value not in (None, "", [])}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill in the whole form; what is not given takes its default."""
        for key, entry in self._inputs.items():
            entry.set_value(values.get(key, entry.field.default))

    def put_values(self, values: Mapping[str, Any]) -> None:
        """Fill in only what is given; what was wrong with an empty field is over."""
        for key, value in values.items():
            if key in self._inputs:
                self._inputs[key].set_value(value)
                self._show_note(key, self._helps[key], wrong=False)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show each problem at its field and go to the first; those of no field are left to the page."""
        self.clear_problems()
        texts: dict[str, list[str]] = {}
        inside: dict[str, dict[str, str]] = {}
        for problem in problems:
            key, _, rest = problem.field.partition(".")
            if key in self._inputs:
                texts.setdefault(key, []).append(problem.text)
                inside.setdefault(key, {})[rest] = problem.text
        for key, lines in texts.items():
            self._show_note(key, "\n".join(lines), wrong=True)
            self._inputs[key].show_row_problems(inside[key])
        first = next((key for key in self._inputs if key in texts), None)
        if first is not None:
            self.focus_field(first)
            self._inputs[first].select()
            self._reveal_soon(first)

    def clear_problems(self) -> None:
        """Show the help texts again."""
        for key, entry in self._inputs.items():
            self._show_note(key, self._helps[key], wrong=False)
            entry.show_row_problems({})

    def warn(self, key: str, text: str) -> None:
        """Say something at a field while it is filled in ("" shows the help text again)."""
        self._show_note(key, text or self._helps[key], wrong=bool(text))
        if text:
            self._reveal_soon(key)

    def set_help(self, key: str, text: str) -> None:
        """Say something else below a field when nothing is wrong there: what a choice means."""
        self._helps[key] = text
        if self._notes[key].property("kind") != "problem":
            self._show_note(key, text, wrong=False)

    def focus_field(self, key: str) -> None:
        """Put the focus into a field (materials.1.name goes to materials) and bring it into view."""
        entry = self._inputs.get(key.partition(".")[0])
        if entry is not None:
            entry.setFocus(Qt.FocusReason.OtherFocusReason)
            self._reveal(entry)

    def focus_first(self) -> None:
        """Put the focus where the hands begin."""
        self.focus_field(self.first_wanted())

    def first_wanted(self) -> str:
        """Return the first empty field that must be filled in, else the first empty, else the first open."""
        still = [key for key, entry in self._inputs.items() if entry.isEnabled()]
        empty = [key for key in still if self._inputs[key].value() in _EMPTY]
        must = (key for key in empty if self._inputs[key].field.required)
        return next(iter((*must, *empty, *still, *self._inputs)), "")

    def input(self, key: str) -> FieldInput:
        """Return the input of a field."""
        return self._inputs[key]

    def wanted_height(self) -> int:
        """Return the height (px) at which nothing must be scrolled for at this width."""
        layout = self.widget().layout()
        assert layout is not None
        layout.activate()
        high = layout.totalHeightForWidth(self.viewport().width())
        return high if high > 0 else layout.totalSizeHint().height()

    def set_read_only(self, read_only: bool) -> None:
        """Let the form be looked at only, or filled in again."""
        for entry in self._inputs.values():
            entry.setEnabled(not read_only)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the long inputs to their height before anybody looks."""
        super().showEvent(event)
        if not self._shown_once:
            self._shown_once = True
            QTimer.singleShot(0, self, self.widget().updateGeometry)

    def _assemble(self, sections: tuple[Section, ...], inset: int) -> None:
        canvas = QWidget()
        canvas.setObjectName("canvas")
        column = QVBoxLayout()
        column.setContentsMargins(inset, min(inset, _INSET), inset, inset and 24)
        column.setSpacing(12)
        for number, section in enumerate(sections):
            if number:
                column.addSpacing(12)
            if section.title:
                column.addWidget(label(section.title, "section"))
            cells = [Cell(field, self._inputs[field.key], self._notes[field.key]) for field in section.fields]
            block = FieldBlock(cells)
            self._blocks.append(block)
            column.addWidget(block)
        column.addStretch(1)  # all the room that is left: the fields stay together
        self._holder.setObjectName("canvas")
        self._holder.setLayout(column)
        row = QHBoxLayout(canvas)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._holder)
        self.setWidget(canvas)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the fields in one column where two have no room."""
        super().resizeEvent(event)
        halves = 2 if self.viewport().width() >= _TWO_COLUMNS_FROM else 1
        if halves != self._halves:
            self._halves = halves
            for block in self._blocks:
                block.set_halves(halves)
        QTimer.singleShot(0, self, self._reveal_again)

    def _reveal_again(self) -> None:
        """Keep the field at hand in view when a banner or a smaller window leaves the form less room."""
        here = QApplication.focusWidget()
        if here is not None and self.isAncestorOf(here):
            self._focus_moved(None, here)

    def _show_note(self, key: str, text: str, *, wrong: bool) -> None:
        note, entry = self._notes[key], self._inputs[key]
        note.setText(text)
        note.setVisible(bool(text))
        note.setProperty("kind", "problem" if wrong else "small")
        note.style().unpolish(note)
        note.style().polish(note)
        entry.show_wrong(wrong)
        entry.part.setAccessibleDescription(text)

    def _changed(self, key: str) -> None:
        self._show_note(key, self._helps[key], wrong=False)
        self.changed.emit()

    def _next(self, key: str) -> None:
        keys = list(self._inputs)
        after = keys[keys.index(key) + 1 :]
        if after:
            self.focus_field(after[0])
        else:
            self.focusNextChild()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None:
            return
        for key, entry in self._inputs.items():
            if new is entry or entry.isAncestorOf(new):
                self._reveal(entry)
                self.focused_field.emit(key)
                return

    def _reveal_soon(self, key: str) -> None:
        """Bring into view what was just said at a field, once the form has made room for it."""
        QTimer.singleShot(0, self, partial(self._reveal, self._inputs[key]))

    def _reveal(self, entry: FieldInput) -> None:
        """Bring a field and what is said below it into view, the field itself where both have no room."""
        canvas = self.widget().layout()
        if canvas is not None:
            canvas.activate()
        note = self._notes[entry.field.key]
        if note.isVisible():
            self.ensureWidgetVisible(note, 0, 12)
        self.ensureWidgetVisible(entry, 0, 12 if note.isVisible() else 48)
