"""What imports ask of the archive beside the orders themselves."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.hotline.importing_models import Batch
from app.hotline.ports import OrderUnit


class ImportBook(Protocol):
    """Imports on record, and what the headings of a source were taken for."""

    def begin(self, batch: Batch) -> int:
        """Put a new import on record and return its number."""
        ...

    def count(self, batch: int, *, new: int, changed: int, done: bool) -> None:
        """Add to what an import has brought in so far."""
        ...

    def batches(self, limit: int) -> tuple[Batch, ...]:
        """Return the newest imports."""
        ...

    def mapping_of(self, source: str) -> Mapping[str, str] | None:
        """Return what was remembered of tables with these headings."""
        ...

    def remember(self, source: str, mapping: Mapping[str, str], at: datetime) -> None:
        """Remember what the headings were taken for."""
        ...


class ImportUnit(OrderUnit, Protocol):
    """One unit of work of this room."""

    @property
    def imports(self) -> ImportBook:
        """Imports on record."""
        ...


class ImportStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[ImportUnit]:
        """Open a unit of work that writes."""
        ...

    def read(self) -> AbstractContextManager[ImportUnit]:
        """Open a unit of work that only reads."""
        ...
