"""Do this in the background, then show that: one worker thread for the archive, one for the press.

``jobs.run(work).then(show).otherwise(explain).start()``; ``show`` and ``explain`` are called in the window's
thread. Without ``otherwise`` the explainer the jobs were made with is asked. What is neither a ``Refusal``
nor ``Unavailable`` is a bug and goes to ``sys.excepthook``. A job whose owner is gone is dropped.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.errors import Refusal, Unavailable

ARCHIVE = "archive"
PRESS = "press"
KEEPING = "keeping"  # copies, packages, destruction: meanwhile one goes on working
BUSY_AFTER_MS = 200

T = TypeVar("T")
Trouble = Refusal | Unavailable


class Explain(Protocol):
    """Says at the right place what went wrong; ``retry`` does the same work again."""

    def __call__(self, trouble: Trouble, retry: Callable[[], None]) -> None:
        """Explain the trouble."""


class Cancelled(Exception):
    """The clerk called the work off; nothing of it is shown."""


class Progress:
    """What a long job tells of itself: how much is done of how much."""

    def __init__(self) -> None:
        self.cancelled = False
        self.tell: Callable[[int, int], None] | None = None

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is; raises ``Cancelled`` when it was called off."""
        if self.cancelled:
            raise Cancelled
        if self.tell is not None:
            self.tell(done, total)


@dataclass(frozen=True)
class _Ended:
    """How a job ended: its value, or the error it raised."""

    value: Any = None
    error: BaseException | None = None


class Job(Generic[T]):
    """One piece of work and what is to be done with its result."""

    def __init__(self, jobs: Jobs, work: Callable[[Progress], T], lane: str) -> None:
        self._jobs = jobs
        self._work = work
        self.lane = lane
        self._progress = Progress()
        self._then: Callable[[T], None] | None = None
        self._explain: Callable[[Trouble], None] | None = None
        self._busy: Callable[[bool], None] | None = None

    def then(self, show: Callable[[T], None]) -> Job[T]:
        """Say what is done with the result."""
        self._then = show
        return self

    def otherwise(self, explain: Callable[[Trouble], None]) -> Job[T]:
        """Say who explains a refusal or an unavailable archive, instead of the screen's banner."""
        self._explain = explain
        return self

    def while_busy(self, show: Callable[[bool], None]) -> Job[T]:
        """Have ``show(True)`` called at the start and ``show(False)`` at the end, however it ends."""
        self._busy = show
        return self

    def progress(self, show: Callable[[int, int], None]) -> Job[T]:
        """Have ``show(done, total)`` called in the window's thread as the work reports."""
        self._progress.tell = self._jobs.in_window(show)
        return self

    def start(self) -> Job[T]:
        """Hand the work to its lane."""
        self._progress.cancelled = False
        if self._busy is not None:
            self._busy(True)
        self._jobs.begin(self)
        return self

    def cancel(self) -> None:
        """Call the work off: not begun it never runs, running it is told, its result is dropped."""
        self._progress.cancelled = True

    def do(self) -> _Ended:
        """Do the work in the worker's thread."""
        if self._progress.cancelled:
            return _Ended(error=Cancelled())
        try:
            return _Ended(value=self._work(self._progress))
        except Exception as error:  # noqa: BLE001 - it is carried to the window's thread and judged there
            return _Ended(error=error)

    def end(self, ended: _Ended) -> None:
        """Show the result or explain the trouble, in the window's thread."""
        if not self._jobs.owner_lives():
            return
        if self._busy is not None:
            self._busy(False)
        if self._progress.cancelled or isinstance(ended.error, Cancelled):
            return
        if ended.error is not None:
            self._explain_error(ended.error)
        elif self._then is not None:
            self._then(ended.value)

    def _explain_error(self, error: BaseException) -> None:
        if not isinstance(error, Refusal | Unavailable):
            sys.excepthook(type(error), error, error.__traceback__)
        elif self._explain is not None:
            self._explain(error)
        else:
            self._jobs.explain(error, self._again)

    def _again(self) -> None:
        self.start()


