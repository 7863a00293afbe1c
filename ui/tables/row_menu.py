"""The menu of a row, by the right button or the menu key: its acts with their keys, and what can be copied."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QTableView

from ui.context import Command
from ui.tables.models import TableRows

COPY_KEY = "Ctrl+C"
_MENU_KEY = "Shift+F10"  # where the system makes nothing of it; the menu key it knows everywhere
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LONGEST = 16  # characters of a cell that the menu shows
Acts = Callable[[Any], Iterable[Command] | None]


class Chosen(Protocol):
    """A table that knows which row is chosen."""

    def current_row(self) -> Any | None:
        """Return the chosen row, None when none is."""


class RowMenu(QMenu):
    """The menu of a table's rows; the acts come as soon as the row at hand has been read.

    ``acts`` returns None while the row is not read yet: ``look_again`` says when to ask again.
    """

    def __init__(self, table: QTableView, chosen: Chosen, rows: TableRows) -> None:
        super().__init__(table)
        self._table = table
        self._chosen = chosen
        self._rows = rows
        self._acts: Acts = _none
        self._number: Callable[[Any], str] | None = None
        self._asked: tuple[Hashable, int, QPoint] | None = None
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._ask)
        QShortcut(QKeySequence(_MENU_KEY), table, self._ask_here, context=Qt.ShortcutContext.WidgetShortcut)

    def offer(self, acts: Acts, number: Callable[[Any], str]) -> None:
        """Offer these acts of a row, and its number to be copied by Ctrl+C."""
        self._acts, self._number = acts, number
        inside = Qt.ShortcutContext.WidgetShortcut
        QShortcut(QKeySequence(COPY_KEY), self._table, self._copy_number, context=inside)

    def look_again(self) -> None:
        """Open where it was asked for, should the row be read now."""
        if self._asked is None:
            return
        key, column, place = self._asked
        row = self._chosen.current_row()
        if row is None or self._rows.key(row) != key:
            self._asked = None
            return
        acts = self._acts(row)
        if acts is not None:
            self._asked = None
            self._fill(row, acts, column)
            self.popup(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do an act by the key that stands behind it; the rest walks."""
        pressed = QKeySequence(event.keyCombination()).toString()
        line = next((each for each in self.actions() if each.text().partition("\t")[2] == pressed), None)
        if line is None or event.key() in _ENTER:  # which is for the line one walked to
            super().keyPressEvent(event)
            return
        self.close()
        line.trigger()

    def _ask_here(self) -> None:
        self._ask(self._table.visualRect(self._table.currentIndex()).center())

    def _ask(self, place: QPoint) -> None:
        cell = self._table.indexAt(place)
        row = self._chosen.current_row()
        if cell.isValid() and row is not None and self._rows.row(cell.row()) is row:
            where = self._table.viewport().mapToGlobal(place)
            self._asked = self._rows.key(row), cell.column(), where
            self.look_again()

    def _fill(self, row: Any, acts: Iterable[Command], column: int) -> None:
        self.clear()
        key = self._rows.key(row)
        for act in acts:
            line = self.addAction(f"{act.title}\t{act.key}")
            line.triggered.connect(partial(self._run, key, act))
        self.addSeparator()
        place = self._rows.place_of(key)
        text = "" if place is None else str(self._rows.index(place, column).data() or "")
        if text:
            shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
            self.addAction(f"复制“{shown}”".replace("&", "&&")).triggered.connect(partial(_copy, text))
        if self._number is not None and self._number(row):
            self.addAction(f"复制编号\t{COPY_KEY}").triggered.connect(partial(_copy, self._number(row)))

    def _run(self, key: Hashable, act: Command, _checked: bool = False) -> None:
        """Do it, unless what others did chose another row meanwhile."""
        row = self._chosen.current_row()
        if row is not None and self._rows.key(row) == key:
            act.run()

    def _copy_number(self) -> None:
        row = self._chosen.current_row()
        if row is not None and self._number is not None:
            _copy(self._number(row))


def _none(_row: Any) -> tuple[Command, ...]:
    return ()


def _copy(text: str, _checked: bool = False) -> None:
    QGuiApplication.clipboard().setText(text)
