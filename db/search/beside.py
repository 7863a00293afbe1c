"""What thousands of new things are filed by, made by a process beside while the program makes the things.

It is asked through pipes and ends with whoever began it. Where there is none, or it is gone, the program does
the same itself.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import weakref
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO

import db
from db.search.lot_pairs import Filing, filing_of
from db.search.words import Said

_HIDDEN = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_UP = True
GONE = (OSError, EOFError, ValueError, pickle.UnpicklingError)


class Beside:
    """A process that answers what things are filed by, one lot after another."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process = process
        self._asker = ThreadPoolExecutor(max_workers=1)
        self._pipes = process.stdin, process.stdout
        self._up = self._asker.submit(_told, process.stdout)
        weakref.finalize(self, _end, process, self._asker)

    @property
    def is_up(self) -> bool:
        """Whether it answers by now."""
        return self._up.done() and self._up.exception() is None

    def ask(self, said: Sequence[Said]) -> Future[Filing]:
        """Ask what things are filed by; the answer raises one of ``GONE`` where the process is."""
        return self._asker.submit(_asked, *self._pipes, said)


def begin() -> Beside | None:
    """Begin a process beside; None where the machine has no processor to spare, or the program no Python."""
    if getattr(sys, "frozen", False) or (os.cpu_count() or 1) < 2:  # noqa: PLR2004 - one for each
        return None
    try:
        return Beside(
            subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(db.__file__).parents[1],
                creationflags=_HIDDEN,
            )
        )
    except OSError:
        return None


def _asked(given: IO[bytes], told: IO[bytes], said: Sequence[Said]) -> Filing:
    _tell(given, said)
    found = _told(told)
    assert isinstance(found, Filing)
    return found


def _tell(pipe: IO[bytes], what: object) -> None:
    pickle.dump(what, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _told(pipe: IO[bytes]) -> object:
    return pickle.load(pipe)  # noqa: S301 - from this very program


def _end(process: subprocess.Popen[bytes], asker: ThreadPoolExecutor) -> None:
    """End it: it keeps nothing."""
    process.kill()
    asker.shutdown()
    with suppress(OSError), process:  # what it was still to be told goes nowhere
        pass


def _answer() -> None:
    """Answer until whoever asks is gone."""
    given, told = sys.stdin.buffer, sys.stdout.buffer
    try:
        _tell(told, _UP)
        while True:
            said = _told(given)
            assert isinstance(said, list)
            _tell(told, filing_of(said))
    except GONE:
        return


if __name__ == "__main__":
    _answer()
