"""Sets up an office from the window: alone on this machine, joined, made or carried to a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from app.cases.ports import CaseStore
from app.clock import Clock
from app.errors import BadInput, Problem
from app.founding.opening import FoundOffice, check_founding, found_office
from app.office.address import ServerAddress
from app.office.copying import Tell
from app.office.findings import Finding
from app.office.health import Moved
from app.office.office_file import NAME, OfficeFile, read_office_file, write_office_file
from app.people.models import LockRule
from app.people.permissions import Right, require
from app.people.signing_in import SigningIn
from app.statistics.ports import StatisticsStore
from app.this_machine import keep_bureau


class SettingUpArchive(Protocol):
    """What setting up asks of the archive."""

    def exists(self, url: str) -> bool: ...  # noqa: D102
    def create_filled(self, url: str, fill: Callable[[StatisticsStore], None]) -> None: ...  # noqa: D102
    def open(self, url: str) -> StatisticsStore: ...  # noqa: D102
    def close(self, store: CaseStore) -> None: ...  # noqa: D102
    def move(self, url: str, target: str, tell: Tell) -> Moved: ...  # noqa: D102
    def knock(self, url: str) -> tuple[Finding, ...]: ...  # noqa: D102
    def examine(self, url: str) -> tuple[Finding, ...]: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class OwnedServer:
    """A server and the account that owns the database there; for the setting up only, and kept nowhere."""

    address: ServerAddress
    login: str
    password: str = field(repr=False)

    @property
    def url(self) -> str:
        """The address with the account."""
        return self.address.url(self.login, self.password)


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """The administrator of this machine's office, who alone may carry it away."""

    login: str
    password: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class FirstPassword:
    """What somebody signs in with for the first time on the server."""

    login: str
    name: str
    password: str = field(repr=False)


class SettingUp:
    """Sets up the office of one machine; ``local`` is its own office, ``folder`` where its file goes."""

    def __init__(self, archive: SettingUpArchive, local: str, folder: Path, clock: Clock) -> None:
        self._archive = archive
        self._local = local
        self._folder = folder
        self._clock = clock

    def has_local(self) -> bool:
        """Tell whether there is an office on this machine that could be carried to a server."""
        return self._archive.exists(self._local)

    def bureau(self) -> str:
        """Return the name of the bureau whose office was joined, made or carried."""
        return read_office_file(self._folder / NAME).bureau

    def read_file(self, path: Path) -> OfficeFile:
        """Read an office's file; raises ``BadInput``."""
        return read_office_file(path)

    def check(self, command: FoundOffice) -> None:
        """Raise ``BadInput`` with everything that is wrong with a new office's particulars."""
        check_founding(command)

    def knock(self, address: ServerAddress) -> tuple[Finding, ...]:
        """Return what can be known of a server without signing in."""
        return self._archive.knock(address.url())

    def examine(self, server: OwnedServer) -> tuple[Finding, ...]:
        """Return what the owner's account finds where an office is to be made."""
        return self._archive.examine(server.url)

    def found_here(self, command: FoundOffice) -> None:
        """Make the office of this machine."""
        self._found(self._local, command)
        keep_bureau(command.bureau.strip())
        (self._folder / NAME).unlink(missing_ok=True)

    def join(self, office: OfficeFile) -> None:
        """Open the office on a server from now on; raises ``Unavailable`` where that cannot be written down."""
        write_office_file(self._folder / NAME, office)

    def found_there(self, server: OwnedServer, command: FoundOffice) -> None:
        """Make the office on a server, and open it from now on."""
        self._found(server.url, command)
        self.join(OfficeFile(bureau=command.bureau.strip(), address=server.address))

    def carry(self, keeper: Keeper, server: OwnedServer, tell: Tell) -> tuple[FirstPassword, ...]:
        """Carry this machine's office to a server, and open it there from now on.

        Goes on where an earlier carrying broke off, as long as nothing was written here since. Raises
        ``NotAllowed`` unless the keeper may.
        """
        names, bureau = self._let(keeper)
        moved = self._archive.move(self._local, server.url, tell)
        self.join(OfficeFile(bureau=bureau, address=server.address))
        return tuple(
            FirstPassword(login=login, name=names.get(login, ""), password=password)
            for login, password in moved.passwords.items()
        )

    def save_file(self, folder: Path) -> None:
        """Write the office's file where it can be copied to the other counters."""
        write_office_file(folder / NAME, read_office_file(self._folder / NAME))

    def _found(self, url: str, command: FoundOffice) -> None:
        check_founding(command)
        if not self._archive.exists(url):
            self._archive.create_filled(url, lambda store: found_office(store, self._clock, command))
            return
        store = self._archive.open(url)
        try:
            found_office(store, self._clock, command)
        finally:
            self._archive.close(store)

    def _let(self, keeper: Keeper) -> tuple[dict[str, str], str]:
        """Return everybody's name by login, and the bureau's, to who may carry the office away."""
        asked = (
            ("keeper", keeper.login, "请填写登录名。"),
            ("keeper_password", keeper.password, "请填写密码。"),
        )
        problems = [Problem(name, text) for name, given, text in asked if not given.strip()]
        if problems:
            raise BadInput.listing(tuple(problems))
        store = self._archive.open(self._local)
        try:
            with store.read() as unit:
                settings, staff = unit.office.settings(), unit.people.staff()
            rule = LockRule(failures=settings.failures_allowed, minutes=settings.lock_minutes)
            actor = SigningIn(store, self._clock, rule).recognise(keeper.login, keeper.password)
            require(actor, Right.KEEP_BACKUPS)
        finally:
            self._archive.close(store)
        return {each.login: each.name for each in staff}, settings.bureau
