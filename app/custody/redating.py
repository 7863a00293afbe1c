"""Dates open clocks anew when the calendar changes; clocks counted alike are reckoned once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.calendar.dues import Due, Unit
from app.calendar.engine import WorkCalendar
from app.custody.clocks import Counted, Dating, OpenClock
from app.ledger.models import Subject


class MovedItem(NamedTuple):
    """An open item whose date (the statutory one where only that moves) or 暂定 mark a change moves.

    A plain tuple inside, because hundreds of thousands are made when a calendar changes.
    """

    subject: Subject
    number: str
    title: str
    step: str
    old: date
    new: date
    old_provisional: bool
    new_provisional: bool


class Move(NamedTuple):
    """Open segments whose clocks are counted alike, and the dates they get."""

    counted: Counted
    dating: Dating
    segments: Sequence[int]

    @property
    def only_outer(self) -> bool:
        """Say whether nothing but the statutory date moves."""
        was, now = self.counted, self.dating
        return (was.due, was.provisional) == (now.due, now.provisional)

    @property
    def days(self) -> tuple[date, date]:
        """The date before and after (the statutory one where only that moves)."""
        was, now = self.counted, self.dating
        if was.outer_due is not None and now.outer_due is not None and self.only_outer:
            return was.outer_due, now.outer_due
        return was.due, now.due


@dataclass(frozen=True, kw_only=True)
class Redated:
    """What a change of the calendar moved."""

    moves: tuple[Move, ...] = ()

    @property
    def items(self) -> int:
        """How many items moved, those with them of which only the mark did."""
        return sum(len(move.segments) for move in self.moves)

    @property
    def dates(self) -> int:
        """How many dates moved (marks aside)."""
        return dates_moved(self.moves)


def moves_of(clocks: Mapping[Counted, Sequence[int]], old: WorkCalendar, new: WorkCalendar) -> tuple[Move, ...]:
    """Return what another calendar dates anew, by date: dates counted again, and marks of dates set by hand."""
    dated = ((counted, _dated_anew(counted, old, new)) for counted in clocks)
    moves = [Move(counted, dating, clocks[counted]) for counted, dating in dated if dating is not None]
    return tuple(sorted(moves, key=lambda move: (move.dating.due, move.counted.due)))


def by_dating(moves: Iterable[Move]) -> dict[Dating, list[int]]:
    """Gather the segments that get the same dates."""
    gathered: dict[Dating, list[int]] = {}
    for move in moves:
        gathered.setdefault(move.dating, []).extend(move.segments)
    return gathered


def dates_moved(moves: Iterable[Move]) -> int:
    """Return how many dates move (marks aside)."""
    return sum(len(move.segments) for move in moves if move.days[0] != move.days[1])


def told(moves: Iterable[Move]) -> list[list[str | int]]:
    """Return what the ledger keeps of the moves: from which date to which, and how many."""
    many: Counter[tuple[date, date]] = Counter()
    for move in moves:
        many[move.days] += len(move.segments)
    return [[str(old), str(new), items] for (old, new), items in sorted(many.items()) if old != new]


def moved_items(moves: Iterable[Move], clocks: Mapping[int, OpenClock]) -> tuple[MovedItem, ...]:
    """Return every item that moves, as it is shown; ``clocks`` says what hangs on each segment."""
    return tuple(item for move in moves for item in _items(move, clocks))


def _items(move: Move, clocks: Mapping[int, OpenClock]) -> Iterable[MovedItem]:
    (old, new), was, now = move.days, move.counted.provisional, move.dating.provisional
    mark = "（法定期限）" if move.only_outer else ""
    for subject, number, title, step in map(clocks.__getitem__, move.segments):
        yield MovedItem(subject, number, title, step + mark, old, new, was, now)


def _dated_anew(counted: Counted, old: WorkCalendar, new: WorkCalendar) -> Dating | None:
    """Return the dates under the new calendar, None where they stay."""
    before = Dating(counted.due, counted.provisional, counted.outer_due)
    after = Dating(*_due_anew(counted, old, new), _outer_anew(counted, old, new))
    return None if after == before else after


def _due_anew(counted: Counted, old: WorkCalendar, new: WorkCalendar) -> tuple[date, bool]:
    """Return the date and its mark: counted again, or kept where somebody set it himself."""
    before, after = _reckoned(counted, counted.count, old), _reckoned(counted, counted.count, new)
    if before is None or after is None or before.due != counted.due:
        return counted.due, not new.is_known(counted.due.year)
    return after.due, after.provisional


def _outer_anew(counted: Counted, old: WorkCalendar, new: WorkCalendar) -> date | None:
    before, after = _reckoned(counted, counted.outer_count, old), _reckoned(counted, counted.outer_count, new)
    if before is None or after is None or before.due != counted.outer_due:
        return counted.outer_due
    return after.due


def _reckoned(counted: Counted, count: int, calendar: WorkCalendar) -> Due | None:
    if counted.start is None or not count or not counted.unit:
        return None
    return calendar.due_with_suspensions(counted.start, count, counted.pauses, Unit(counted.unit))
