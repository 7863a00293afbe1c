"""Counters without gaps in the archive."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select, true, update

from app.errors import Refusal
from app.register.models import NumberSeries
from db.models.documents import counter_rows
from db.plans import kept
from db.rows import INSERTS

_THIS = (
    counter_rows.c.type_key == bindparam("of_type"),
    counter_rows.c.division_id == bindparam("of_division"),
    counter_rows.c.number_year == bindparam("of_year"),
)
_NEXT = kept(
    update(counter_rows).where(*_THIS).values(last_number=counter_rows.c.last_number + 1, taken=true())
)
_LAST = kept(select(counter_rows.c.last_number).where(*_THIS))
_TAKEN = select(counter_rows.c.last_number, counter_rows.c.taken).where(*_THIS).with_for_update()
_ALL = select(counter_rows).order_by(
    counter_rows.c.number_year.desc(), counter_rows.c.type_key, counter_rows.c.division_id
)
_FIRST = {
    name: insert(counter_rows).on_conflict_do_nothing().returning(counter_rows.c.last_number)
    for name, insert in INSERTS.items()
}
_SET = update(counter_rows).where(*_THIS)


class NumberAlreadyGiven(Refusal):
    """A counter that has given numbers never goes back."""


class StoredNumbers:
    """Counters over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, type_key: str, division: int, year: int) -> int:
        """Return the next number, locked until the transaction ends; the first is 1."""
        this = _this(type_key, division, year)
        if not self._connection.execute(_NEXT, this).rowcount and not self._begin(this, 1, taken=True):
            self._connection.execute(_NEXT, this)
        return int(self._connection.execute(_LAST, this).scalar_one())

    def last(self, type_key: str, division: int, year: int) -> int:
        """Return the last number given, 0 where there is none."""
        return self._connection.execute(_LAST, _this(type_key, division, year)).scalar_one_or_none() or 0

    def set_last(self, type_key: str, division: int, year: int, last: int) -> None:
        """Go on after this number; raises ``Refusal`` where that would give a number twice."""
        this = _this(type_key, division, year)
        row = self._connection.execute(_TAKEN, this).one_or_none()
        if row is not None and row.taken and last < row.last_number:
            raise NumberAlreadyGiven(
                f"{year} 年已编到 {row.last_number} 号，起始号不能调回 {last}。请填不小于它的数。"
            )
        if row is None and self._begin(this, last, taken=False):
            return
        self._connection.execute(_SET, {**this, "last_number": last})

    def all(self) -> tuple[NumberSeries, ...]:
        """Return every series that was begun, newest year first."""
        return tuple(
            NumberSeries(
                type_key=row.type_key, division=row.division_id, year=row.number_year, last=row.last_number
            )
            for row in self._connection.execute(_ALL)
        )

    def _begin(self, this: dict[str, Any], last: int, *, taken: bool) -> bool:
        """Start the counter; False where another window just did."""
        row = {
            "type_key": this["of_type"],
            "division_id": this["of_division"],
            "number_year": this["of_year"],
            "last_number": last,
            "taken": taken,
        }
        # No savepoint: what is written after one that was rolled back is not told as the transaction's own.
        return self._connection.execute(_FIRST[self._connection.dialect.name], row).first() is not None


def _this(type_key: str, division: int, year: int) -> dict[str, Any]:
    return {"of_type": type_key, "of_division": division, "of_year": year}
