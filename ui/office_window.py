"""Keeps the office window of one person: opening, locking, changing the password, leaving the seat."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSize, Signal
from PySide6.QtGui import QGuiApplication

from app.calendar.engine import WorkCalendar
from app.clock import office_date
from app.custody.worklist import View
from app.desk import Desk
from app.errors import Refusal, Unavailable
from app.office.touching import Touched
from app.people.models import Actor, StaffId
from ui.counting import rail_counts
from ui.frame.day_words import DayWords
from ui.frame.following import Following
from ui.frame.hand_notices import HandNotices
from ui.frame.hats import COME_BACK, Hats, Offer
from ui.frame.kept_here import KeptHere
from ui.frame.office import Office
from ui.frame.others_here import show_others
from ui.frame.reminder import Reminder
from ui.frame.started import Settings
from ui.frame.warnings import calendar_and_warnings
from ui.jobs import Jobs, Lanes
from ui.main_window import MainWindow
from ui.palette.finding import FindInOffice, rank_by_sound
from ui.parts.banner import Notice, notice_of
from ui.password_change import PasswordChange
from ui.screens.entries import ENTRIES
from ui.screens.lock.idle import IdleWatch
from ui.screens.lock.view import LockView
from ui.theme import Scheme, Theme

_WIDE, _HIGH, _TO_WORK = 1366, 768, "Alt+Q"


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
        self._reminder: Reminder | None = None
        self._hats: Hats | None = None
        self._following: Following | None = None

    @property
    def window(self) -> MainWindow:
        """Return the window; there is one after ``open``."""
        assert self._window is not None
        return self._window

    def open(self, theme: Theme, lanes: Lanes, jobs: Jobs) -> None:
        """Make the window and show its first screen."""
        jobs = jobs.owned_by(self, self._explain)
        self._theme, self._lanes, self._all_jobs = theme, lanes, jobs
        self._hats = Hats(self, self._desk, self._actor, jobs.owned_by(self))
        self._hats.offered.connect(self._show_offer)
        self._handovers = HandNotices(self, self._desk, self._actor, jobs.owned_by(self), lambda: self.window)
        self._hats.told.connect(self._handovers.greet)
        self._hats.lost.connect(self._tell_lost_hat)
        window = self._make_window()
        self._show(window)
        send = partial(self._desk.register.send_drafts, self._actor)
        kept_here = KeptHere(self, send, jobs.owned_by(self), lambda: self.window)
        kept_here.send()
        window.open_first()
        theme.worn.connect(self._keep_scheme)
        concerns = self._hats.concerns
        self._following = Following(self, self._desk.follow, lanes, lambda: self.window, concerns)
        self._following.others_wrote.connect(self._look_again)
        self._hats.sees_else.connect(self._following.look)
        self._following.came_back.connect(kept_here.come_back)
        show_others(self._following, self._desk, self._actor, jobs, lambda: self.window)
        self._following.start()
        self._begin_work()

    def _make_window(self) -> MainWindow:
        """Make the window of the person, with the hat that is on."""
        office = Office(
            desk=self._desk,
            actor=self._actor,
            database=self._settings.database,
            address=self._settings.address,
            entries=ENTRIES,
            theme=self._theme,
            find=FindInOffice(self._desk, self._actor, self._go_to),
            rank=rank_by_sound,
            day_word=self._day_words,
            today=lambda: office_date(self._desk.clock()),
        )
        window = MainWindow(office, self._all_jobs)
        self._window = window
        self._jobs = self._all_jobs.owned_by(window)
        self._lock = LockView(window, self._actor.name)
        self._idle = IdleWatch(window, self._desk.settings.idle_minutes)
        self._lanes.busy_changed.connect(window.show_busy)
        window.lock_asked.connect(self.lock)
        window.switch_asked.connect(self.leave)
        window.seat_left.connect(self.left)
        window.told.connect(lambda: self._count_waiting(self._desk.own_touched()))  # it may wait no more
        window.password_asked.connect(PasswordChange(window, self._desk, self._actor, self._jobs).ask)
        window.hat_asked.connect(self.act_for)
        self._lock.unlock_asked.connect(self._unlock)
        self._lock.switch_asked.connect(self.leave)
        self._idle.idle.connect(self.lock)
        if self._following is not None:
            self._following.show_state(window)
        return window

    def _begin_work(self) -> None:
        """Read what the frame shows, and look for what is due."""
        assert self._jobs is not None
        assert self._hats is not None
        self._count_waiting()
        read = partial(calendar_and_warnings, self._desk, self._settings.look_at_line)
        self._jobs.run(read).then(self._show_calendar).otherwise(lambda _trouble: None).start()
        self._remind()
        self._hats.look()
        self._handovers.look()

    def act_for(self, staff: int, key: str, arguments: dict[str, Any]) -> None:
        """Put on the hat of somebody who is away (0: take it off), and go on at a screen."""
        people, actor = self._desk.people, self._actor
        assert self._jobs is not None

        def change() -> Actor:
            return people.on_behalf(actor, StaffId(staff)) if staff else people.by_himself(actor)

        go_on = partial(self._change_hat, key, arguments)
        self._jobs.run(change).then(go_on).otherwise(self._hat_kept).start()

    def _change_hat(self, key: str, arguments: dict[str, Any], actor: Actor) -> None:
        """Give the person a window of his new rights; the old one saves what is typed as it goes."""
        old = self.window
        if self._reminder is not None:
            self._reminder.stop()
            self._reminder.deleteLater()
        self._actor = actor
        window = self._make_window()
        window.setGeometry(old.geometry())
        window.setWindowState(old.windowState())
        window.show()
        window.closing.connect(self._keep_window)
        old.close()
        old.deleteLater()
        window.open_first()
        if key:
            window.go_to(key, arguments)
        assert self._hats is not None
        self._hats.wear(actor)
        self._begin_work()
        window.toast(_changed_words(actor), None)

    def _hat_kept(self, trouble: Refusal | Unavailable) -> None:
        self._notice(Notice(text=str(trouble)))
        if self._hats is not None:
            self._hats.look()

    def _show_offer(self, offer: Offer) -> None:
        self.window.show_offer(offer)
        hat, worn = offer.of(self._actor), self._actor.behalf
        self.window.set_substitution(hat.badge if hat else f"代 {worn.name} 已结束" if worn else "")

    def _tell_lost_hat(self, words: str) -> None:
        come_back = partial(self.act_for, 0, "", {})
        self._notice(Notice(text=words, kind="warning", act_name=COME_BACK, act=come_back))

    def _explain(self, trouble: Refusal | Unavailable, retry: Callable[[], None]) -> None:
        self._notice(notice_of(trouble, retry))

    def _notice(self, notice: Notice) -> None:
        if (here := self.window.current()) is not None:
            here.page.show_notice(notice)

    def _remind(self) -> None:
        assert self._jobs is not None
        self._reminder = Reminder(self, self._desk, self._actor, self._jobs)
        self._reminder.due.connect(self.tell_what_is_due)
        self._reminder.start()

    def tell_what_is_due(self, words: str) -> None:
        """Say it on the page, or where the page has something else to say, for a moment below."""
        here = self.window.current()
        standing = here.page.banner.notice if here is not None else None
        if here is None or (standing and standing.text and standing.act_key != _TO_WORK):
            self.window.toast(words, None)
            return
        act = partial(self._go_to, "work_list", {"view": View.MINE})
        notice = Notice(text=words, kind="warning", act_name="打开待办", act=act, act_key=_TO_WORK)
        here.page.show_notice(notice)

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

    def _look_again(self, touched: Touched | None) -> None:
        """Show what others did: on the screen, in the rail and beside the hats."""
        moved = self._hats is None or self._hats.moves_work(touched)
        self.window.look_again(work_moved=moved)
        if self._hats is not None:
            self._hats.look_after(touched)  # last, so that the loss of a hat is said last
            self._handovers.look_later()
        self._count_waiting(touched)

    def _count_waiting(self, touched: Touched | None = None) -> None:
        """Show in the rail what waits for this person, whichever screen is open."""
        if self._jobs is not None:
            counts = partial(rail_counts, self._desk, self._actor, self.window.screens(), touched)
            self._jobs.run(counts).then(self._show_counts).otherwise(lambda _trouble: None).start()

    def _show_counts(self, counts: dict[str, int]) -> None:
        for key, count in counts.items():
            self.window.set_count(key, count)

    def leave(self) -> None:
        """Free the seat for another person."""
        self.left.emit("")

    def stop_following(self) -> None:
        """Hear no more of what others do."""
        if self._following is not None:
            self._following.stop()

    def close(self) -> None:
        """Close the window and forget it."""
        for watch in (self._reminder, self._hats):
            if watch is not None:
                watch.stop()
        self.window.close()
        self.stop_following()
        self.window.deleteLater()
        self.deleteLater()

    def _go_to(self, key: str, arguments: dict[str, object]) -> None:
        self.window.go_to(key, arguments)

    def _show_calendar(self, read: tuple[WorkCalendar, tuple[str, ...]]) -> None:
        self._day_words.calendar, warnings = read
        self.window.show_day()
        self.window.set_warnings(warnings)

    def _keep_scheme(self, scheme: Scheme) -> None:
        if self._settings.keep_scheme is not None:
            self._settings.keep_scheme(scheme.value)

    def _unlock(self, password: str) -> None:
        ask = partial(self._desk.people.sign_in, self._actor.login, password)
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


def _changed_words(actor: Actor) -> str:
    return f"现在代{actor.behalf.name}办理。" if actor.behalf else f"已回到本人：{actor.name}。"
