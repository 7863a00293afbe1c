"""Things that never had any paper: which of them are past their time, and how many."""

# ruff: noqa: S608 - nothing of the SQL comes from outside

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, bindparam, exists, select, text

from app.clock import SHANGHAI
from app.retention.left import LeftBehind
from app.retention.models import BARE, Chosen, DisposalId, Group, Span
from db.models.columns import moment_text
from db.models.documents import document_rows
from db.models.orders import order_rows
from db.models.retention import hold_rows, left_rows
from db.retention.left_nothing import bare_things

_HERE = {kind: bare_things(kind, since=":since", before=":before", cutoff=":cutoff") for kind in BARE}
_THERE = {
    kind: (
        f"SELECT * FROM rules.bare_things('{kind}', CAST(:since AS timestamp), CAST(:before AS timestamp),"
        " CAST(:cutoff AS timestamp))"
    )
    for kind in BARE
}
_YEAR_HERE = "CAST(strftime('%Y', b.came_at, '+8 hours') AS integer)"
_YEAR_THERE = "CAST(to_char(b.came_at + interval '8 hours', 'YYYY') AS integer)"
_HELD = (
    select(left_rows.c.thing_number)
    .where(
        left_rows.c.disposal_id == bindparam("disposal"),
        left_rows.c.kind.in_(BARE),
        left_rows.c.cleared_at.is_(None),
        ~exists().where(document_rows.c.case_number == left_rows.c.thing_number),
        exists().where(hold_rows.c.held_number == left_rows.c.thing_number, hold_rows.c.lifted_at.is_(None)),
    )
    .distinct()
    .order_by(left_rows.c.thing_number)
)
_Sought = tuple[str, Span]


class BareThings:
    """Things without any paper, over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        on_server = connection.dialect.name == "postgresql"
        self._sources, self._year = (_THERE, _YEAR_THERE) if on_server else (_HERE, _YEAR_HERE)

    def groups(self, spans: Sequence[Span]) -> Iterator[Group]:
        """Count those past their time by kind and the year in which they came."""
        for kind, span in _kept(spans):
            sought, given = self._sought((kind, span), ())
            asked = text(f"SELECT {self._year} AS year, count(*) AS times {sought} GROUP BY 1 ORDER BY 1")
            for row in self._connection.execute(asked, given):
                title = BARE[kind].title
                yield Group(type_key=kind, title=title, year=row.year, term=span.term, due=row.times)

    def due(
        self, spans: Sequence[Span], chosen: Chosen, limit: int, among: Collection[tuple[str, int]] | None
    ) -> tuple[LeftBehind, ...]:
        """Return those past their time, oldest first; ``among`` these alone."""
        found: list[tuple[datetime, LeftBehind]] = []
        for kind, span in _kept(spans):
            ids = None if among is None else [key for of_kind, key in among if of_kind == kind]
            if (not chosen.types or kind in chosen.types) and ids != []:
                found += self._of((kind, span), chosen, limit, ids)
        found.sort(key=lambda each: (each[0], each[1].kind, each[1].id))
        return tuple(left for _came, left in found[:limit])

    def held(self, disposal: DisposalId) -> tuple[str, ...]:
        """Return the numbers of those that a disposal lists and somebody holds back."""
        return tuple(self._connection.execute(_HELD, {"disposal": disposal}).scalars())

    def _of(
        self, of: _Sought, chosen: Chosen, limit: int, ids: Sequence[int] | None
    ) -> Iterator[tuple[datetime, LeftBehind]]:
        sought, given = self._sought(of, chosen.years)
        asked = f"SELECT b.* {sought}{'' if ids is None else ' AND b.id IN :ids'} ORDER BY b.came_at, b.id"
        statement = text(f"{asked} LIMIT {int(limit)}")
        if ids is not None:
            statement = statement.bindparams(bindparam("ids", expanding=True))
            given |= {"ids": list(map(int, ids))}
        # A moment is read alike whatever thing it is of.
        rows = self._connection.execute(statement.columns(came_at=order_rows.c.arrived_at.type), given)
        for row in rows:
            counts = {"files": row.files, "complaints": row.complaints, "callers": row.callers}
            yield row.came_at, LeftBehind(kind=row.kind, id=row.id, number=row.number, **counts)

    def _sought(self, of: _Sought, years: Iterable[int]) -> tuple[str, dict[str, Any]]:
        """Return where they are looked for, and with what; ``years`` none: in all."""
        kind, span = of
        named = ", ".join(map(str, sorted(years)))
        given = {"since": span.since, "before": span.before, "cutoff": span.cutoff}
        which = f"{self._year} IN ({named})" if named else "true"
        return f"FROM ({self._sources[kind]}) b WHERE {which}", {
            key: moment_of(day) for key, day in given.items()
        }


def moment_of(day: date) -> str:
    """Return a day's first moment in UTC, as the archive writes it."""
    if day == date.min:
        return "0001-01-01 00:00:00.000000"
    return moment_text(datetime.combine(day, time(), SHANGHAI))


def _kept(spans: Sequence[Span]) -> list[_Sought]:
    """Return the spans by which things without papers are kept, by kind."""
    return [(kind, span) for kind, bare in BARE.items() for span in spans if span.type_key == bare.kept_as]
