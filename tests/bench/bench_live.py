"""How soon a change made by one client is heard, and seen in the window, by another."""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue

from app.register.commands import IssueDocument
from db.feed import Feed
from db.founding.upgrade import create
from db.listening import follow
from tests.app.register.test_register import sample
from tests.office import Office, Wall
from tests.postgres import running_server
from tests.roles import login_url, set_up

KINDS = ("sqlite", "postgresql")
CHANGES, CLIENTS = 200, 10
GOAL_MS = 300
APART = (0.02, 0.15)  # seconds between two changes
PAPER = "one_time_notice"


def live() -> dict[str, object]:
    """Let one client issue 200 papers, and ten others hear of each; from the commit's end to the telling."""
    return {
        "changes": CHANGES,
        "clients": CLIENTS,
        "goal_p95_ms": GOAL_MS,
        **{kind: _live(kind) for kind in KINDS},
    }


def _live(kind: str) -> dict[str, object]:
    chance, waited, told = random.Random(7), [], SimpleQueue()
    with _seats(kind) as (writer, others), ExitStack() as ends:
        for seat in others:
            heard = lambda news, seat=seat: told.put((time.perf_counter(), seat, news))  # noqa: E731
            ends.callback(follow(seat.store, Feed(seat.store), heard))
        spent, began = _spent(), time.perf_counter()
        for _ in range(CHANGES):
            time.sleep(chance.uniform(*APART))
            writer.desk.register.issue(writer.clerk, IssueDocument(type_key=PAPER, fields=sample(PAPER)))
            done = time.perf_counter()
            waited += [max(at - done, 0.0) for at, _seat, _news in (told.get(timeout=30) for _ in others)]
        seconds = time.perf_counter() - began
        idle = _idle(5.0)
    cuts = statistics.quantiles(waited, n=100)
    return {
        "heard": len(waited),
        "p50_ms": round(cuts[49] * 1e3, 1),
        "p95_ms": round(cuts[94] * 1e3, 1),
        "worst_ms": round(max(waited) * 1e3, 1),
        "seconds": round(seconds, 1),
        "processor_share_while_writing": round((_spent() - spent) / seconds, 2),
        "processor_share_of_all_listening_while_nothing_happens": round(idle, 4),
        "load": os.getloadavg()[0],
    }


def _spent() -> float:
    return time.process_time()


def _idle(seconds: float) -> float:
    before = _spent()
    time.sleep(seconds)
    return (_spent() - before) / seconds


@contextmanager
def _seats(kind: str):
    """Lend an office to one who writes and others who listen, each with a connection and a role of his own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="live")))
        if kind == "postgresql":
            url = stack.enter_context(stack.enter_context(running_server()).fresh())
            set_up(url)
            addresses = [url, *[login_url(url, "chenjiaming")] * CLIENTS]
        else:
            url = f"sqlite:///{folder / 'office.sqlite'}"
            create(url)
            addresses = [url] * (CLIENTS + 1)
        made = [Office(address, folder, Wall()) for address in addresses]
        for office in made:
            stack.callback(office.close)
        if kind == "sqlite":
            from app.founding.demo import furnish

            furnish(made[0].store, made[0].wall)
        yield made[0], made[1:]


CASES = {"live": live}