class Lanes(QObject):
    """The worker threads, one a lane, each doing one job after the other."""

    busy_changed = Signal(bool)
    _ended = Signal(object, object)
    _called = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queues: dict[str, SimpleQueue[Job[Any] | None]] = {}
        self._threads: dict[str, threading.Thread] = {}
        self._open = 0
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(BUSY_AFTER_MS)
        self._slow.timeout.connect(self._tell_busy)
        self._told = False
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._called.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Say whether nothing is queued, running or waiting to be shown."""
        return self._open == 0

    def put(self, job: Job[Any]) -> None:
        """Queue the job in its lane; the lane's thread starts with its first job."""
        if job.lane not in self._queues:
            self._open_lane(job.lane)
        self._open += 1
        if not self._slow.isActive() and not self._told:
            self._slow.start()
        self._queues[job.lane].put(job)

    def call(self, show: Callable[..., None], *arguments: object) -> None:
        """Call ``show`` in the window's thread, from any thread."""
        self._called.emit(show, arguments)

    def close(self, seconds: float = 5.0) -> None:
        """Let the running jobs end (at most so long each) and start no other."""
        for queue in self._queues.values():
            queue.put(None)
        for thread in self._threads.values():
            thread.join(seconds)
        self._slow.stop()

    def _open_lane(self, lane: str) -> None:
        queue: SimpleQueue[Job[Any] | None] = SimpleQueue()
        thread = threading.Thread(target=self._work_off, args=(queue,), name=lane, daemon=True)
        self._queues[lane] = queue
        self._threads[lane] = thread
        thread.start()

    def _work_off(self, queue: SimpleQueue[Job[Any] | None]) -> None:
        while (job := queue.get()) is not None:
            ended = job.do()
            if not shiboken6.isValid(self):
                return
            self._ended.emit(job, ended)

    def _end(self, job: Job[Any], ended: _Ended) -> None:
        self._open -= 1
        if self._open == 0:
            self._slow.stop()
            if self._told:
                self._told = False
                self.busy_changed.emit(False)
        job.end(ended)

    def _call(self, show: Callable[..., None], arguments: tuple[object, ...]) -> None:
        show(*arguments)

    def _tell_busy(self) -> None:
        self._told = True
        self.busy_changed.emit(True)


class Jobs:
    """Starts jobs for one owner (a screen); with the owner gone, results are dropped."""

    def __init__(self, lanes: Lanes, owner: QObject | None = None, explain: Explain | None = None) -> None:
        self._lanes = lanes
        self._owner = owner
        self._explain = explain

    def run(self, work: Callable[[], T], lane: str = ARCHIVE) -> Job[T]:
        """Make a job of the work; it begins with ``start()``."""
        return Job(self, _Plain(work), lane)

    def run_long(self, work: Callable[[Progress], T], lane: str = ARCHIVE) -> Job[T]:
        """Make a job of work that reports its progress and can be cancelled half-way."""
        return Job(self, work, lane)

    def owned_by(self, owner: QObject, explain: Explain | None = None) -> Jobs:
        """Return jobs whose results go to the owner, and whose troubles to its explainer."""
        return Jobs(self._lanes, owner, explain or self._explain)

    def owner_lives(self) -> bool:
        """Say whether somebody is still there to be shown a result."""
        return self._owner is None or shiboken6.isValid(self._owner)

    def explain(self, trouble: Trouble, retry: Callable[[], None]) -> None:
        """Give the trouble to the explainer; without one it is as good as a bug."""
        if self._explain is None:
            sys.excepthook(type(trouble), trouble, trouble.__traceback__)
        else:
            self._explain(trouble, retry)

    def begin(self, job: Job[Any]) -> None:
        """Hand a job to its lane."""
        self._lanes.put(job)

    def in_window(self, show: Callable[[int, int], None]) -> Callable[[int, int], None]:
        """Return ``show`` so that any thread may call it and the window's thread does it."""
        return _InWindow(self._lanes, show)


class AtOnce(Jobs):
    """Jobs that run where they are started, at once: for tests and for tours."""

    def __init__(self, explain: Explain | None = None, owner: QObject | None = None) -> None:
        self._owner = owner
        self._explain = explain

    def owned_by(self, owner: QObject, explain: Explain | None = None) -> Jobs:
        """Return jobs of the same kind for an owner."""
        return AtOnce(explain or self._explain, owner)

    def begin(self, job: Job[Any]) -> None:
        """Do the job and show its result before returning."""
        job.end(job.do())

    def in_window(self, show: Callable[[int, int], None]) -> Callable[[int, int], None]:
        """Return ``show`` itself: there is only one thread."""
        return show


@dataclass(frozen=True)
class _Plain(Generic[T]):
    """Work that reports no progress."""

    work: Callable[[], T]

    def __call__(self, _progress: Progress) -> T:
        return self.work()


@dataclass(frozen=True)
class _InWindow:
    """A call carried over to the window's thread."""

    lanes: Lanes
    show: Callable[[int, int], None]

    def __call__(self, done: int, total: int) -> None:
        self.lanes.call(self.show, done, total)
