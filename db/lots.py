"""Writing thousands of new rows at once, column by column, the shortest way that each archive has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from sqlalchemy import Column, Connection, Date, Table

from db.models.columns import Moment
from db.trouble import unavailable

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
        _write_on_server(connection, table.name, names, rows)
    elif kept := list(rows):
        places = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({places})", kept)  # noqa: S608 - nothing of it comes from outside


def _write_on_server(connection: Connection, table: str, names: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Lay the rows down beside the table, then take them over: so the table's own policies hold for them."""
    lot = f"lot_of_{table}"
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE {lot} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA"  # noqa: S608 - nothing of it comes from outside
    )
    _copy(connection, f"COPY {lot} ({names}) FROM STDIN", rows)
    connection.exec_driver_sql(f"INSERT INTO {table} ({names}) SELECT {names} FROM {lot}")  # noqa: S608 - nothing of it comes from outside
    connection.exec_driver_sql(f"DROP TABLE {lot}")


def _copy(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    import psycopg  # noqa: PLC0415 - a file needs none

    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
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
