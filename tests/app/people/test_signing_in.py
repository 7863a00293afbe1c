from __future__ import annotations

from datetime import timedelta

import pytest

from app.errors import BadInput, Conflict, NotAllowed
from app.people.models import Grant, Role
from app.people.permissions import ROLES, Right, may, require
from app.people.signing_in import LockedOut, WrongPassword
from app.people.staffing import AddStaff, ChangeStaff, LastAdministrator

PASSWORD = "demo-2026"


def wrong(office, times, login="linxiaoyan"):
    for _ in range(times):
        with pytest.raises((WrongPassword, LockedOut)):
            office.desk.people.sign_in(login, "不对的密码")


def test_the_right_password_lets_in(office):
    assert office.desk.people.sign_in(" linxiaoyan ", PASSWORD).name == "林晓燕"


def test_which_of_login_and_password_is_wrong_is_not_told(office):
    with pytest.raises(WrongPassword, match="登录名或密码不正确"):
        office.desk.people.sign_in("nobody", PASSWORD)
    with pytest.raises(WrongPassword, match="登录名或密码不正确"):
        office.desk.people.sign_in("linxiaoyan", "x")


@pytest.mark.file
def test_repeated_failures_lock_even_the_right_password_out_for_a_while(office):
    wrong(office, 5)
    with pytest.raises(LockedOut, match="锁定"):
        office.desk.people.sign_in("linxiaoyan", PASSWORD)
    office.wall.at += timedelta(minutes=16)
    office.desk.people.sign_in("linxiaoyan", PASSWORD)


def test_a_success_forgets_earlier_failures(office):
    wrong(office, 4)
    office.desk.people.sign_in("linxiaoyan", PASSWORD)
    wrong(office, 4)
    office.desk.people.sign_in("linxiaoyan", PASSWORD)


@pytest.mark.file
def test_failures_and_successes_are_in_the_ledger(office):
    wrong(office, 1)
    office.desk.people.sign_in("linxiaoyan", PASSWORD)
    acts = [entry.act for entry in office.desk.ledger.of(f"staff:{office.clerk.id}")]
    assert acts == ["sign_in_failed", "sign_in"]


@pytest.mark.file
def test_who_is_recognised_leaves_the_office_untouched_and_who_guesses_is_counted(office):
    people = office.desk.people
    with office.store.read() as unit:
        before = unit.ledger.head()
    assert people.recognise("linxiaoyan", PASSWORD).name == "林晓燕"
    with office.store.read() as unit:
        assert unit.ledger.head() == before
    for _each in range(5):
        with pytest.raises((WrongPassword, LockedOut)):
            people.recognise("linxiaoyan", "不对的密码")
    with pytest.raises(LockedOut):
        people.recognise("linxiaoyan", PASSWORD)


def test_a_dismissed_person_is_not_let_in(office):
    staff = next(s for s in office.desk.staffing.staff(office.administrator) if s.login == "linxiaoyan")
    office.desk.staffing.change(
        office.administrator,
        ChangeStaff(
            staff=staff.id,
            version=staff.version,
            name=staff.name,
            division=staff.division,
            counter=staff.counter,
            grants=staff.grants,
            active=False,
        ),
    )
    with pytest.raises((WrongPassword, LockedOut)):
        office.desk.people.sign_in("linxiaoyan", PASSWORD)


def test_a_password_is_changed_only_with_the_old_one(office):
    people, clerk = office.desk.people, office.clerk
    with pytest.raises(WrongPassword):
        people.change_password(clerk, "wrong", "new-password")
    with pytest.raises(BadInput, match="8至200"):
        people.change_password(clerk, PASSWORD, "short")
    people.change_password(clerk, PASSWORD, "new-password")
    people.sign_in(clerk.login, "new-password")


@pytest.mark.file
def test_passwords_are_kept_as_argon2_and_never_shown(office):
    with office.store.read() as unit:
        assert all(staff.password.startswith("$argon2id$") for staff in unit.people.staff())
    assert {staff.password for staff in office.desk.staffing.staff(office.administrator)} == {""}


def test_only_an_administrator_manages_staff(office):
    with pytest.raises(NotAllowed, match="系统管理员"):
        office.desk.staffing.staff(office.clerk)


def test_the_last_administrator_cannot_be_dismissed(office):
    staff = next(s for s in office.desk.staffing.staff(office.administrator) if s.login == "guanliyuan")
    with pytest.raises(LastAdministrator):
        office.desk.staffing.change(
            office.administrator,
            ChangeStaff(
                staff=staff.id,
                version=staff.version,
                name=staff.name,
                division=staff.division,
                counter="",
                grants=staff.grants,
                active=False,
            ),
        )


def test_two_who_change_the_same_person_meet_a_conflict(office):
    staff = next(s for s in office.desk.staffing.staff(office.administrator) if s.login == "linxiaoyan")
    change = ChangeStaff(
        staff=staff.id,
        version=staff.version,
        name="林晓燕",
        division=staff.division,
        counter="8号窗口",
        grants=staff.grants,
        active=True,
    )
    office.desk.staffing.change(office.administrator, change)
    with pytest.raises(Conflict):
        office.desk.staffing.change(office.administrator, change)


def test_a_new_member_of_staff_can_sign_in(office):
    grant = Grant(role=Role.COUNTER_CLERK, division=office.clerk.division)
    office.desk.staffing.add(
        office.administrator,
        AddStaff(
            login="newcomer",
            name="新来的",
            division=office.clerk.division,
            grants=(grant,),
            password="first-password",
        ),
    )
    assert office.desk.people.sign_in("newcomer", "first-password").division == office.clerk.division


@pytest.mark.parametrize("login", ["", "有空 格", "林", "a b"])
def test_a_login_that_cannot_be_typed_is_refused(office, login):
    with pytest.raises(BadInput, match="登录名"):
        office.desk.staffing.add(
            office.administrator,
            AddStaff(
                login=login,
                name="某人",
                division=office.clerk.division,
                grants=(Grant(role=Role.HANDLER, division=None),),
                password="long-enough",
            ),
        )


def test_a_login_that_is_taken_is_refused(office):
    with pytest.raises(Exception, match="linxiaoyan"):
        office.desk.staffing.add(
            office.administrator,
            AddStaff(
                login="linxiaoyan",
                name="某人",
                division=office.clerk.division,
                grants=(Grant(role=Role.HANDLER, division=None),),
                password="long-enough",
            ),
        )


def test_every_right_is_held_by_somebody_and_ends_at_the_division(office):
    assert set(ROLES) == set(Right)
    assert all(ROLES.values())
    assert may(office.clerk, Right.ISSUE_DOCUMENT, office.clerk.division)
    assert not may(office.clerk, Right.ISSUE_DOCUMENT, office.registrar.division)
    with pytest.raises(NotAllowed, match="在该处室没有"):
        require(office.clerk, Right.ISSUE_DOCUMENT, office.registrar.division)
