"""Tells others what one edits here, and shows who else edits what; nobody is held up by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView

from app.desk import Desk
from app.errors import Refusal, Unavailable
from app.ledger.models import Subject
from app.people.models import Actor
from app.presence.models import RENEWED_EVERY, Present
from app.presence.presence import Presence
from ui.frame.following import Following
from ui.frame.opened import Opened
from ui.jobs import Jobs
from ui.parts import others

LOOK_MS = 500  # between two looks at the window alone: the archive is asked only when something changed


class Window(Protocol):
    """What is asked of the window that stands now."""

    def current(self) -> Opened | None:
        """Return the screen that is shown."""


class OthersHere(QObject):
    """One person's presence, and everybody else's as it is shown."""

    def __init__(
        self, parent: QObject, presence: Presence, actor: Actor, jobs: Jobs, window: Callable[[], Window]
    ) -> None:
        super().__init__(parent)
        self._presence = presence
        self._actor = actor
        self._jobs = jobs
        self._window = window
        self._here = Subject("")
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._renewal = QTimer(self)
        self._renewal.setInterval(int(RENEWED_EVERY / timedelta(milliseconds=1)))
        self._renewal.timeout.connect(self._renew)

    def start(self) -> None:
        """Begin to tell and to show."""
        self._timer.start()
        self._renewal.start()
        self.read()

    def stop(self) -> None:
        """Leave what is open here."""
        self._timer.stop()
        self._renewal.stop()
        self._go(Subject(""))

    def look(self) -> None:
        """See what is open here now, and show who else has it."""
        here = self._window().current()
        self._go(Subject(here.screen.edits() if here is not None else ""))
        if here is not None:
            here.page.show_others(others.sentence(here.screen.looks_at()))

    def read(self) -> None:
        """Read who has what open."""
        read = partial(self._presence.others, self._actor)
        self._jobs.run(read).then(self._show).otherwise(_leave_it).start()

    def _go(self, record: Subject) -> None:
        left, self._here = self._here, record
        if left != record:
            move = partial(_move, self._presence, self._actor, left, record)
            self._jobs.run(move).otherwise(_leave_it).start()

    def _renew(self) -> None:
        """Stay where one is; what others let lapse is seen when it is read again."""
        if self._here:
            stay = partial(self._presence.stay, self._actor, self._here)
            self._jobs.run(stay).otherwise(_leave_it).start()
        if others.known():
            self.read()

    def _show(self, found: Mapping[Subject, tuple[Present, ...]]) -> None:
        if not others.take(found):
            return
        here = self._window().current()
        if here is not None:
            self.look()
            for view in here.screen.findChildren(QAbstractItemView):
                view.viewport().update()


def show_others(
    following: Following, desk: Desk, actor: Actor, jobs: Jobs, window: Callable[[], Window]
) -> None:
    """Tell and show presence as long as others are followed."""
    others_here = OthersHere(following, desk.presence, actor, jobs.owned_by(following), window)
    following.others_moved.connect(others_here.read)
    following.ended.connect(others_here.stop)
    others_here.start()


def _move(presence: Presence, actor: Actor, left: Subject, record: Subject) -> None:
    if left:
        presence.leave(actor, left)
    if record:
        presence.stay(actor, record)


def _leave_it(_trouble: Refusal | Unavailable) -> None:
    """Presence is a courtesy: without the archive nothing is said of it."""
