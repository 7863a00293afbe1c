"""What the room of first contacts asks of the archive."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from app.contacts.models import ContactId, ContactQuery, FirstContact
from app.hotline.ports import OrderUnit


class ContactBook(Protocol):
    """First contacts; the archive keeps what each is found by."""

    def add(self, contact: FirstContact) -> ContactId:
        """Save a new first contact (``id`` ignored); return its id."""
        ...

    def get(self, contact: ContactId) -> FirstContact: ...
    def find_by_number(self, number: str) -> FirstContact | None: ...
    def save(self, contact: FirstContact) -> None:
        """Save where ``contact.version`` still stands (the archive adds one); else ``Conflict``."""
        ...

    def of_case(self, case: int) -> tuple[FirstContact, ...]:
        """Return the first contacts a case was made from."""
        ...

    def of_order(self, order: int) -> tuple[FirstContact, ...]:
        """Return the first contacts a work order was made from."""
        ...

    def find(self, query: ContactQuery, *, offset: int, limit: int) -> tuple[FirstContact, ...]:
        """Return a page of matches, newest first."""
        ...

    def count(self, query: ContactQuery) -> int: ...


class ContactUnit(OrderUnit, Protocol):
    """One unit of work of this room: the cases' and work orders', with first contacts."""

    @property
    def contacts(self) -> ContactBook: ...


class ContactStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[ContactUnit]: ...
    def read(self) -> AbstractContextManager[ContactUnit]: ...
