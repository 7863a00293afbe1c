"""What presence asks of the archive."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.ledger.models import Subject
from app.people.ports import People
from app.presence.models import Present


class PresenceBook(Protocol):
    """Who has which record open; nothing here is kept for long."""

    def stay(self, record: Subject, staff: int, at: datetime, until: datetime) -> bool:
        """Begin or renew a presence; True where it begins."""
        ...

    def leave(self, record: Subject, staff: int) -> None:
        """End a presence."""
        ...

    def now(self, at: datetime) -> tuple[Present, ...]:
        """Return everybody's presences that hold at the moment, the longest first."""
        ...


class PresenceUnit(Protocol):
    """The rooms a unit of work opens for presence."""

    @property
    def people(self) -> People: ...
    @property
    def presences(self) -> PresenceBook: ...


class PresenceStore(Protocol):
    """Where presence is kept: briefly, without waiting for the disk."""

    def read(self) -> AbstractContextManager[PresenceUnit]: ...
    def lease(self) -> AbstractContextManager[PresenceUnit]: ...
