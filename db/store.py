"""Units of work: the only place where a transaction ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property, partial
from weakref import WeakSet

from sqlalchemy import Connection, Engine, Transaction

from app.clock import Clock, now
from app.errors import Unavailable
from app.office.touching import Touched
from app.once import asked_now
from db.engine import driver_of, open_engine, start_reading, start_writing
from db.leases import Line, hurried, lease_engine
from db.ledger import StoredLedger
from db.standing_form import find_form
from db.trouble import unavailable, uncertain
from db.unit import Unit


class Store:
    """The archive of one office; any thread may use it, each for one unit of work at a time.

    ``clock`` says when it is: a substitution must hold at the moment of the unit of work. ``barred`` says why
    nothing is tried now: whoever listens knows that the server is gone. ``counting`` is held while what was
    ``entered`` by ourselves becomes visible to others; ``before_closing`` is called when the store is closed.
    """

    def __init__(self, engine: Engine, clock: Clock = now) -> None:
        self.engine = engine
        self.clock = clock
        self.entered = 0  # ledger entries of our own
        self._kinds: set[str] = set()  # of the things they are about, until that is asked
        self.counting = threading.Lock()
        self.barred = ""
        self.before_closing: list[Callable[[], None]] = []
        self._thread = threading.local()
        self._lines: WeakSet[Line] = WeakSet()

    @contextmanager
    def begin(self) -> Iterator[Unit]:
        """Open a unit of work that is kept as a whole or not at all; an act that is done once has one.

        Raises ``Unavailable`` where the archive cannot be written, ``Refusal`` where it is newer by now.
        """
        asked = asked_now()
        with self._begun() if asked is None else asked.joined(self._begun) as unit:
            yield unit

    @contextmanager
    def _begun(self) -> Iterator[Unit]:
        with self._alone(), self.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                start_writing(driver_of(connection))
            transaction = connection.begin()
            try:
                find_form(connection)
                unit = Unit(connection, self.clock, writing=True)
                yield unit
                self._commit(transaction, unit.ledger)
            except BaseException:
                transaction.rollback()
                raise

    @contextmanager
    def lease(self) -> Iterator[Unit]:
        """Open a unit of work that takes a lease (领办) and keeps nothing else.

        What it depends on is read before: so it is one statement, holds up nobody, and does not wait for the
        disk, for it lapses anyway. No official act comes here. Raises ``Unavailable`` where the archive cannot
        be written.
        """
        with self._alone(), self._leasing() as connection:
            if connection.dialect.name == "sqlite":
                start_reading(driver_of(connection))
                yield Unit(connection, self.clock, writing=True, briefly=partial(_briefly, connection))
                return
            yield Unit(connection, self.clock, writing=True)
            if connection.in_transaction():
                connection.rollback()  # each statement has ended by itself; the connection is only told

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """Open a unit of work that only reads, and sees one moment until its end."""
        asked = asked_now()
        open_now: Unit | None = asked.unit if asked is not None else getattr(self._thread, "shared", None)
        if open_now is not None:
            yield open_now
            return
        with self._alone(), self.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                start_reading(driver_of(connection))
            else:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin() as transaction:
                yield Unit(connection, self.clock, writing=False)
                # A server lets nothing be written here, and what is undone takes the plans kept there with it.
                if connection.dialect.name == "sqlite":
                    transaction.rollback()

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Let everything that this thread reads meanwhile share one unit of work, and see one moment."""
        with self.read() as unit:
            self._thread.shared = unit
            try:
                yield
            finally:
                self._thread.shared = None

    def own_touched(self) -> Touched | None:
        """Return what our own entries since the last time are about, None where there are none."""
        with self.counting:
            kinds, self._kinds = self._kinds, set()
        return Touched(kinds=frozenset(kinds)) if kinds else None

    def _commit(self, transaction: Transaction, ledger: StoredLedger) -> None:
        """Commit, and count what we entered before anybody counts what others did.

        Who entered nothing waits for nobody; two who did never come here together, for the book has one head.
        """
        with self.counting if ledger.appended else nullcontext():
            try:
                transaction.commit()
            except Unavailable as trouble:
                raise uncertain(trouble) from trouble
            self.entered += ledger.appended
            self._kinds |= ledger.kinds

    def close(self) -> None:
        """Let go of the database."""
        for end in tuple(self.before_closing):
            end()
        for line in tuple(self._lines):
            line.close()
        self.engine.dispose()
        self._leases.dispose()

    @cached_property
    def _leases(self) -> Engine:
        return lease_engine(self.engine)

    def _leasing(self) -> AbstractContextManager[Connection]:
        """Return the way for leases: into a file a new one, to a server the thread's own."""
        if self.engine.dialect.name == "sqlite":
            return self._leases.connect()
        line: Line | None = getattr(self._thread, "line", None)
        if line is None:
            line = self._thread.line = Line(self._leases)
            self._lines.add(line)
        return line

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the thread's one place; a unit of work inside another is a bug."""
        if getattr(self._thread, "busy", False):
            raise RuntimeError("a unit of work was opened inside another in the same thread")
        if self.barred:
            raise Unavailable(self.barred)
        self._thread.busy = True
        try:
            yield
        finally:
            self._thread.busy = False


@contextmanager
def _briefly(connection: Connection) -> Iterator[None]:
    """Write in a file after what was read before, alone, for a moment."""
    driver = driver_of(connection)
    driver.rollback()
    with hurried(driver):
        try:
            yield
            driver.commit()
        except BaseException as error:
            driver.rollback()
            raise unavailable(error) or error from error


def open_store(url: str, *, read_only: bool = False, clock: Clock = now) -> Store:
    """Open an office's archive; raises as ``open_engine`` does."""
    return Store(open_engine(url, read_only=read_only), clock)
