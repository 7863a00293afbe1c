"""Keeps the office window of one person: opening, locking, changing the password, leaving the seat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from app.calendar.days import DayKind
from app.calendar.engine import WorkCalendar
from app.catalogue.keys import matches, search_keys
from app.desk import Desk
from app.errors import Refusal, Unavailable
from app.people.models import Actor
from ui.dialogs.password import PasswordDialog
from ui.frame.reminder import Reminder
from ui.jobs import Jobs, Lanes
from ui.main_window import MainWindow, Office
from ui.palette.finding import FindInOffice
from ui.parts.banner import Notice
from ui.screens.entries import ENTRIES
from ui.screens.lock.idle import IdleWatch
from ui.screens.lock.view import LockView
from ui.theme import Scheme, Theme

_WIDE, _HIGH = 1366, 768
LISTEN_MS = 2000


class Settings(Protocol):
    """What the window takes from the program's start."""

    @property
    def database(self) -> str:
        """The database as it is shown."""

    @property
    def keep_scheme(self) -> Callable[[str], None] | None:
        """What keeps the chosen look for the next start."""

    @property
    def window(self) -> str:
        """The window's size and place at the last start."""

    @property
    def keep_window(self) -> Callable[[str], None] | None:
        """What keeps the window's size and place for the next start."""


_WORDS = {
    DayKind.WEEKEND: ("休", "on_time"),
    DayKind.HOLIDAY: ("休", "on_time"),
    DayKind.CLOSURE: ("停", "late"),
    DayKind.MAKE_UP: ("班", "soon"),
}


def rank_by_sound(typed: str, title: str) -> int | None:
    """Return how well characters, pinyin or initials find a title (0 best)."""
    return matches(typed, title, search_keys(title))


@dataclass
class DayWords:
    """The word of a day (班, 休, 停) with its colour role, once the calendar is read."""

    calendar: WorkCalendar | None = None

    def __call__(self, day: date) -> tuple[str, str]:
        """Return word and role; a plain working day has no word."""
        if self.calendar is None:
            return "", "secondary"
        return _WORDS.get(self.calendar.describe(day).kind, ("", "secondary"))


