"""What the archive does while the program makes ready what comes next."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from types import TracebackType
from typing import ParamSpec, Self, cast

from sqlalchemy import Connection

Given = ParamSpec("Given")
_AHEAD = 20  # works that wait: what they need is kept in memory meanwhile
_TURN = 0.001  # seconds: what comes back from a server waits no longer for the program's other work
_USUAL_TURN = sys.getswitchinterval()
_BUSY = "worked on alongside"  # in what a connection is told of


class Alongside:
    """Lets one connection work in the order asked, and waits at the end for all of it.

    What writes in a file should be few statements of many rows: the two take turns at every one.
    """

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(max_workers=1)
        self._begun: list[Future[object]] = []

    def do(self, work: Callable[Given, object], *args: Given.args, **kwargs: Given.kwargs) -> None:
        """Do some work after all that was asked before; raises what of that went wrong."""
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
        self._worker.shutdown(wait=True, cancel_futures=fault is not None)
        if fault is None:
            for each in self._begun:
                each.result()


@contextmanager
def alongside(connection: Connection) -> Iterator[Alongside]:
    """Let a connection work alongside until the outermost of these ends; nobody else asks it meanwhile."""
    if (outer := connection.info.get(_BUSY)) is not None:
        yield cast("Alongside", outer)
        return
    on_server = connection.dialect.name == "postgresql"  # into a file the two would take turns all the time
    with Alongside() as archive:
        sys.setswitchinterval(_TURN if on_server else _USUAL_TURN)
        connection.info[_BUSY] = archive
        try:
            yield archive
        finally:
            sys.setswitchinterval(_USUAL_TURN)
            del connection.info[_BUSY]
