"""Leases (领办): kept without waiting for the disk, because they lapse anyway; no official act is kept so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any, cast

from sqlalchemy import Connection, Engine

from db.engine import start_writing, to_server
from db.trouble import unavailable

_BARRED = "-c default_transaction_read_only=on"


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


def at_once(connection: Connection, words: str, values: Mapping[str, Any]) -> Any:
    """Return the first row of a statement put to the driver itself, None where there is none.

    For what is so small that everything done beside it would be most of it.
    """
    driver, dialect = connection.connection, connection.dialect
    try:
        with closing(driver.cursor()) as cursor:
            cursor.execute(words, values)
            return cursor.fetchone()
    except dialect.loaded_dbapi.Error as error:
        if dialect.is_disconnect(error, driver, None):
            connection.invalidate(error)
        raise unavailable(error) or error from error
