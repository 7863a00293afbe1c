"""The moments at which orders were handed on, by day, with the working minutes of the day gone by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, case, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.hotline.minutes import Hours, Reading
from db.models.columns import Moment
from db.models.custody import segment_rows
from db.statistics_source import Condition, office_day

_segment = segment_rows.c


class office_minute(FunctionElement[int]):  # noqa: N801 - it is written like the function it is
    """The minute of the office's day (Asia/Shanghai) of a moment that is kept in UTC."""

    type = Integer()
    inherit_cache = True


@compiles(office_minute, "sqlite")
def _file_minute(element: office_minute, compiler: SQLCompiler, **options: Any) -> str:
    at = compiler.process(element.clauses, **options)
    hour, minute = (f"CAST(strftime('{part}', {at}, '+8 hours') AS INTEGER)" for part in ("%H", "%M"))
    return f"({hour} * 60 + {minute})"


@compiles(office_minute, "postgresql")
def _server_minute(element: office_minute, compiler: SQLCompiler, **options: Any) -> str:
    at = f"({compiler.process(element.clauses, **options)} + INTERVAL '8 hours')"
    return f"CAST(EXTRACT(HOUR FROM {at}) * 60 + EXTRACT(MINUTE FROM {at}) AS INTEGER)"


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
    for at, sign in ((ends, 1), (_segment.since_at, -1)):
        inner = (
            select(
                row.label("row_key"), office_day(at).label("day"), _gone(office_minute(at), hours).label("gone")
            )
            .select_from(table)
            .where(*conditions)
            .subquery()
        )
        found = inner.c
        statement = select(found.row_key, found.day, func.count(), func.sum(found.gone)).group_by(
            found.row_key, found.day
        )
        for key, day, moments, minutes in connection.execute(statement):
            yield key, Reading("", day, sign * moments, sign * int(minutes))


def _gone(minute: ColumnElement[int], hours: Hours) -> ColumnElement[int]:
    """Return the working minutes of a day that are gone by at a minute of it."""
    before, steps = 0, []
    for since, until in hours:
        steps += [(minute < since, before), (minute < until, minute - since + before)]
        before += until - since
    return case(*steps, else_=before)
