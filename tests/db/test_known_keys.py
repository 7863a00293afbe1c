"""Nothing is kept of staff or divisions that the archive does not know, and what it knows never goes."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from db.engine import writing
from tests.db.order_things import an_arrival, an_order, furnish_centre

NOBODY = 999


@pytest.fixture
def centre(store):
    return furnish_centre(store)


@pytest.mark.parametrize("whose", ["division", "lead"])
@pytest.mark.parametrize("among", [0, 9])
def test_no_new_order_is_of_a_division_that_nobody_knows(store, centre, whose, among):
    known = [an_order(centre, f"XM{place}") for place in range(among)]
    with pytest.raises(IntegrityError), store.begin() as unit:
        unit.orders.add_many([*known, an_order(centre, "XM99", **{whose: NOBODY})])
    with pytest.raises(IntegrityError), store.begin() as unit:
        unit.orders.add(an_order(centre, "XM99", **{whose: NOBODY}))
    with store.read() as unit:
        assert not unit.orders.find_by_numbers(["XM0", "XM99"])


@pytest.mark.parametrize("column", ["division_id", "lead_id"])
def test_no_order_goes_to_a_division_that_nobody_knows(store, centre, column):
    with store.begin() as unit:
        key = unit.orders.add(an_order(centre))
    with pytest.raises(IntegrityError), writing(store.engine) as connection:
        connection.exec_driver_sql(f"UPDATE orders SET {column} = {NOBODY}")
    with writing(store.engine) as connection:
        connection.exec_driver_sql(f"UPDATE orders SET {column} = {centre.divisions[1]} WHERE id = {key}")


@pytest.mark.parametrize("strange", [{"key": NOBODY}, {"division": NOBODY}, {"staff": NOBODY}])
@pytest.mark.parametrize("among", [0, 9])
def test_nothing_is_on_record_of_whom_nobody_knows(store, centre, strange, among):
    with store.begin() as unit:
        key = unit.orders.add(an_order(centre))
    whose = {"key": key, "division": centre.divisions[0], "staff": centre.people[0]}
    with pytest.raises(IntegrityError), store.begin() as unit:
        unit.course.record_many([an_arrival(**whose)] * among + [an_arrival(**(whose | strange))])
    with store.begin() as unit:
        assert not unit.course.records(key)
        unit.course.record_many([an_arrival(**(whose | {"division": None}))])


@pytest.mark.parametrize("table", ["staff", "divisions"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET id = id + 100"])
def test_neither_staff_nor_divisions_ever_go_or_change_their_key(store, centre, table, act):
    with pytest.raises(IntegrityError, match="不得删除"), writing(store.engine) as connection:
        connection.exec_driver_sql(act.format(table))
    with store.read() as unit:
        assert len(unit.people.staff()) == len(centre.people)
        assert len(unit.people.divisions()) == len(centre.divisions)
