from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from app.custody.clocks import Dating
from app.errors import Conflict
from app.ledger.models import subject
from db.engine import writing
from tests.db.things import NOON, a_division, a_holding, later

CASE = subject("case", 1)


def test_a_holding_comes_back_with_the_names_of_its_holders(store, office):
    with store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), NOON)
    with store.read() as unit:
        segment = unit.custody.open_of(CASE)

    assert segment.holding == a_holding(office, CASE)
    assert (segment.since, segment.until) == (NOON, None)
    assert (segment.staff_name, segment.division_name) == ("林晓", "不动产登记窗口")


def test_a_subject_has_one_holder_at_a_time(store, office):
    with store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), NOON)
    with pytest.raises(Conflict), store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), later(hours=1))


def test_the_archive_itself_allows_one_open_segment(store, office):
    with store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), NOON)
        unit.custody.close(CASE, later(hours=1))
        unit.custody.start(a_holding(office, CASE), later(hours=1))

    with pytest.raises(IntegrityError), writing(store.engine) as connection:
        connection.exec_driver_sql("UPDATE segments SET open_key = subject")


def test_history_is_kept_in_order(store, office):
    with store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), NOON)
        unit.custody.close(CASE, later(hours=1))
        unit.custody.start(a_holding(office, CASE, staff=None, step="归档"), later(hours=1))
    with store.read() as unit:
        history = unit.custody.history(CASE)
        found = unit.custody.open_of_many([CASE, subject("case", 9)])

    assert [(each.since, each.until) for each in history] == [
        (NOON, later(hours=1)),
        (later(hours=1), None),
    ]
    assert [each.staff_name for each in history] == ["林晓", ""]
    assert found == {CASE: history[1]}


def test_open_work_comes_by_due_date_and_what_has_none_comes_last(store, office):
    dues = [None, date(2026, 11, 20), date(2026, 11, 12), None, date(2026, 11, 20)]
    with store.begin() as unit:
        for key, due in enumerate(dues):
            unit.custody.start(a_holding(office, subject("case", key), due=due), later(minutes=-key))
    with store.read() as unit:
        order = [segment.holding.subject for segment in unit.custody.open_all()]

    assert order == [subject("case", key) for key in (2, 4, 1, 3, 0)]


def test_open_work_is_narrowed_to_a_division_or_a_person(store, office):
    with store.begin() as unit:
        other = unit.people.add_division(a_division(code="02", name="用地处"))
        unit.custody.start(a_holding(office, subject("case", 1)), NOON)
        unit.custody.start(a_holding(office, subject("case", 2), staff=None), NOON)
        unit.custody.start(a_holding(replace(office, division=other), subject("case", 3)), NOON)
    with store.read() as unit:
        mine = {segment.holding.subject for segment in unit.custody.open_all(staff=office.clerk)}
        ours = {segment.holding.subject for segment in unit.custody.open_all(division=office.division)}
        both = unit.custody.open_all(division=office.division, staff=office.clerk)

    assert mine == {"case:1", "case:3"}
    assert ours == {"case:1", "case:2"}
    assert [segment.holding.subject for segment in both] == ["case:1"]


def test_dates_move_without_anything_else(store, office):
    with store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), NOON)
        unit.custody.redate({})
        (clock,) = unit.custody.open_clocks()
        unit.custody.redate({Dating(date(2026, 12, 1), True, date(2026, 12, 2)): [clock.segment, 99]})
    with store.read() as unit:
        holding = unit.custody.open_of(CASE).holding

    assert holding == a_holding(
        office, CASE, due=date(2026, 12, 1), provisional=True, outer_due=date(2026, 12, 2)
    )
