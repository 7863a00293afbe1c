"""Makes the table of what was counted: exact figures, rows in the order of their names, and the total."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from app.calendar.engine import WorkCalendar
from app.cases.running import suspensions
from app.statistics.definitions import GROUPS
from app.statistics.events import Event
from app.statistics.models import (
    NONE,
    TOTAL,
    Cell,
    Cut,
    Figure,
    Scope,
    Table,
    TableRow,
    Tally,
    Unit,
    Worked,
)

_BLANK = Cell(value=None, shown="", behind=0)


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

    @property
    def keys(self) -> frozenset[str]:
        """The rows in which anything happened."""
        return frozenset(key for (_, key), count in self.counts.items() if count and key != TOTAL)


def counted_of(tallies: Iterable[Tally], worked: Iterable[Worked], calendar: WorkCalendar) -> Counted:
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
    return Counted(counts=counts, shares=shares)


def spent_days(worked: Worked, calendar: WorkCalendar) -> int:
    """Return the working days from the day after acceptance to completion, pauses out."""
    return calendar.elapsed(worked.accepted_on, worked.completed_on, suspensions(worked.pauses))


def table_of(scope: Scope, cut: Cut, rows: Sequence[tuple[str, str]], counted: Counted, where: str) -> Table:
    """Return the table; ``rows`` are keys and names in their order, ``where`` says of which divisions."""
    return Table(
        span=scope.span,
        cut=cut,
        where=where,
        groups=GROUPS,
        rows=tuple(_row(cut, key, name, counted) for key, name in rows),
        total=_row(cut, TOTAL, "合计", counted),
    )


def _row(cut: Cut, key: str, name: str, counted: Counted) -> TableRow:
    cells = {
        each.key: _cell(each, key, counted) if group.stands_in(cut, key) else _BLANK
        for group in GROUPS
        for each in group.figures
    }
    return TableRow(key=key, name=name, cells=cells)


def _cell(figure: Figure, key: str, counted: Counted) -> Cell:
    behind = counted.counts.get((figure.event, key), 0)
    value: int | Fraction | None = behind
    if figure.share:
        value = counted.shares[key].average() if key in counted.shares else None
    elif figure.part is not None and figure.over is not None:
        over = counted.counts.get((figure.over, key), 0)
        value = Fraction(counted.counts.get((figure.part, key), 0), over) if over else None
    return Cell(value=value, shown=shown(value, figure.unit), behind=behind)


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
    return f"{value:,}"


def _rounded(value: Fraction) -> int:
    return int(value + Fraction(1, 2))
