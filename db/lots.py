"""Writing thousands of new rows at once, column by column, the shortest way that each archive has."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice, repeat
from operator import attrgetter
from typing import Any

from sqlalchemy import Column, Connection, Date, Table, Text, text

from db.engine import driver_of
from db.models.columns import Moment, moment_text

# Values of one statement in a file, which takes them without asking the program again: of many rows, of few.
_MANY, _FEW = 32_000, 9_000


def write_lot(connection: Connection, table: Table, columns: Mapping[str, Iterable[Any]]) -> None:
    """Write new rows, given as the values of each column; what is the same for all is given as ``repeat``.

    Raises ``IntegrityError`` where the archive refuses one of them: then none is written.
    """
    if connection.dialect.name == "postgresql":
        _write_to_server(connection, table, columns)
    else:
        rows = zip(*(_plain(table.c[name], values) for name, values in columns.items()), strict=False)
        _write_into_file(connection, f"{table.name} ({', '.join(columns)})", len(columns), rows)


def columns_of(parts: Mapping[str, str], things: Sequence[Any]) -> dict[str, tuple[Any, ...]]:
    """Return the columns of some things, one at least: by name, with the part of each that stands in it."""
    drawn = map(attrgetter(*parts.values()), things)
    return dict(zip(parts, zip(*drawn, strict=True), strict=True))


def _write_to_server(connection: Connection, table: Table, columns: Mapping[str, Iterable[Any]]) -> None:
    """Write rows that cross as one list for each column, and what is the same in all once.

    So the table's own policies hold, and nothing is laid down beside it.
    """
    same: dict[str, Any] = {}
    lists: dict[str, Sequence[Any]] = {}
    for name, values in columns.items():
        is_alike = isinstance(values, repeat)
        plain = list(_plain(table.c[name], islice(values, 1) if is_alike else values))
        if is_alike or (lists and plain.count(plain[0]) == len(plain)):
            same[name] = plain[0]
        elif plain:
            lists[name] = plain
        else:
            return
    types = {name: table.c[name].type.compile(connection.dialect) for name in columns}
    read = ", ".join(name if name in lists else f"CAST(:{name} AS {types[name]})" for name in columns)
    each = ", ".join(f"CAST(:{name} AS {types[name]}[])" for name in lists)
    statement = (
        f"INSERT INTO {table.name} ({', '.join(columns)})"  # noqa: S608 - nothing of it comes from outside
        f" SELECT {read} FROM unnest({each}) AS each ({', '.join(lists)})"
    )
    crossing = {name: _list(table.c[name], values) for name, values in lists.items()}
    connection.execute(text(statement), same | crossing)


def _list(column: Column[Any], values: Sequence[Any]) -> str:
    """Return values as a server reads a list of them."""
    if isinstance(column.type, Text):
        whole = "".join(filter(None, values))
        if '"' in whole or "\\" in whole:
            values = [value and value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
        if None not in values:
            return '{"' + '","'.join(values) + '"}'
        said = ["NULL" if value is None else f'"{value}"' for value in values]
    else:
        said = ["NULL" if value is None else str(value) for value in values]
    return "{" + ",".join(said) + "}"


def _write_into_file(connection: Connection, into: str, width: int, rows: Iterator[tuple[Any, ...]]) -> None:
    """Write rows, hundreds in each statement: the program goes on while the file takes them."""
    taken = driver_of(connection).getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    many, few = (min(values, taken - 1) // width for values in (_MANY, _FEW))
    while some := list(islice(rows, many)):
        most = many if len(some) == many else few
        for start in range(0, len(some), most):
            part = some[start : start + most]
            unfilled = repeat(None, (most - len(part)) * width)
            values = (*chain.from_iterable(part), *unfilled, len(part))
            connection.exec_driver_sql(_filling(into, width, most), values)


@lru_cache(maxsize=32)
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


_written_out = lru_cache(maxsize=20_000)(moment_text)  # one and the same often stands in several columns
