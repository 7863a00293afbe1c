"""The denials screen: the list with its reading pane, the page being read, the path, and the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from app.cases.models import CaseId
from app.denials.models import Denial, DenialId
from app.people.permissions import Right, may
from ui.context import Command, Context, Screen
from ui.dates.due import NO_TRACE, TRACE_KEY
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.tabs import ViewTabs
from ui.screens.act_list import OTHERS_KEY, ActListDialog
from ui.screens.denials.asking import Asking
from ui.screens.denials.browse import BrowsePage
from ui.screens.denials.filling import Filling
from ui.screens.denials.form_desk import FormDesk
from ui.screens.denials.offering import act_commands, view_commands
from ui.screens.denials.path_desk import PathDesk
from ui.screens.denials.presenter import DenialsPresenter
from ui.screens.denials.reading import Reading
from ui.screens.denials.words import CHECK, LETTERS, STATE_ROLES, Tab
from ui.tables.models import Count, PageOf

_TITLE = "否定报备"


class Mode(Enum):
    """What the screen shows."""

    LIST = 0
    PATH = 1
    FORM = 2


class DenialsScreen(Screen):
    """Opened with ``case`` from the counter, with ``denial`` for one, without for the list."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.asking = Asking(self, context)
        self.presenter = DenialsPresenter(self, self.asking, context)
        self.path = PathDesk(context)
        self.desk = FormDesk(context, self.asking)
        self.browse = BrowsePage(context.jobs, self.presenter.page_of)
        self.tabs = ViewTabs(Tab, "否定报备的视图")
        self._chip = Chip()
        self._new = Button("新建", key="Ctrl+N", icon="plus")
        self._stack = QStackedWidget()
        self._mode = Mode.LIST
        self._shortcuts: dict[Mode, list[QShortcut]] = {}
        self._drafts = may(context.actor, Right.DRAFT_DENIAL)
        self.edited = lambda: self.desk.presenter.edited() if self._mode is Mode.FORM else ""
        self._connect()
        self._assemble()

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Weigh a case, show one denial, go on with the form, or show the list."""
        if "case" in arguments:
            self.desk.then(partial(self.path.open, CaseId(int(arguments["case"]))))
        elif "denial" in arguments:
            self.desk.then(partial(self.show_denial, DenialId(int(arguments["denial"]))))
        elif "complaint" in arguments:
            number = str(arguments.get("number", ""))
            self.desk.then(partial(self.presenter.find_complained, number))
        elif self._mode is not Mode.FORM:
            self.refresh()

    def refresh(self) -> None:
        """Read again what is shown; a form being filled in stays as typed."""
        if self._mode is Mode.LIST:
            self.presenter.read_again()
        elif self._mode is Mode.PATH:
            self.path.again()
        else:
            self.desk.look_again()

    def look_again(self) -> None:
        """Show what others did, leaving alone what is typed or uncovered."""
        if self._mode is Mode.FORM:
            self.desk.look_again()
            self.presenter.count()
        elif self.presenter.reading is None or not self.presenter.reading.uncovered:
            self.presenter.read_again()

    def leave(self) -> None:
        """Keep what is typed."""
        self.desk.save()

    def commands(self) -> tuple[Command, ...]:
        """Offer the views, a new denial, and the acts of what is shown."""
        new = Command(title="新建否定报备", run=self.start_new, key="Ctrl+N", icon="plus")
        reading = self.presenter.reading if self._mode is Mode.LIST else None
        here = self.desk.commands() if self._mode is Mode.FORM else act_commands(reading, self.act)
        return (*([new] if self._drafts else []), *here, *view_commands(self._go_to))

    # --- what the list's presenter asks

    def show_counts(self, counts: dict[Tab, int]) -> None:
        """Show how much waits in the views."""
        self.tabs.show_counts(counts)

    def show_source(self, count: Count, page: PageOf) -> None:
        """Show what was found."""
        self.browse.show_source(count, page, self.presenter.tab)

    def show_reading(self, reading: Reading) -> None:
        """Show a denial."""
        self.browse.show_reading(reading)

    def show_uncovered(self, reading: Reading) -> None:
        """Show a denial with personal data, in the list too."""
        self.browse.show_uncovered(reading)

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self.browse.show_nothing()

    def open_paper(self) -> None:
        """Show the page of the denial that is read."""
        if self.presenter.reading is not None:
            self.browse.open_paper(self.presenter.reading)

    def open_form(self, denial: DenialId) -> None:
        """Go on with a draft."""
        self.desk.open(denial)

    def show_denial(self, denial: DenialId) -> None:
        """Show one denial, whichever view it is in."""
        self._show_tab(Tab.ALL)
        self.presenter.choose(denial)
        self.browse.list.want(denial)

    # --- what the keys do

    def start_new(self) -> None:
        """Ask for the case of a new denial."""
        if self._drafts:
            self.desk.then(self.path.begin)

    def back(self) -> None:
        """Go back: from the page, the path or the form to the list."""
        if self._mode is Mode.FORM:
            self.desk.leave()
        elif self._mode is Mode.PATH and not self.path.close_list():
            self._show(Mode.LIST)
            self.presenter.look()
        elif self.browse.paper_is_open:
            self.browse.close_paper()

    def act(self, key: str) -> None:
        """Do what a button or a key of the reading pane names."""
        if self._mode is not Mode.LIST:
            return
        if key == "more":
            self._all_acts()
        elif key == "trace":
            self._trace()
        elif key == "open" and self.browse.paper_is_open:
            self.browse.close_paper()
        elif key in ("check", "open"):
            self.open_paper()
        elif self.browse.may_act(key):
            self.presenter.act(key)
        else:
            self.open_paper()

    def _all_acts(self) -> None:
        reading = self.presenter.reading
        key = ActListDialog.ask(self, reading.acts) if reading is not None else ""
        if key:
            self.act(key)

    def _open_document(self, document: int) -> None:
        self._context.go_to("document_form", document=document)

    def _trace(self) -> None:
        if not self.browse.pane.trace() and self.presenter.reading is not None:
            self._context.toast(NO_TRACE)

    def _go_to(self, tab: Tab) -> None:
        self.desk.then(partial(self._show_tab, tab))

    def _show_tab(self, tab: Tab) -> None:
        self._show(Mode.LIST)
        place = tuple(Tab).index(tab)
        if self.tabs.currentIndex() == place:
            self.presenter.choose_tab(tab)
        else:
            self.tabs.setCurrentIndex(place)

    def _tab_chosen(self, _place: int) -> None:
        self.browse.close_paper()
        self.presenter.choose_tab(self.tabs.tab)
        self.browse.list.setFocus()

    # --- the form

    def _form_shown(self, filling: Filling) -> None:
        self._show(Mode.FORM)
        case = filling.case
        self._context.page.set_title("否定报备登记表", f"{case.number} · {case.matter_name}")
        self._show_kept(filling.denial)

    def _show_kept(self, denial: Denial | None) -> None:
        if denial is None:
            self._chip.show_word("未保存", "provisional")
        else:
            self._chip.show_word(denial.state.value, STATE_ROLES[denial.state])

    def _form_left(self, denial: DenialId | None) -> None:
        self._show(Mode.LIST)
        self.presenter.look()
        if denial is not None:
            self.presenter.choose(denial)
            self.browse.list.want(denial)

    # --- how it is put together

    def _show(self, mode: Mode) -> None:
        back = mode is Mode.LIST and self._mode is not Mode.LIST
        self._mode = mode
        for each, shortcuts in self._shortcuts.items():
            for shortcut in shortcuts:
                shortcut.setEnabled(each is mode)
        self._stack.setCurrentIndex(mode.value)
        page = self._context.page
        page.clear_notice()
        form = mode is Mode.FORM
        if not form:
            page.set_title(_TITLE, "五步判断" if mode is Mode.PATH else "")
        self.tabs.setVisible(mode is Mode.LIST)
        self._chip.setVisible(form)
        self._new.setVisible(self._drafts and mode is Mode.LIST)
        for button in (self.desk.submit_button, self.desk.give_up_button):
            button.setVisible(form)
        focus = {Mode.LIST: self.browse, Mode.PATH: self.path.page, Mode.FORM: self.desk.page}[mode]
        self.setFocusProxy(focus)
        if back:
            self.browse.setFocus()

    def _connect(self) -> None:
        self.browse.chosen.connect(self.presenter.choose)
        self.browse.opened.connect(self.presenter.open)
        self.browse.emptied.connect(self.presenter.forget)
        self.browse.uncover_asked.connect(self.presenter.uncover)
        self.browse.acted.connect(self.act)
        self.browse.searched.connect(self.presenter.search)
        self.browse.file_opened.connect(self.presenter.doing.open_file)
        self.browse.document_opened.connect(self._open_document)
        self.desk.page.file_opened.connect(self.presenter.doing.open_file)
        self.desk.shown.connect(self._form_shown)
        self.desk.kept.connect(self._show_kept)
        self.desk.left.connect(self._form_left)
        self.path.shown.connect(partial(self._show, Mode.PATH))
        self.path.form_asked.connect(self.desk.begin)
        self.path.denial_asked.connect(self.show_denial)
        self.path.ended.connect(partial(self._show_tab, Tab.MINE))
        self.tabs.currentChanged.connect(self._tab_chosen)
        self._new.clicked.connect(self.start_new)
        for mode, keys in self._keys().items():
            self._shortcuts[mode] = [QShortcut(QKeySequence(key), self, do) for key, do in keys.items()]
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut  # the help panel has its own Esc
        QShortcut(QKeySequence("Esc"), self, self.back, context=within)

    def _keys(self) -> dict[Mode, dict[str, Callable[[], None]]]:
        letters = {key: act for act, key in LETTERS.items() if act != CHECK}
        acts = {key: partial(self.act, act) for key, act in letters.items()}
        digits = {str(place + 1): partial(self.tabs.setCurrentIndex, place) for place in range(len(Tab))}
        return {
            Mode.LIST: {**acts, **digits, OTHERS_KEY: partial(self.act, "more"), TRACE_KEY: self._trace},
            Mode.PATH: {"Ctrl+F": self.path.page.finder.setFocus},
            Mode.FORM: {
                "Ctrl+Return": self.desk.submit,
                "Ctrl+Enter": self.desk.submit,
                "Ctrl+S": self.desk.save,
                "Alt+W": self.desk.give_up,
            },
        }

    def _assemble(self) -> None:
        for part in (self.browse, self.path.page, self.desk.page):
            self._stack.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._stack)
        self._context.page.put_filters(self.tabs, self._chip)
        self._context.page.put_actions(self.desk.give_up_button, self._new, self.desk.submit_button)
        self._show(Mode.LIST)
