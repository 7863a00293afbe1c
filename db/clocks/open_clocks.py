"""The open clocks of a whole office, read by the hundred thousand from the indices over what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    any_,
    bindparam,
    false,
    func,
    or_,
    select,
    text,
    true,
    type_coerce,
    update,
)
from sqlalchemy.types import NullType

from app.calendar.dues import Suspension
from app.custody.clocks import Counted, Dating, Handed, InPlace, Limit, OpenClock, OpenQuery, Taken
from db.models.custody import segment_rows
from db.models.people import staff_rows
from db.rows import from_json, of_each, to_json

_rows = segment_rows.c
_earlier = segment_rows.alias("earlier").c
_OPEN = _rows.open_key.is_not(None)
_PARTS = (
    _rows.start_on, _rows.unit_count, _rows.unit, _rows.pauses, _rows.due_on, _rows.provisional,
    _rows.outer_count, _rows.outer_due_on,
)  # fmt: skip
_DATED = (_OPEN, _rows.due_on.is_not(None))
_CLOCKS = select(_rows.id, *(type_coerce(part, NullType()) for part in _PARTS))
# In a file the rows are met in the order in which they lie, not by date.
_CLOCKS_IN_FILE = _CLOCKS.where(_rows.id.in_(select(_rows.id).where(*_DATED)))
_CLOCKS_ON_SERVER = _CLOCKS.where(*_DATED)
_KEYS: ColumnElement[Any] = bindparam("keys")
_IN_FILE = _rows.id.in_(select(func.json_each(_KEYS).table_valued("value").c.value))
_ON_SERVER = _rows.id == func.any(_KEYS)
_WHAT = select(_rows.id, _rows.subject, _rows.shown_number, _rows.title, _rows.step)
_REDATE_IN_FILE = update(segment_rows).where(_IN_FILE, _OPEN)
_LOT = 5000
_ROOMY = -131072  # KiB, with which SQLite keeps what is written in hand until it is all done
_REDATE_ON_SERVER = text("""
    UPDATE segments
    SET due_on = given.due_on, provisional = given.provisional, outer_due_on = given.outer_due_on
    FROM unnest(
      CAST(:keys AS bigint[]), CAST(:dues AS date[]), CAST(:marks AS boolean[]), CAST(:outers AS date[])
    ) AS given(id, due_on, provisional, outer_due_on)
    WHERE segments.id = given.id AND segments.open_key IS NOT NULL
