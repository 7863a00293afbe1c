"""The ruler: all working days of a century laid end to end, so that a deadline is one look-up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, compress

from app.calendar.days import ArrangedKind, Arrangement, Closure
from app.calendar.dues import FIRST_DAY, LAST_DAY
from app.calendar.statutory import statutory_days

FIRST = FIRST_DAY.toordinal()
SPAN = LAST_DAY.toordinal() - FIRST + 1
_SATURDAY, _SUNDAY = 0, 1  # 2000-01-01 was a Saturday


@dataclass(frozen=True, slots=True)
class Ruler:
    """Lists by spot (days since 2000-01-01).

    ``rank``: working days up to that day inclusive; ``workdays``: the working days by rank, from
    1; ``settled_spot`` and ``settled_rank``: how far the unbroken run of loaded years reaches that
    the following day belongs to, -1 if to none.
    """

    working: bytes
    rank: list[int]
    workdays: list[date]
    settled_spot: list[int]
    settled_rank: list[int]


def lay(arrangements: Iterable[Arrangement], closures: Iterable[Closure]) -> Ruler:
    """Lay the ruler; a later year's notice overrules an earlier one, a closure overrules both."""
    arranged = sorted(arrangements, key=lambda each: each.year)
    known = sorted({each.year for each in arranged})
    working = bytes(_working(arranged, known, closures))
    rank = list(accumulate(working))
    days = map(date.fromordinal, compress(range(FIRST, FIRST + SPAN), working))
    settled = _settled(known)
    return Ruler(
        working=working,
        rank=rank,
        workdays=[FIRST_DAY, *days],
        settled_spot=settled,
        settled_rank=[rank[spot] if spot >= 0 else -1 for spot in settled],
    )


def _working(arranged: list[Arrangement], known: list[int], closures: Iterable[Closure]) -> bytearray:
    working = bytearray(b"\x01") * SPAN
    for rest in (_SATURDAY, _SUNDAY):
        working[rest::7] = bytes(len(range(rest, SPAN, 7)))
    for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
        if year not in known:
            _mark(working, statutory_days(year), 0)
    for arrangement in arranged:
        for each in arrangement.days:
            _mark(working, (each.day,), int(each.kind is ArrangedKind.WORK))
    for closure in closures:
        _mark(working, days_of(closure), 0)
    return working


def _mark(working: bytearray, days: Iterable[date], value: int) -> None:
    for day in days:
        spot = day.toordinal() - FIRST
        if 0 <= spot < SPAN:
            working[spot] = value


def days_of(closure: Closure) -> list[date]:
    """Return every day of a closure, rest days included."""
    span = range(closure.first.toordinal(), closure.last.toordinal() + 1)
    return [date.fromordinal(each) for each in span]


def places(ruler: Ruler, arrangements: Iterable[Arrangement]) -> dict[date, tuple[int, int]]:
    """Return rank and settled rank of each day of the loaded years and the years beside them.

    Nearly every deadline starts there, and one look-up by date is quicker than two by number.
    """
    years = {each.year + beside for each in arrangements for beside in (-1, 0, 1)}
    spots = (
        spot
        for year in sorted(years & set(range(FIRST_DAY.year, LAST_DAY.year + 1)))
        for spot in range(date(year, 1, 1).toordinal() - FIRST, date(year, 12, 31).toordinal() - FIRST + 1)
    )
    return {date.fromordinal(FIRST + spot): (ruler.rank[spot], ruler.settled_rank[spot]) for spot in spots}


def runs(known: Iterable[int]) -> list[tuple[int, int]]:
    """Return the unbroken runs of years, first and last."""
    found: list[tuple[int, int]] = []
    for year in sorted(known):
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return found


def _settled(known: Iterable[int]) -> list[int]:
    settled = [-1] * SPAN
    for first, last in runs(known):
        begin = max(date(first, 1, 1).toordinal() - FIRST - 1, 0)
        end = date(last, 12, 31).toordinal() - FIRST
        settled[begin:end] = [end] * (end - begin)
    return settled
