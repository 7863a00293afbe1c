"""Sends to the archive what was kept on this machine while the archive could not be reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from app.errors import Refusal, Unavailable
from ui.frame.opened import Opened
from ui.jobs import Jobs


class Window(Protocol):
    """What is asked of the window that stands now."""

    def current(self) -> Opened | None:
        """Return the screen that is shown."""

    def set_saved(self, text: str) -> None:
        """Say below what was saved."""


class KeptHere(QObject):
    """One person's drafts on this machine; what could not be sent stays until the next time.

    ``send`` sends them and says how many there were.
    """

    def __init__(
        self, parent: QObject, send: Callable[[], int], jobs: Jobs, window: Callable[[], Window]
    ) -> None:
        super().__init__(parent)
        self._send = send
        self._jobs = jobs
        self._window = window

    def come_back(self) -> None:
        """Save what stands in the open form, and send what was typed before."""
        if (here := self._window().current()) is not None:
            here.screen.leave()
        self.send()

    def send(self) -> None:
        """Send what is kept here."""
        self._jobs.run(self._send).then(self._sent).otherwise(self._wait).start()

    def _sent(self, count: int) -> None:
        if count:
            self._window().set_saved(f"本机保存的{count}份草稿已存到服务器")

    def _wait(self, _trouble: Refusal | Unavailable) -> None:
        """Leave them here until the next time."""
