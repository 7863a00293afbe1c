"""The wall in the archive: what is open, counted by holder and step, and the rows behind a number."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, not_, or_, select

from app.custody.asking import Held, WallQuery
from app.custody.clocks import Limit
from db.models.custody import segment_rows
from db.models.people import division_rows, staff_rows
from db.rows import of_each

_rows = segment_rows.c
_OPEN = _rows.open_key.is_not(None)
_BY = (_rows.division_id, _rows.due_on, _rows.unit, _rows.unit_count, _rows.staff_id, _rows.step)


def read_held(connection: Connection, divisions: frozenset[int] | None) -> tuple[Held, ...]:
    """Count what is open in the divisions (None: all) by holder, step, day and limit."""
    seen = _OPEN if divisions is None else and_(_OPEN, _rows.division_id.in_(divisions))
    counted = select(*_BY, func.count().label("items")).where(seen).group_by(*_BY).subquery()
    named = (
        select(counted, staff_rows.c.name.label("staff_name"), division_rows.c.name.label("division_name"))
        .join(division_rows, division_rows.c.id == counted.c.division_id)
        .outerjoin(staff_rows, staff_rows.c.id == counted.c.staff_id)
    )
    return tuple(
        Held(
            row.division_id,
            row.division_name,
            row.staff_id,
            row.staff_name or "",
            row.step or "",
            row.due_on,
            row.unit or "",
            row.unit_count,
            row.items,
        )
        for row in connection.execute(named)
    )


def count_of(query: WallQuery, *, on_server: bool = False) -> Select[int]:
    """Return how many open segments are asked for."""
    here = () if query.divisions is None else (_rows.division_id.in_(query.divisions),)
    wanted = (_OPEN, *here, *_who(query), *_when(query), *_of_kind(query.kind, on_server=on_server))
    return select(func.count()).select_from(segment_rows).where(*wanted)


def ids_of(query: WallQuery, *, on_server: bool = False) -> Select[int]:
    """Return the ids of the open segments asked for, to be put in order."""
    # The sum keeps to the index by due date: a look-up by division would have to sort everything found.
    here = () if query.divisions is None else (of_each(_rows.division_id.in_(query.divisions)),)
    wanted = (_OPEN, *here, *_who(query), *_when(query), *_of_kind(query.kind, on_server=on_server))
    return select(_rows.id).where(*wanted)


def _who(query: WallQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.holder is not None:
        found.append(_rows.staff_id == query.holder)
    if query.pool is not None:
        found += [_rows.staff_id.is_(None), _rows.division_id == query.pool]
    if query.step:
        found.append(_rows.step == query.step)
    return found


def _of_kind(kind: str, *, on_server: bool) -> list[ColumnElement[bool]]:
    """Return a range of the key, compared sign by sign as a file does anyway; every kind where it is ""."""
    if not kind:
        return []
    key = _rows.open_key.collate("C") if on_server else _rows.open_key
    return [_rows.id.in_(select(_rows.id).where(key >= f"{kind}:", key < f"{kind};"))]


def _when(query: WallQuery) -> list[ColumnElement[bool]]:
    found: list[Any] = []
    if query.undated:
        found.append(_rows.due_on.is_(None))
    if query.since is not None:
        found.append(_rows.due_on >= query.since)
        found += [not_(_within(limit)) for limit in query.but]
    if query.until is not None:
        last = max([query.until, *(limit.until for limit in query.longer)])
        found += [_rows.due_on <= last, or_(_rows.due_on <= query.until, *map(_within, query.longer))]
    return found


def _within(limit: Limit) -> ColumnElement[bool]:
    unit = _rows.unit == limit.unit if limit.unit else or_(_rows.unit.is_(None), _rows.unit == "")
    return of_each(and_(unit, _rows.unit_count == limit.count, _rows.due_on <= limit.until))
