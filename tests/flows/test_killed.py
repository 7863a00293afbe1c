from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter

import pytest

from app.register.commands import IssueDocument
from tests.app.register.test_register import sample
from tests.office import Office, Wall, copied, furnished_file

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
KILLS = 200


@pytest.fixture
def place(tmp_path):
    template = furnished_file(tmp_path)
    warm = tmp_path / "warm"
    warm.mkdir()
    once = copied(template, warm)  # what the children inherit is loaded before they are forked
    once.desk.register.issue(
        once.clerk, IssueDocument(type_key="one_time_notice", fields=sample("one_time_notice"))
    )
    once.close()
    office = copied(template, tmp_path)
    office.close()
    return office.url, tmp_path


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


def issue(url, folder, times, ready=None):
    office = Office(url, folder, Wall())
    clerk = office.clerk
    command = IssueDocument(type_key="one_time_notice", fields=sample("one_time_notice"))
    if ready is not None:
        os.write(ready, b"!")
    for _ in range(times):
        office.desk.register.issue(clerk, command)


def numbers_of(url, folder):
    office = Office(url, folder, Wall())
    division = office.clerk.division
    with office.store.read() as unit:
        numbers = unit.documents.sequences("one_time_notice", division, 2026)
        last = unit.numbers.last("one_time_notice", division, 2026)
    verdict = office.desk.ledger.verify()
    papers = office.desk.checking.all_papers()
    office.close()
    return numbers, last, verdict, papers


def test_killed_at_any_moment_nothing_is_half_written(place):
    url, folder = place
    chance = random.Random(11)
    for _ in range(KILLS):
        at_work, ready = os.pipe()
        child = forked(lambda ready=ready: issue(url, folder, 1_000, ready))
        os.close(ready)
        os.read(at_work, 1)
        os.close(at_work)
        time.sleep(chance.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    numbers, last, verdict, papers = numbers_of(url, folder)
    assert len(numbers) > KILLS / 20, "the kills must hit processes at work"
    assert list(numbers) == list(range(1, len(numbers) + 1))
    assert last == len(numbers)
    assert verdict.faults == ()
    assert papers == ()


def test_eight_processes_at_once_leave_no_gap_and_no_double(place):
    url, folder = place
    children = [forked(lambda: issue(url, folder, 25)) for _ in range(8)]
    codes = Counter(os.waitpid(child, 0)[1] for child in children)
    assert codes == {0: 8}
    numbers, _last, verdict, papers = numbers_of(url, folder)
    assert list(numbers) == list(range(1, 201))
    assert verdict.faults == ()
    assert papers == ()
