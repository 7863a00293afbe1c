"""A list field: a grid filled by keys, with rows added, moved, removed, and pasted from a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
)

from app.forms.fields import Field, Kind
from ui import theme
from ui.dates.today import office_today
from ui.forms.cell_editor import CellEditor
from ui.forms.inputs import FieldInput
from ui.forms.list_rows import ListRows
from ui.forms.list_widths import least_width, shared_widths
from ui.parts.buttons import Button
from ui.parts.labels import label, restyle

_LEAST_ROWS = 2
_MOST_ROWS = 9
_MOST_LINES = 4  # rows of one line that a row of longer words may be as high as
_WRAPPED = 100  # rows of a longer list stay one line high
_NO_INDEX = QModelIndex()
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ListInput(FieldInput):
    """The grid with the buttons of its keys below."""

    def __init__(self, field: Field, today: Callable[[], date] = office_today) -> None:
        self._rows = ListRows(field.columns, today=today)
        self._grid = ListGrid(self._rows)
        super().__init__(field, self._grid)
        self._rows.setParent(self)
        self._count = label("", "small")
        buttons = (
            ("添加一行", "plus", "Insert", self._grid.add),
            ("删除", "minus", "Ctrl+Del", self._grid.remove),
            ("上移", "up", "Alt+↑", self._grid.move_up),
            ("下移", "down", "Alt+↓", self._grid.move_down),
        )
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 2, 8, 2)
        foot.setSpacing(0)
        for text, icon, key, act in buttons:
            button = Button(text, "quiet", icon=icon)
            button.setToolTip(f"{text}（{key}）")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(act)
            foot.addWidget(button)
        foot.addStretch()
        foot.addWidget(self._count)
        frame = QFrame()
        frame.setProperty("kind", "card")
        self._grid.focused.connect(partial(restyle, frame, "focused"))
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._grid)
        column.addLayout(foot)
        self.row.addWidget(frame, 1)

        self._rows.edited.connect(self.tell_changed)
        self._rows.edited.connect(self._show_count)
        self._rows.modelReset.connect(self._show_count)
        self._grid.left.connect(self.entered)
        self._show_count()

    def value(self) -> Any:
        """Return the rows that say something."""
        return self._rows.values()

    def set_value(self, value: Any) -> None:
        """Fill in the rows."""
        self._rows.set_values([dict(row) for row in value or ()])

    def keep_known(self, rows: int, keys: frozenset[str]) -> None:
        """Keep what the record brought: the first rows, and their cells in the columns of these keys.

        The hands begin at the first cell that is left to fill in.
        """
        self._rows.keep_known(rows, keys)
        first = self._rows.open_cell(0, 0)
        if first is not None:
            self._grid.setCurrentIndex(first)

    def show_row_problems(self, problems: dict[str, str]) -> None:
        """Mark the cells."""
        self._rows.show_problems(problems)

    def _show_count(self) -> None:
        self._count.setText(f"共 {self._rows.rowCount()} 行 · 可从电子表格粘贴多行")


class ListGrid(QTableView):
    """The grid: Enter goes on cell by cell, Space steps through choices."""

    left = Signal()
    focused = Signal(bool)

    def __init__(self, rows: ListRows) -> None:
        super().__init__()
        self.setObjectName("list_grid")
        self._rows = rows
        self.setModel(rows)
        editor = CellEditor(self)
        editor.submitted.connect(self.go_on)
        self.setItemDelegate(editor)
        self.setShowGrid(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(theme.ROW_PX)
        self.verticalHeader().setMinimumSectionSize(theme.ROW_PX)
        self.verticalHeader().setMaximumSectionSize(_MOST_LINES * theme.ROW_PX)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setFixedWidth(32)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        for signal in (rows.rowsInserted, rows.rowsRemoved, rows.modelReset):
            signal.connect(self._fit)
        rows.edited.connect(self._fit)
        self._fit()

    def add(self) -> None:
        """Add a row below the current one and begin in its first cell."""
        place = self.currentIndex().row() + 1 if self.currentIndex().isValid() else self._rows.rowCount()
        place = max(place, self._rows.known)
        self._rows.add_row(place)
        self.setCurrentIndex(self._rows.index(place, 0))
        self.setFocus()

    def remove(self) -> None:
        """Remove the current row."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self._rows.remove_row(row)
        last = self._rows.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._rows.index(min(max(row, 0), last), max(column, 0)))

    def move_up(self) -> None:
        """Move the current row up."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the current row down."""
        self._move(1)

    def paste(self) -> None:
        """Fill cells from the clipboard, beginning at the current one."""
        here = self.currentIndex()
        row = here.row() if here.isValid() else self._rows.rowCount()
        column = max(here.column(), 0)
        self._rows.paste(row, column, QGuiApplication.clipboard().text())
        self.setCurrentIndex(self._rows.index(row, column))

    def go_on(self) -> None:
        """Go to the next cell, to a new row after the last one, and out of an empty last row."""
        here = self.currentIndex()
        after = self._rows.open_cell(here.row(), here.column() + 1) if here.isValid() else None
        if not here.isValid():
            self.add()
        elif after is not None:
            self.setCurrentIndex(after)
        elif here.row() in self._rows.filled_rows():
            self.add()
        else:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act by the keys of the grid, else begin to edit, in an empty grid in a first row."""
        if not self._act(event):
            if not self._rows.rowCount() and event.text().isprintable() and event.text():
                self.add()
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell, so that the frame shows it: an empty grid has no cell to mark."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell it too."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self._share_width()

    def _act(self, event: QKeyEvent) -> bool:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = Qt.Key(event.key())
        acts = {
            (Qt.Key.Key_Insert, False, False): self.add,
            (Qt.Key.Key_Delete, False, True): self.remove,
            (Qt.Key.Key_Delete, False, False): self._clear_cell,
            (Qt.Key.Key_Up, True, False): self.move_up,
            (Qt.Key.Key_Down, True, False): self.move_down,
            (Qt.Key.Key_Return, False, False): self.go_on,
            (Qt.Key.Key_Enter, False, False): self.go_on,
            (Qt.Key.Key_F2, False, False): self._edit,
            (Qt.Key.Key_Space, False, False): self._space,
        }
        act = acts.get((key, alt, control)) or self._standard_act(event)
        if act is None:
            return False
        act()
        return True

    def _standard_act(self, event: QKeyEvent) -> Any:
        for sequence, act in (
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Undo, self._rows.undo),
            (QKeySequence.StandardKey.Redo, self._rows.redo),
        ):
            if event.matches(sequence):
                return act
        return None

    def _column(self) -> Field | None:
        here = self.currentIndex()
        return self._rows.columns[here.column()] if here.isValid() else None

    def _edit(self) -> None:
        here = self.currentIndex()
        if here.isValid() and here.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(here)

    def _space(self) -> None:
        column, here = self._column(), self.currentIndex()
        if column is None:
            return
        if column.kind is Kind.YES:
            self._rows.setData(here, not self._rows.data(here, Qt.ItemDataRole.EditRole))
        elif column.kind is Kind.CHOICE:
            now = str(self._rows.data(here, Qt.ItemDataRole.EditRole))
            place = column.choices.index(now) + 1 if now in column.choices else 0
            self._rows.setData(here, column.choices[place % len(column.choices)])
        else:
            self._edit()

    def _clear_cell(self) -> None:
        if self.currentIndex().isValid():
            self._rows.setData(self.currentIndex(), "")

    def _move(self, step: int) -> None:
        here = self.currentIndex()
        if self._rows.move_row(here.row(), step):
            self.setCurrentIndex(self._rows.index(here.row() + step, here.column()))

    def _fit(self) -> None:
        """Give each row the height of its words, and the grid that of its first rows."""
        if self._rows.rowCount() <= _WRAPPED:
            self.resizeRowsToContents()
        wanted = sum(self.rowHeight(place) for place in range(min(self._rows.rowCount(), _MOST_ROWS)))
        high = min(max(wanted, _LEAST_ROWS * theme.ROW_PX), _MOST_ROWS * theme.ROW_PX)
        least = least_width(self._rows.columns, self.fontMetrics(), self._rows.numbers())
        tight = least > self.viewport().width()
        bar = 14 if tight else 0
        self.setFixedHeight(high + theme.ROW_PX + bar + 2)

    def _share_width(self) -> None:
        columns, room = self._rows.columns, self.viewport().width()
        widths = shared_widths(columns, self.fontMetrics(), room, self._rows.numbers())
        for place, wide in enumerate(widths):
            self.setColumnWidth(place, wide)
        self._fit()
