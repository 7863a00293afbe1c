"""The quiet reminder: at the office's hours it says how many of one's own items are late or soon due."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.custody.lights import Light
from app.custody.reminding import due_reminder, last_mark
from app.custody.wall import Chosen
from app.desk import Desk
from app.errors import Refusal, Unavailable
from app.people.models import Actor
from app.people.permissions import Right, may
from ui.jobs import Jobs

LOOK_MS = 60_000
_WORDS = ((Light.LATE, "逾期"), (Light.TODAY, "今日到期"), (Light.SOON, "临期"))


class Reminder(QObject):
    """Looks once a minute; ``due`` tells the words, never while nothing presses."""

    due = Signal(str)

    def __init__(self, parent: QObject, desk: Desk, actor: Actor, jobs: Jobs) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actor = actor
        self._jobs = jobs
        self._told = desk.clock()
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look; marks that passed before are not told of."""
        if may(self._actor, Right.SEE_TASKS):
            self._told = self._desk.clock()
            self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Ask in the worker whether a mark has passed, and for the numbers."""
        if self._looking or last_mark(self._desk.clock(), self._desk.settings.reminder_hours) is None:
            return
        self._looking = True
        job = self._jobs.run(partial(reminder_words, self._desk, self._actor, self._told))
        job.then(self._say).otherwise(self._be_quiet).start()

    def _say(self, words: str | None) -> None:
        self._looking = False
        if words is None:
            return
        self._told = self._desk.clock()
        if words:
            self.due.emit(words)

    def _be_quiet(self, _trouble: Refusal | Unavailable) -> None:
        self._looking = False  # the next minute asks again; who works is told of troubles by his work


def reminder_words(desk: Desk, actor: Actor, told: datetime) -> str | None:
    """Return what is said at the mark: "" where nothing presses, None where no mark has passed."""
    hours, calendar = desk.settings.reminder_hours, desk.calendar.current()
    if not due_reminder(desk.clock(), told, hours, calendar):
        return None
    counted = [(word, desk.wall.count(actor, Chosen(light=light, holder=actor.id))) for light, word in _WORDS]
    parts = [f"{word} {number} 件" for word, number in counted if number]
    return f"您手上有{'、'.join(parts)}。" if parts else ""
