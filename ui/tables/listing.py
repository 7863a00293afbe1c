"""A list with its search line above, saying by signals what is looked for, chosen and opened."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui import icons
from ui.jobs import Jobs
from ui.parts.empty import Empty
from ui.parts.labels import card
from ui.tables.columns import Column
from ui.tables.models import Count, PageModel, PageOf, RowKey
from ui.tables.view import ENTER, TablePane, TableView

_PAUSE_MS = 200


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What a list shows: its columns, its name and icon, and what it says when a view is empty.

    ``empty`` has the views in their order, the one with everything last; ``hidden`` tells which columns have
    no room at a width (px) in a view.
    """

    name: str
    icon: str
    hint: str
    columns: tuple[Column, ...]
    key_of: RowKey
    empty: Mapping[Any, tuple[str, str]]
    hidden: Callable[[int, Enum], frozenset[int]]


class SearchLine(QLineEdit):
    """The words that are looked for; ``left`` tells that the hands go on in the rows: by Enter, Down or Esc."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by the keys that would do nothing here."""
        if event.key() in (*ENTER, Qt.Key.Key_Down, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class SearchList(QWidget):
    """Rows with a search line; ``searched`` tells the words a moment after the last key."""

    searched = Signal(str)
    emptied = Signal()

    def __init__(self, listing: Listing, jobs: Jobs) -> None:
        super().__init__()
        self._listing = listing
        self._view, *_, self._everything = listing.empty
        self.words = SearchLine()
        self.model = PageModel(listing.columns, listing.key_of, jobs)
        self._empty = Empty(*listing.empty[self._view], listing.icon)
        self.pane = TablePane(self.model, listing.name, self._empty)
        self._pause = QTimer(self)
        self._wants_first = True
        self._wanted: Hashable | None = None
        self._moves_on = False

        self.words.textChanged.connect(self._later)
        self.words.left.connect(self.setFocus)
        self._pause.timeout.connect(self._tell)
        self.table.chosen.connect(self._found)
        self.model.refreshed.connect(self._keep_a_choice)
        QShortcut(QKeySequence("Ctrl+F"), self, self._to_words)

        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._assemble()

    @property
    def table(self) -> TableView:
        """Return the table itself."""
        return self.pane.table

    def show_source(self, count: Count, page: PageOf, view: Enum) -> None:
        """Show a view's rows; another view begins at its first."""
        if view is not self._view:
            self._wanted, self._wants_first = None, True
        self._view = view
        self._fit_columns()
        self._empty.say(*self._nothing(view))
        self.model.show_source(count, page)

    def want(self, key: Hashable) -> None:
        """Choose the row of a key, as soon as it is there; until then no other one."""
        self._wants_first = False
        if not self.table.choose(key):
            self._wanted = key
            self.table.choose_none()

    def begin_anew(self) -> None:
        """Choose the first row of what is read next: something else is looked for."""
        self._wanted, self._wants_first = None, True

    def move_on(self) -> None:
        """Choose the next row, should the chosen one be in the list no longer when it is read again."""
        self._moves_on = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for the table that has no rows."""
        if event.key() in ENTER:
            self.table.enter()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the columns that have no room."""
        super().resizeEvent(event)
        self._fit_columns()

    def _nothing(self, view: Enum) -> tuple[str, str]:
        """Return what is said when nothing is there, or nothing found; the views' digits choose among them."""
        if not self.words.text().strip():
            return self._listing.empty[view]
        title, text = self._listing.empty[self._everything]
        if view is self._everything:
            return title, text
        digit, everything = len(self._listing.empty), self._everything.value
        return title, f"{text}这里只找了“{view.value}”：按 Enter，再按 {digit}，到“{everything}”里找。"

    def _fit_columns(self) -> None:
        self.table.hide_columns(self._listing.hidden(self.width(), self._view))

    def _found(self, _row: object) -> None:
        self._wanted = None

    def _keep_a_choice(self) -> None:
        self._keep_focus()
        if self._wanted is not None:
            self._wanted = None if self.table.choose(self._wanted) else self._wanted
            return
        first, self._wants_first = self._wants_first, False
        moves_on, self._moves_on = self._moves_on, False
        left = None if first else self.table.left
        if left is not None and moves_on and self.model.rowCount():
            self.table.choose_next()
        elif left is not None and not moves_on:
            self.want(left)  # it was done: it stays beside the list, and no other row looks chosen
        elif self.model.rowCount() == 0:
            self.emptied.emit()
        elif first or self.table.current_row() is None:
            self.table.choose_first()

    def _keep_focus(self) -> None:
        """Hold the focus itself while there is no row, so that the views' digits stay at hand."""
        had = self.window().focusWidget() in (self.table, self)  # behind a dialog, too
        self.setFocusProxy(self.pane if self.model.rowCount() else None)  # type: ignore[arg-type]
        if had:
            self.setFocus()

    def _later(self, _words: str) -> None:
        self._pause.start()

    def _tell(self) -> None:
        self.begin_anew()
        self.searched.emit(self.words.text())

    def _to_words(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _assemble(self) -> None:
        name = self._listing.name
        self.words.setPlaceholderText(self._listing.hint)
        self.words.setAccessibleName(f"查找{name}（Ctrl+F）")
        self.words.setToolTip("查找（Ctrl+F），几个词全部符合才列出")
        self.words.setClearButtonEnabled(True)
        self.words.addAction(icons.icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.words)
        column.addWidget(frame, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.pane)
