"""What the office window takes from the program's start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.office.wire import Wire


class Settings(Protocol):
    """What the window takes from the program's start."""

    @property
    def database(self) -> str:
        """The database as it is shown."""

    @property
    def address(self) -> str:
        """The database's whole address, without a password."""

    @property
    def look_at_line(self) -> Callable[[], Wire] | None:
        """What looks how the line to a server is kept."""

    @property
    def keep_scheme(self) -> Callable[[str], None] | None:
        """What keeps the chosen look for the next start."""

    @property
    def window(self) -> str:
        """The window's size and place at the last start."""

    @property
    def keep_window(self) -> Callable[[str], None] | None:
        """What keeps the window's size and place for the next start."""
