"""The list, or the real page of the denial being read, with the reading pane at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.denials.models import DenialId
from ui.context import Command
from ui.jobs import Jobs
from ui.preview.view import Paper, PreviewPane
from ui.screens.denials.listing import LISTING, roomy
from ui.screens.denials.offering import act_commands
from ui.screens.denials.pane import ReadingPane
from ui.screens.denials.reading import Reading
from ui.screens.denials.rows import PARTY, Row
from ui.screens.denials.words import OPINION_KEYS, Tab
from ui.tables.listing import SearchList
from ui.tables.models import Count, PageOf

_PANE_NARROW, _PANE, _PANE_WIDE = 340, 400, 520
_NARROW, _WIDE = 960, 1500
_OPINIONS = frozenset(OPINION_KEYS.values())


class BrowsePage(QWidget):
    """Says by signals what is chosen, opened and asked for."""

    chosen = Signal(object)
    opened = Signal()
    emptied = Signal()
    uncover_asked = Signal()
    acted = Signal(str)
    searched = Signal(str)
    file_opened = Signal(object)
    document_opened = Signal(int)

    def __init__(self, jobs: Jobs, page_of: Callable[[DenialId], Paper]) -> None:
        super().__init__()
        self._page_of = page_of
        self._reading: Reading | None = None
        self.list = SearchList(LISTING, jobs)
        self.preview = PreviewPane(jobs)
        self.pane = ReadingPane()
        self._left = QStackedWidget()

        table = self.list.table
        table.chosen.connect(self._choose)
        table.opened.connect(self._open)
        table.uncover_asked.connect(self._uncover)
        table.trace_asked.connect(self._trace)
        table.menu.offer(self._row_acts, lambda row: row.denial.case_number)
        table.entered_none.connect(self.opened)  # what is read may have left the list
        self.list.emptied.connect(self.emptied)
        self.list.searched.connect(self.searched)
        self.pane.acted.connect(self.acted)
        self.pane.uncover_asked.connect(self.uncover_asked)
        self.pane.file_opened.connect(self.file_opened)
        self.pane.paper_opened.connect(self.document_opened)

        for part in (self.list, self.preview):
            self._left.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._left, 1)
        row.addWidget(self.pane)
        self.setFocusProxy(self.list)
        QShortcut(QKeySequence("Ctrl+F"), self.preview, self._look_for)

    @property
    def paper_is_open(self) -> bool:
        """Say whether the page stands in the list's place."""
        return self._left.currentWidget() is self.preview

    def may_act(self, key: str) -> bool:
        """Say whether an act can be done from here: opinions are given with the page open alone."""
        return self.paper_is_open or key not in _OPINIONS

    def show_source(self, count: Count, page: PageOf, tab: Tab) -> None:
        """Show what was found in a view."""
        self.list.table.roomy = roomy(tab)
        self.list.show_source(count, page, tab)

    def show_reading(self, reading: Reading) -> None:
        """Show a denial in the pane, and its page anew where that is open."""
        self._reading = reading
        self.pane.show_reading(reading, opened=self.paper_is_open)
        if self.paper_is_open:
            self._set_page(reading)
        self.list.table.menu.look_again()

    def show_uncovered(self, reading: Reading) -> None:
        """Show a denial with personal data, in the list too."""
        self.list.model.uncover(reading.denial.id, {PARTY: reading.denial.party})
        self.show_reading(reading)

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self._reading = None
        self.pane.show_nothing()
        self.close_paper()

    def open_paper(self, reading: Reading) -> None:
        """Show the page in the list's place."""
        self._left.setCurrentWidget(self.preview)
        self.setFocusProxy(self.preview.pages)
        self.show_reading(reading)
        self.preview.pages.setFocus()

    def close_paper(self) -> None:
        """Show the list again."""
        if not self.paper_is_open:
            return
        self._left.setCurrentWidget(self.list)
        self.setFocusProxy(self.list)
        if self._reading is not None:
            self.pane.show_reading(self._reading, opened=False)
        self.list.setFocus()

    def _look_for(self) -> None:
        """Look for another denial from the page as from the list."""
        self.close_paper()
        self.list.words.setFocus()
        self.list.words.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pane its width."""
        super().resizeEvent(event)
        narrow, wide = self.width() < _NARROW, self.width() >= _WIDE
        self.pane.setFixedWidth(_PANE_WIDE if wide else _PANE_NARROW if narrow else _PANE)

    def _set_page(self, reading: Reading) -> None:
        self.preview.set_at_once(partial(self._page_of, reading.denial.id))

    def _choose(self, row: Row) -> None:
        self.chosen.emit(row.denial.id)

    def _open(self, _row: Row) -> None:
        self.opened.emit()

    def _uncover(self, _row: Row) -> None:
        self.uncover_asked.emit()

    def _row_acts(self, row: Row) -> tuple[Command, ...] | None:
        """Return what can be done with the list open."""
        reading = self._reading
        if reading is None or reading.denial.id != row.denial.id:
            return None
        here = replace(reading, acts=tuple(each for each in reading.acts if self.may_act(each.key)))
        opening = Command(title="打开", run=self.opened.emit, key="Enter")
        return (opening, *act_commands(here, self.acted.emit))

    def _trace(self, _row: Row) -> None:
        self.acted.emit("trace")
