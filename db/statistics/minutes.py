"""The moments at which orders were handed on, by day, with the working minutes of the day gone by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.hotline.minutes import Reading
from app.office.hours import Hours
from db.models.columns import Moment
from db.models.custody import segment_rows
from db.statistics.source import Condition, office_day

_segment = segment_rows.c


class gone(FunctionElement[int]):  # noqa: N801 - it is written like the function it is
    """The working minutes of the office's day that are gone by at a moment that is kept in UTC."""

    type = Integer()
    inherit_cache = False

    def __init__(self, at: ColumnElement[datetime], hours: Hours) -> None:
        super().__init__(at)
        self.hours = hours


@compiles(gone, "sqlite")
def _gone_in_file(element: gone, compiler: SQLCompiler, **options: Any) -> str:
    at = compiler.process(element.clauses, **options)
    hour, minute = (f"CAST(substr({at}, {place}, 2) AS INTEGER)" for place in (12, 15))
    wall = f"(({hour} + 8) % 24 * 60 + {minute})"
    return _summed(element.hours, f"max(0, min({wall}, {{until}}) - {{since}})")


@compiles(gone, "postgresql")
def _gone_on_server(element: gone, compiler: SQLCompiler, **options: Any) -> str:
    at = f"({compiler.process(element.clauses, **options)} + INTERVAL '8 hours')"
    wall = f"CAST(EXTRACT(HOUR FROM {at}) * 60 + EXTRACT(MINUTE FROM {at}) AS INTEGER)"
    return _summed(element.hours, f"greatest(0, least({wall}, {{until}}) - {{since}})")


def _summed(hours: Hours, part: str) -> str:
    return "(" + " + ".join(part.format(since=since, until=until) for since, until in hours) + ")"


def readings_of(
    connection: Connection,
    row: ColumnElement[Any],
    table: Any,
    conditions: list[Condition],
    *,
    hours: Hours,
    now: datetime,
) -> Iterator[tuple[Any, Reading]]:
    """Yield what was read when holdings ended (or now), and what was when they began as less than nothing."""
    ends: ColumnElement[datetime] = func.coalesce(_segment.until_at, now, type_=Moment())
    statement = (
        select(
            row.label("row_key"),
            office_day(_segment.since_at).label("began"),
            office_day(ends).label("ended"),
            func.count(),
            func.sum(gone(_segment.since_at, hours)),
            func.sum(gone(ends, hours)),
        )
        .select_from(table)
        .where(*conditions)
        .group_by("row_key", "began", "ended")
    )
    for of, began, ended, times, before, after in connection.execute(statement):
        yield of, Reading("", began, -times, -int(before))
        yield of, Reading("", ended, times, int(after))
