"""What the people room asks of the archive."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.ledger.ports import LedgerBook
from app.people.models import Division, DivisionId, Grant, Role, Staff, StaffId
from app.people.rota import Rota


class Logins(Protocol):
    """The logins of a server that keeps the passwords itself."""

    def admits(self, login: str, password: str) -> bool:
        """Tell whether the server lets the person in."""
        ...

    def set_password(self, login: str, password: str) -> None:
        """Let the person in with this password from now on; he must be on the staff already."""
        ...


class People(Protocol):
    """Divisions and staff."""

    @property
    def logins(self) -> Logins | None:
        """The server's logins; None where the office keeps the passwords (as hashes, with its staff)."""
        ...

    def divisions(self) -> tuple[Division, ...]: ...
    def get_division(self, division: DivisionId) -> Division: ...
    def add_division(self, division: Division) -> DivisionId:
        """Save a new division (its ``id`` is ignored) and return its id."""
        ...

    def save_division(self, division: Division) -> None: ...
    def staff(self) -> tuple[Staff, ...]: ...
    def holding(self, roles: Iterable[Role], *divisions: int) -> tuple[Staff, ...]:
        """Return who is in use and holds one of the roles in one of the divisions or over the whole bureau."""
        ...

    def called(self, word: str) -> tuple[Staff, ...]:
        """Return who is in use under a login or name."""
        ...

    def find_by_login(self, login: str) -> Staff | None: ...
    def get_staff(self, staff: StaffId) -> Staff:
        """Return the member of staff; raises ``Refusal`` where there is none."""
        ...

    def standing(self, staff: StaffId) -> int | None:
        """Return the version of one who may work; None for one gone, out of use or locked until lifted."""
        ...

    def add_staff(self, staff: Staff) -> StaffId:
        """Save new staff (``id`` ignored); raises ``Refusal`` when the login is taken."""
        ...

    def save_staff(self, staff: Staff) -> None:
        """Save name, division, counter, active, password where the version still stands; else ``Conflict``."""
        ...

    def set_grants(self, staff: StaffId, grants: tuple[Grant, ...]) -> None: ...
    def moment(self) -> datetime:
        """Return the moment of the unit of work, looked at once: a substitution must hold then."""
        ...

    def rota(self, at: datetime) -> Rota:
        """Return the posts held and the absences in force at the moment, and who heads and leads."""
        ...

    def set_failures(self, staff: StaffId, failures: int, locked_until: datetime | None) -> None: ...


class PeopleUnit(Protocol):
    """One unit of work of this room."""

    @property
    def people(self) -> People: ...
    @property
    def ledger(self) -> LedgerBook: ...


class PeopleStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[PeopleUnit]: ...
    def read(self) -> AbstractContextManager[PeopleUnit]: ...
