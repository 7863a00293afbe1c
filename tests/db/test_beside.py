"""A process beside makes what things are filed by, as the program would; without it nothing is otherwise."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.hotline.search import ReadyFiling
from db.search import beside as processes
from db.search.beside import GONE, begin
from db.search.lot_pairs import LOT, filing_of
from db.search.words import Said

LONG = 60  # s
SAID = [
    Said(
        texts=(f"GD{place}", "光文路35号噪声", "夜间施工"),
        names=("欧阳嘉禾",),
        telephones=(f"1380000{place:04}",),
    )
    for place in range(LOT + 7)
]
BEGINS = """
from time import sleep
from db.search.beside import begin
begun = begin()
print(begun.process.pid, flush=True)
sleep(600)
"""


def until(happened):
    end = time.monotonic() + LONG
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


def lives(pid):
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def beside(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    begun = begin()
    until(lambda: begun.is_up)
    return begun


def test_what_a_process_beside_tells_is_what_the_program_would_make(beside):
    told = beside.ask(SAID).result(LONG)
    assert told == filing_of(SAID)
    assert len(told.lots) == 2
    assert beside.ask(SAID[:3]).result(LONG) == filing_of(SAID[:3])


def test_where_it_is_gone_the_program_makes_it_itself(beside):
    ready = ReadyFiling(SAID, beside)
    os.kill(beside.process.pid, signal.SIGKILL)
    assert ready.filing() == filing_of(SAID)
    after = ReadyFiling(SAID[:5], beside)
    assert after.filing() == filing_of(SAID[:5])
    with pytest.raises(GONE):
        beside.ask(SAID[:5]).result(LONG)


def test_before_it_is_up_nobody_waits_for_it():
    ready = ReadyFiling(SAID[:5], begin())
    assert ready.filing() == filing_of(SAID[:5])


def test_it_ends_with_what_it_was_begun_for():
    begun = begin()
    pid = begun.process.pid
    del begun
    until(lambda: not lives(pid))


def test_it_outlives_no_program_that_was_killed():
    program = subprocess.Popen(
        [sys.executable, "-c", BEGINS], stdout=subprocess.PIPE, cwd=Path(processes.__file__).parents[2]
    )
    with program:
        pid = int(program.stdout.readline())
        assert lives(pid)
        program.kill()
    until(lambda: not lives(pid))


def test_a_machine_of_one_processor_has_none(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert begin() is None
