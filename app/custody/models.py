"""Who holds the ball (责任接力)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.calendar.dues import Suspension
from app.ledger.models import Subject


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What a segment says: holder, why, the step, and the date the step must be done by.

    ``title`` (matter), ``party`` (applicant) and ``number`` are for the work list; ``due`` None has no limit.
    ``start``, ``count`` and ``unit`` (workday, day, month) are what ``due`` was counted from, so that a
    changed calendar can count it again; this is the one place where an open item's date is kept.
    ``pauses`` are not counted. ``outer_due`` is the statutory limit behind a committed one, ``outer_count``
    units from the same start (0: none).
    """

    subject: Subject
    division: int
    staff: int | None
    why: str
    step: str
    title: str
    party: str = ""
    number: str = ""
    due: date | None = None
    provisional: bool = False
    start: date | None = None
    count: int = 0
    unit: str = ""
    pauses: tuple[Suspension, ...] = ()
    outer_count: int = 0
    outer_due: date | None = None


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A holding in time, half-open: from ``since`` until ``until`` (None: now).

    ``by`` handed it on, where that is known; ``reassigned``: the division head gave it to another.
    """

    id: int
    holding: Holding
    since: datetime
    until: datetime | None
    staff_name: str = ""
    division_name: str = ""
    by: int | None = None
    reassigned: bool = False
