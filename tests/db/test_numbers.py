from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import Refusal
from app.ledger.verifying import verify
from app.register.models import NumberSeries
from tests.db.things import TYPE, issue

ROOT = Path(__file__).resolve().parents[2]


def windows(act, url, office, number):
    """Let windows of their own work on the office."""
    command = [sys.executable, "-m", "tests.db.worker", act, url, number]
    command += [office.division, office.clerk, office.matter]
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def whole(store, office):
    """Return how many documents there are; everything else must say the same."""
    with store.read() as unit:
        last = unit.numbers.last(TYPE, office.division, 2026)
        assert unit.documents.sequences(TYPE, office.division, 2026) == tuple(range(1, last + 1))
        assert unit.ledger.head().count == last
        assert len(unit.custody.open_all()) == last
        assert not verify(unit.ledger.entries(), unit.ledger.head(), unit.ledger.seals())
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM search_texts").scalar() == last
    return last


def test_the_first_number_is_one_and_the_next_follows(store, office):
    with store.begin() as unit:
        taken = [unit.numbers.take(TYPE, office.division, year) for year in (2026, 2026, 2027, 2026)]
        assert unit.numbers.last(TYPE, office.division, 2026) == 3
        assert unit.numbers.last(TYPE, office.division, 2030) == 0

    assert taken == [1, 2, 1, 3]


def test_what_is_rolled_back_burns_no_number(store, office):
    issue(store, office)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), store.begin() as unit:
            unit.numbers.take(TYPE, office.division, 2026) / 0

    assert str(issue(store, office).number) == "示资登告〔2026〕2号"


def test_numbering_goes_on_where_paper_left_off(store, office):
    with store.begin() as unit:
        unit.numbers.set_last(TYPE, office.division, 2026, 120)
        unit.numbers.set_last(TYPE, office.division, 2026, 117)

    assert issue(store, office).number.sequence == 118


def test_a_counter_that_has_given_numbers_never_goes_back(store, office):
    with store.begin() as unit:
        unit.numbers.set_last(TYPE, office.division, 2026, 5)
        unit.numbers.take(TYPE, office.division, 2026)
    with pytest.raises(Refusal, match="6 号"), store.begin() as unit:
        unit.numbers.set_last(TYPE, office.division, 2026, 3)
    with store.begin() as unit:
        unit.numbers.set_last(TYPE, office.division, 2026, 10)
        assert unit.numbers.take(TYPE, office.division, 2026) == 11


def test_series_are_listed_newest_year_first(store, office):
    with store.begin() as unit:
        for year in (2025, 2026):
            unit.numbers.take(TYPE, office.division, year)
    with store.read() as unit:
        assert unit.numbers.all() == tuple(
            NumberSeries(type_key=TYPE, division=office.division, year=year, last=1) for year in (2026, 2025)
        )


def test_eight_windows_at_once_leave_no_gap_and_no_double(url, store, office):
    windows("issue", url, office, 8)

    assert whole(store, office) == 8 * 10


def test_a_window_killed_at_any_moment_leaves_nothing_half_written(url, store, office):
    windows("die", url, office, os.environ.get("KILLS", "25"))

    last = whole(store, office)
    assert last > 0
    assert issue(store, office).number.sequence == last + 1
