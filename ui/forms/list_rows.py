"""The rows of a list field: filled in, moved, pasted, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from app.forms.fields import Field, Kind
from ui import theme
from ui.dates.today import office_today
from ui.forms.cell_reading import read_cell
from ui.forms.list_widths import is_number

Index = QModelIndex | QPersistentModelIndex
Row = dict[str, Any]
_MOST_STEPS = 100
_NO_INDEX = QModelIndex()


def empty_row(columns: tuple[Field, ...]) -> Row:
    """Return a new row with the defaults of its columns."""
    return {column.key: column.default for column in columns}


def pasted_cells(text: str) -> list[list[str]]:
    """Return the cells of a spreadsheet's clipboard: lines and tabs, an empty last line left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    return [line.split("\t") for line in lines]


class ListRows(QAbstractTableModel):
    """The rows as a table; ``edited`` is said after every change by hand."""

    edited = Signal()

    def __init__(
        self,
        columns: tuple[Field, ...],
        parent: QObject | None = None,
        *,
        today: Callable[[], date] = office_today,
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._today = today
        self._rows: list[Row] = []
        self._past: list[list[Row]] = []
        self._future: list[list[Row]] = []
        self._problems: dict[tuple[int, str], str] = {}
        self._known, self._known_keys = 0, frozenset[str]()

    # --- what is filled in

    @property
    def known(self) -> int:
        """The number of first rows that the record brought: they stay, and only some cells are filled in."""
        return self._known

    def keep_known(self, rows: int, keys: frozenset[str]) -> None:
        """Keep the first rows in their places, and what the record says in the columns of these keys."""
        self._known, self._known_keys = rows, keys

    def values(self) -> list[Row]:
        """Return the rows that say something, without their empty cells."""
        return [
            {key: value for key, value in self._rows[row].items() if value not in (None, "")}
            for row in self.filled_rows()
        ]

    def numbers(self) -> dict[str, str]:
        """Return the longest number in each column that has any."""
        found: dict[str, str] = {}
        for row in self._rows:
            for key, value in row.items():
                if isinstance(value, str) and len(value) > len(found.get(key, "")) and is_number(value):
                    found[key] = value
        return found

    def filled_rows(self) -> list[int]:
        """Return the places of the rows that hold more than their defaults."""
        blank = empty_row(self.columns)
        return [place for place, row in enumerate(self._rows) if row != blank]

    def set_values(self, rows: list[Row]) -> None:
        """Fill in all rows anew; there is nothing to take back after."""
        self.beginResetModel()
        self._rows = [{**dict.fromkeys(empty_row(self.columns)), **row} for row in rows]
        self._past.clear()
        self._future.clear()
        self._problems.clear()
        self.endResetModel()

    def show_problems(self, problems: dict[str, str]) -> None:
        """Mark cells by path (row.column, rows as ``values`` counts them)."""
        filled = self.filled_rows()
        self._problems = {}
        for path, text in problems.items():
            row, _, key = path.partition(".")
            if row.isdecimal() and int(row) < len(filled):
                self._problems[(filled[int(row)], key)] = text
        if self._rows:
            corner = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), corner)

    # --- changes, each of which can be taken back

    def add_row(self, place: int) -> None:
        """Insert a new row at a place."""
        self._remember()
        self.beginInsertRows(_NO_INDEX, place, place)
        self._rows.insert(place, empty_row(self.columns))
        self.endInsertRows()
        self.edited.emit()

    def remove_row(self, place: int) -> None:
        """Take a row out."""
        if not self._known <= place < len(self._rows):
            return
        self._remember()
        self.beginRemoveRows(_NO_INDEX, place, place)
        del self._rows[place]
        self.endRemoveRows()
        self.edited.emit()

    def move_row(self, place: int, step: int) -> bool:
        """Exchange a row with its neighbour; False where there is none."""
        target = place + step
        free = range(self._known, len(self._rows))
        if place not in free or target not in free:
            return False
        self._remember()
        self.beginMoveRows(_NO_INDEX, place, place, _NO_INDEX, target + (1 if step > 0 else 0))
        self._rows.insert(target, self._rows.pop(place))
        self.endMoveRows()
        self.edited.emit()
        return True

    def paste(self, row: int, column: int, text: str) -> None:
        """Fill cells from a spreadsheet's clipboard, to the right and down, adding rows as needed."""
        self._remember()
        self.beginResetModel()
        for down, cells in enumerate(pasted_cells(text)):
            while len(self._rows) <= row + down:
                self._rows.append(empty_row(self.columns))
            for field, cell in zip(self.columns[column:], cells, strict=False):
                if not self._is_known(row + down, field):
                    self._rows[row + down][field.key] = read_cell(field, cell, self._today())
        self.endResetModel()
        self.edited.emit()

    def undo(self) -> bool:
        """Take the last change back."""
        return self._turn(self._past, self._future)

    def redo(self) -> bool:
        """Do again what was taken back."""
        return self._turn(self._future, self._past)

    def _turn(self, source: list[list[Row]], target: list[list[Row]]) -> bool:
        if not source:
            return False
        self.beginResetModel()
        target.append([dict(row) for row in self._rows])
        self._rows = source.pop()
        self.endResetModel()
        self.edited.emit()
        return True

    def _remember(self) -> None:
        self._past.append([dict(row) for row in self._rows])
        del self._past[:-_MOST_STEPS]
        self._future.clear()
        self._problems.clear()

    # --- what Qt asks

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a column's name, or a row's number."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return section + 1
        column = self.columns[section]
        return f"{'* ' if column.required else ''}{column.label}"

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a cell's text, value, problem or colour."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        value = self._rows[index.row()].get(column.key)
        problem = self._problems.get((index.row(), column.key), "")
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return _shown(column, value)
            case Qt.ItemDataRole.EditRole:
                return _shown(column, value) if column.kind is Kind.MOMENT else "" if value is None else value
            case Qt.ItemDataRole.ToolTipRole:
                shown = _shown(column, value) if self._is_known(index.row(), column) else ""
                return problem or shown or column.help or None
            case Qt.ItemDataRole.BackgroundRole | Qt.ItemDataRole.ForegroundRole:
                return self._colour(role, wrong=bool(problem), known=self._is_known(index.row(), column))
            case _:
                return None

    def _colour(self, role: int, *, wrong: bool, known: bool) -> QColor | None:
        colours = theme.tokens()
        if role == Qt.ItemDataRole.BackgroundRole and wrong:
            return QColor(colours.tint(colours.late, 0.14))
        if role == Qt.ItemDataRole.ForegroundRole and known:
            return QColor(colours.secondary)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was filled into a cell."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        column = self.columns[index.column()]
        new = read_cell(column, value, self._today()) if isinstance(value, str) else value
        if self._is_known(index.row(), column):
            return False
        if self._rows[index.row()].get(column.key) == new:
            return True
        self._remember()
        self._rows[index.row()][column.key] = new
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that every cell can be edited but what the record says."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        known = self._is_known(index.row(), self.columns[index.column()])
        return flags if known else flags | Qt.ItemFlag.ItemIsEditable

    def open_cell(self, row: int, column: int) -> QModelIndex | None:
        """Return the first cell to fill in, from a place on, row by row; None where there is none."""
        wide = len(self.columns)
        for place in range(row * wide + column, len(self._rows) * wide):
            found = self.index(place // wide, place % wide)
            if self.flags(found) & Qt.ItemFlag.ItemIsEditable:
                return found
        return None

    def _is_known(self, row: int, column: Field) -> bool:
        return row < self._known and column.key in self._known_keys


def _shown(column: Field, value: Any) -> str:
    if value is None:
        return ""
    if column.kind is Kind.YES:
        return "是" if value else ""
    return str(value).replace("T", " ") if column.kind is Kind.MOMENT else str(value)
