from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from app.denials.models import (
    Check,
    ComplaintState,
    DenialQuery,
    DenialState,
    Opinion,
    Station,
)
from app.errors import Conflict, Refusal
from db.engine import writing
from tests.db.denial_things import a_complaint, a_file, now
from tests.db.things import NOON, later


def test_a_denial_comes_back_as_it_was_kept(store, office, case, keep, notice):
    bare = keep()
    full = keep(
        after=True, report_by=date(2026, 11, 10), handler=office.clerk, handler_name="陈审", head=office.clerk,
        leader=office.clerk, submitted_at=NOON, filed_at=later(days=1), archived_at=later(days=2),
        archived_by_name="档案员", form=notice, notice=notice, unmet=notice, state=DenialState.ARCHIVED,
    )  # fmt: skip
    assert now(store, bare) == bare
    assert now(store, full) == full
    with store.read() as unit:
        assert unit.denials.of_case(case.id) == (bare, full)
        assert unit.denials.of_case(99) == ()
        with pytest.raises(Refusal, match="没有找到"):
            unit.denials.get(99)


def test_the_second_of_two_changes_is_shown_what_stands_and_keeps_the_checks(store, keep):
    denial = keep()
    first = replace(denial, fields={"reason": "先到"})
    with store.begin() as unit:
        unit.denials.save(first)
    with pytest.raises(Conflict) as conflict, store.begin() as unit:
        unit.denials.save(replace(denial, fields={"reason": "后到"}))
    assert conflict.value.theirs["fields"] == {"reason": "先到"}
    assert now(store, denial) == replace(first, version=2)


def a_check(office, station, opinion=Opinion.AGREE, **changes):
    kept = Check(station=station, staff=office.clerk, staff_name="林晓", opinion=opinion, text="", at=NOON)
    return replace(kept, **changes)


def test_checks_come_in_order_with_their_own_denial(store, office, case, keep):
    one, two = keep(), keep()
    checks = [
        a_check(office, Station.DRAFT),
        a_check(office, Station.HEAD, Opinion.BACK, text="请补充依据", at=later(hours=1)),
        a_check(office, Station.DRAFT, at=later(hours=2)),
    ]
    with store.begin() as unit:
        for check in checks:
            unit.denials.add_check(one.id, check)
        unit.denials.add_check(two.id, checks[0])
    with store.read() as unit:
        found = unit.denials.find(DenialQuery(case=case.id), offset=0, limit=10)
    assert [each.checks for each in found] == [(checks[0],), tuple(checks)]
    assert now(store, one).checks == tuple(checks)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE denial_checks SET opinion = '同意'",
        "DELETE FROM denial_checks",
        "DELETE FROM denials",
        "UPDATE attachments SET name = 'x'",
        "UPDATE file_contents SET content = ''",
        "DELETE FROM complaints",
    ],
)
def test_the_archive_itself_keeps_what_the_chain_said(store, office, keep, statement):
    denial = keep()
    with store.begin() as unit:
        unit.denials.add_check(denial.id, a_check(office, Station.HEAD, Opinion.BACK))
        unit.denials.attach(a_file(denial.id, b"x"), b"x")
        unit.denials.add_complaint(a_complaint(office, denial))
    with pytest.raises(IntegrityError, match="不得"), writing(store.engine) as connection:
        connection.exec_driver_sql(statement)


def test_a_complaint_is_answered_once(store, office, keep):
    denial = keep(state=DenialState.TOLD)
    with store.begin() as unit:
        first = unit.denials.add_complaint(a_complaint(office, denial))
        second = unit.denials.add_complaint(a_complaint(office, denial, content="再次投诉"))
    open_one = a_complaint(office, denial, id=first)
    answered = replace(
        open_one,
        state=ComplaintState.UPHELD,
        answer="维持",
        answered_by=office.clerk,
        answered_by_name="效能办",
    )
    with store.begin() as unit:
        assert unit.denials.get_complaint(first) == open_one
        unit.denials.answer_complaint(answered, later(days=1))
    with store.read() as unit:
        kept = unit.denials.complaints(denial.id)
    assert kept == (
        replace(answered, answered_at=later(days=1), version=2),
        a_complaint(office, denial, id=second, content="再次投诉"),
    )
    with pytest.raises(Conflict, match="投诉"), store.begin() as unit:
        unit.denials.answer_complaint(answered, later(days=2))
    with store.read() as unit, pytest.raises(Refusal, match="投诉"):
        unit.denials.get_complaint(99)
