from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import Conflict, Refusal
from app.people.models import Grant, Role
from tests.db.things import a_clerk, a_division, later


def test_staff_come_back_as_they_were_kept(store, office):
    with store.read() as unit:
        found = unit.people.find_by_login("lin")

    assert found == a_clerk(office.division, id=office.clerk)


def test_divisions_come_back_by_code(store, office):
    with store.begin() as unit:
        unit.people.add_division(a_division(code="00", name="办公室"))
    with store.read() as unit:
        codes = [division.code for division in unit.people.divisions()]

    assert codes == ["00", "01"]


def test_a_division_is_changed_as_a_whole(store, office):
    with store.begin() as unit:
        changed = replace(unit.people.get_division(office.division), name="登记窗口", active=False)
        unit.people.save_division(changed)
    with store.read() as unit:
        assert unit.people.get_division(office.division) == changed


def test_a_login_is_given_once(store, office):
    with pytest.raises(Refusal, match="lin"), store.begin() as unit:
        unit.people.add_staff(a_clerk(office.division))


def test_a_division_code_is_given_once(store, office):
    with pytest.raises(Refusal, match="01"), store.begin() as unit:
        unit.people.add_division(a_division())


def test_nobody_is_refused_by_name(store, office):
    with pytest.raises(Refusal), store.read() as unit:
        unit.people.get_staff(999)


def test_those_who_hold_a_role_somewhere_are_found_with_all_that_they_hold(store, office):
    with store.begin() as unit:
        other = unit.people.add_division(a_division(code="02", name="二处"))
        here = (
            Grant(role=Role.DIVISION_HEAD, division=office.division),
            Grant(role=Role.ARCHIVIST, division=None),
        )
        everywhere = (Grant(role=Role.DIVISION_HEAD, division=None),)
        there = (Grant(role=Role.DIVISION_HEAD, division=other),)
        for login, grants in (("a", here), ("b", everywhere), ("c", there)):
            unit.people.add_staff(a_clerk(office.division, login=login, name="同名", grants=grants))
        gone = unit.people.add_staff(a_clerk(office.division, login="d", name="同名", grants=here))
        unit.people.save_staff(replace(unit.people.get_staff(gone), active=False))
    heads = {Role.DIVISION_HEAD}
    with store.read() as unit:
        found = {
            places: [each.login for each in unit.people.holding(heads, *places)]
            for places in ((office.division,), (other,), (office.division, other), ())
        }
        assert found == {
            (office.division,): ["a", "b"],
            (other,): ["b", "c"],
            (office.division, other): ["a", "b", "c"],
            (): ["b"],
        }
        assert [each.login for each in unit.people.called("同名")] == ["a", "b", "c"]
        assert unit.people.called("a") == unit.people.holding(heads, office.division)[:1]
        assert unit.people.called("a")[0] == unit.people.find_by_login("a")
        assert unit.people.called("d") == ()


def test_the_second_of_two_changes_is_shown_what_stands(store, office):
    with store.begin() as unit:
        mine = unit.people.get_staff(office.clerk)
    with store.begin() as unit:
        unit.people.save_staff(replace(mine, name="林小晓"))
    with pytest.raises(Conflict) as conflict, store.begin() as unit:
        unit.people.save_staff(replace(mine, counter="5号窗口"))

    assert conflict.value.theirs["name"] == "林小晓"
    assert conflict.value.theirs["version"] == 2


def test_wrong_passwords_do_not_touch_the_version(store, office):
    with store.begin() as unit:
        unit.people.set_failures(office.clerk, 3, later(minutes=15))
    with store.read() as unit:
        found = unit.people.get_staff(office.clerk)

    assert (found.failures, found.locked_until, found.version) == (3, later(minutes=15), 1)


def test_grants_are_replaced_and_kept_in_order(store, office):
    grants = (
        Grant(role=Role.DIVISION_HEAD, division=office.division),
        Grant(role=Role.ADMINISTRATOR, division=None),
        Grant(role=Role.ADMINISTRATOR, division=None),
    )
    with store.begin() as unit:
        unit.people.set_grants(office.clerk, grants)
    with store.read() as unit:
        assert unit.people.get_staff(office.clerk).grants == grants[:2]
        assert unit.people.staff()[0].grants == grants[:2]
