"""How much is open, counted by day and limit, however much it is."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, bindparam, func, literal, select, union_all
from sqlalchemy.types import Date

from app.custody.clocks import Tally
from db.models.custody import segment_rows
from db.models.people import division_rows
from db.plans import kept_as_asked
from db.rows import AnyRow

_rows = segment_rows.c
_PLACES = select(division_rows.c.id).order_by(division_rows.c.id)
_BY_DAY = (_rows.division_id, _rows.due_on)
_BY_LIMIT = (*_BY_DAY, _rows.unit, _rows.unit_count)
_OPEN = (_rows.open_key.is_not(None), _rows.division_id.in_(bindparam("places", expanding=True)))
_MANY = func.count().label("items")
_TODAY: ColumnElement[date] = bindparam("today", type_=Date)
_BY_DAY_ALONE = (
    select(*_BY_DAY, literal("").label("unit"), literal(0).label("unit_count"), _MANY)
    .where(*_OPEN)
    .group_by(*_BY_DAY)
)
# Each part walks its own stretch of the index, in its order.
_HERE = (
    _BY_DAY_ALONE.where(_rows.due_on.is_(None)),
    _BY_DAY_ALONE.where(_rows.due_on <= _TODAY),
    select(*_BY_LIMIT, _MANY).where(*_OPEN, _rows.due_on > _TODAY).group_by(*_BY_LIMIT),
)
_OWN = (
    select(*_BY_LIMIT, _MANY)
    .where(_rows.open_key.is_not(None), _rows.staff_id == bindparam("staff"))
    .where(_rows.division_id.not_in(bindparam("elsewhere_than", expanding=True)))
    .group_by(*_BY_LIMIT)
)
_EVERYWHERE = kept_as_asked(union_all(*_HERE))
_HERE_AND_OWN = kept_as_asked(union_all(*_HERE, _OWN))


def read_tally(
    connection: Connection, staff: int, divisions: frozenset[int] | None, today: date
) -> tuple[Tally, ...]:
    """Count what is open in the divisions (None: all), and what the person holds elsewhere.

    What is here due by ``today`` or has no date is counted by day alone, whatever its limit.
    """
    if divisions is None:
        found = connection.execute(_EVERYWHERE, {"places": places(connection), "today": today})
    else:
        here = sorted(divisions)
        asked = {"places": here, "elsewhere_than": here, "today": today, "staff": staff}
        found = connection.execute(_HERE_AND_OWN, asked)
    return tuple(map(_tally, found))


def _tally(row: AnyRow) -> Tally:
    return Tally(row.division_id, row.due_on, row.unit or "", row.unit_count, row.items)


def places(connection: Connection) -> list[int]:
    """Return the keys of all divisions."""
    return list(connection.execute(_PLACES).scalars())
