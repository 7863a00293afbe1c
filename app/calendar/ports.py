"""What the calendar asks of the archive: versioned arrangements and local closures."""

from __future__ import annotations

from typing import Protocol

from app.calendar.days import Arrangement, Closure


class Calendars(Protocol):
    """The office's calendar as kept; every change raises the version by one."""

    def version(self) -> int: ...

    def arrangements(self) -> tuple[Arrangement, ...]: ...

    def closures(self) -> tuple[Closure, ...]: ...

    def save_arrangement(self, arrangement: Arrangement, *, version: int) -> None: ...

    def remove_arrangement(self, year: int, *, version: int) -> None: ...

    def save_closure(self, closure: Closure, *, version: int) -> None: ...

    def remove_closure(self, closure: Closure, *, version: int) -> None: ...
