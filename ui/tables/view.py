"""The table: whole rows, walked by keys, that keep selection and place when they are read again."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QVBoxLayout, QWidget

from ui.parts.empty import Empty
from ui.parts.labels import label
from ui.tables.cells import Cells
from ui.tables.columns import ROOMY, STRETCH
from ui.tables.dressing import dress
from ui.tables.models import TableRows
from ui.tables.row_menu import RowMenu

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_LEAST_STRETCH = 120


class TableView(QTableView):
    """Shows a model; Enter opens a row, Alt+U asks to uncover it, Alt+T for its due date's trace.

    ``entered_none`` tells of an Enter while no row is chosen. Home and End go to the first and the last row,
    ``menu`` opens by the right button or the menu key.
    """

    opened = Signal(object)
    entered_none = Signal()
    chosen = Signal(object)
    uncover_asked = Signal(object)
    trace_asked = Signal(object)

    def __init__(self, model: TableRows, name: str) -> None:
        super().__init__()
        self.roomy = ROOMY  # from which width (px) the columns are as wide as they may
        self._rows = model
        self._kept: Hashable | None = None
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(Cells(self))
        self.menu = RowMenu(self, self, model)

        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        model.refreshed.connect(self._restore)
        model.came.connect(self._tell_come)

        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        dress(self)
        self._share_width()

    def current_row(self) -> Any | None:
        """Return the chosen row, None when none is."""
        index = self.currentIndex()  # the focus alone makes a first row current that nobody chose
        chosen = index.isValid() and self.selectionModel().isSelected(index)
        return self._rows.row(index.row()) if chosen else None

    @property
    def left(self) -> Hashable | None:
        """Return the key of the chosen row where it is in the table no longer, else None."""
        index = self.currentIndex()
        if index.isValid() and self.selectionModel().isSelected(index):
            row = self._rows.row(index.row())
            return None if row is None or self._rows.key(row) == self._kept else self._kept
        return self._kept

    def choose_several(self) -> None:
        """Let several rows be chosen at once (Shift and Ctrl with arrows or mouse)."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def chosen_rows(self) -> tuple[Any, ...]:
        """Return all chosen rows that are loaded, in their order."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(row for row in map(self._rows.row, places) if row is not None)

    def choose(self, key: Hashable) -> bool:
        """Choose the row of a key; False when it is not among those loaded."""
        place = self._rows.place_of(key)
        if place is None:
            return False
        self._select(place)
        return True

    def stay_at(self, key: Hashable) -> None:
        """Choose one row alone: that of the key where the next refresh has it, else the one at hand."""
        if self.currentIndex().isValid():
            self._select(self.currentIndex().row())
        self._kept = key

    def choose_none(self) -> None:
        """Let go of the chosen row; the next walk begins at the first."""
        self._kept = None
        self.setCurrentIndex(QModelIndex())

    def choose_first(self) -> None:
        """Choose the first row when there is one."""
        self.choose_place(0)

    def choose_next(self) -> None:
        """Choose what now stands at the place of a row that went away, the last row where that was the last."""
        self.choose_place(min(max(self.currentIndex().row(), 0), self._rows.rowCount() - 1))

    def choose_place(self, place: int) -> None:
        """Choose the row at a place, alone, where there is one; Shift or Ctrl held down changes nothing."""
        if not 0 <= place < self._rows.rowCount():
            return
        alone = [each.row() for each in self.selectionModel().selectedRows()] == [place]
        if alone and self.currentIndex().row() == place:
            self._tell_row()  # the place is the same, the row may be another
        else:
            self._select(place)

    def hide_columns(self, places: frozenset[int]) -> None:
        """Show all columns but these."""
        for place in range(len(self._rows.columns)):
            self.setColumnHidden(place, place in places)
        self._share_width()

    def enter(self) -> None:
        """Open the chosen row, or tell that there is none."""
        row = self.current_row()
        if row is None:
            self.entered_none.emit()
        else:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, uncover and trace by key; the rest walks."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        row = self.current_row()
        if event.key() in ENTER:
            self.enter()
        elif row is not None and alt and event.key() == Qt.Key.Key_U:
            self.uncover_asked.emit(row)
        elif row is not None and alt and event.key() == Qt.Key.Key_T:
            self.trace_asked.emit(row)
        elif event.key() in _ENDS and self._rows.rowCount() and not _is_modified(event):
            self._select(0 if event.key() == Qt.Key.Key_Home else self._rows.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room that is left to the columns that stretch."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        shown = [each for each in enumerate(self._rows.columns) if not self.isColumnHidden(each[0])]
        open_ones = [place for place, column in shown if column.width == STRETCH]
        roomy = self.viewport().width() >= self.roomy
        widths = {place: column.width + (column.wide if roomy else 0) for place, column in shown}
        room = self.viewport().width() - sum(widths.values())
        for place, column in shown:
            if column.width != STRETCH:
                self.setColumnWidth(place, widths[place])
        for number, place in enumerate(open_ones):
            share = room // (len(open_ones) - number)
            self.setColumnWidth(place, max(_LEAST_STRETCH, share))
            room -= share

    def _select(self, place: int) -> None:
        """Choose a row, also while the table is not shown yet (Qt's own way would pass it over)."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._rows.index(place, self._first_shown()), flags)

    def _first_shown(self) -> int:
        return next(place for place in range(len(self._rows.columns)) if not self.isColumnHidden(place))

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row(index.row())
        if row is not None:
            self.opened.emit(row)

    def _tell_chosen(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._tell_row()

    def _tell_come(self, first: int, last: int) -> None:
        """Tell of the chosen row as soon as it is loaded."""
        if first <= self.currentIndex().row() <= last and self.current_row() is not None:
            self._tell_row()

    def _tell_row(self) -> None:
        if self._rows.changing:
            return  # Qt chose a neighbour of a row that went away; nobody else did
        row = self.current_row()
        self._kept = self._rows.key(row) if row is not None else self._kept
        if row is not None:
            self.chosen.emit(row)

    def _restore(self) -> None:
        """Choose the kept row again where it now is; Qt has kept the scroll place."""
        if self._kept is None:
            return
        place = self._rows.place_of(self._kept)
        several = len(self.selectionModel().selectedRows()) > 1  # by their places, which others have now
        if place is not None and (several or place != self.currentIndex().row()):
            bar = self.verticalScrollBar().value()
            self._select(place)
            self.verticalScrollBar().setValue(bar)
        elif place is not None:
            self.chosen.emit(self._rows.row(place))


def _is_modified(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)


class TablePane(QWidget):
    """A table with its exact count at the foot, and what is said when it is empty."""

    def __init__(self, model: TableRows, name: str, empty: Empty, unit: str = "件") -> None:
        super().__init__()
        self.setObjectName("table_pane")
        self.table = TableView(model, name)
        self._empty = empty
        self._unit = unit
        self._model = model
        self._count = label("", "small")
        model.count_changed.connect(self._show_count)
        self.setFocusProxy(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(empty, 1)
        self._count.setContentsMargins(12, 6, 12, 6)
        column.addWidget(self._count)
        empty.hide()

    def _show_count(self, count: int) -> None:
        how = "超过" if self._model.open else "共"
        self._count.setText(f"{how} {count:,} {self._unit}")
        self._show_one(self.table if count else self._empty)

    def _show_one(self, part: QWidget) -> None:
        """Show the table, or what is said of an empty one; the focus stays here."""
        other = self._empty if part is self.table else self.table
        focused = other.hasFocus()
        self.setFocusProxy(part)
        part.show()
        if focused:
            part.setFocus()
        other.hide()
