"""Where the processes of a simulated day meet."""

from __future__ import annotations

import multiprocessing
import time

FORKS = multiprocessing.get_context("fork")
PATIENCE = 300  # seconds for all clients to sign in
HEARD = 0.5  # seconds after which what was written last was heard


class Gate:
    """Where all processes wait until every client has signed in, and then begin at one moment."""

    def __init__(self, processes: int) -> None:
        self.logs = FORKS.Queue()
        self._ready = FORKS.Semaphore(0)
        self._open = FORKS.Event()
        self._done = FORKS.Barrier(processes)
        self._began = FORKS.Value("d", 0.0)

    def pass_through(self) -> float:
        """Wait for the others; return when the day begins."""
        self._ready.release()
        self._open.wait()
        return self._began.value

    def all_done(self) -> None:
        """Wait until all processes have done their acts, and were told of each other's."""
        self._done.wait(PATIENCE)
        time.sleep(HEARD)

    def give_up(self) -> None:
        """Hold up nobody: a process cannot take part."""
        self._ready.release()

    def open(self, processes: int) -> None:
        """Let all begin when each is there."""
        for _ in range(processes):
            if not self._ready.acquire(timeout=PATIENCE):
                raise TimeoutError
        self._began.value = time.monotonic() + 0.2
        self._open.set()
