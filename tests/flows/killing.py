"""Windows that issue papers, many at once or killed at any moment: copies of one small program.

A test's own process has loaded everything, and is slow to copy.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from app.register.commands import IssueDocument
from tests.app.register.test_register import sample
from tests.compiled import keep_compiled
from tests.office import Office, Wall

LONGEST = 0.05  # seconds a killed window works
MANY = 1_000_000


def issue(url, folder, times, ready=None):
    """Issue so many papers, as a window that was just opened."""
    office = Office(url, folder, Wall())
    clerk = office.clerk
    command = IssueDocument(type_key="one_time_notice", fields=sample("one_time_notice"))
    if ready is not None:
        os.write(ready, b"!")
    for _ in range(times):
        office.desk.register.issue(clerk, command)
    return office


def forked(work):
    """Run the work in a process of its own and return its number."""
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except BaseException:
        os._exit(1)


def be_killed(url, folder, kills):
    """Open a window and kill it a moment after it began to work, so many times."""
    chance = random.Random(11)
    for _ in range(kills):
        at_work, ready = os.pipe()
        child = forked(lambda ready=ready: issue(url, folder, MANY, ready))
        os.close(ready)
        os.read(at_work, 1)
        os.close(at_work)
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            raise SystemExit(f"a window ended with {status}")


def work_at_once(url, folder, windows):
    """Open so many windows at once, each for 25 papers."""
    children = [forked(lambda: issue(url, folder, 25)) for _ in range(windows)]
    codes = Counter(os.waitpid(child, 0)[1] for child in children)
    if codes != {0: windows}:
        raise SystemExit(f"windows ended with {codes}")


if __name__ == "__main__":
    act, file, number = sys.argv[1:]
    keep_compiled()
    beside = Path(file).parent
    warm = shutil.copy(file, beside / "warm.sqlite")  # loads what the windows would load each for itself
    issue(f"sqlite:///{warm}", beside, 1).close()
    acts = {"issue": work_at_once, "die": be_killed}
    acts[act](f"sqlite:///{file}", beside, int(number))
