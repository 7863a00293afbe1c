"""Open clocks by the hundred thousand: how many stand where, what a change of the calendar moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.calendar.dues import Suspension
from app.ledger.models import Subject


class Tally(NamedTuple):
    """How many open items of one division fall due on one day under one limit."""

    division: int
    due: date | None
    unit: str
    limit: int
    items: int


class Limit(NamedTuple):
    """A limit of so many units whose items are wanted up to a day of its own."""

    unit: str
    count: int  # type: ignore[assignment]  # hides tuple.count
    until: date


class InPlace(NamedTuple):
    """Whose items somebody answers for now, in which divisions (None: in all)."""

    staff: int
    divisions: frozenset[int] | None


class Handed(NamedTuple):
    """What people of some divisions handed to other divisions: of which kinds (the first word of a subject)."""

    divisions: frozenset[int]
    kinds: tuple[str, ...]


class Taken(NamedTuple):
    """A step at which somebody may take up what nobody holds by name, and in which divisions (None: in all)."""

    step: str
    divisions: frozenset[int] | None


@dataclass(frozen=True, kw_only=True)
class OpenQuery:
    """Which open items somebody wants to see: of his ``divisions`` (None: all) and what he holds himself.

    ``mine`` narrows to the latter, ``behalf`` (where not None) to what others hold for whom he stands in,
    ``alone`` (where not None) to what those hold whom nobody but a head answers for, or nobody holds;
    ``waiting`` to what he handed on and others hold now or, but for ``own``, shall take up, ``holder`` to what
    one person holds. ``since`` and ``until`` are the first and last due day, which ``longer`` extends for some
    limits. ``handed`` adds what people of some divisions handed to others who have not taken it on, and
    ``handed_only`` leaves it alone.
    """

    staff: int
    divisions: frozenset[int] | None = None
    mine: bool = False
    behalf: tuple[InPlace, ...] | None = None
    alone: tuple[InPlace, ...] | None = None
    waiting: bool = False
    own: tuple[Taken, ...] = ()
    handed: Handed | None = None
    handed_only: bool = False
    holder: int | None = None
    since: date | None = None
    until: date | None = None
    longer: tuple[Limit, ...] = ()


class Counted(NamedTuple):
    """What a date was counted from, and how it stands; it is the same for many clocks."""

    start: date | None
    count: int  # type: ignore[assignment]  # hides tuple.count
    unit: str
    pauses: tuple[Suspension, ...]
    due: date
    provisional: bool
    outer_count: int
    outer_due: date | None


class OpenClock(NamedTuple):
    """What a dated segment is about."""

    subject: Subject
    number: str
    title: str
    step: str


class Dating(NamedTuple):
    """The date, its 暂定 mark and the statutory date that open segments get."""

    due: date
    provisional: bool
    outer_due: date | None
