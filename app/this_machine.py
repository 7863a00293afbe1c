"""Which office this machine works in, and what it keeps of its own: look, window, error reports."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from app import places
from app.clock import local, now
from app.office.office_file import find_office_file, read_office_file
from app.settings import read_settings, write_settings


@dataclass(frozen=True, kw_only=True)
class Whereabouts:
    """The office this machine works in: its address, and the bureau's name as far as it is known."""

    url: str = field(repr=False)
    bureau: str = ""
    missing: bool = False  # True: there is none yet, it must be set up

    @property
    def on_file(self) -> bool:
        """Whether it is a file on this machine."""
        return self.url.startswith("sqlite")


def find_office(given: str = "") -> Whereabouts:
    """Return the office that is given, that the settings or the office's file name, or this machine's own.

    Raises ``BadInput`` where settings or file cannot be used.
    """
    machine = read_settings(places.settings())
    if given or machine.database:
        return Whereabouts(url=given or machine.database, bureau=machine.bureau)
    if path := find_office_file(places.office_files()):
        office = read_office_file(path)
        return Whereabouts(url=office.url, bureau=office.bureau or machine.bureau)
    own = places.database()
    return Whereabouts(url=f"sqlite:///{own}", bureau=machine.bureau, missing=not own.exists())


def keep_scheme(scheme: str) -> None:
    """Keep the chosen look for the next start."""
    _keep(theme=scheme)


def keep_window(geometry: str) -> None:
    """Keep the window's size and place for the next start."""
    _keep(window=geometry)


def keep_bureau(bureau: str) -> None:
    """Keep the bureau's name, which the sign-in shows before the office is opened."""
    _keep(bureau=bureau)


def keep_report(text: str) -> None:
    """Keep an error report for the administrator; this user alone may read it."""
    path = places.logs() / f"错误报告-{local(now()):%Y%m%d-%H%M%S}.txt"
    path.touch(0o600)
    path.write_text(text, encoding="utf-8")


def _keep(**changed: Any) -> None:
    write_settings(places.settings(), replace(read_settings(places.settings()), **changed))
