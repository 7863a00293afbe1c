"""Listens for what others do, in a thread of its own, and says when the archive is lost and found again.

A server says it and what it touched (LISTEN); of a file it is asked (``PRAGMA data_version``), which costs no
reading. Whatever was said while nobody could listen is found by comparing the ledger's head: nothing is missed.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from app.errors import Unavailable
from app.office.news import News, Stop, Tell
from db.feed import Feed
from db.store import Store
from db.trouble import BUSY, SERVER_GONE, unavailable

CHANNEL = "office"  # where the ledger's trigger speaks
ASK_EVERY = 0.1  # seconds between two looks at a file
HEED = 0.2  # seconds of listening after which we see whether it is over
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 3.0  # seconds between two attempts to reach a server again
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
        self._thread = threading.Thread(target=self._run, name="listening", daemon=True)

    def start(self) -> Stop:
        """Begin; return what ends it."""
        self._store.before_closing.append(self.stop)
        self._thread.start()
        return self.stop

    def stop(self) -> None:
        """End it; nothing is told any more."""
        self._over.set()
        self._thread.join(PATIENCE)
        if self.stop in self._store.before_closing:
            self._store.before_closing.remove(self.stop)

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._over.is_set():
            try:
                with _ear(self._store, self._over) as (connection, wait):
                    self._found()
                    pause = FIRST_PAUSE
                    self._listen(connection, wait)
            except (Unavailable, SQLAlchemyError) as trouble:
                self._lost(trouble)
                # Two hundred desks do not come back at one moment.
                self._over.wait(pause * random.uniform(0.5, 1.0))  # noqa: S311
                pause = min(2 * pause, LONGEST_PAUSE)
        self._store.barred = ""

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


@contextmanager
def _ear(store: Store, over: threading.Event) -> Iterator[tuple[Connection, _Wait]]:
    """Lend a connection of its own, and what waits a while and says whether something was said."""
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection:
            yield connection, _Asking(connection, over)
        return
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()  # nobody else is lent a connection that listens
        connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        yield connection, partial(_hear, connection)


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


def _hear(connection: Connection) -> _Said:
    driver: Any = connection.connection.dbapi_connection
    try:
        return tuple(each.payload for each in driver.notifies(timeout=HEED, stop_after=1))
    except connection.dialect.loaded_dbapi.Error as fault:
        raise unavailable(fault) or Unavailable(SERVER_GONE) from fault
