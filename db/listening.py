"""Listens for what others do, in a thread of its own, and says when the archive is lost and found again.

A server says it and what it touched (LISTEN); of a file it is asked (``PRAGMA data_version``), which costs no
reading. Whatever was said while nobody could listen is found by comparing the ledger's head: nothing is missed.
"""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from selectors import EVENT_READ, BaseSelector, DefaultSelector
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from app.errors import Unavailable
from app.office.news import News, Stop, Tell
from db.feed import Feed
from db.search.initials import learn
from db.store import Store
from db.trouble import BUSY, SERVER_GONE, unavailable

CHANNEL = "office"  # where the ledger's trigger speaks
ASK_EVERY = 0.1  # seconds between two looks at a file
LONGEST_SILENCE = 30.0  # seconds after which one who hears nothing takes heed of his connection
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 3.0  # seconds between two attempts to reach a server again
AT_EASE = 3.0  # seconds after which a window that was opened has shown what it opens with
PATIENCE = 1.0  # seconds that one who ends it waits for the thread

_Said = tuple[str, ...] | None  # None: something was written, and nobody says what
_Wait = Callable[[], _Said]


class Listener:
    """One thread that follows one store until it is stopped or the store is closed."""

    def __init__(self, store: Store, feed: Feed, tell: Tell) -> None:
        self._store = store
        self._feed = feed
        self._tell = tell
        self._trouble = ""
        self._over = threading.Event()
        self._wake: Callable[[], object] = self._over.set
        self._thread = threading.Thread(target=self._run, name="listening", daemon=True)
        self._preparing = threading.Timer(AT_EASE, learn)
        self._preparing.daemon = True

    def start(self) -> Stop:
        """Begin, and have at hand what the first saving would wait for; return what ends it."""
        self._store.before_closing.append(self.stop)
        self._preparing.start()
        self._thread.start()
        return self.stop

    def stop(self) -> None:
        """End it; nothing is told any more."""
        self._over.set()
        self._preparing.cancel()
        with suppress(OSError):  # it ended meanwhile
            self._wake()
        self._thread.join(PATIENCE)
        if self.stop in self._store.before_closing:
            self._store.before_closing.remove(self.stop)

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._over.is_set():
            try:
                with self._ear() as (connection, wait):
                    self._found()
                    pause = FIRST_PAUSE
                    self._listen(connection, wait)
            except (Unavailable, SQLAlchemyError) as trouble:
                self._lost(trouble)
                # Two hundred desks do not come back at one moment.
                self._over.wait(pause * random.uniform(0.5, 1.0))  # noqa: S311
                pause = min(2 * pause, LONGEST_PAUSE)
        self._store.barred = ""

    @contextmanager
    def _ear(self) -> Iterator[tuple[Connection, _Wait]]:
        """Lend a connection of its own, and what waits a while and says what was said."""
        if self._store.engine.dialect.name == "sqlite":
            with self._store.engine.connect() as connection:
                yield connection, _Asking(connection, self._over)
            return
        with self._store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.detach()  # nobody else is lent a connection that listens
            connection.exec_driver_sql(f"LISTEN {CHANNEL}")
            bell, rung = socket.socketpair()
            with bell, rung, DefaultSelector() as selector:
                self._wake = partial(bell.send, b".")
                selector.register(rung, EVENT_READ)
                yield connection, _Hearing(connection, selector)

    def _listen(self, connection: Connection, wait: _Wait) -> None:
        said: _Said = None  # what happened before we listened
        while not self._over.is_set():
            news = self._feed.look(connection) if said is None else self._feed.hear(connection, said)
            if news.others_wrote or news.others_moved:
                self._say(news)
            said = wait()

    def _lost(self, fault: Exception) -> None:
        words = str(fault) if isinstance(fault, Unavailable) else SERVER_GONE
        if words == BUSY or self._trouble:
            return
        self._trouble = words
        if isinstance(fault, Unavailable) and words == SERVER_GONE:
            self._store.barred = words
        self._say(News(trouble=words))

    def _found(self) -> None:
        self._store.barred = ""
        if self._trouble:
            self._trouble = ""
            self._say(News())

    def _say(self, news: News) -> None:
        if not self._over.is_set():
            self._tell(news)


def follow(store: Store, feed: Feed, tell: Tell) -> Stop:
    """Tell of what others do from a thread of its own; return what ends it."""
    return Listener(store, feed, tell).start()


class _Asking:
    """Asks a file whether another connection wrote into it."""

    def __init__(self, connection: Connection, over: threading.Event) -> None:
        self._connection = connection
        self._over = over
        self._version = self._ask()

    def __call__(self) -> _Said:
        self._over.wait(ASK_EVERY)
        before, self._version = self._version, self._ask()
        return None if before != self._version else ()

    def _ask(self) -> int:
        return int(self._connection.exec_driver_sql("PRAGMA data_version").scalar_one())


class _Hearing:
    """Waits without looking up until a server says something.

    Two hundred windows are told of each act, so that the driver is asked for no more than what came.
    """

    def __init__(self, connection: Connection, selector: BaseSelector) -> None:
        driver: Any = connection.connection.dbapi_connection
        self._faults = connection.dialect.loaded_dbapi.Error
        self._line = driver.pgconn
        self._selector = selector
        self._beside: list[str] = []  # what came beside an answer
        driver.add_notify_handler(lambda notice: self._beside.append(notice.payload))
        selector.register(driver.fileno(), EVENT_READ)

    def __call__(self) -> _Said:
        if not (said := self._said()):
            self._selector.select(LONGEST_SILENCE)
            said = self._said()
        return said

    def _said(self) -> tuple[str, ...]:
        said, self._beside = self._beside, []
        try:
            self._line.consume_input()
            while (notice := self._line.notifies()) is not None:
                said.append(notice.extra.decode())
        except self._faults as fault:
            raise unavailable(fault) or Unavailable(SERVER_GONE) from fault
        return tuple(said)
