"""What statistics ask of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.contacts.ports import ContactUnit
from app.denials.ports import DenialUnit
from app.hotline.advising_ports import AdviceUnit
from app.hotline.importing_ports import ImportUnit
from app.hotline.minutes import Reading
from app.ledger.models import Entry
from app.office.hours import Hours
from app.office.touching import Touched
from app.posts.ports import HandoverUnit, PostUnit
from app.presence.ports import PresenceUnit
from app.retention.ports import RetentionUnit
from app.statistics.models import Cut, DenialPart, Happened, Scope, Span, Tally, Wanted, Worked


class Tallies(Protocol):
    """What happened, counted and listed under one condition for each event.

    The keys of rows: months as 2026-11, divisions, matters and staff by id, kinds by their word. A paper of a
    matter outside the catalogue has the matter's name after ``~``, and as its kind ``~``; what has no topic
    or place has ``~``, an order nobody was given yet the division -1.
    """

    def counts(self, scope: Scope, cut: Cut) -> tuple[Tally, ...]:
        """Count every event in every row of the cut."""
        ...

    def worked(self, scope: Scope, cut: Cut) -> tuple[Worked, ...]:
        """Return the times of the cases of ``Event.MEASURED``, those alike together."""
        ...

    def readings(self, scope: Scope, cut: Cut, hours: Hours, now: datetime) -> tuple[Reading, ...]:
        """Return when orders of the span were taken (less than nothing) and handed on, in rows of the cut."""
        ...

    def page(self, wanted: Wanted, *, offset: int, limit: int) -> tuple[Happened, ...]:
        """Return a page of the events behind a figure, newest first."""
        ...

    def denials_of(self, staff: int, span: Span) -> tuple[DenialPart, ...]:
        """Return what the person drafted and checked within the span, in order."""
        ...

    def reasons_of(self, cases: Iterable[int]) -> Mapping[int, tuple[str, ...]]:
        """Return the reasons that records of lateness give for cases, each with the record's number."""
        ...

    def post_deeds(self) -> tuple[Entry, ...]:
        """Return how posts were set up and changed, in order."""
        ...

    def matter_names(self) -> Mapping[str, tuple[str, int]]:
        """Return name and division of every matter by the key of its row."""
        ...


class StatisticsUnit(
    DenialUnit,
    ContactUnit,
    PostUnit,
    HandoverUnit,
    AdviceUnit,
    ImportUnit,
    RetentionUnit,
    PresenceUnit,
    Protocol,
):
    """One unit of work of this room: everything that is counted."""

    @property
    def statistics(self) -> Tallies: ...


class StatisticsStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[StatisticsUnit]: ...
    def lease(self) -> AbstractContextManager[StatisticsUnit]: ...
    def read(self) -> AbstractContextManager[StatisticsUnit]: ...
    def at_one_moment(self) -> AbstractContextManager[None]: ...
    def own_touched(self) -> Touched | None: ...
