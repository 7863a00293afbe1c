"""Work orders that never had any paper: which of them are past their time, and how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, bindparam, exists, select, text

from app.clock import SHANGHAI
from app.retention.left import LeftBehind
from app.retention.models import ORDERS, ORDERS_TITLE, WORK_ORDER, Chosen, DisposalId, Group, Span
from db.left_things import bare_orders
from db.models.columns import moment_text
from db.models.documents import document_rows
from db.models.orders import order_rows
from db.models.retention import hold_rows, left_rows

_HERE = bare_orders(since=":since", before=":before", cutoff=":cutoff")
_THERE = (
    "SELECT * FROM rules.bare_orders(CAST(:since AS timestamp), CAST(:before AS timestamp),"
    " CAST(:cutoff AS timestamp))"
)
_YEAR_HERE = "CAST(strftime('%Y', b.arrived_at, '+8 hours') AS integer)"
_YEAR_THERE = "CAST(to_char(b.arrived_at + interval '8 hours', 'YYYY') AS integer)"
_HELD = (
    select(left_rows.c.thing_number)
    .where(
        left_rows.c.disposal_id == bindparam("disposal"),
        left_rows.c.kind == ORDERS,
        left_rows.c.cleared_at.is_(None),
        ~exists().where(document_rows.c.case_number == left_rows.c.thing_number),
        exists().where(hold_rows.c.held_number == left_rows.c.thing_number, hold_rows.c.lifted_at.is_(None)),
    )
    .order_by(left_rows.c.thing_number)
)


class BareOrders:
    """Orders without any paper, over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        on_server = connection.dialect.name == "postgresql"
        self._source, self._year = (_THERE, _YEAR_THERE) if on_server else (_HERE, _YEAR_HERE)

    def groups(self, spans: Sequence[Span]) -> Iterator[Group]:
        """Count those past their time by the year in which they came."""
        for span in _of_orders(spans):
            sought, given = self._sought(span, ())
            asked = text(f"SELECT {self._year} AS year, count(*) AS times {sought} GROUP BY 1 ORDER BY 1")
            for row in self._connection.execute(asked, given):
                yield Group(type_key=ORDERS, title=ORDERS_TITLE, year=row.year, term=span.term, due=row.times)

    def due(
        self, spans: Sequence[Span], chosen: Chosen, limit: int, among: Sequence[int] | None
    ) -> tuple[LeftBehind, ...]:
        """Return those past their time, oldest first; ``among`` some ids alone."""
        if chosen.types and ORDERS not in chosen.types:
            return ()
        found = [each for span in _of_orders(spans) for each in self._of(span, chosen, limit, among)]
        found.sort(key=lambda each: (each[0], each[1].id))
        return tuple(left for _came, left in found[:limit])

    def held(self, disposal: DisposalId) -> tuple[str, ...]:
        """Return the numbers of those that a disposal lists and somebody holds back."""
        return tuple(self._connection.execute(_HELD, {"disposal": disposal}).scalars())

    def _of(
        self, span: Span, chosen: Chosen, limit: int, among: Sequence[int] | None
    ) -> Iterator[tuple[datetime, LeftBehind]]:
        sought, given = self._sought(span, chosen.years)
        asked = (
            f"SELECT b.* {sought}{'' if among is None else ' AND b.id IN :among'} ORDER BY b.arrived_at, b.id"
        )
        statement = text(f"{asked} LIMIT {int(limit)}")
        if among is not None:
            statement = statement.bindparams(bindparam("among", expanding=True))
            given |= {"among": list(map(int, among))}
        rows = self._connection.execute(statement.columns(arrived_at=order_rows.c.arrived_at.type), given)
        for row in rows:
            yield row.arrived_at, LeftBehind(kind=ORDERS, id=row.id, number=row.number, callers=row.callers)

    def _sought(self, span: Span, years: Iterable[int]) -> tuple[str, dict[str, Any]]:
        """Return where they are looked for, and with what; ``years`` none: in all."""
        named = ", ".join(map(str, sorted(years)))
        given = {"since": span.since, "before": span.before, "cutoff": span.cutoff}
        which = f"{self._year} IN ({named})" if named else "true"
        return f"FROM ({self._source}) b WHERE {which}", {key: moment_of(day) for key, day in given.items()}


def moment_of(day: date) -> str:
    """Return a day's first moment in UTC, as the archive writes it."""
    if day == date.min:
        return "0001-01-01 00:00:00.000000"
    return moment_text(datetime.combine(day, time(), SHANGHAI))


def _of_orders(spans: Sequence[Span]) -> list[Span]:
    """Return the spans by which orders without papers are kept."""
    return [span for span in spans if span.type_key == WORK_ORDER]
