"""The window's desk: for everybody at a file's office, for one person and his own login at a server's."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from app import places
from app.cases.ports import CaseStore
from app.clock import now
from app.desk import Desk, desk_for
from app.office.news import Follow
from app.register.aside import Aside
from app.statistics.ports import StatisticsStore
from app.verbs.terminal import Archive, Writer


class WindowArchive(Archive, Protocol):
    """What the window asks of the archive beyond what the command line does."""

    def watch(self, store: CaseStore) -> Follow: ...  # noqa: D102


def desk_for_all(archive: WindowArchive, url: str) -> Desk:
    """Open an office for whoever signs in; the day's backup is made at once."""
    desk = _desk_on(archive, url, archive.open(url))
    desk.ledger.seal()
    desk.backups.make_daily()
    return desk


class Seats:
    """The one seat at this machine on a server's office: each person connects with his own login."""

    def __init__(self, archive: WindowArchive, url: str) -> None:
        self._url = url
        self._archive = archive
        self._taken: StatisticsStore | None = None

    def take(self, login: str, password: str) -> Desk:
        """Return the desk of the person; whoever sat here before is gone. Raises ``WrongPassword``."""
        if self._taken is not None:
            self._archive.close(self._taken)
            self._taken = None
        url = self._archive.seat(self._url, login, password)
        self._taken = self._archive.open(url)
        desk = _desk_on(self._archive, url, self._taken)
        desk.ledger.seal()
        return desk


def _desk_on(archive: WindowArchive, url: str, store: StatisticsStore) -> Desk:
    writer = Writer(archive, url, partial(archive.close, store))
    desk = desk_for(store, now, writer, places.home() / "backups", archive.watch(store))
    desk.register.aside = Aside(places.drafts(url))
    return desk
