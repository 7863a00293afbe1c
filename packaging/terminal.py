"""What the two commands say to the person at the terminal, and what they keep in the log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen
from typing import TextIO, cast

UNAVAILABLE = 3


class Stop(Exception):
    """Nothing more can be done: one line for the person, and the exit code."""

    def __init__(self, line: str, code: int = UNAVAILABLE) -> None:
        super().__init__(line)
        self.code = code


def say(line: str) -> None:
    """Print one line at once, even into a pipe."""
    print(line, flush=True)


def be_readable() -> None:
    """Let no terminal encoding stop the command: what it cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        cast("TextIO", stream).reconfigure(errors="replace")  # type: ignore[attr-defined]


def run_logged(
    command: Sequence[str],
    log: Path,
    environment: dict[str, str],
    hear: Callable[[str], None] = lambda _line: None,
) -> int:
    """Run a command with its output in the log, let ``hear`` see each line, return its exit code."""
    with log.open("a", encoding="utf-8", errors="replace") as book:
        book.write("$ " + " ".join(command) + "\n")
        with Popen(  # the output is read line by line while it runs
            command,
            env=environment,
            stdin=None,
            stdout=PIPE,
            stderr=STDOUT,
            close_fds=False,  # the lock of the set-up is held until its last child is gone
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as child:
            assert child.stdout is not None
            for line in child.stdout:
                book.write(line)
                hear(line.rstrip())
        book.write(f"= {child.returncode}\n")
    return child.returncode
