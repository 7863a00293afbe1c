"""Temporary substitutes, and posts that are set up while people are away: no way round the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.errors import BadInput, NotAllowed
from app.people.halves import end_of, start_of
from app.people.models import Grant, Role
from app.people.staffing import ChangeStaff, HoldsPost
from app.posts.commands import (
    ApprovePost,
    BothAway,
    ChangePost,
    ProlongAbsence,
    RetirePost,
    Stopgap,
)
from tests.app.posts.away import back, contents, decided, gone, hat, planned, posted
from tests.office import START

NEXT = START + timedelta(days=1)
LATER = NEXT + timedelta(days=1)


def prolonged(office, absence, who, **given):
    command = ProlongAbsence(absence=absence.id, version=absence.version, ends=end_of(LATER), **given)
    return office.desk.absences.prolong(who, command)


def test_no_unfit_substitute_is_named_when_an_absence_without_an_end_gets_one(office):
    away = gone(office, "linxiaoyan")
    for stopgap in (
        Stopgap(staff=away.staff, ground="本人"),
        Stopgap(staff=office.actor("chenjiaming").id, ground=" "),
    ):
        with pytest.raises(BadInput):
            prolonged(office, away, office.head, stopgap=stopgap)
    assert office.desk.absences.get(office.head, away.id).substitute is None


def test_in_the_heads_place_nobody_names_himself_when_he_gives_an_absence_its_end(office):
    posted(office, "xujianguo", "wuzhihong", name="负责人岗")
    away = gone(office, "linxiaoyan")
    gone(office, "xujianguo", who=office.clerk)
    acting = hat(office, "wuzhihong", "xujianguo")
    with pytest.raises(NotAllowed, match="本人"):
        prolonged(office, away, acting, stopgap=Stopgap(staff=acting.id, ground="我来"))


def test_a_substitute_named_when_prolonging_is_there_from_now_on(office):
    away = planned(office, "linxiaoyan", NEXT, who=office.head)
    planned(office, "chenjiaming", NEXT, who=office.head)
    with pytest.raises(BadInput, match="也离岗"):
        prolonged(office, away, office.head, stopgap=Stopgap(staff=office.actor("chenjiaming").id, ground="忙"))


def test_who_is_locked_out_is_no_substitute(office):
    office.desk.staffing.lock(office.administrator, office.actor("chenjiaming").id)
    asked = planned(office, "linxiaoyan", NEXT)
    with pytest.raises(BadInput, match="请换一人"):
        decided(office, asked, stopgap=Stopgap(staff=office.actor("chenjiaming").id, ground="忙"))


def test_what_is_declined_names_no_substitute(office):
    asked = planned(office, "linxiaoyan", NEXT)
    declined = decided(
        office, asked, agree=False, opinion="人手不够", stopgap=Stopgap(staff=asked.staff, ground="")
    )
    assert declined.substitute is None


def test_no_moment_is_counted_to_two_absences(office):
    first = planned(office, "linxiaoyan", NEXT, LATER, who=office.head)
    office.wall.put(LATER, 10)
    first = back(office, first, office.clerk)
    office.wall.put(LATER, 11)
    sudden = gone(office, "linxiaoyan", starts=start_of(NEXT))
    assert sudden.starts == first.until
    again = back(office, sudden, office.clerk)
    asked = planned(office, "linxiaoyan", LATER)
    assert asked.starts == again.until


def test_a_post_is_not_given_to_two_who_may_be_away_together(office):
    for login in ("linxiaoyan", "chenjiaming"):
        planned(office, login, NEXT, LATER, who=office.head)
    with pytest.raises(BothAway, match="会同时离岗"):
        posted(office)
    assert not office.desk.posts.all(office.head)
    held = posted(office, b="wuzhihong")
    change = ChangePost(post=held.id, version=held.version, contents=contents(office))
    with pytest.raises(BothAway):
        office.desk.posts.change(office.head, change)
    later = contents(office, effective_from=LATER + timedelta(days=1))
    change = ChangePost(post=held.id, version=held.version, contents=later)
    assert office.desk.posts.change(office.head, change).b_name == "陈嘉铭"


def test_a_post_whose_holders_fell_ill_together_may_still_be_described_anew(office):
    held = posted(office)
    gone(office, "linxiaoyan", who=office.head)
    gone(office, "chenjiaming", who=office.head)
    change = ChangePost(post=held.id, version=held.version, contents=contents(office, duties="受理"))
    assert office.desk.posts.change(office.head, change).duties == "受理"


def test_with_a_temporary_substitute_both_holders_may_be_away_when_the_post_is_set_up(office):
    planned(office, "chenjiaming", NEXT, who=office.head)
    stopgap = Stopgap(staff=office.actor("wuzhihong").id, ground="窗口人手不够")
    planned(office, "linxiaoyan", NEXT, who=office.head, stopgap=stopgap)
    assert posted(office).a_name == "林晓燕"


def test_no_head_makes_himself_the_leaders_b(office):
    leader = office.actor("yangzhenhua")
    mine = replace(contents(office), a=leader.id, b=office.head.id, name="代管岗")
    with pytest.raises(NotAllowed, match="系统管理员"):
        office.desk.posts.set_up(office.head, mine)
    held = posted(office, who=office.head)
    change = ChangePost(post=held.id, version=held.version, contents=mine)
    with pytest.raises(NotAllowed, match="系统管理员"):
        office.desk.posts.change(office.head, change)


def test_who_set_a_post_up_does_not_approve_it_in_the_leaders_place(office):
    posted(office, "yangzhenhua", "xujianguo", "luguoqiang", name="分管岗")
    post = posted(office, who=office.head)
    gone(office, "yangzhenhua", who=office.administrator)
    approve = ApprovePost(post=post.id, version=post.version)
    with pytest.raises(NotAllowed, match="换一人"):
        office.desk.posts.approve(hat(office, "xujianguo", "yangzhenhua"), approve)
    gone(office, "xujianguo", who=office.clerk)
    other = office.desk.posts.approve(hat(office, "luguoqiang", "yangzhenhua"), approve)
    assert other.approved_by_name == "卢国强（代杨振华）"


def test_whose_account_is_out_of_use_is_acted_for_once_his_absence_is_entered(office):
    posted(office)
    people = {each.login: each for each in office.desk.staffing.staff(office.administrator)}
    left = people["linxiaoyan"]
    office.desk.staffing.change(
        office.administrator,
        ChangeStaff(
            staff=left.id,
            version=left.version,
            name=left.name,
            division=left.division,
            counter="",
            grants=(Grant(role=Role.COUNTER_CLERK, division=left.division),),
            active=False,
        ),
    )
    with pytest.raises(NotAllowed, match="账号已停用"):
        hat(office, "chenjiaming")
    gone(office, "linxiaoyan")
    assert hat(office, "chenjiaming").behalf.name == "林晓燕"


def test_nobody_becomes_his_senior_by_entering_alone_that_he_is_away(office):
    posted(office, "xujianguo", "wuzhihong", "linxiaoyan", name="负责人岗")
    with pytest.raises(NotAllowed, match="另一位同事"):
        gone(office, "xujianguo", who=office.actor("wuzhihong"))
    gone(office, "xujianguo", who=office.clerk)
    assert hat(office, "wuzhihong", "xujianguo").behalf.name == "许建国"


def test_a_colleague_enters_his_equals_absence_and_stands_in_at_once(office):
    posted(office)
    gone(office, "linxiaoyan", who=office.actor("chenjiaming"))
    assert hat(office, "chenjiaming").behalf.name == "林晓燕"


def test_who_moves_to_another_division_gives_up_his_post_first(office):
    post = posted(office)
    mover = {each.login: each for each in office.desk.staffing.staff(office.administrator)}["linxiaoyan"]
    there = office.registrar.division
    change = ChangeStaff(
        staff=mover.id,
        version=mover.version,
        name=mover.name,
        division=there,
        counter="",
        grants=(Grant(role=Role.COUNTER_CLERK, division=there),),
        active=True,
    )
    with pytest.raises(HoldsPost, match="窗口受理岗"):
        office.desk.staffing.change(office.administrator, change)
    office.desk.posts.retire(office.head, RetirePost(post=post.id, version=post.version))
    office.desk.staffing.change(office.administrator, change)
    assert office.actor("linxiaoyan").division == there
