"""Writing thousands of new rows at once, column by column, the shortest way that each archive has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, Date, Table

from db.models.columns import Moment
from db.trouble import unavailable

if TYPE_CHECKING:
    from psycopg import Copy

_MOMENT = len("2026-11-02 09:30:00.000000")


def write_lot(connection: Connection, table: Table, columns: Mapping[str, Iterable[Any]]) -> None:
    """Write new rows, given as the values of each column; what is the same for all may go on for ever.

    Raises ``IntegrityError`` where the archive refuses one of them: then none is written.
    """
    on_server = connection.dialect.name == "postgresql"
    keep = _for_server if on_server else _for_file
    rows = zip(*(keep(table.c[name], values) for name, values in columns.items()), strict=False)
    names = ", ".join(columns)
    if on_server:
        _write_on_server(connection, table, names, lambda copy: _feed(copy, rows))
    elif kept := list(rows):
        places = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({places})", kept)  # noqa: S608 - nothing of it comes from outside


def write_lines(connection: Connection, table: Table, names: str, lines: str) -> None:
    """Write new rows on a server, given as its own copies are written: one a line, tabs between the columns."""
    _write_on_server(connection, table, names, lambda copy: copy.write(lines))


def _feed(copy: Copy, rows: Iterable[tuple[Any, ...]]) -> None:
    for row in rows:
        copy.write_row(row)


def _write_on_server(connection: Connection, table: Table, names: str, feed: Callable[[Copy], None]) -> None:
    """Lay the rows down beside the table, then take them over: so the table's own policies hold for them."""
    lot = f"lot_of_{table.name}"
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE {lot} ON COMMIT DROP AS SELECT {names} FROM {table.name} WITH NO DATA"  # noqa: S608 - nothing of it comes from outside
    )
    _copy(connection, f"COPY {lot} ({names}) FROM STDIN", feed)
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {lot}")  # noqa: S608 - nothing of it comes from outside
    connection.exec_driver_sql(f"DROP TABLE {lot}")


def _copy(connection: Connection, statement: str, feed: Callable[[Copy], None]) -> None:
    import psycopg  # noqa: PLC0415 - a file needs none

    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            feed(copy)
    except psycopg.Error as error:
        raise unavailable(error) or error from error


def _for_server(column: Column[Any], values: Iterable[Any]) -> Iterable[Any]:
    if isinstance(column.type, Moment):
        return (at and at.astimezone(UTC).replace(tzinfo=None) for at in values)
    return values


def _for_file(column: Column[Any], values: Iterable[Any]) -> Iterable[Any]:
    """Return the values as a file keeps them: moments and days as texts."""
    if isinstance(column.type, Moment):
        return (at and at.astimezone(UTC).isoformat(" ", "microseconds")[:_MOMENT] for at in values)
    if isinstance(column.type, Date):
        return (day and day.isoformat() for day in values)
    return values
