from __future__ import annotations

import pytest

from app.founding.demo_people import PASSWORD
from app.people.models import Grant, Role
from tests.ui.screens.stage import staged
from ui.screens.staff.presenter import StaffPresenter


class Place:
    """Remembers what it was asked to show."""

    def __init__(self):
        self.shown = {}

    def __getattr__(self, name):
        def remember(*args):
            self.shown[name] = args if len(args) > 1 else args[0]

        return remember


@pytest.fixture
def place():
    return Place()


@pytest.fixture
def context(desk, actor):
    return staged(desk, actor(Role.ADMINISTRATOR))


@pytest.fixture
def presenter(place, context):
    made = StaffPresenter(place, context)
    made.open()
    return made


def person(place, name):
    return next(each for each in place.shown["show_office"].people if each.staff.name == name)


def test_everybody_is_listed_without_password_hashes(presenter, place):
    office = place.shown["show_office"]

    assert len(office.people) >= 12
    assert all(not each.staff.password for each in office.people)
    assert person(place, "管立远").roles == "系统管理员（全局）"


def test_a_new_member_signs_in_with_the_roles_given(presenter, place, desk):
    division = presenter.office.divisions[0]
    grants = (Grant(role=Role.COUNTER_CLERK, division=division.id), Grant(role=Role.ARCHIVIST, division=None))
    values = {"login": "fangxin", "name": "方欣", "division": division.name, "counter": "9号窗口"}
    presenter.add(values, grants, "fangxin-2026")

    actor = desk.people.sign_in("fangxin", "fangxin-2026")
    assert (actor.name, actor.counter, set(actor.grants)) == ("方欣", "9号窗口", set(grants))
    assert person(place, "方欣").division == division.name


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"login": "a b", "name": "甲"}, "login"),
        ({"login": "linxiaoyan ", "name": "甲"}, "login"),
        ({"login": "ok", "name": ""}, "name"),
    ],
)
def test_what_is_missing_is_told_at_its_field(presenter, place, values, field):
    grants = (Grant(role=Role.ARCHIVIST, division=None),)
    presenter.add({**values, "division": presenter.office.divisions[0].name}, grants, "long-enough")
    problems, _ = place.shown["show_person_problems"]

    assert field in {problem.field for problem in problems}


def test_a_person_without_a_role_is_refused(presenter, place):
    one = person(place, "林晓燕")
    presenter.change(one.staff, {"name": "林晓燕", "division": one.division}, ())
    problems, _ = place.shown["show_person_problems"]

    assert problems[0].field == "grants"


def test_the_last_administrator_keeps_his_role_and_his_account(presenter, place):
    chief = person(place, "管立远")
    other = (Grant(role=Role.ARCHIVIST, division=None),)
    presenter.change(chief.staff, {"name": chief.staff.name, "division": chief.division}, other)
    assert "最后一个系统管理员" in place.shown["show_person_problems"][1]

    presenter.set_active(chief.staff, active=False)
    assert "最后一个系统管理员" in place.shown["show_person_problems"][1]


def asking(place, *kept):
    """Have the place keep mine in the named fields, None decides nothing; return what it was asked."""
    asked = []

    def ask_merge(found, what):
        asked.append((what, [(each.label, each.mine, each.theirs) for each in found]))
        return None if kept == (None,) else frozenset(kept)

    place.ask_merge = ask_merge
    return asked


def test_what_two_changed_of_a_person_is_merged_where_it_does_not_collide(presenter, place, desk):
    one, asked = person(place, "林晓燕"), asking(place)
    more = Grant(role=Role.ARCHIVIST, division=one.staff.division)
    values = {"name": "林晓燕", "division": one.division, "counter": "9号窗口"}
    presenter.change(one.staff, values, one.staff.grants)
    presenter.change(one.staff, {**values, "counter": one.staff.counter}, (*one.staff.grants, more))
    presenter.set_active(one.staff, active=False)

    now = person(place, "林晓燕").staff
    assert asked == []
    assert (now.counter, now.active) == ("9号窗口", False)
    assert set(now.grants) == {*one.staff.grants, more}


@pytest.mark.parametrize(("kept", "name"), [(("name",), "林晓艳"), ((), "林小燕"), ((None,), "林小燕")])
def test_where_both_changed_the_same_of_a_person_it_is_asked_whose_is_kept(presenter, place, kept, name):
    one, asked = person(place, "林晓燕"), asking(place, *kept)
    values = {"name": "林小燕", "division": one.division, "counter": one.staff.counter}
    presenter.change(one.staff, values, one.staff.grants)
    presenter.change(one.staff, {**values, "name": "林晓艳"}, one.staff.grants)

    assert asked == [("这名人员", [("姓名", "林晓艳", "林小燕")])]
    assert person(place, name)
    if kept == (None,):
        assert "还没有保存" in place.shown["show_person_problems"][1]


def test_what_two_changed_of_a_division_is_merged_and_asked_where_it_collides(presenter, place, desk):
    seen, asked = presenter.office.divisions[0], asking(place, "mark")
    values = {**vars(seen), "kind": "处室"}
    presenter.save_division(seen, {**values, "counter_telephone": "0592-1", "mark": "示资规甲"})
    presenter.save_division(seen, {**values, "supervision_telephone": "0592-2"})
    assert asked == []
    presenter.save_division(seen, {**values, "mark": "示资规乙"})
    assert asked == [("这个处室", [("机关代字", "示资规乙", "示资规甲")])]

    now = next(each for each in desk.staffing.divisions() if each.id == seen.id)
    assert (now.counter_telephone, now.supervision_telephone, now.mark) == ("0592-1", "0592-2", "示资规乙")


def test_a_lock_is_shown_and_lifted(presenter, place):
    presenter.set_locked(person(place, "林晓燕").staff, locked=True)
    assert person(place, "林晓燕").state == ("已锁定", "late")

    presenter.set_locked(person(place, "林晓燕").staff, locked=False)
    assert person(place, "林晓燕").state == ("在用", "on_time")


def test_a_reset_password_replaces_the_old_one(presenter, place, desk):
    one = person(place, "林晓燕").staff
    presenter.reset_password(one, "new-password-1")

    assert desk.people.sign_in(one.login, "new-password-1").id == one.id
    with pytest.raises(Exception, match="不正确"):
        desk.people.sign_in(one.login, PASSWORD)


def test_a_division_is_added_and_changed(presenter, place, desk):
    values = {"name": "翔安分局", "code": "XA", "mark": "示资规翔", "kind": "分局"}
    presenter.save_division(None, values)
    made = next(each for each in desk.staffing.divisions() if each.code == "XA")

    presenter.save_division(made, {**values, "name": "翔安分局窗口", "active": True})
    assert next(each for each in desk.staffing.divisions() if each.code == "XA").name == "翔安分局窗口"


def test_a_division_without_a_mark_is_refused_at_its_field(presenter, place):
    presenter.save_division(None, {"name": "翔安分局", "code": "XA", "mark": "", "kind": "分局"})
    problems, _ = place.shown["show_division_problems"]

    assert [problem.field for problem in problems] == ["mark"]
