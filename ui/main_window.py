"""The main window: frame, pages made when they are first opened, palette, help, lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from ui.context import Command, Context, Screen, ScreenEntry
from ui.frame.commands import WindowActs, commands_of
from ui.frame.hats import Offer, commands_of_hats, explaining
from ui.frame.office import Office
from ui.frame.opened import Opened, OpenedScreens
from ui.frame.page import Page
from ui.frame.rail import Rail
from ui.frame.status_bar import StatusBar
from ui.frame.top_bar import Seat, TopBar
from ui.frame.user_menu import UserMenu
from ui.jobs import Jobs
from ui.palette.view import PaletteView
from ui.parts.toast import Toast
from ui.screens.help.view import HelpPanel
from ui.theme import Scheme

_LEAST_WIDE, _LEAST_HIGH = 800, 480
_FOLD_BELOW = 1180
_HELP_BESIDE_FROM = 1600


class MainWindow(QMainWindow):
    """The clerk's window for the day."""

    lock_asked = Signal()
    switch_asked = Signal()
    hat_asked = Signal(int, str, object)
    seat_left = Signal(str)
    password_asked = Signal()
    closing = Signal()
    told = Signal()

    def __init__(self, office: Office, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("效能工作台")
        self.setMinimumSize(_LEAST_WIDE, _LEAST_HIGH)
        self._office = office
        self._jobs = jobs
        self._entries = {entry.key: entry for entry in office.entries if entry.open_to(office.actor)}
        self._narrow = False
        self._offer = Offer(hats=())
        actor = office.actor
        seat = Seat(name=actor.name, division=actor.division_name, counter=actor.counter)
        self._menu = menu = UserMenu(self)
        self._top = TopBar(seat, menu)
        self._rail = Rail(tuple(entry for entry in self._entries.values() if entry.in_rail))
        self._pages = OpenedScreens(self._make)
        self._help: HelpPanel | None = None
        self._status = StatusBar(office.database, address=office.address)
        self._body = QHBoxLayout()

        self._top.searched.connect(self.open_palette)
        self._rail.opened.connect(self._open_from_rail)
        self._status.helped.connect(self.toggle_help)
        menu.show_scheme(office.theme.scheme)
        office.theme.worn.connect(menu.show_scheme)
        menu.scheme_chosen.connect(self._wear)
        menu.password_asked.connect(self.password_asked)
        menu.year_asked.connect(lambda: self.go_to("person_year", {}))
        menu.lock_asked.connect(self.lock_asked)
        menu.switch_asked.connect(self.switch_asked)
        menu.hat_asked.connect(self.act_for)
        self._assemble()
        for key, act in self._window_keys().items():
            QShortcut(QKeySequence(key), self.centralWidget(), act)
        self._toast = Toast(self)
        self._palette = PaletteView(self, jobs, office.rank, office.find)
        self.show_day()

    # --- services of the window

    def go_to(self, key: str, arguments: Mapping[str, Any]) -> None:
        """Open a screen, made on its first visit; one the role does not reach stays shut."""
        entry = self._entries.get(key)
        if entry is None:
            self.toast("您的角色不能打开这个页面。", None)
            return
        if (here := self.current()) is not None and here.entry.key != key:
            here.screen.leave()
        opened = self._pages.open(entry)
        self._rail.mark(key)
        self.setWindowTitle(f"{entry.title} · 效能工作台")
        if self._help is not None and self._help.isVisible():
            self._help.open(entry.help_page)
        opened.screen.arrive(arguments)
        opened.screen.setFocus()

    def open_first(self) -> None:
        """Open the first screen the person may see."""
        if self._entries:
            self.go_to(next(iter(self._entries)), {})

    def screens(self) -> tuple[str, ...]:
        """Return the keys of the screens the person may open from the rail."""
        return tuple(entry.key for entry in self._entries.values() if entry.in_rail)

    def go_back(self) -> None:
        """Return to the screen before."""
        if before := self._pages.before():
            self.go_to(before, {})

    def toast(self, text: str, undo: Callable[[], None] | None) -> None:
        """Tell what was done."""
        self._toast.tell(text, undo)
        self.told.emit()

    def set_count(self, key: str, count: int) -> None:
        """Show how much waits behind a rail entry."""
        if (item := self._rail.item(key)) is not None:
            item.set_count(count)

    def set_substitution(self, text: str) -> None:
        """Show for whom one acts."""
        self._top.show_substitution(text)

    def show_offer(self, offer: Offer) -> None:
        """Offer in menu and palette for whom one may act, and show the hat that is on."""
        self._offer = offer
        self._menu.show_offer(offer, self._office.actor)

    def act_for(self, staff: int, key: str = "", arguments: Mapping[str, Any] | None = None) -> None:
        """Ask to act for somebody who is away (0: for oneself again), and to go on at a screen."""
        self.hat_asked.emit(staff, key, dict(arguments or {}))

    def set_saved(self, text: str) -> None:
        """Say in the status bar what was saved, and when."""
        self._status.show_saved(text)

    def set_warnings(self, warnings: tuple[str, ...]) -> None:
        """Show the office's warnings."""
        self._status.show_warnings(warnings)

    def leave_seat(self, text: str) -> None:
        """Have everybody sign in anew, and say why there."""
        self.seat_left.emit(text)

    def today(self) -> date:
        """Return the office's date."""
        return self._office.today()

    # --- what the keys do

    def open_palette(self) -> None:
        """Offer everything that can be done here."""
        self._palette.open(self._commands())

    def toggle_help(self) -> None:
        """Show or put away the help of this screen."""
        if self._help is None:
            self._help = HelpPanel(self.centralWidget())
            self._help.closed.connect(self.toggle_help)
        here = self.current()
        if here is None:
            self._help.turn("index", self)
        else:
            self._help.turn(here.entry.help_page, here.screen)
        self._place_help()

    def show_keys(self) -> None:
        """Show the help's overview of the keys."""
        if self._help is None or not self._help.isVisible():
            self.toggle_help()
        assert self._help is not None
        self._help.open("index")

    def refresh(self) -> None:
        """Read this screen again."""
        self.show_day()
        if (here := self.current()) is not None:
            here.screen.refresh()

    def show_day(self) -> None:
        """Show the date and whether the office works."""
        day = self.today()
        word, role = self._office.day_word(day) if self._office.day_word is not None else ("", "secondary")
        self._top.show_day(day, word, role)

    def show_busy(self, busy: bool) -> None:
        """Show that work takes longer than a moment."""
        self._status.show_busy(busy)

    def show_connected(self, text: str, connected: bool) -> None:
        """Say below how the database stands; "" is as usual."""
        self._status.show_connected(text or f"已连接 {self._office.database}", connected)

    def may_look(self) -> bool:
        """Say whether somebody can see the screen, and neither a dialog nor the palette is over it."""
        covered = QApplication.activeModalWidget() is not None or self._palette.isVisible()
        return self.isVisible() and not self.isMinimized() and not covered

    def look_again(self, *, work_moved: bool = True) -> None:
        """Have the screen answer to what others did; not under a dialog or the palette."""
        here = self.current()
        if here is not None and self.may_look():
            (here.screen.look_again if work_moved else here.screen.look_beside)()

    def current(self) -> Opened | None:
        """Return the screen that is shown."""
        return self._pages.current()

    def resizeEvent(self, event: Any) -> None:
        """Fold the rail where the window is narrow, and keep help at its place."""
        super().resizeEvent(event)
        self._fold_if_narrow()
        self._place_help()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the screen save what is typed before the window goes."""
        if (here := self.current()) is not None:
            here.screen.leave()
        self.closing.emit()
        super().closeEvent(event)

    def _fold_if_narrow(self) -> None:
        """Fold or unfold the rail when the room for the page changes, and leave it alone in between."""
        narrow = self.width() < _FOLD_BELOW
        if narrow != self._narrow:
            self._narrow = narrow
            self._rail.fold(narrow)

    def _place_help(self) -> None:
        """Show help beside the work where there is room, else over its right side."""
        if self._help is None:
            return
        beside = self._help.isVisible() and self.width() >= _HELP_BESIDE_FROM
        self._body.setContentsMargins(0, 0, self._help.width() if beside else 0, 0)
        self._help.stand(self.centralWidget().rect().adjusted(0, self._top.height(), 0, -self._status.height()))

    # --- how it is put together

    def _assemble(self) -> None:
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addWidget(self._rail)
        self._body.addWidget(self._pages, 1)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addLayout(self._body, 1)
        column.addWidget(self._status)
        self.setCentralWidget(ground)

    def _make(self, entry: ScreenEntry, page: Page) -> Screen:
        context = Context(
            desk=self._office.desk,
            actor=self._office.actor,
            jobs=self._jobs.owned_by(page, explaining(page, self._office.actor, self.act_for)),
            page=page,
            window=self,
        )
        return entry.make(context)

    def _open_from_rail(self, key: str) -> None:
        self.go_to(key, {})

    def _window_keys(self) -> dict[str, Callable[[], None]]:
        return {
            "F1": self.toggle_help,
            "F5": self.refresh,
            "Ctrl+L": self.lock_asked.emit,
            "Alt+Left": self.go_back,
        }

    def _commands(self) -> tuple[Command, ...]:
        here = self.current()
        of_screen = here.screen.commands() if here is not None else ()
        hats = commands_of_hats(self._offer, self._office.actor, self.act_for)
        return of_screen + hats + commands_of(self._acts(), tuple(self._entries.values()))

    def _acts(self) -> WindowActs:
        return WindowActs(
            open_screen=self._open_from_rail,
            help=self.toggle_help,
            keys=self.show_keys,
            refresh=self.refresh,
            wear=self._wear,
            lock=self.lock_asked.emit,
            change_password=self.password_asked.emit,
            switch=self.switch_asked.emit,
        )

    def _wear(self, scheme: Scheme) -> None:
        self._office.theme.wear(scheme)
