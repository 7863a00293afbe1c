"""The screen of first contacts: the list with its views, and the one at hand at the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from app.contacts.models import ContactId
from app.contacts.steps import contact_subject
from ui.context import Command, Context, Screen
from ui.dates.due import NO_TRACE, TRACE_KEY
from ui.parts.buttons import Button
from ui.parts.tabs import ViewTabs
from ui.screens.act_list import OTHERS_KEY, ActListDialog
from ui.screens.acts import looks, open_commands
from ui.screens.contacts.asking import Asking
from ui.screens.contacts.listing import LISTING
from ui.screens.contacts.pane import ReadingPane
from ui.screens.contacts.presenter import ContactsPresenter
from ui.screens.contacts.reading import Reading
from ui.screens.contacts.rows import TELEPHONE, VISITOR, Row
from ui.screens.contacts.words import LETTERS, Tab
from ui.tables.listing import SearchList
from ui.tables.models import Count, PageOf

_PANE_NARROW, _PANE, _PANE_WIDE = 340, 400, 520
_NARROW, _WIDE = 960, 1500


class ContactsScreen(Screen):
    """Opened with ``contact`` for one, with ``new`` to register a visitor, without for the list."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.asking = Asking(self, context)
        self.presenter = ContactsPresenter(self, self.asking, context)
        self.list = SearchList(LISTING, context.jobs)
        self.pane = ReadingPane()
        self.tabs = ViewTabs(Tab, "首问登记的视图")
        self._new = Button("登记来访", key="Ctrl+N", icon="plus")
        self._connect()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.list, 1)
        row.addWidget(self.pane)
        context.page.put_filters(self.tabs)
        context.page.put_actions(self._new)
        self.setFocusProxy(self.list)

    # --- what the window asks

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Show one first contact, register a visitor, or show the list."""
        if "contact" in arguments:
            self.show_contact(ContactId(int(arguments["contact"])))
        else:
            self.presenter.look()
            if arguments.get("new"):
                self.presenter.begin()

    def refresh(self) -> None:
        """Read again what is shown."""
        self.presenter.read_again()

    def look_again(self) -> None:
        """Show what others did, leaving alone what is uncovered."""
        if self.presenter.reading is None or not self.presenter.reading.uncovered:
            self.presenter.read_again()

    def looks_at(self) -> str:
        """Return which first contact is read."""
        reading = self.presenter.reading
        return contact_subject(reading.contact.id) if reading is not None else ""

    def edits(self) -> str:
        """Return which first contact an act is being filled in for."""
        return self.looks_at() if self.asking.dialog is not None else ""

    def commands(self) -> tuple[Command, ...]:
        """Offer registering, the views, and the acts of the one that is read."""
        return (
            Command(title="登记来访、来电", run=self.presenter.begin, key="Ctrl+N", icon="plus"),
            *self._act_commands(),
            *(
                Command(
                    title=f"首问登记：{tab.value}",
                    run=partial(self.tabs.setCurrentIndex, number),
                    key=str(number + 1),
                    icon="contacts",
                )
                for number, tab in enumerate(Tab)
            ),
        )

    # --- what the presenter asks

    def show_counts(self, counts: dict[Tab, int]) -> None:
        """Show how much waits in the views."""
        self.tabs.show_counts(counts)

    def show_source(self, count: Count, page: PageOf) -> None:
        """Show what was found."""
        self.list.show_source(count, page, self.presenter.tab)

    def show_reading(self, reading: Reading) -> None:
        """Show a first contact; one that is uncovered, in the list too."""
        self.pane.show_reading(reading)
        if reading.uncovered:
            shown = {VISITOR: reading.contact.visitor, TELEPHONE: reading.contact.telephone}
            self.list.model.uncover(reading.contact.id, shown)
        self.list.table.menu.look_again()

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self.pane.show_nothing()

    def show_contact(self, contact: ContactId) -> None:
        """Show one first contact, whichever view it is in."""
        last = len(Tab) - 1
        if self.tabs.currentIndex() == last:
            self.presenter.look()
        else:
            self.tabs.setCurrentIndex(last)
        self.presenter.choose(contact)
        self.list.want(contact)

    # --- what the keys do

    def act(self, key: str) -> None:
        """Do what a button or a key of the reading pane names."""
        if key == "more":
            self._all_acts()
        else:
            self.presenter.act(key)

    def _all_acts(self) -> None:
        reading = self.presenter.reading
        key = ActListDialog.ask(self, reading.acts) if reading is not None else ""
        if key:
            self.presenter.act(key)

    def _act_commands(self) -> tuple[Command, ...]:
        """Return the open acts of the one that is read, the next one first."""
        reading = self.presenter.reading
        acts = sorted(reading.acts, key=lambda each: not each.primary) if reading is not None else ()
        return open_commands(acts, self.act, LETTERS, "contacts")

    def _row_acts(self, row: Row) -> tuple[Command, ...] | None:
        reading = self.presenter.reading
        if reading is None or reading.contact.id != row.contact.id:
            return None
        covered = reading.view.uncovers and not reading.uncovered
        uncover = self.presenter.uncover if covered else None
        return (*self._act_commands(), *looks(uncover, None if reading.proof is None else self._trace))

    def _next_act(self, _row: Row | None = None) -> None:
        reading = self.presenter.reading
        if reading is not None and reading.primary is not None:
            self.presenter.act(reading.primary.key)

    def _tab_chosen(self, _place: int) -> None:
        self.presenter.choose_tab(self.tabs.tab)
        self.list.setFocus()

    def _choose(self, row: Row) -> None:
        self.presenter.choose(row.contact.id)

    def _uncover(self, _row: Row | None = None) -> None:
        self.presenter.uncover()

    def _trace(self, _row: Row | None = None) -> None:
        if not self.pane.trace() and self.presenter.reading is not None:
            self._context.toast(NO_TRACE)

    def _open_paper(self, document: int) -> None:
        self._context.go_to("document_form", document=document)

    def _open_order(self, order: int) -> None:
        self._context.go_to("hotline", order=order)

    def _open_case(self, case: int) -> None:
        self._context.go_to("counter", case=case)

    # --- how it is put together

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pane its width."""
        super().resizeEvent(event)
        narrow, wide = self.width() < _NARROW, self.width() >= _WIDE
        self.pane.setFixedWidth(_PANE_WIDE if wide else _PANE_NARROW if narrow else _PANE)

    def _connect(self) -> None:
        table = self.list.table
        table.chosen.connect(self._choose)
        table.opened.connect(self._next_act)
        table.entered_none.connect(self._next_act)  # what is read may have left the list
        table.uncover_asked.connect(self._uncover)
        table.trace_asked.connect(self._trace)
        table.menu.offer(self._row_acts, lambda row: row.contact.number)
        self.list.emptied.connect(self.presenter.forget)
        self.list.searched.connect(self.presenter.search)
        self.pane.acted.connect(self.act)
        self.pane.uncover_asked.connect(self._uncover)
        self.pane.paper_opened.connect(self._open_paper)
        self.pane.case_opened.connect(self._open_case)
        self.pane.order_opened.connect(self._open_order)
        self.tabs.currentChanged.connect(self._tab_chosen)
        self._new.clicked.connect(self.presenter.begin)
        for key, letter in LETTERS.items():
            QShortcut(QKeySequence(letter), self, partial(self.act, key))
        for number in range(len(Tab)):
            QShortcut(QKeySequence(str(number + 1)), self, partial(self.tabs.setCurrentIndex, number))
        QShortcut(QKeySequence(OTHERS_KEY), self, partial(self.act, "more"))
        QShortcut(QKeySequence(TRACE_KEY), self, self._trace)
