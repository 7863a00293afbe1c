"""What the cases room asks of the archive."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.calendar.ports import Calendars
from app.cases.models import (
    AfterReport,
    Case,
    CaseId,
    CaseQuery,
    Clearance,
    DeferredAnswer,
    DeferredId,
    SecondNotice,
)
from app.catalogue.ports import Matters
from app.register.ports import RegisterUnit


class Cases(Protocol):
    """Cases, deferred answers and second notices."""

    def add(self, case: Case, search_text: Iterable[str]) -> CaseId: ...
    def get(self, case: CaseId) -> Case: ...
    def find_by_number(self, number: str) -> Case | None: ...
    def save(self, case: Case, search_text: Iterable[str] | None) -> None:
        """Save where ``case.version`` still stands (the archive adds one); else ``Conflict``.

        ``search_text`` None leaves what the case is found by as it is.
        """
        ...

    def find(self, query: CaseQuery, *, offset: int, limit: int) -> tuple[Case, ...]:
        """Return a page of matches, newest first."""
        ...

    def count(self, query: CaseQuery) -> int: ...
    def add_deferred(self, answer: DeferredAnswer) -> DeferredId: ...
    def get_deferred(self, answer: DeferredId) -> DeferredAnswer: ...
    def answer_deferred(self, answer: DeferredId, version: int, text: str, at: datetime, by: str) -> None: ...
    def open_deferred(self) -> tuple[DeferredAnswer, ...]: ...
    def add_second_notice(self, notice: SecondNotice) -> None: ...
    def second_notices(self, divisions: frozenset[int] | None = None) -> tuple[SecondNotice, ...]:
        """Return the second notices of the divisions (None: every one) in order."""
        ...


class Refusals(Protocol):
    """What the counter must know of denials: whether a refusal is cleared, and that its notice went out."""

    def clearance(self, case: int) -> Clearance | None:
        """Return what the case's newest denial (given up ones aside) allows."""
        ...

    def told(self, denial: int, version: int, notice: int) -> None:
        """Write the notice into the denial, which is now told; else ``Conflict``."""
        ...

    def begin_report(self, report: AfterReport) -> int:
        """Open the report of a refusal that was told before the chain; return the denial's id."""
        ...

    def untold(self, notice: int) -> int | None:
        """Take the notice, made void, out of its denial: FILED again, a report made afterwards GIVEN_UP.

        Return the denial's id, None where no denial has the notice.
        """
        ...

    def drop_drafts(self, case: int) -> tuple[int, ...]:
        """Give up the case's drafts, for the case has gone another way; return their ids."""
        ...


class CaseUnit(RegisterUnit, Protocol):
    """One unit of work of this room: the register's, with cases, matters and the calendar."""

    @property
    def cases(self) -> Cases: ...
    @property
    def matters(self) -> Matters: ...
    @property
    def calendars(self) -> Calendars: ...
    @property
    def denials(self) -> Refusals: ...


class CaseStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[CaseUnit]: ...
    def read(self) -> AbstractContextManager[CaseUnit]: ...
