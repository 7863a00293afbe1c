"""A section's fields set on one or two columns, all inputs of a column on one left edge."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.forms.fields import Field, Kind
from ui import theme
from ui.forms.inputs import FieldInput
from ui.parts.labels import label

_HALF = 6
_MARK_PX = 12  # of the mark and what is between
_WHOLE = 2
_WIDE_KINDS = (Kind.LIST, Kind.MOMENT)


@dataclass(frozen=True)
class Cell:
    """A field with its input and the note under it."""

    field: Field
    entry: FieldInput
    note: QLabel

    @property
    def stands_above(self) -> bool:
        """Say whether the label stands above the input, which takes the whole width."""
        return self.field.kind is Kind.LIST

    @property
    def halves(self) -> int:
        """Return how many of the two columns the field takes."""
        narrow = self.field.width <= _HALF and self.field.kind not in _WIDE_KINDS
        return 1 if narrow else _WHOLE


class FieldBlock(QWidget):
    """The fields of one section."""

    def __init__(self, cells: list[Cell]) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self._cells = cells
        self._labels = [QWidget() if cell.stands_above else label_of(cell.field) for cell in cells]
        self._entries = [_with_note(cell) for cell in cells]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self.set_halves(_WHOLE)

    def set_halves(self, halves: int) -> None:
        """Set the fields on so many columns."""
        for part in (*self._labels, *self._entries):  # takeAt would leave old places that keep old heights
            self._grid.removeWidget(part)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1 if halves == _WHOLE else 0)
        row = taken = 0
        for cell, name, entry in zip(self._cells, self._labels, self._entries, strict=True):
            need = min(cell.halves, halves)
            if taken + need > halves:
                row, taken = row + 1, 0
            self._place(cell, name, entry, (row, taken, need))
            taken += need

    def _place(self, cell: Cell, name: QWidget, entry: QWidget, spot: tuple[int, int, int]) -> None:
        row, taken, need = spot
        first, across = 2 * taken, 2 * need
        if cell.stands_above:
            self._grid.addWidget(entry, row, 0, 1, across)
            return
        self._grid.addWidget(name, row, first, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(entry, row, first + 1, 1, across - 1)


def _with_note(cell: Cell) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    if cell.stands_above:
        column.addWidget(label_of(cell.field, stands_above=True))
    column.addWidget(cell.entry)
    column.addWidget(cell.note)
    column.addStretch()
    return holder


def in_even_lines(text: str, wide: int, room: int) -> str:
    """Return a text that is ``wide`` px on lines of about one length, none wider than the room (px)."""
    lines = -(-wide // room)
    each = -(-len(text) // lines) if lines else len(text)
    return "\n".join(text[place : place + each] for place in range(0, len(text), each or 1))


def label_of(field: Field, *, stands_above: bool = False) -> QWidget:
    """Return a field's label, right-aligned in its column, its required mark before it."""
    name = label(field.label, "secondary")
    name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(3)
    if not stands_above:
        holder.setFixedWidth(theme.LABEL_PX)
        holder.setMinimumHeight(theme.INPUT_PX)
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        row.setContentsMargins(0, (theme.INPUT_PX - name.fontMetrics().height()) // 2, 0, 0)
        row.addStretch()
        room = theme.LABEL_PX - _MARK_PX * field.required
        name.setText(in_even_lines(field.label, name.fontMetrics().horizontalAdvance(field.label), room))
        name.setAccessibleName(field.label)
    if field.required:
        mark = label("*", "required")
        mark.setToolTip("必填")
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(name)
    if stands_above:
        row.addStretch()
    return holder
