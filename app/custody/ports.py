"""What custody asks of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol, TypeVar

from app.calendar.ports import Calendars
from app.custody.asking import Held, WallQuery
from app.custody.clocks import Counted, Dating, InPlace, OpenClock, OpenQuery, Tally
from app.custody.models import Holding, Segment
from app.ledger.models import Subject
from app.ledger.ports import LedgerBook
from app.people.ports import People

Unit_co = TypeVar("Unit_co", covariant=True)


class CustodyBook(Protocol):
    """Segments; the archive itself allows one open segment a subject."""

    def open_of(self, subject: Subject) -> Segment | None: ...
    def open_all(self, *, division: int | None = None, staff: int | None = None) -> tuple[Segment, ...]:
        """Return open segments by due date (none last), then since; filtered where given."""
        ...

    def open_of_many(self, subjects: Iterable[Subject]) -> dict[Subject, Segment]: ...
    def history(self, subject: Subject) -> tuple[Segment, ...]: ...
    def start(
        self, holding: Holding, at: datetime, *, by: int | None = None, reassigned: bool = False
    ) -> None: ...
    def start_many(self, holdings: Sequence[Holding], at: datetime, *, by: int) -> None:
        """Open the first segments of thousands of new subjects at once."""
        ...

    def close(self, subject: Subject, at: datetime) -> None:
        """End the open segment; nothing happens where there is none."""
        ...

    def page(self, query: OpenQuery, *, offset: int, limit: int) -> tuple[Segment, ...]:
        """Return a page of the open segments asked for, in the order of ``open_all``."""
        ...

    def held_by(self, staff: int) -> int:
        """Return how many open segments the person holds."""
        ...

    def held_for(self, behalf: Sequence[InPlace]) -> int:
        """Return how many open segments those hold whom somebody stands in for."""
        ...

    def count(self, query: OpenQuery) -> int:
        """Return how many open segments are asked for."""
        ...

    def count_each(self, queries: Iterable[OpenQuery]) -> tuple[int, ...]:
        """Return how many open segments each query asks for, asked as one."""
        ...

    def of_number(self, number: str) -> tuple[Segment, ...]:
        """Return the open segments of everything that is shown under a number."""
        ...

    def tally(self, staff: int, divisions: frozenset[int] | None, *, today: date) -> tuple[Tally, ...]:
        """Count what is open in the divisions (None: all), and what the person holds elsewhere.

        What is there due by ``today`` or has no date is counted by day alone, whatever its limit.
        """
        ...

    def limits(
        self, staff: int, divisions: frozenset[int] | None, *, since: date
    ) -> frozenset[tuple[str, int]]:
        """Return the limits (unit, count) in use there among what is due from a day on."""
        ...

    def held(self, divisions: frozenset[int] | None) -> tuple[Held, ...]:
        """Count what is open in the divisions (None: all) by holder, step, day and limit."""
        ...

    def count_open(self, query: WallQuery) -> int: ...
    def page_open(self, query: WallQuery, *, offset: int, limit: int) -> tuple[Segment, ...]:
        """Return a page of the open segments asked for, in the order of ``open_all``."""
        ...

    def open_clocks(self) -> Mapping[Counted, Sequence[int]]:
        """Return the open segments that have a date (their ids), those counted alike together."""
        ...

    def clocks_of(self, segments: Sequence[int]) -> Mapping[int, OpenClock]:
        """Return what the segments (by their ids, open or ended) are about."""
        ...

    def reword(self, subject: Subject, **words: str) -> None:
        """Change ``why``, ``title`` or ``party`` of all segments of a subject, ended ones too."""
        ...

    def redate(self, changes: Mapping[Dating, Sequence[int]]) -> None:
        """Give open segments (by their ids) new dates without touching anything else."""
        ...


class CustodyUnit(Protocol):
    """One unit of work of this room."""

    @property
    def custody(self) -> CustodyBook: ...
    @property
    def calendars(self) -> Calendars: ...
    @property
    def people(self) -> People: ...
    @property
    def ledger(self) -> LedgerBook: ...


class CustodyStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[CustodyUnit]: ...
    def read(self) -> AbstractContextManager[CustodyUnit]: ...


class MovingStore(Protocol[Unit_co]):
    """Opens units of work that reach the rooms' own records."""

    def begin(self) -> AbstractContextManager[Unit_co]: ...
    def read(self) -> AbstractContextManager[Unit_co]: ...


class Days(Protocol):
    """A span of days, both included."""

    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...


class Leave(Protocol):
    """An absence as this room looks at it."""

    @property
    def staff(self) -> int: ...
    @property
    def starts(self) -> datetime: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def holds(self) -> bool: ...


class Leaves(Protocol):
    """The absences of the archive."""

    def between(
        self, since: datetime, until: datetime | None, staff: Iterable[int] | None = None
    ) -> Sequence[Leave]: ...


class LoadUnit(CustodyUnit, Protocol):
    """One unit of work: custody, and who is away."""

    @property
    def absences(self) -> Leaves: ...


class LoadStore(Protocol):
    """Opens units of work."""

    def read(self) -> AbstractContextManager[LoadUnit]: ...
