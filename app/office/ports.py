"""What the office room asks of the archive."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from app.ledger.ports import LedgerBook
from app.office.models import OfficeSettings, Wording
from app.people.ports import People


class OfficeBook(Protocol):
    """Settings and wordings."""

    def settings(self) -> OfficeSettings: ...
    def save_settings(self, settings: OfficeSettings) -> None: ...
    def wordings(self) -> tuple[Wording, ...]:
        """Return every wording by key, then day."""
        ...

    def wording_on(self, day: date) -> dict[str, str]:
        """Return the text in force on the day for each key."""
        ...

    def add_wording(self, wording: Wording) -> None: ...


class OfficeUnit(Protocol):
    """One unit of work of this room."""

    @property
    def office(self) -> OfficeBook: ...
    @property
    def people(self) -> People: ...
    @property
    def ledger(self) -> LedgerBook: ...


class OfficeStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[OfficeUnit]: ...
    def read(self) -> AbstractContextManager[OfficeUnit]: ...
