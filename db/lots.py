"""Writing thousands of new rows at once, column by column, the shortest way that each archive has."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain, repeat
from typing import Any

from sqlalchemy import Column, Connection, Date, Table, text

from db.engine import driver_of
from db.models.columns import Moment
from db.rows import to_json

_MOMENT = len("2026-11-02 09:30:00.000000")
_VALUES = 9_000  # of one statement in a file, which then takes them without asking the program again


def write_lot(connection: Connection, table: Table, columns: Mapping[str, Iterable[Any]]) -> None:
    """Write new rows, given as the values of each column; what is the same for all may go on for ever.

    Raises ``IntegrityError`` where the archive refuses one of them: then none is written.
    """
    rows = list(zip(*(_plain(table.c[name], values) for name, values in columns.items()), strict=False))
    names = tuple(columns)
    if rows and connection.dialect.name == "postgresql":
        _write_to_server(connection, table.name, names, rows)
    elif rows:
        _write_into_file(connection, f"{table.name} ({', '.join(names)})", rows)


def _write_to_server(
    connection: Connection, table: str, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Write rows that cross as one text, and what is the same in all as another.

    So the table's own policies hold, and nothing is laid down beside it.
    """
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    same = {name: values[0] for name, values in columns.items() if values.count(values[0]) == len(rows)}
    other = [name for name in names if name not in same]
    lot = [dict(zip(other, row, strict=True)) for row in zip(*(columns[name] for name in other), strict=True)]
    read = ", ".join(f"{'alike' if name in same else 'each'}.{name}" for name in names)
    statement = f"""INSERT INTO {table} ({", ".join(names)}) SELECT {read}
    FROM json_populate_recordset(CAST(NULL AS {table}), CAST(:lot AS json)) each,
    json_populate_record(CAST(NULL AS {table}), CAST(:same AS json)) alike"""  # noqa: S608 - nothing of it comes from outside
    connection.execute(text(statement), {"lot": to_json(lot or [{}] * len(rows)), "same": to_json(same)})


def _write_into_file(connection: Connection, into: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write rows, hundreds in each statement: the program goes on while the file takes them."""
    width = len(rows[0])
    taken = driver_of(connection).getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    most = min(_VALUES, taken - 1) // width
    for start in range(0, len(rows), most):
        some = rows[start : start + most]
        unfilled = repeat(None, (most - len(some)) * width)
        values = (*chain.from_iterable(some), *unfilled, len(some))
        connection.exec_driver_sql(_filling(into, width, most), values)


@lru_cache(maxsize=16)
def _filling(into: str, width: int, most: int) -> str:
    """Return the statement that writes so many rows or fewer: one for all, so that its plan is kept."""
    row = f"({', '.join('?' * width)})"
    return f"INSERT INTO {into} SELECT * FROM (VALUES {', '.join([row] * most)}) LIMIT ?"  # noqa: S608 - nothing of it comes from outside


def _plain(column: Column[Any], values: Iterable[Any]) -> Iterable[Any]:
    """Return the values with moments and days written out, as a file keeps them and a server reads them."""
    if isinstance(column.type, Moment):
        return (at and _written_out(at) for at in values)
    if isinstance(column.type, Date):
        return (day and day.isoformat() for day in values)
    return values


@lru_cache(maxsize=20_000)
def _written_out(at: datetime) -> str:
    """Return a moment in UTC: one and the same often stands in several columns."""
    return at.astimezone(UTC).isoformat(" ", "microseconds")[:_MOMENT]
