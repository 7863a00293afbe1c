"""The window's beginning: the sign-in is shown first, everything slow comes after."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.office.copying import Owner
from app.office.wire import Wire
from app.people.models import Actor
from ui.chinese import speak_chinese
from ui.file_dates import FileDates
from ui.jobs import PRESS, Jobs, Lanes
from ui.screens.sign_in.presenter import Opening
from ui.screens.sign_in.view import DemoPerson, Entrance, SignInView
from ui.sweeping import Sweeper
from ui.theme import Scheme, Theme
from ui.unowned_keys import UnownedKeys

_WARM = ("ui.crash", "ui.office_window")


@dataclass(frozen=True, kw_only=True)
class SetUp:
    """How an office is set up from the window: ``room`` makes the use cases (slow to load).

    ``needed`` says that there is no office yet; ``start_again`` what to start with once there is one.
    """

    room: Callable[[], Any]
    needed: bool
    start_again: Callable[[], Start]


@dataclass(frozen=True, kw_only=True)
class Start:
    """What the program is started with; ``open_desk`` is slow and runs in the worker's thread.

    ``open_as`` opens the desk of a server's office for a login and its password; ``look_at_line`` says how the
    line to it is kept, ``upgrade`` brings it up to this program's form. ``address`` is told on hovering over
    ``database``.
    ``demo_hint`` lists (login, name, role's name) of a demo office; ``tour`` is the folder for its pictures;
    ``write_report`` keeps an error report (None: it is only shown), ``keep_scheme`` the chosen look,
    ``keep_window`` the window's size and place as Qt writes it (base64), given back as ``window``.
    """

    open_desk: Callable[[], Any]
    bureau: str
    database: str
    tour: Path | None = None
    demo_hint: tuple[tuple[str, str, str], ...] | None = None
    demo_password: str = field(default="", repr=False)
    scheme: Scheme = Scheme.SYSTEM
    write_report: Callable[[str], None] | None = None
    keep_scheme: Callable[[str], None] | None = None
    window: str = ""
    keep_window: Callable[[str], None] | None = None
    open_as: Callable[[str, str], Any] | None = None
    address: str = ""
    look_at_line: Callable[[], Wire] | None = None
    upgrade: Callable[[Owner], object] | None = None
    setting_up: SetUp | None = None


def run(settings: Start) -> int:
    """Open the window and return the exit code when the last one closes."""
    application = make_application()
    shell = Shell(application, settings)
    shell.open()
    code = application.exec()
    shell.close()
    return code


def make_application() -> QApplication:
    """Return the Qt application, speaking Chinese."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("效能工作台")
    application.setQuitOnLastWindowClosed(True)
    speak_chinese(application)
    UnownedKeys(application)
    FileDates(application)
    return application


class Shell(QObject):
    """Leads from the sign-in to the office window, and back when another person takes the seat."""

    def __init__(self, application: QApplication, settings: Start) -> None:
        super().__init__(application)
        self._settings = settings
        self._theme = Theme(application, settings.scheme)
        self._lanes = Lanes(self)
        self._sweeper = Sweeper(self)
        self._jobs = Jobs(self._lanes, self)
        self._sign_in = self._new_sign_in()
        self._office: Any = None
        self._setting_up: Any = None

    @property
    def sign_in(self) -> SignInView:
        """Return the sign-in window."""
        return self._sign_in

    @property
    def office(self) -> Any:
        """Return the office window's keeper, None before somebody signed in."""
        return self._office

    def open(self) -> None:
        """Show the sign-in; where there is no office yet, set one up first."""
        if self._settings.setting_up is not None and self._settings.setting_up.needed:
            self.set_up()
        else:
            self._sign_in.show()

    def set_up(self) -> None:
        """Open the window that sets up an office."""
        asked = self._settings.setting_up
        if asked is None or self._setting_up is not None:
            return
        window = import_module("ui.setting_up.window").SettingUpWindow
        self._setting_up = window(self._jobs, asked.room(), needed=asked.needed)
        self._setting_up.finished.connect(self._start_again)
        self._setting_up.left.connect(self._leave_as_it_was)
        self._setting_up.show()
        self._sign_in.hide()
        self._warm()

    def _leave_as_it_was(self) -> None:
        """Go back to the sign-in where there is an office to sign in to."""
        self._put_away()
        if self._settings.setting_up is not None and not self._settings.setting_up.needed:
            self._sign_in.show()

    def _start_again(self) -> None:
        """Open the sign-in of the office that was set up."""
        assert self._settings.setting_up is not None
        self._settings = self._settings.setting_up.start_again()
        before, self._sign_in = self._sign_in, self._new_sign_in()
        self._sign_in.show()
        before.deleteLater()
        self._put_away()

    def _put_away(self) -> None:
        window, self._setting_up = self._setting_up, None
        if window is not None:
            window.close()
            window.deleteLater()

    def _new_sign_in(self) -> SignInView:
        jobs = self._jobs.owned_by(self)
        made = SignInView(_entrance(self._settings), jobs, _opening(self._settings), self._entered)
        made.shown.connect(self._warm)
        made.change_asked.connect(self.set_up)
        return made

    def close(self) -> None:
        """Let the workers end."""
        if self._office is not None:
            self._office.stop_following()
        self._lanes.close()
        self._sweeper.close()

    def _warm(self) -> None:
        """Load what the office window needs while the clerk types his password."""
        self._jobs.run(_load_later_parts, PRESS).then(self._warmed).start()

    def _warmed(self, _done: None) -> None:
        import_module("ui.crash").CrashKeeper(self, self._settings.write_report)

    def _entered(self, desk: Any, actor: Actor) -> None:
        keeper = import_module("ui.office_window").OfficeWindow
        self._office = keeper(self, self._settings, desk, actor)
        self._office.left.connect(self._seat_free)
        self._office.open(self._theme, self._lanes, self._jobs)
        self._sign_in.hide()

    def _seat_free(self, why: str) -> None:
        self._sign_in.again(why)
        self._sign_in.show()
        self._office.close()


def _entrance(settings: Start) -> Entrance:
    people = tuple(
        DemoPerson(login=login, name=name, role=role) for login, name, role in settings.demo_hint or ()
    )
    return Entrance(
        bureau=settings.bureau,
        database=settings.database,
        address=settings.address,
        changeable=settings.setting_up is not None,
        demo=people,
        demo_password=settings.demo_password,
    )


def _opening(settings: Start) -> Opening:
    return Opening(settings.open_desk, settings.open_as, settings.look_at_line, settings.upgrade)


def _load_later_parts() -> None:
    for module in _WARM:
        import_module(module)
