"""Leases (领办): kept without waiting for the disk, because they lapse anyway; no official act is kept so."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Connection, Engine

from db.engine import FRESH, start_writing, to_server
from db.trouble import unavailable

Briefly = Callable[[], AbstractContextManager[None]]  # the transaction of a lease
_BARRED = "-c default_transaction_read_only=on"
_PLANNED, _MOST_PLANNED = "statements planned", 32
_TUPLES_OK = 2  # libpq's PGRES_TUPLES_OK


def lease_engine(engine: Engine) -> Engine:
    """Return the way on which leases are taken: beside a server's usual one, else the same.

    There each statement ends by itself, its plan is kept, and it is not waited for until it is on the disk.
    """
    if engine.dialect.name == "sqlite":
        return engine
    barred = engine.get_execution_options().get("postgresql_readonly", False)
    return to_server(
        engine.url,
        settings="-c synchronous_commit=off" + (f" {_BARRED}" if barred else ""),
        prepare_threshold=0,
        isolation_level="AUTOCOMMIT",
        pool_size=1,
        pool_reset_on_return=None,
    )


class Line:
    """One thread's way to a server for leases, kept open between them: borrowing it anew is half of a claim."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._rested = 0.0

    def __enter__(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        elif time.monotonic() - self._rested >= FRESH:
            self._ask(self._connection)
        return self._connection

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self._rested = time.monotonic()
        if error is not None:
            self.close()

    def _ask(self, connection: Connection) -> None:
        """Ask a line that has rested whether it still stands; one that fell is laid anew."""
        try:
            self._engine.dialect.do_ping(cast("Any", connection.connection.dbapi_connection))
        except Exception:  # noqa: BLE001 whatever it says, it does not stand
            connection.invalidate()

    def close(self) -> None:
        """Give the connection back; it is borrowed anew when it is needed."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


@contextmanager
def hurried(connection: sqlite3.Connection) -> Iterator[None]:
    """Write into a file without waiting for the disk: a power cut may take the last back, never half of it."""
    connection.execute("PRAGMA synchronous = NORMAL")
    try:
        start_writing(connection)
        yield
    finally:
        connection.execute("PRAGMA synchronous = FULL")


@contextmanager
def planned_anew(connection: Connection) -> Iterator[None]:
    """Have a server plan each statement for what it asks, where else it keeps its plans."""
    if connection.dialect.name == "sqlite":
        yield
        return
    driver = cast("Any", connection.connection.driver_connection)
    before, driver.prepare_threshold = driver.prepare_threshold, None
    try:
        yield
    finally:
        driver.prepare_threshold = before


@dataclass(frozen=True, kw_only=True)
class Written:
    """A statement written out once: its words, its values in the order of ``names``, and those known before."""

    words: str
    names: tuple[str, ...]
    known: Mapping[str, Any]

    @cached_property
    def form(self) -> tuple[list[bytes | None], tuple[tuple[int, str], ...]]:
        """What a server is given in its order as far as it is known (bytes), and which values fill the rest."""
        given = [self.known.get(name) for name in self.names]
        rest = ((place, name) for place, name in enumerate(self.names) if name not in self.known)
        return given, tuple(rest)


def at_once(connection: Connection, written: Written, values: Mapping[str, Any]) -> int | None:
    """Return the number that a statement put to the driver itself answers, None where there is none.

    For what is so small that everything done beside it would be most of it: values are texts, a number is one.
    """
    driver, dialect = connection.connection, connection.dialect
    try:
        if dialect.name == "sqlite":
            with closing(driver.cursor()) as cursor:
                cursor.execute(written.words, {**written.known, **values})
                found = cursor.fetchone()
        else:
            found = _answered(connection, written, values)
    except dialect.loaded_dbapi.Error as error:
        if dialect.is_disconnect(error, driver, None):
            connection.invalidate(error)
        raise unavailable(error) or error from error
    return None if found is None else int(found[0])


def _answered(connection: Connection, written: Written, values: Mapping[str, Any]) -> tuple[bytes] | None:
    """Have a server run a statement it has planned, and return its first row."""
    link = cast("Any", connection.connection.driver_connection).pgconn
    known, rest = written.form
    given = known.copy()
    for place, name in rest:
        given[place] = str(values[name]).encode()
    result = link.exec_prepared(_planned(connection, link, written.words), given)
    if result.status == _TUPLES_OK:
        return (result.get_value(0, 0),) if result.ntuples else None
    raise _failure(connection.dialect.loaded_dbapi, link, result)


def _planned(connection: Connection, link: Any, words: str) -> bytes:
    """Return the name of a statement on this connection, planned when it is asked first."""
    names: dict[str, bytes] = connection.info.setdefault(_PLANNED, {})
    if words not in names:
        if len(names) >= _MOST_PLANNED:
            link.exec_(b"; ".join(b"DEALLOCATE " + each for each in names.values()))
            names.clear()
        name, psycopg = f"taken_{len(names)}".encode(), cast("Any", connection.dialect.loaded_dbapi)
        result = link.prepare(name, words.encode())
        if result.status != psycopg.pq.ExecStatus.COMMAND_OK:
            raise _failure(psycopg, link, result)
        names[words] = name
    return names[words]


def _failure(psycopg: Any, link: Any, result: Any) -> Exception:
    # A line that broke while something was sent is not known to be broken yet; but a server gives a code.
    if link.status == psycopg.pq.ConnStatus.OK and result.error_field(psycopg.pq.DiagnosticField.SQLSTATE):
        return cast("Exception", psycopg.errors.error_from_result(result))
    gone = psycopg.OperationalError(link.get_error_message())
    link.finish()
    return cast("Exception", gone)
