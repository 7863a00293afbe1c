"""The list of first contacts: its search above, the rows below, saying by signals what is chosen and opened."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QTabBar, QVBoxLayout, QWidget

from ui import icons
from ui.jobs import Jobs
from ui.parts.empty import Empty
from ui.parts.labels import card
from ui.screens.contacts.rows import COLUMNS, FIRST_PERSON, HOLDER, NUMBER, TELEPHONE, VISITOR, key_of
from ui.screens.contacts.words import EMPTY, Tab
from ui.tables.models import Count, PageModel, PageOf
from ui.tables.view import TablePane

_TABS = tuple(Tab)
_PAUSE_MS = 200
_NARROW, _MIDDLE, _WIDE = 640, 900, 1120
_HINT = "来访人、电话后几位、拼音首字母、编号、内容"


class ContactTabs(QTabBar):
    """The views, chosen by 1 to 5."""

    def __init__(self) -> None:
        super().__init__()
        for number, tab in enumerate(_TABS, start=1):
            self.addTab(tab.value)
            self.setTabToolTip(number - 1, f"{tab.value}（{number}）")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setAccessibleName("首问登记的视图")

    @property
    def tab(self) -> Tab:
        """Return the chosen view."""
        return _TABS[self.currentIndex()]

    def show_counts(self, counts: dict[Tab, int]) -> None:
        """Show how much the views hold that ask for something."""
        for number, tab in enumerate(_TABS):
            count = counts.get(tab, 0)
            self.setTabText(number, f"{tab.value}  {count}" if count else tab.value)


class ContactsList(QWidget):
    """Rows with a search line; ``searched`` tells the words a moment after the last key."""

    searched = Signal(str)
    emptied = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.words = QLineEdit()
        self.model = PageModel(COLUMNS, key_of, jobs)
        self._empty = Empty(*EMPTY[Tab.MINE], "contacts")
        self.pane = TablePane(self.model, "首问登记", self._empty)
        self._pause = QTimer(self)
        self._wants_first = True
        self._wanted: Hashable | None = None
        self._tab = Tab.MINE

        self.words.textChanged.connect(partial(self._pause.start, _PAUSE_MS))
        self.words.returnPressed.connect(self.pane.table.setFocus)
        self._pause.timeout.connect(self._tell)
        self.model.refreshed.connect(self._keep_a_choice)
        QShortcut(QKeySequence("Ctrl+F"), self, self._to_words)

        self._pause.setSingleShot(True)
        self._assemble()

    @property
    def table(self) -> Any:
        """Return the table itself."""
        return self.pane.table

    def show_source(self, count: Count, page: PageOf, tab: Tab) -> None:
        """Show a view's rows; another view begins at its first."""
        if tab is not self._tab:
            self._wants_first = True
        self._tab = tab
        self._empty.say(*EMPTY[Tab.ALL if self.words.text().strip() else tab])
        self.model.show_source(count, page)

    def want(self, key: Hashable) -> None:
        """Choose the row of a key as soon as it is there."""
        self._wants_first = False
        self._wanted = key

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the columns that have no room."""
        super().resizeEvent(event)
        wide, hidden = self.width(), {NUMBER, TELEPHONE}
        if wide >= _WIDE:
            hidden = set()
        if wide < _MIDDLE:
            hidden |= {FIRST_PERSON}
        if wide < _NARROW:
            hidden |= {HOLDER, VISITOR}
        self.pane.table.hide_columns(frozenset(hidden))

    def _keep_a_choice(self) -> None:
        self._keep_focus()
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.table.choose(wanted):
            return
        first, self._wants_first = self._wants_first, False
        if self.model.rowCount() == 0:
            self.emptied.emit()
        elif first or self.table.current_row() is None:
            self.table.choose_first()

    def _keep_focus(self) -> None:
        """Hold the focus itself while there is no row, so that the views' digits stay at hand."""
        had = self.table.hasFocus() or self.hasFocus()
        self.setFocusProxy(self.pane if self.model.rowCount() else None)  # type: ignore[arg-type]
        if had:
            self.setFocus()

    def _tell(self) -> None:
        self._wants_first = True
        self.searched.emit(self.words.text())

    def _to_words(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _assemble(self) -> None:
        self.words.setPlaceholderText(_HINT)
        self.words.setAccessibleName("查找首问登记（Ctrl+F）")
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
