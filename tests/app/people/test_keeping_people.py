from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import BadInput, Refusal
from app.founding.demo_people import PASSWORD
from app.people.models import Division, DivisionId, DivisionKind
from app.people.signing_in import LockedOut


@pytest.fixture
def desk(office):
    return office.desk


@pytest.fixture
def chief(office):
    return office.administrator


def test_a_locked_login_stays_locked_until_it_is_lifted(desk, office, chief):
    clerk = office.clerk
    desk.staffing.lock(chief, clerk.id)

    with pytest.raises(LockedOut, match="系统管理员锁定"):
        desk.people.sign_in(clerk.login, PASSWORD)

    desk.staffing.unlock(chief, clerk.id)
    assert desk.people.sign_in(clerk.login, PASSWORD).id == clerk.id


def test_nobody_locks_himself_out(desk, chief):
    with pytest.raises(Refusal):
        desk.staffing.lock(chief, chief.id)


def test_a_division_needs_a_name_a_code_and_a_mark_of_its_own(desk, chief):
    known = desk.staffing.divisions()[0]
    blank = Division(id=DivisionId(0), code=known.code, name="", kind=DivisionKind.OFFICE, mark="")

    with pytest.raises(BadInput) as refused:
        desk.staffing.add_division(chief, blank)

    assert {problem.field for problem in refused.value.problems} == {"code", "name", "mark"}


def test_a_new_division_is_there_at_once(desk, chief):
    made = Division(id=DivisionId(0), code="XA", name="翔安分局", kind=DivisionKind.BRANCH, mark="示资规翔")

    added = desk.staffing.add_division(chief, made)

    assert replace(made, id=added) in desk.staffing.divisions()


def test_the_copies_kept_are_listed_newest_first(desk):
    made = desk.backups.make_daily()

    assert [copy.path for copy in desk.backups.kept()] == [made]
    assert desk.backups.kept()[0].size > 0
