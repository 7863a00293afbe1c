from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.cases.models import CaseQuery, CaseState
from app.catalogue.models import ASSIGNED, MatterKind
from app.denials.models import DenialClass, DenialQuery, DenialState, Ground
from app.people.models import Role
from db.founding.making import create_filled
from db.store import open_store


def test_the_demo_is_a_month_in_use_whatever_the_day(demo):
    path, today = demo
    store = open_store(f"sqlite:///{path}")
    with store.read() as unit:
        roles = {grant.role for staff in unit.people.staff() for grant in staff.grants}
        assert roles == set(Role)
        assert len(unit.people.divisions()) >= 2
        assert unit.ledger.head().count > 150
        waiting = unit.custody.open_all()
        book = unit.custody
        denials = unit.denials.find(DenialQuery(), offset=0, limit=100)
        cases = unit.cases.find(CaseQuery(), offset=0, limit=500)
        settled = [each for each in denials if book.open_of(f"denial:{each.id}") is None]
    store.close()
    late = [segment for segment in waiting if segment.holding.due and segment.holding.due < today.date()]
    assert 5 < len(waiting) < 80
    assert len(late) < len(waiting) / 3, "a demo shows an office that mostly keeps its dates"
    everything_is_seen(denials, cases, {segment.holding.subject.split(":")[0] for segment in waiting})
    assert {each.state for each in settled} <= {DenialState.ARCHIVED, DenialState.DOWN}


def everything_is_seen(denials, cases, clocks):
    """The demo has a denial at every station, every kind of clock, and cases in and out of time."""
    assert {each.state for each in denials} >= {
        DenialState.DRAFT, DenialState.HEAD, DenialState.LEADER, DenialState.FILED, DenialState.ARCHIVED,
        DenialState.DOWN,
    }  # fmt: skip
    assert any(each.after and each.state is DenialState.DRAFT for each in denials)
    assert {each.ground for each in denials} == set(Ground)
    assert {each.kind for each in denials} == set(DenialClass)
    for each in denials:
        assert len({check.staff for check in each.checks}) == len({check.station for check in each.checks})
    assert clocks >= {"case", "denial", "complaint", "extension", "deferred_material"}
    assert {each.kind for each in cases} == set(MatterKind) - {MatterKind.JOINT}
    assert {each.state for each in cases} >= {
        CaseState.ACCEPTED, CaseState.SUSPENDED, CaseState.SERVED, CaseState.REFUSED, CaseState.GUIDED,
        CaseState.DENYING, CaseState.CLOSED,
    }  # fmt: skip
    done = [each for each in cases if each.completed_on and each.due_on]
    late = [each for each in done if each.completed_on > each.due_on]
    assert 0 < len(late) < len(done) / 3
    assert any(each.pauses for each in done)
    assert any(each.extension for each in cases)


def test_a_demo_cut_off_leaves_no_half_office(tmp_path):
    url = f"sqlite:///{tmp_path / 'demo.sqlite'}"

    def cut_off(store):
        with store.begin() as unit:
            unit.numbers.take("case", 1, 2026)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        create_filled(url, cut_off)
    assert list(tmp_path.iterdir()) == []


def test_every_applicant_of_the_demo_has_a_certificate_that_can_be_right(demo):
    from app.forms.certificates import certificate_warning

    path, today = demo
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM cases").fetchone()[0] > 30
    store = open_store(f"sqlite:///{path}")
    with store.read() as unit:
        cases = [case for number in range(1, 30) if (case := unit.cases.get(number)).kind not in ASSIGNED]
    store.close()
    for case in cases:
        party = case.applicant
        assert certificate_warning(party.certificate_type, party.certificate, today=today.date()) is None
