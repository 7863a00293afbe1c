"""Windows that issue documents on their own, many at once or killed at any moment.

The program is loaded once and each window is a copy of it, with a connection of its own.
"""

from __future__ import annotations

import os
import random
import signal
import sys

from db.search.initials import initials_of
from db.store import open_store
from tests.db.things import Office, issue

LONGEST = 0.03  # seconds a killed window lives
WARM = 0.8  # of the windows are killed when they are well at work, the others while they open
MANY = 10_000_000


def window(url, office, times, *, alarm=0.0):
    """Open a window that issues so many documents, and is killed after ``alarm`` seconds if any are given."""
    child = os.fork()
    if child:
        return child
    warm = alarm and random.random() < WARM
    signal.setitimer(signal.ITIMER_REAL, 0 if warm else alarm)  # nobody hears it: it ends the process
    store = open_store(url)
    for turn in range(times):
        issue(store, office, request_key=f"{os.getpid()}-{turn}", words=["请补齐宗地图"])
        if warm and turn == 0:
            signal.setitimer(signal.ITIMER_REAL, alarm)
    store.close()
    os._exit(0)


def ended(child, *, killed):
    """Wait for a window to end; stop when it did not end as it should."""
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) != killed or (not killed and os.waitstatus_to_exitcode(status)):
        raise SystemExit(f"a window ended with {status}")


def work_at_once(url, office, windows):
    """Open so many windows at once, each for ten documents."""
    children = [window(url, office, 10) for _ in range(windows)]
    for child in children:
        ended(child, killed=False)


def be_killed(url, office, kills):
    """Open a window and kill it after a moment, so many times."""
    for _ in range(kills):
        ended(window(url, office, MANY, alarm=random.uniform(0.001, LONGEST)), killed=True)


if __name__ == "__main__":
    act, address, number, division, clerk, matter = sys.argv[1:]
    open_store(address).close()
    initials_of("王")  # loads what would be loaded by every window
    acts = {"issue": work_at_once, "die": be_killed}
    acts[act](address, Office(int(division), int(clerk), int(matter)), int(number))
