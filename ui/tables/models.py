"""Table models: a few rows held whole, or a window of pages over very many."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.hotline.queue import AtLeast
from ui.jobs import Jobs
from ui.tables.columns import Column

PAGE = 100
PAGES_KEPT = 40
_ROOM = 10  # pages, where nobody knows how many there are
Index = QModelIndex | QPersistentModelIndex
RowKey = Callable[[Any], Hashable]
Count = Callable[[], int]
PageOf = Callable[[int, int], tuple[Any, ...]]
Both = Callable[[int, int], tuple[int, tuple[Any, ...]]]  # the count and a page, read at one moment
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
COLUMN_ROLE = Qt.ItemDataRole.UserRole + 2
_NO_INDEX = QModelIndex()
_WAITING = "…"


class TableRows(QAbstractTableModel):
    """What both models share: columns, uncovered cells, and how a cell is told."""

    refreshed = Signal()
    count_changed = Signal(int)
    came = Signal(int, int)  # rows that were not loaded before, from place to place

    def __init__(self, columns: tuple[Column, ...], key: RowKey, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.key = key
        self._uncovered: dict[Hashable, dict[int, str]] = {}
        self.open = False  # there may be more rows than are counted
        self.changing = False  # rows come or go, and what they say is not yet told

    def row(self, place: int) -> Any | None:
        """Return the row at a place, None while it is not loaded."""
        raise NotImplementedError

    def place_of(self, key: Hashable) -> int | None:
        """Return where the row of a key is, None when it is not among those loaded."""
        raise NotImplementedError

    def uncover(self, key: Hashable, texts: dict[int, str]) -> None:
        """Show other texts (by column) in a row until the next refresh."""
        self._uncovered[key] = texts
        place = self.place_of(key)
        if place is not None:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def cover_all(self) -> None:
        """Hide again what was uncovered."""
        self._uncovered.clear()

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a column's heading and where it stands."""
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a cell's text, its row, or its column."""
        if not index.isValid():
            return None
        if role == COLUMN_ROLE:
            return self.columns[index.column()]
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, ROW_ROLE):
            return None
        row = self.row(index.row())
        if role == ROW_ROLE or row is None:
            return row if role == ROW_ROLE else _WAITING
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip is not None else None
        return self._text(row, index.column(), column)

    def _text(self, row: Any, place: int, column: Column) -> str:
        if self._uncovered:
            shown = self._uncovered.get(self.key(row), {}).get(place)
            if shown is not None:
                return shown
        return column.text(row)


