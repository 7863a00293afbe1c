from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.office import Office, Wall, furnished_file

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
ROOT = Path(__file__).resolve().parents[2]
KILLS = 200


@pytest.fixture
def file(tmp_path):
    return furnished_file(tmp_path)


def windows(act, file, number):
    """Let windows of their own work on the office."""
    command = [sys.executable, "-m", "tests.flows.killing", act, str(file), str(number)]
    subprocess.run(command, cwd=ROOT, check=True)


def numbers_of(file):
    office = Office(f"sqlite:///{file}", file.parent, Wall())
    division = office.clerk.division
    with office.store.read() as unit:
        numbers = unit.documents.sequences("one_time_notice", division, 2026)
        last = unit.numbers.last("one_time_notice", division, 2026)
    verdict = office.desk.ledger.verify()
    papers = office.desk.checking.all_papers()
    office.close()
    return numbers, last, verdict, papers


def test_killed_at_any_moment_nothing_is_half_written(file):
    windows("die", file, KILLS)

    numbers, last, verdict, papers = numbers_of(file)
    assert len(numbers) > KILLS / 20, "the kills must hit processes at work"
    assert list(numbers) == list(range(1, len(numbers) + 1))
    assert last == len(numbers)
    assert verdict.faults == ()
    assert papers == ()


def test_eight_processes_at_once_leave_no_gap_and_no_double(file):
    windows("issue", file, 8)

    numbers, _last, verdict, papers = numbers_of(file)
    assert list(numbers) == list(range(1, 201))
    assert verdict.faults == ()
    assert papers == ()