""")
Statement = TypeVar("Statement", bound=Select[Any])


def ordered(statement: Statement) -> Statement:
    """Put segments by due date (none last), then by since."""
    return statement.order_by(_rows.due_on.asc().nulls_last(), _rows.since_at, _rows.id)


def wanted(query: OpenQuery, *, on_server: bool) -> Select[tuple[int]]:
    """Return the ids of the open segments asked for, in order."""
    return ordered(select(_rows.id).where(_OPEN, *_seen(query, on_server=on_server), *_due(query)))


def count_of_wanted(query: OpenQuery, *, on_server: bool) -> Select[int]:
    """Return how many open segments are asked for."""
    # What somebody holds himself is counted by his own index: there is nothing to sort.
    mine = query.mine and query.behalf is None and query.alone is None and not query.waiting
    seen = [_rows.staff_id == query.staff] if mine else _seen(query, on_server=on_server)
    return select(func.count()).select_from(segment_rows).where(_OPEN, *seen, *_due(query))


def _seen(query: OpenQuery, *, on_server: bool) -> list[ColumnElement[bool]]:
    """Return who sees what; the sums keep to the index by due date, so that nothing has to be sorted."""
    own = of_each(_rows.staff_id == query.staff)
    if query.behalf is not None:
        return [in_place(query.behalf)]
    if query.alone is not None:
        nobody = _rows.staff_id.is_(None)
        here = () if query.divisions is None else (_rows.division_id.in_(query.divisions),)
        # Open is said in each part: else the index over what is open could not be used for it.
        left = (and_(_OPEN, in_place(query.alone)),) if query.alone else ()
        return [or_(and_(_OPEN, nobody, *here), *left)]
    if query.waiting:
        takes = or_(false(), *map(_taken, query.own))
        others = or_(and_(_rows.staff_id.is_(None), ~takes), _rows.staff_id != query.staff)
        return [others, _passed(query.staff)]
    if query.mine:
        return [own]
    if query.holder is not None:
        return [of_each(_rows.staff_id == query.holder), *_here(query)]
    return _of_reach(query, own, on_server=on_server)


def _of_reach(query: OpenQuery, own: ColumnElement[bool], *, on_server: bool) -> list[ColumnElement[bool]]:
    handed: list[ColumnElement[bool]] = []
    if query.handed is not None:
        # A server asks at first, before its row policies, what tells nobody anything.
        handed = [*([_handed_on(query.handed)] if on_server else []), _handed(query.handed)]
    if not query.handed_only:
        return [or_(each, own, way) for each in _here(query) for way in handed or [false()]]
    others = or_(_rows.staff_id.is_(None), _rows.staff_id != query.staff)
    return [*handed, others, *(~each for each in _here(query))]


def _here(query: OpenQuery) -> list[ColumnElement[bool]]:
    return [] if query.divisions is None else [of_each(_rows.division_id.in_(query.divisions))]


def _handed(by: Handed) -> ColumnElement[bool]:
    """Return that somebody of the divisions handed the item to another division."""
    people = select(staff_rows.c.id).where(staff_rows.c.division_id.in_(by.divisions))
    kinds = or_(false(), *(_rows.subject.startswith(f"{each}:") for each in by.kinds))
    return and_(_rows.by_id.in_(people), _rows.division_id.not_in(by.divisions), kinds)


def _handed_on(by: Handed) -> ColumnElement[bool]:
    """Return the same of an item of whatever kind, as a server answers it of each row at once."""
    people = select(staff_rows.c.id).where(staff_rows.c.division_id.in_(by.divisions))
    handed = _rows.by_id == any_(func.array(people.scalar_subquery()))
    return and_(handed, _rows.division_id.not_in(by.divisions))


def _taken(what: Taken) -> ColumnElement[bool]:
    here = true() if what.divisions is None else _rows.division_id.in_(what.divisions)
    return and_(_rows.step == what.step, here)


def _passed(staff: int) -> ColumnElement[bool]:
    """Return that the person held the item before, or handed it on."""
    held = select(_earlier.subject).where(_earlier.staff_id == staff, _earlier.until_at.is_not(None))
    handed = select(_earlier.subject).where(_earlier.by_id == staff)
    return _rows.subject.in_(held.union_all(handed))


def in_place(behalf: Sequence[InPlace]) -> ColumnElement[bool]:
    """Return that one of these people holds the segment, where somebody stands in for him."""
    return or_(
        false(),
        _rows.staff_id.in_([each.staff for each in behalf if each.divisions is None]),
        *(
            and_(_rows.staff_id == each.staff, _rows.division_id.in_(each.divisions))
            for each in behalf
            if each.divisions is not None
        ),
    )


def _due(query: OpenQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.since is not None:
        conditions.append(_rows.due_on >= query.since)
    if query.until is not None:
        last = max([query.until, *(limit.until for limit in query.longer)])
        conditions += [_rows.due_on <= last, or_(_rows.due_on <= query.until, *map(_within, query.longer))]
    return conditions


def _within(limit: Limit) -> ColumnElement[bool]:
    return and_(_rows.unit == limit.unit, _rows.unit_count == limit.count, _rows.due_on <= limit.until)


def read_clocks(connection: Connection) -> dict[Counted, list[int]]:
    """Return the open segments that have a date, those counted alike together.

    What they are counted from is read as the driver gives it, and understood once for all of a kind.
    """
    wanted = _CLOCKS_ON_SERVER if _on_server(connection) else _CLOCKS_IN_FILE
    gathered: dict[tuple[Any, ...], list[int]] = {}
    for row in _plainly(connection, wanted):
        gathered.setdefault(row[1:], []).append(row[0])
    clocks: dict[Counted, list[int]] = {}
    for kind, alike in gathered.items():
        clocks.setdefault(_counted(*kind), []).extend(alike)
    return clocks


def read_what(connection: Connection, segments: Sequence[int]) -> dict[int, OpenClock]:
    """Return what the segments are about."""
    on_server = _on_server(connection)
    wanted = _WHAT.where(_ON_SERVER if on_server else _IN_FILE)
    keys = list(segments) if on_server else to_json(segments)
    return {
        key: OpenClock(subject, number or "", title or "", step or "")
        for key, subject, number, title, step in _plainly(connection, wanted, {"keys": keys})
    }


def _plainly(
    connection: Connection, wanted: Select[Any], given: Mapping[str, Any] | None = None
) -> Iterator[tuple[Any, ...]]:
    """Read rows as the driver gives them, which is cheaper by the hundred thousand."""
    cursor = connection.execute(wanted, given).cursor
    for some in iter(partial(cursor.fetchmany, _LOT), []):
        yield from some


def _on_server(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _counted(*parts: Any) -> Counted:
    start, count, unit, pauses, due, provisional, outer_count, outer_due = parts
    return Counted(
        start=_day(start),
        count=count,
        unit=unit or "",
        pauses=pauses_of(pauses),
        due=_day(due) or date.min,
        provisional=bool(provisional),
        outer_count=outer_count,
        outer_due=_day(outer_due),
    )


def _day(kept: str | date | None) -> date | None:
    """Read a day as the driver gives it; one that is none is the first of all."""
    if kept is None or isinstance(kept, date):
        return kept
    try:
        return date.fromisoformat(kept)
    except (TypeError, ValueError):
        return date.min


def redate(connection: Connection, changes: Mapping[Dating, Sequence[int]]) -> None:
    """Give open segments new dates."""
    if _on_server(connection):
        _redate_on_server(connection, changes)
        return
    with _roomy(connection):
        for dating, segments in changes.items():
            row = {"due_on": dating.due, "provisional": dating.provisional, "outer_due_on": dating.outer_due}
            connection.execute(_REDATE_IN_FILE, {"keys": to_json(segments), **row})


@contextmanager
def _roomy(connection: Connection) -> Iterator[None]:
    """Let a file's connection keep more pages in hand for the time being."""
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = {_ROOMY}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def _redate_on_server(connection: Connection, changes: Mapping[Dating, Sequence[int]]) -> None:
    """Ask a server once, not once for each date."""
    rows = sorted((key, *dating) for dating, segments in changes.items() for key in segments)
    if not rows:
        return
    keys, dues, marks, outers = map(list, zip(*rows, strict=True))
    connection.execute(_REDATE_ON_SERVER, {"keys": keys, "dues": dues, "marks": marks, "outers": outers})


def pauses_of(kept: str | None) -> tuple[Suspension, ...]:
    """Return the pauses the archive kept."""
    if not kept:
        return ()
    return tuple(
        Suspension(date.fromisoformat(since), date.fromisoformat(until), reason)
        for since, until, reason in from_json(kept)
    )
