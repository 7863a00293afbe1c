"""The calendar in the archive: arrangements and closures under one version."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.calendar.days import ArrangedDay, ArrangedKind, Arrangement, Closure
from app.errors import Conflict, Refusal
from db.models.calendars import arrangement_rows, calendar_version_rows, closure_rows
from db.plans import kept
from db.rows import from_json, missing, to_json

_VERSION = kept(select(calendar_version_rows.c.version).where(calendar_version_rows.c.id == 1))
_NEXT_VERSION = (
    update(calendar_version_rows)
    .where(calendar_version_rows.c.id == 1, calendar_version_rows.c.version == bindparam("stood"))
    .values(version=calendar_version_rows.c.version + 1)
)
_ARRANGEMENTS = select(arrangement_rows).order_by(arrangement_rows.c.arranged_year)
_OF_YEAR = arrangement_rows.c.arranged_year == bindparam("of_year")
_AMEND = update(arrangement_rows).where(_OF_YEAR)
_ADD = insert(arrangement_rows)
_DROP = delete(arrangement_rows).where(_OF_YEAR)
_CLOSURES = select(closure_rows).order_by(closure_rows.c.first_day, closure_rows.c.last_day, closure_rows.c.id)
_ADD_CLOSURE = insert(closure_rows)
_DROP_CLOSURE = delete(closure_rows).where(
    closure_rows.c.first_day == bindparam("of_first"),
    closure_rows.c.last_day == bindparam("of_last"),
    closure_rows.c.reason == bindparam("of_reason"),
)


class ClosureExists(Refusal):
    """The same closure is there already."""


class StoredCalendars:
    """Arrangements and closures over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def version(self) -> int:
        """Return how often the calendar was changed."""
        return int(self._connection.execute(_VERSION).scalar_one())

    def arrangements(self) -> tuple[Arrangement, ...]:
        """Return the arrangement of each loaded year."""
        return tuple(map(_arrangement, self._connection.execute(_ARRANGEMENTS)))

    def closures(self) -> tuple[Closure, ...]:
        """Return the local closures by day."""
        return tuple(
            Closure(first=row.first_day, last=row.last_day, reason=row.reason or "", source=row.source or "")
            for row in self._connection.execute(_CLOSURES)
        )

    def save_arrangement(self, arrangement: Arrangement, *, version: int) -> None:
        """Put the year's arrangement in the place of the one before; else ``Conflict``."""
        self._move_on(version)
        row = _arrangement_row(arrangement)
        if not self._connection.execute(_AMEND, {"of_year": arrangement.year, **row}).rowcount:
            self._connection.execute(_ADD, {"arranged_year": arrangement.year, **row})

    def remove_arrangement(self, year: int, *, version: int) -> None:
        """Forget the year's arrangement; raises ``Refusal`` where there is none."""
        self._move_on(version)
        if not self._connection.execute(_DROP, {"of_year": year}).rowcount:
            missing("年度放假安排")

    def save_closure(self, closure: Closure, *, version: int) -> None:
        """Keep a closure; raises ``Refusal`` where it is there already."""
        self._move_on(version)
        row = {
            "first_day": closure.first,
            "last_day": closure.last,
            "reason": closure.reason,
            "source": closure.source,
        }
        try:
            self._connection.execute(_ADD_CLOSURE, row)
        except IntegrityError as error:
            raise ClosureExists(
                f"{closure.first}至{closure.last}的停止办公（{closure.reason}）登记过了。"
            ) from error

    def remove_closure(self, closure: Closure, *, version: int) -> None:
        """Forget the closure; raises ``Refusal`` where there is none."""
        self._move_on(version)
        this = {"of_first": closure.first, "of_last": closure.last, "of_reason": closure.reason}
        if not self._connection.execute(_DROP_CLOSURE, this).rowcount:
            missing("停止办公登记")

    def _move_on(self, version: int) -> None:
        """Raise the calendar's version where this one still stands; else ``Conflict``."""
        if self._connection.execute(_NEXT_VERSION, {"stood": version}).rowcount != 1:
            raise Conflict("日历刚被别人改过，这一步没有做。请刷新后再试。", {"version": self.version()})


def _arrangement_row(arrangement: Arrangement) -> dict[str, Any]:
    days = [
        [each.day.isoformat(), each.kind.value, each.festival, each.source_name, each.source_number]
        for each in arrangement.days
    ]
    return {
        "source_name": arrangement.source_name,
        "source_number": arrangement.source_number,
        "days": to_json(days),
    }


def _arrangement(row: Row[Any]) -> Arrangement:
    return Arrangement(
        year=row.arranged_year,
        source_name=row.source_name or "",
        source_number=row.source_number or "",
        days=tuple(
            ArrangedDay(date.fromisoformat(day), ArrangedKind(kind), festival, name, number)
            for day, kind, festival, name, number in from_json(row.days)
        ),
    )
