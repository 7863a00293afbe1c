"""What a server does while the program makes ready what comes next; a file does it at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import ParamSpec, Self

from sqlalchemy import Connection

Given = ParamSpec("Given")
_AHEAD = 3  # works that wait: what they need is kept in memory meanwhile


class Alongside:
    """Lets one connection work in the order asked, and waits at the end for all of it.

    In a file nothing is gained: its driver and the program would take turns at every row.
    """

    def __init__(self, connection: Connection) -> None:
        on_server = connection.dialect.name == "postgresql"
        self._worker = ThreadPoolExecutor(max_workers=1) if on_server else None
        self._begun: list[Future[None]] = []

    def do(self, work: Callable[Given, None], *args: Given.args, **kwargs: Given.kwargs) -> None:
        """Do some work after all that was asked before; raises what of that went wrong."""
        if self._worker is None:
            work(*args, **kwargs)
            return
        while len(self._begun) >= _AHEAD:
            self._begun.pop(0).result()
        self._begun.append(self._worker.submit(work, *args, **kwargs))

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for everything that was asked; raises what went wrong first, unless something else did."""
        if self._worker is None:
            return
        self._worker.shutdown(wait=True, cancel_futures=fault is not None)
        if fault is None:
            for each in self._begun:
                each.result()