class OfficeWindow(QObject):
    """Opens the window for a person who signed in; ``left`` says that the seat is free again, and why."""

    left = Signal(str)

    def __init__(self, parent: QObject, settings: Settings, desk: Desk, actor: Actor) -> None:
        super().__init__(parent)
        self._settings = settings
        self._desk = desk
        self._actor = actor
        self._window: MainWindow | None = None
        self._lock: LockView | None = None
        self._idle: IdleWatch | None = None
        self._jobs: Jobs | None = None
        self._day_words = DayWords()
        self._asking = False
        self._reminder: Reminder | None = None
        self._listen = QTimer(self)
        self._listen.setInterval(LISTEN_MS)
        self._listen.timeout.connect(self.listen)

    @property
    def window(self) -> MainWindow:
        """Return the window; there is one after ``open``."""
        assert self._window is not None
        return self._window

    def open(self, theme: Theme, lanes: Lanes, jobs: Jobs) -> None:
        """Make the window and show its first screen."""
        office = Office(
            desk=self._desk,
            actor=self._actor,
            database=self._settings.database,
            entries=ENTRIES,
            theme=theme,
            find=FindInOffice(self._desk, self._actor, self._go_to),
            rank=rank_by_sound,
            day_word=self._day_words,
        )
        window = MainWindow(office, jobs)
        self._window = window
        self._jobs = jobs.owned_by(window)
        self._lock = LockView(window, self._actor.name)
        self._idle = IdleWatch(window, self._desk.settings.idle_minutes)

        lanes.busy_changed.connect(window.show_busy)
        window.lock_asked.connect(self.lock)
        window.switch_asked.connect(self.leave)
        window.seat_left.connect(self.left)
        window.password_asked.connect(self._change_password)
        self._lock.unlock_asked.connect(self._unlock)
        self._lock.switch_asked.connect(self.leave)
        self._idle.idle.connect(self.lock)

        self._show(window)
        window.open_first()
        self._count_denials()
        self._jobs.run(self._read_calendar).then(self._show_calendar).start()
        theme.worn.connect(self._keep_scheme)
        self._listen.start()
        self._remind()

    def _remind(self) -> None:
        assert self._jobs is not None
        self._reminder = Reminder(self, self._desk, self._actor, self._jobs)
        self._reminder.due.connect(self.tell_what_is_due)
        self._reminder.start()

    def tell_what_is_due(self, words: str) -> None:
        """Say it on the page, or where the page has something else to say, for a moment below."""
        here = self.window.current()
        if here is None or here.page.banner.notice.text:
            self.window.toast(words, None)
            return
        act = partial(self._go_to, "work_list", {})
        here.page.show_notice(Notice(text=words, kind="warning", act_name="打开待办", act=act))

    def _show(self, window: MainWindow) -> None:
        """Open as large and where it was at the last start, at first as large as the screen."""
        room = window.screen().availableSize()
        window.resize(QSize(_WIDE, _HIGH).boundedTo(room))
        kept = QByteArray.fromBase64(self._settings.window.encode())
        if QGuiApplication.platformName() == "offscreen" or (
            not kept.isEmpty() and window.restoreGeometry(kept)
        ):
            window.show()
        else:
            window.showMaximized()
        window.closing.connect(self._keep_window)

    def _keep_window(self) -> None:
        if self._settings.keep_window is not None:
            self._settings.keep_window(self.window.saveGeometry().toBase64().toStdString())

    def lock(self) -> None:
        """Save what is typed and cover the window."""
        if self._lock is None or self._lock.isVisible():
            return
        if (here := self.window.current()) is not None:
            here.screen.leave()
        self._lock.lock()

    def listen(self) -> None:
        """Ask whether others did something, while somebody can see the window."""
        window = self.window
        if self._jobs is None or self._asking or not window.isVisible() or window.isMinimized():
            return
        self._asking = True
        self._jobs.run(self._desk.changed).then(self._heard).otherwise(self._heard_nothing).start()

    def _heard(self, changed: bool) -> None:
        self._asking = False
        if changed:
            self.window.look_again()
            self._count_denials()

    def _heard_nothing(self, _trouble: Refusal | Unavailable) -> None:
        self._asking = False

    def _count_denials(self) -> None:
        """Show in the rail how many denials wait for this person, whichever screen is open."""
        if self._jobs is not None and "denials" in self.window.screens():
            waiting = partial(self._desk.denials.waiting, self._actor)
            show = partial(self.window.set_count, "denials")
            self._jobs.run(waiting).then(show).otherwise(self._heard_nothing).start()

    def leave(self) -> None:
        """Free the seat for another person."""
        self.left.emit("")

    def close(self) -> None:
        """Close the window and forget it."""
        self._listen.stop()
        if self._reminder is not None:
            self._reminder.stop()
        self.window.close()
        self.window.deleteLater()
        self.deleteLater()

    def _go_to(self, key: str, arguments: dict[str, object]) -> None:
        self.window.go_to(key, arguments)

    def _read_calendar(self) -> tuple[WorkCalendar, str]:
        return self._desk.calendar.current(), self._desk.calendar.warning() or ""

    def _show_calendar(self, read: tuple[WorkCalendar, str]) -> None:
        calendar, warning = read
        self._day_words.calendar = calendar
        self.window.show_day()
        self.window.set_warnings((warning.split("，")[0],) if warning else ())

    def _keep_scheme(self, scheme: Scheme) -> None:
        if self._settings.keep_scheme is not None:
            self._settings.keep_scheme(scheme.value)

    def _unlock(self, password: str) -> None:
        desk, login = self._desk, self._actor.login

        def ask() -> Actor:
            actor: Actor = desk.people.sign_in(login, password)
            return actor

        assert self._jobs is not None
        self._jobs.run(ask).then(self._unlocked).otherwise(self._still_locked).start()

    def _unlocked(self, _actor: Actor) -> None:
        assert self._lock is not None
        assert self._idle is not None
        self._lock.open()
        self._idle.again()

    def _still_locked(self, trouble: Refusal | Unavailable) -> None:
        assert self._lock is not None
        self._lock.show_problem(str(trouble))

    def _change_password(self) -> None:
        answer = PasswordDialog.ask(self.window)
        if answer is None or self._jobs is None:
            return
        desk, actor = self._desk, self._actor

        def change() -> None:
            desk.people.change_password(actor, answer.current, answer.new)

        self._jobs.run(change).then(self._password_changed).otherwise(self._password_kept).start()

    def _password_changed(self, _done: None) -> None:
        self.window.toast("密码已修改。", None)

    def _password_kept(self, trouble: Refusal | Unavailable) -> None:
        if (here := self.window.current()) is not None:
            here.page.show_notice(Notice(text=f"密码没有修改：{trouble}"))
