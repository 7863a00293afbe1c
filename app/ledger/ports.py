"""What the ledger asks of the archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from app.ledger.models import Entry, Head, Seal, Subject


class LedgerBook(Protocol):
    """The book itself: appended to, never changed."""

    @property
    def chains_itself(self) -> bool:
        """Whether the book gives an entry its place and hashes, as a server's does."""
        ...

    def head(self) -> Head:
        """Return where the book stands (count 0, chain "" when new), locked when writing."""
        ...

    def last_of(self, subject: Subject) -> Entry | None: ...
    def append(self, entry: Entry, head: Head) -> None:
        """Write the entry and the new head."""
        ...

    def entries(self, *, after: int = 0) -> Iterator[Entry]:
        """Yield entries in order of ``seq``, streaming."""
        ...

    def entries_of(self, subject: Subject) -> tuple[Entry, ...]: ...
    def on_behalf(self, staff: int, since: datetime, until: datetime) -> tuple[Entry, ...]:
        """Return what others did for the person from ``since`` up to but not including ``until``, in order."""
        ...

    def seal_itself(self, today: date) -> tuple[Seal, ...] | None:
        """Seal the days before and return the new seals; None where the book leaves that to the program."""
        ...

    def seals(self) -> tuple[Seal, ...]: ...
    def add_seal(self, seal: Seal) -> None: ...


class LedgerUnit(Protocol):
    """One unit of work of this room."""

    @property
    def ledger(self) -> LedgerBook: ...


class LedgerStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[LedgerUnit]: ...
    def read(self) -> AbstractContextManager[LedgerUnit]: ...
