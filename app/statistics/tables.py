"""Makes the table of what was counted: exact figures, rows in the order of their names, and the total."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from math import floor

from app.calendar.engine import WorkCalendar
from app.cases.running import suspensions
from app.hotline.minutes import WorkClock
from app.statistics.classes import is_class, members_of
from app.statistics.definitions import GROUPS_OF
from app.statistics.events import Event
from app.statistics.models import (
    HOT,
    NONE,
    TOTAL,
    Cell,
    Cut,
    Figure,
    Group,
    Scope,
    Table,
    TableRow,
    Tally,
    Unit,
    Worked,
)
from app.statistics.ports import Tallies

_BLANK = Cell(value=None, shown="", behind=0)
_NOT_YET = Cell(value=None, shown=NONE, behind=0)  # a month to come is compared with none


@dataclass
class _Shares:
    """The shares of their limit that cases used, added up exactly: working days spent under each limit."""

    spent: Counter[int] = field(default_factory=Counter)
    cases: int = 0

    def average(self) -> Fraction | None:
        """Return the mean share, None of no case."""
        if not self.cases:
            return None
        return sum((Fraction(days, limit) for limit, days in self.spent.items()), Fraction()) / self.cases


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What was counted by row; the row ``TOTAL`` is everything."""

    counts: Mapping[tuple[Event, str], int]
    shares: Mapping[str, _Shares]
    minutes: Mapping[str, int] = field(default_factory=dict)

    @property
    def keys(self) -> frozenset[str]:
        """The rows in which anything happened."""
        return frozenset(key for (_, key), count in self.counts.items() if count and key != TOTAL)

    def count(self, event: Event, keys: tuple[str, ...]) -> int:
        """Return how often an event happened in rows together."""
        return sum(self.counts.get((event, key), 0) for key in keys)


def counted_of(
    tallies: Iterable[Tally],
    worked: Iterable[Worked],
    calendar: WorkCalendar,
    minutes: Mapping[str, int] | None = None,
) -> Counted:
    """Add up what was counted, with a total over all rows."""
    counts: Counter[tuple[Event, str]] = Counter()
    for tally in tallies:
        for key in {tally.key} if tally.apart else {tally.key, TOTAL}:
            counts[tally.event, key] += tally.count
    shares: defaultdict[str, _Shares] = defaultdict(_Shares)
    for each in worked:
        days = spent_days(each, calendar) * each.cases
        for key in {each.key, TOTAL}:
            shares[key].spent[each.committed] += days
            shares[key].cases += each.cases
    return Counted(counts=counts, shares=shares, minutes=minutes or {})


def minutes_in(book: Tallies, scope: Scope, cut: Cut, clock: WorkClock, now: datetime) -> Counter[str]:
    """Return the working minutes that orders were held in each row and in all."""
    minutes: Counter[str] = Counter()
    for reading in book.readings(scope, cut, clock.hours, now):
        minutes[reading.key] += clock.of(reading)
    if cut in HOT:  # the rows are some of all
        for reading in book.readings(scope, Cut.NONE, clock.hours, now):
            minutes[TOTAL] += clock.of(reading)
    elif cut is not Cut.NONE:
        minutes[TOTAL] = minutes.total()
    return minutes


def spent_days(worked: Worked, calendar: WorkCalendar) -> int:
    """Return the working days from the day after acceptance to completion, pauses out."""
    return calendar.elapsed(worked.accepted_on, worked.completed_on, suspensions(worked.pauses))


def table_of(scope: Scope, cut: Cut, rows: Sequence[tuple[str, str]], counted: Counted, where: str) -> Table:
    """Return the table; ``rows`` are keys and names in their order, ``where`` says of which divisions."""
    return Table(
        span=scope.span,
        cut=cut,
        where=where,
        groups=GROUPS_OF[scope.domain],
        rows=tuple(_row(scope, cut, (key, name), counted) for key, name in rows),
        total=_row(scope, cut, (TOTAL, "合计"), counted),
        domain=scope.domain,
    )


def _row(scope: Scope, cut: Cut, row: tuple[str, str], counted: Counted) -> TableRow:
    key, name = row
    keys = members_of(key, cut)
    to_come = cut is Cut.MONTH and key > f"{scope.today:%Y-%m}"

    def cell(group: Group, figure: Figure) -> Cell:
        if not group.stands_in(cut, key):
            return _BLANK
        return _NOT_YET if to_come and figure.minus is not None else _cell(figure, keys, counted)

    cells = {each.key: cell(group, each) for group in GROUPS_OF[scope.domain] for each in group.figures}
    return TableRow(key=key, name=name, cells=cells, is_class=is_class(key, cut))


def _cell(figure: Figure, keys: tuple[str, ...], counted: Counted) -> Cell:
    behind = counted.count(figure.event, keys)
    value = _value(figure, keys, counted)
    told = shown(value, figure.unit)
    return Cell(value=value, shown=f"+{told}" if figure.minus and value and value > 0 else told, behind=behind)


def _value(figure: Figure, keys: tuple[str, ...], counted: Counted) -> int | Fraction | None:
    count = counted.count(figure.event, keys)
    if figure.share:
        return counted.shares[keys[0]].average() if keys[0] in counted.shares else None
    if figure.minus is not None:
        return count - counted.count(figure.minus, keys)
    part = count
    if figure.held:
        part = sum(counted.minutes.get(key, 0) for key in keys)
    elif figure.part is not None:
        part = counted.count(figure.part, keys)
    if figure.over is None:
        return part
    over = counted.count(figure.over, keys)
    return Fraction(part, over) if over else None


def shown(value: int | Fraction | None, unit: Unit) -> str:
    """Return a figure as it is read: 1,204, 66.7%, 0.35 (the last digit rounded half up), or a dash."""
    if value is None:
        return NONE
    if unit is Unit.PERCENT:
        tenths = _rounded(Fraction(value) * 1000)
        return f"{tenths // 10}.{tenths % 10}%"
    if unit is Unit.EACH:
        hundredths = _rounded(Fraction(value) * 100)
        return f"{hundredths // 100}.{hundredths % 100:02d}"
    return f"{_rounded(Fraction(value)):,}"


def _rounded(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))
