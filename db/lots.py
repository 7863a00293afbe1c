"""Writing thousands of new rows at once, column by column, the shortest way that each archive has."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from itertools import chain, islice, repeat
from operator import attrgetter
from typing import Any, TypeAlias

from sqlalchemy import Column, Connection, Date, Table, Text, text

from db.engine import driver_of
from db.models.columns import Moment, moment_text

Writing: TypeAlias = Callable[[], object]
# Values of one statement in a file, which takes them without asking the program again: of many rows, of few.
_MANY, _FEW = 32_000, 9_000


@dataclass(frozen=True)
class Drawn:
    """Columns of new rows as their archive takes them: once what is the same for all, the others as lists."""

    same: Mapping[str, Any] = field(default_factory=dict)
    lists: Mapping[str, Any] = field(default_factory=dict)


_NONE = Drawn()


def drawn(connection: Connection, table: Table, columns: Mapping[str, Iterable[Any]]) -> Drawn:
    """Return columns of new rows, one at least, given as their values; ``repeat`` says the same for all."""
    on_server = connection.dialect.name == "postgresql"
    same: dict[str, Any] = {}
    lists: dict[str, Any] = {}
    for name, values in columns.items():
        is_alike = isinstance(values, repeat)
        plain = _plain(table.c[name], islice(values, 1) if is_alike else values)
        if not plain:
            return _NONE
        if is_alike or (lists and plain[-1] == plain[0] and plain.count(plain[0]) == len(plain)):
            same[name] = plain[0]
        else:
            lists[name] = _list(table.c[name], plain) if on_server else plain
    return Drawn(same, lists)


def ready_lot(
    connection: Connection, table: Table, columns: Mapping[str, Iterable[Any]], before: Drawn = _NONE
) -> Writing:
    """Return what writes new rows; all is made ready before, so that it only waits for the archive.

    ``before`` are those of their columns that were drawn already. Writing raises ``IntegrityError`` where the
    archive refuses one of the rows: then none is written.
    """
    found = drawn(connection, table, columns)
    if found is _NONE:
        return _nothing
    same, lists = {**before.same, **found.same}, {**found.lists, **before.lists}
    if connection.dialect.name == "postgresql":
        return _to_server(connection, table, same, lists)
    return partial(_write_each, connection, list(_into_file(connection, table, same, lists)))


def columns_of(parts: Mapping[str, str], things: Sequence[Any]) -> dict[str, tuple[Any, ...]]:
    """Return the columns of some things, one at least: by name, with the part of each that stands in it."""
    drawn = map(attrgetter(*parts.values()), things)
    return dict(zip(parts, zip(*drawn, strict=True), strict=True))


def _nothing() -> None:
    """Write no rows."""


def _to_server(
    connection: Connection, table: Table, same: Mapping[str, Any], lists: Mapping[str, str]
) -> Writing:
    """Return what writes rows that cross as one list for each column, and what is the same in all once.

    So the table's own policies hold, and nothing is laid down beside it.
    """
    types = {name: table.c[name].type.compile(connection.dialect) for name in (*same, *lists)}
    read = ", ".join((*(f"CAST(:{name} AS {types[name]})" for name in same), *lists))
    each = ", ".join(f"CAST(:{name} AS {types[name]}[])" for name in lists)
    statement = (
        f"INSERT INTO {table.name} ({', '.join(types)})"  # noqa: S608 - nothing of it comes from outside
        f" SELECT {read} FROM unnest({each}) AS each ({', '.join(lists)})"
    )
    return partial(connection.execute, text(statement), {**same, **lists})


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


def _into_file(
    connection: Connection, table: Table, same: Mapping[str, Any], lists: Mapping[str, Sequence[Any]]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield what writes rows, hundreds in each statement: the program goes on while the file takes them."""
    taken = driver_of(connection).getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER) - len(same) - 1
    width, alike = len(lists), tuple(same.values())
    many, few = (min(values, taken) // width for values in (_MANY, _FEW))
    into, rows = f"{table.name} ({', '.join((*same, *lists))})", zip(*lists.values(), strict=True)
    while some := list(islice(rows, many)):
        most = many if len(some) == many else few
        for start in range(0, len(some), most):
            part = some[start : start + most]
            unfilled = repeat(None, (most - len(part)) * width)
            values = (*alike, *chain.from_iterable(part), *unfilled, len(part))
            yield _filling(into, len(alike), width, most), values


def _write_each(connection: Connection, statements: Iterable[tuple[str, tuple[Any, ...]]]) -> None:
    for statement, values in statements:
        connection.exec_driver_sql(statement, values)


@lru_cache(maxsize=32)
def _filling(into: str, alike: int, width: int, most: int) -> str:
    """Return the statement that writes so many rows or fewer: one for all, so that its plan is kept."""
    row = f"({', '.join('?' * width)})"
    return f"INSERT INTO {into} SELECT {'?, ' * alike}* FROM (VALUES {', '.join([row] * most)}) LIMIT ?"  # noqa: S608 - nothing of it comes from outside


def _plain(column: Column[Any], values: Iterable[Any]) -> list[Any]:
    """Return the values with moments and days written out, as a file keeps them and a server reads them."""
    if isinstance(column.type, Moment):
        return list(map(_written_out, values))
    if isinstance(column.type, Date):
        return [day and day.isoformat() for day in values]
    return list(values)


@lru_cache(maxsize=20_000)  # one and the same often stands in several columns
def _written_out(at: datetime | None) -> str | None:
    return None if at is None else moment_text(at)
