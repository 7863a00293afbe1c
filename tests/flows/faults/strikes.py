"""What breaks: the server stops, dies, starts anew, its disk fills up, the cable is pulled, a client dies."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

GONE = 0.6  # seconds at most that a server is away
LONG = (16.0, 22.0)  # seconds after which both sides have noticed a cut by themselves
NOTICED, WAITED_OUT = 0.3, 0.03  # of so many cuts the server, or either side, notices while they last
WRITTEN_OFF = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND client_addr IS NOT NULL"""


@dataclass(kw_only=True)
class Struck:
    """Where it breaks, and what happened there."""

    server: Any
    chance: random.Random
    line: Any = None
    disk: Path | None = None
    happened: Counter = field(default_factory=Counter)

    def wait(self, longest: float, shortest: float = 0.0) -> None:
        """Let a random time go by, of seconds."""
        time.sleep(self.chance.uniform(shortest, longest))


def stop(struck: Struck) -> None:
    """The administrator stops the server, and starts it after a while."""
    struck.server.stop()
    struck.wait(GONE)
    struck.server.start()


def kill(struck: Struck) -> None:
    """The server dies as in a power cut, and is started after a while."""
    struck.server.kill()
    struck.wait(GONE)
    struck.server.start()


def restart(struck: Struck) -> None:
    """The server is restarted without a pause, in order or at once."""
    at_once = struck.chance.random() < 0.5
    struck.happened["at once" if at_once else "in order"] += 1
    struck.server.end(signal.SIGQUIT if at_once else signal.SIGINT)
    struck.server.start()


def cut(struck: Struck) -> None:
    """The cable is pulled at one end and plugged in again: at once, when the server wrote all off, or late."""
    near = struck.chance.random() < 0.5
    thrown = struck.chance.random()
    with struck.line.cut(near=near):
        if thrown < WAITED_OUT:
            struck.happened["noticed by both"] += 1
            struck.wait(LONG[1], LONG[0])
            return
        struck.wait(1.0)
        if thrown < WAITED_OUT + NOTICED:
            struck.happened["noticed by the server"] += 1
            struck.server.run(WRITTEN_OFF)
        else:
            struck.happened["not noticed"] += 1


def fill(struck: Struck) -> None:
    """The server's disk is filled by something else, and emptied after a while."""
    filling = struck.disk / "somebody's film"
    _fill(filling)
    until = time.monotonic() + struck.chance.uniform(0.1, 0.8)
    while time.monotonic() < until:
        time.sleep(0.02)
        _fill(filling)  # what the server lets go is taken too
    filling.unlink()
    # It may end now or a moment later: it may have been about to start anew when the disk was full.
    for _ in range(20):
        if not _answers(struck.server):
            struck.happened["server ended"] += struck.server.ended
            if struck.server.ended:
                struck.server.end(signal.SIGQUIT)
                struck.server.start()
                return
        time.sleep(0.02)


def _fill(path: Path) -> None:
    with path.open("ab") as file, suppress(OSError):
        for size in (1 << 20, 1 << 16, 1 << 12):
            with suppress(OSError):
                while True:
                    os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, size)


def _answers(server) -> bool:
    try:
        server.run("SELECT 1")
    except psycopg.Error:
        return False
    return True


SERVERS: dict[str, Callable[[Struck], None]] = {
    "stop": stop, "kill": kill, "restart": restart, "cut": cut, "disk": fill,
}  # fmt: skip
CLIENT = "client"
KINDS = (*SERVERS, CLIENT)