class RowsModel(TableRows):
    """A tuple of rows held whole."""

    def __init__(self, columns: tuple[Column, ...], key: RowKey, parent: QObject | None = None) -> None:
        super().__init__(columns, key, parent)
        self._rows: tuple[Any, ...] = ()

    def show_rows(self, rows: tuple[Any, ...]) -> None:
        """Show these rows in place of those before."""
        self.cover_all()
        old = self._rows
        change_count(self, len(old), len(rows), partial(self._set, old[: len(rows)] + rows[len(old) :]))
        self._rows = rows
        tell_all_changed(self)
        self.refreshed.emit()
        self.count_changed.emit(len(rows))

    def row(self, place: int) -> Any | None:
        """Return the row at a place."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, key: Hashable) -> int | None:
        """Return where the row of a key is."""
        return next((place for place, row in enumerate(self._rows) if self.key(row) == key), None)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def _set(self, rows: tuple[Any, ...]) -> None:
        self._rows = rows


class PageModel(TableRows):
    """A window over very many rows: the exact count, and the pages looked at last."""

    def __init__(self, columns: tuple[Column, ...], key: RowKey, jobs: Jobs) -> None:
        super().__init__(columns, key)
        self._jobs = jobs
        self._page_of: PageOf | None = None
        self._both: Both | None = None
        self._count = 0
        self._pages: OrderedDict[int, tuple[Any, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._seen = 0
        self._edition = 0

    def show_source(self, count: Count, page: PageOf) -> None:
        """Show another source: ``count()`` and ``page(offset, limit)``, both called in a worker."""
        self.show_opened(lambda offset, limit: (count(), page(offset, limit)), page)

    def show_opened(self, both: Both, page: PageOf) -> None:
        """Show another source whose count and first page are read together, further pages alone."""
        self._both, self._page_of = both, page
        self._seen = 0
        self.refresh()

    def refresh(self) -> None:
        """Read the count and the page looked at again; selection and place are the view's to keep."""
        if self._both is None:
            return
        self._edition += 1
        read = partial(self._both, self._seen * PAGE, PAGE)
        self._jobs.run(read).then(partial(self._take, self._edition, self._seen)).start()

    def row(self, place: int) -> Any | None:
        """Return the row at a place; one not loaded is asked for and shown when it comes."""
        number, offset = divmod(place, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._ask(number)
            return None
        if number != self._seen:
            self._seen = number
            self._pages.move_to_end(number)
        return page[offset] if offset < len(page) else None

    def place_of(self, key: Hashable) -> int | None:
        """Return where the row of a key is, among the pages held."""
        for number, page in self._pages.items():
            for offset, row in enumerate(page):
                if self.key(row) == key:
                    return number * PAGE + offset
        return None

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the exact number of rows."""
        return 0 if parent.isValid() else self._count

    def _take(self, edition: int, seen: int, read: tuple[int, tuple[Any, ...]]) -> None:
        if edition != self._edition:
            return
        count, page = read
        self.open = isinstance(count, AtLeast) and len(page) == PAGE
        count = (
            max(int(count), seen * PAGE + len(page)) if self.open else _known(count, seen * PAGE + len(page))
        )
        self.cover_all()
        self._asked.clear()
        change_count(self, self._count, count, partial(self._set_count, count))
        self._pages.clear()
        self._pages[seen] = page
        tell_all_changed(self)
        self.refreshed.emit()
        self.count_changed.emit(count)

    def _set_count(self, count: int) -> None:
        self._count = count

    def _ask(self, number: int) -> None:
        page_of = self._page_of
        if self.changing or number in self._asked or page_of is None:
            return
        self._asked.add(number)

        def read() -> tuple[Any, ...]:
            return page_of(number * PAGE, PAGE)

        self._jobs.run(read).then(partial(self._take_page, self._edition, number)).start()

    def _take_page(self, edition: int, number: int, page: tuple[Any, ...]) -> None:
        if edition != self._edition:
            return
        self._asked.discard(number)
        self._pages[number] = page
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        first = number * PAGE
        self._count_on(first, len(page))
        last = min(first + len(page), self._count) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
            self.came.emit(first, last)

    def _count_on(self, first: int, rows: int) -> None:
        """Where not all are counted, have room for more past a full last page, and end at a short one."""
        if not self.open or (rows == PAGE and first + PAGE < self._count):
            return
        self.open = rows == PAGE
        count = first + rows + (PAGE * _ROOM if self.open else 0)
        change_count(self, self._count, count, partial(self._set_count, count))
        self.count_changed.emit(first + rows)


def _known(count: int, read: int) -> int:
    return read if isinstance(count, AtLeast) else count


def change_count(model: TableRows, old: int, new: int, change: Callable[[], None]) -> None:
    """Change the number of rows, told to the views as rows at the end; what rows say is changed after."""
    model.changing = True
    if new > old:
        model.beginInsertRows(_NO_INDEX, old, new - 1)
        change()
        model.endInsertRows()
    elif new < old:
        model.beginRemoveRows(_NO_INDEX, new, old - 1)
        change()
        model.endRemoveRows()
    else:
        change()
    model.changing = False


def tell_all_changed(model: TableRows) -> None:
    """Have every cell drawn anew."""
    if model.rowCount():
        corner = model.index(model.rowCount() - 1, len(model.columns) - 1)
        model.dataChanged.emit(model.index(0, 0), corner)
