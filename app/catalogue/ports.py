"""What the catalogue asks of the archive."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from app.catalogue.models import Matter, MatterId
from app.ledger.ports import LedgerBook
from app.people.ports import People


class Matters(Protocol):
    """Matters with their materials."""

    def all(self) -> tuple[Matter, ...]:
        """Return every matter by code."""
        ...

    def get(self, matter: MatterId) -> Matter: ...
    def find_by_code(self, code: str) -> Matter | None: ...
    def add(self, matter: Matter) -> MatterId: ...
    def save(self, matter: Matter) -> None:
        """Save where the version still stands; else ``Conflict``."""
        ...


class CatalogueUnit(Protocol):
    """One unit of work of this room."""

    @property
    def matters(self) -> Matters: ...
    @property
    def people(self) -> People: ...
    @property
    def ledger(self) -> LedgerBook: ...


class CatalogueStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[CatalogueUnit]: ...
    def read(self) -> AbstractContextManager[CatalogueUnit]: ...
