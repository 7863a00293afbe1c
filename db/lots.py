"""Writing thousands of new rows at once, column by column, the shortest way that each archive has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from sqlalchemy import Column, Connection, Date, Table, text

from db.models.columns import Moment
from db.rows import to_json

_MOMENT = len("2026-11-02 09:30:00.000000")


def write_lot(connection: Connection, table: Table, columns: Mapping[str, Iterable[Any]]) -> None:
    """Write new rows, given as the values of each column; what is the same for all may go on for ever.

    Raises ``IntegrityError`` where the archive refuses one of them: then none is written.
    """
    rows = list(zip(*(_plain(table.c[name], values) for name, values in columns.items()), strict=False))
    names = ", ".join(columns)
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        # One text for all: the table's own policies hold, and nothing is laid down beside it.
        lot = to_json([dict(zip(columns, row, strict=True)) for row in rows])
        read = f"json_populate_recordset(CAST(NULL AS {table.name}), CAST(:lot AS json))"
        connection.execute(
            text(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {read}"),  # noqa: S608 - nothing of it comes from outside
            {"lot": lot},
        )
    else:
        places = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({places})", rows)  # noqa: S608 - nothing of it comes from outside


def _plain(column: Column[Any], values: Iterable[Any]) -> Iterable[Any]:
    """Return the values with moments and days written out, as a file keeps them and a server reads them."""
    if isinstance(column.type, Moment):
        return (at and at.astimezone(UTC).isoformat(" ", "microseconds")[:_MOMENT] for at in values)
    if isinstance(column.type, Date):
        return (day and day.isoformat() for day in values)
    return values
