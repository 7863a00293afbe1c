from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from app.founding.demo import found_demo
from app.people.models import Role
from db.making import create_filled
from db.store import open_store


@pytest.mark.parametrize("today", [datetime(2026, 11, 22, 3, tzinfo=UTC), datetime(2027, 3, 5, 6, tzinfo=UTC)])
def test_the_demo_is_a_month_in_use_whatever_the_day(tmp_path, today):
    url = f"sqlite:///{tmp_path / 'demo.sqlite'}"
    create_filled(url, lambda store: found_demo(store, lambda: today))
    store = open_store(url)
    with store.read() as unit:
        roles = {grant.role for staff in unit.people.staff() for grant in staff.grants}
        assert roles == set(Role)
        assert len(unit.people.divisions()) >= 2
        assert unit.ledger.head().count > 150
        waiting = unit.custody.open_all()
    store.close()
    late = [segment for segment in waiting if segment.holding.due and segment.holding.due < today.date()]
    assert 5 < len(waiting) < 80
    assert len(late) < len(waiting) / 3, "a demo shows an office that mostly keeps its dates"


def test_a_demo_cut_off_leaves_no_half_office(tmp_path):
    url = f"sqlite:///{tmp_path / 'demo.sqlite'}"

    def cut_off(store):
        with store.begin() as unit:
            unit.numbers.take("case", 1, 2026)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        create_filled(url, cut_off)
    assert list(tmp_path.iterdir()) == []


def test_every_applicant_of_the_demo_has_a_certificate_that_can_be_right(tmp_path):
    from app.forms.certificates import certificate_warning

    path = tmp_path / "demo.sqlite"
    today = datetime(2026, 11, 22, 3, tzinfo=UTC)
    create_filled(f"sqlite:///{path}", lambda store: found_demo(store, lambda: today))
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM cases").fetchone()[0] > 30
    store = open_store(f"sqlite:///{path}")
    with store.read() as unit:
        cases = [unit.cases.get(number) for number in range(1, 20)]
    store.close()
    for case in cases:
        party = case.applicant
        assert certificate_warning(party.certificate_type, party.certificate, today=today.date()) is None
