from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.custody.worklist import View
from app.errors import NotAllowed, Refusal
from app.people.halves import end_of, noon_of
from app.posts.commands import ChangePost, ProlongAbsence, RetirePost
from tests.app.cases.living import Life
from tests.app.counter.at_work import issued, opened
from tests.app.denials.at_the_chain import drafted
from tests.app.people.test_standing import changed
from tests.app.posts.away import back, contents, decided, gone, hat, planned, posted
from tests.office import START

NEXT = START + timedelta(days=1)


@pytest.fixture
def covered(office):
    """林晓燕 is A, 陈嘉铭 B, 吴志宏 second B; 林晓燕 is away from noon to the end of tomorrow."""
    posted(office, second_b="wuzhihong")
    decided(office, planned(office, "linxiaoyan", START, starts=noon_of(START), ends=end_of(NEXT)))
    office.wall.put(START, 13)
    return office


# --- who may


def test_b_acts_for_a_with_a_s_roles_and_his_own_name(covered):
    acting = hat(covered, "chenjiaming")
    natural = covered.actor("chenjiaming")
    assert (acting.id, acting.login, acting.name) == (natural.id, "chenjiaming", "陈嘉铭")
    assert (acting.counter, acting.grants) == ("1号窗口", covered.clerk.grants)
    assert acting.holder == covered.clerk.id
    assert acting.signed == "陈嘉铭（代林晓燕）"
    ground = "林晓燕休假（2026年11月2日下午至2026年11月3日下午），由“窗口受理岗”B岗顶岗"
    assert acting.behalf.ground == ground
    assert covered.desk.people.standing_in(natural) == (acting.behalf,)
    assert covered.desk.people.standing_in(acting) == (acting.behalf,)
    assert covered.desk.people.by_himself(acting) == natural


def test_nobody_else_acts_for_a_nor_anybody_for_one_who_is_there(covered):
    for login, absent, words in (
        ("wuzhihong", "linxiaoyan", "由陈嘉铭（B岗）顶岗"),
        ("xujianguo", "linxiaoyan", "由陈嘉铭（B岗）顶岗"),
        ("linxiaoyan", "chenjiaming", "没有离岗"),
        ("linxiaoyan", "linxiaoyan", "不用代自己"),
    ):
        with pytest.raises(NotAllowed, match=words):
            hat(covered, login, absent)
    with pytest.raises(Refusal, match="没有找到"):
        covered.desk.people.on_behalf(covered.head, 999)
    assert covered.desk.people.standing_in(covered.head) == ()


def test_it_begins_and_ends_with_the_second(covered):
    noon, end = noon_of(START), end_of(NEXT)
    second = timedelta(seconds=1)
    for before, may in (
        (noon - 2 * second, False),
        (noon - second, True),
        (end - 2 * second, True),
        (end - second, False),
    ):
        covered.wall.at = before  # the clock moves on a second at each look
        if may:
            assert hat(covered, "chenjiaming")
        else:
            with pytest.raises(NotAllowed):
                hat(covered, "chenjiaming")


def test_a_hat_is_worn_on_no_hat(covered):
    """B of B does not act for A by acting for B."""
    posted(covered, "chenjiaming", "wuzhihong")
    gone(covered, "chenjiaming", who=covered.head)
    acting = hat(covered, "wuzhihong", "chenjiaming")
    again = covered.desk.people.on_behalf(acting, covered.clerk.id)
    assert (again.behalf.name, again.behalf.ground[-6:]) == ("林晓燕", "第二B岗顶岗")
    with pytest.raises(NotAllowed):
        covered.desk.people.on_behalf(hat(covered, "wuzhihong"), covered.head.id)


@pytest.mark.parametrize("change", ["back", "post", "retired", "stopgap", "dismissed", "second"])
def test_a_hat_falls_the_moment_its_ground_does(covered, change):
    acting = hat(covered, "chenjiaming")
    case = opened(covered, application=False, who=acting)
    (absence,) = covered.desk.absences.away(covered.head, START, START)
    (post,) = covered.desk.posts.all(covered.head)
    if change == "back":
        back(covered, absence, covered.clerk)
    elif change == "post":
        other = contents(covered, "linxiaoyan", "wuzhihong")
        covered.desk.posts.change(covered.head, ChangePost(post=post.id, version=1, contents=other))
    elif change == "retired":
        covered.desk.posts.retire(covered.head, RetirePost(post=post.id, version=1))
    elif change == "stopgap":
        from tests.app.posts.test_absences import prolonged, stopgap

        prolonged(covered, absence, end_of(NEXT + timedelta(days=1)), stopgap=stopgap(covered))
    elif change == "dismissed":
        covered.desk.staffing.lock(covered.administrator, acting.id)
    else:
        gone(covered, "chenjiaming", who=covered.head)
    with pytest.raises(NotAllowed):
        issued(covered, case, "one_time_notice", who=acting)
    with pytest.raises(NotAllowed):
        covered.desk.work_list.items(acting)


def test_the_first_who_comes_back_takes_over_from_the_second(covered):
    sick = gone(covered, "chenjiaming", who=covered.head)
    second = hat(covered, "wuzhihong")
    covered.desk.work_list.items(second)
    back(covered, sick, covered.actor("chenjiaming"))
    with pytest.raises(NotAllowed, match="陈嘉铭"):
        covered.desk.work_list.items(second)
    covered.desk.work_list.items(hat(covered, "chenjiaming"))


def test_prolonged_leave_prolongs_the_substitution(covered):
    (absence,) = covered.desk.absences.away(covered.head, START, START)
    after = NEXT + timedelta(days=1)
    longer = ProlongAbsence(absence=absence.id, version=absence.version, ends=end_of(after))
    covered.desk.absences.prolong(covered.head, longer)
    covered.wall.put(after, 10)
    assert hat(covered, "chenjiaming")


def test_roles_reach_as_far_as_the_substitution(office):
    """陈嘉铭 is B of 林晓燕 in one division; in the other, where she clerks too, it falls to 郑美玲."""
    there = office.registrar.division
    both = tuple(replace(office.clerk.grants[0], division=each) for each in (office.clerk.division, there))
    changed(office, "linxiaoyan", grants=both)
    posted(office)
    posted(office, b="zhengmeiling", name="登记岗", division=there)
    gone(office, "linxiaoyan", who=office.head)
    assert {each.division for each in hat(office, "chenjiaming").grants} == {office.clerk.division}
    other = hat(office, "zhengmeiling")
    assert {each.division for each in other.grants} == {there}
    assert office.desk.work_list.counts(other)[View.MINE] == 0


# --- what is done


def test_what_b_does_is_stored_printed_and_entered_as_b_for_a_and_stays_with_a(covered):
    acting = hat(covered, "chenjiaming")
    case = opened(covered, application=False, who=acting)
    asking = {"question": "门牌？", "promised_reply_at": "2026-11-04T17:00"}
    asked = issued(covered, case, "one_time_notice", asking, who=acting)
    assert (asked.issuer_name, asked.issued_by) == ("陈嘉铭（代林晓燕）", acting.id)
    assert asked.imprint["handler"] == "陈嘉铭（代林晓燕）"
    assert "陈嘉铭（代林晓燕）" in str(covered.desk.register.sheet(covered.clerk, asked.id))
    for about in (f"case:{case.id}", f"document:{asked.id}"):
        entry = covered.desk.ledger.of(about)[0]
        assert (entry.actor, entry.actor_name) == (acting.id, "陈嘉铭")
        assert (entry.behalf, entry.behalf_name) == (covered.clerk.id, "林晓燕")
        assert entry.ground == acting.behalf.ground
    assert covered.desk.ledger.verify().faults == ()
    (item,) = covered.desk.work_list.items(covered.clerk)
    assert (item.holder, item.mine) == ("林晓燕", True)


def test_everything_b_does_leaves_the_work_with_a(covered):
    """A case of A's, taken by B from receipt to correction and denial, is A's at every step."""
    life = Life(covered)
    acting, substitute = hat(covered, "chenjiaming"), covered.actor("chenjiaming")
    steps = [
        lambda: issued(covered, life.case, "correction_notice", CORRECTIONS, who=acting),
        lambda: drafted(covered, life.case, acting),
    ]
    for step in steps:
        step()
        with covered.store.read() as unit:
            held = unit.custody.open_all()
        assert {each.holding.staff for each in held} == {covered.clerk.id}
        assert covered.desk.work_list.items(substitute, View.MINE) == ()
        rows = covered.desk.work_list.items(substitute, View.BEHALF)
        assert len(rows) == len(held)
        assert {row.behalf for row in rows} == {"林晓燕"}


CORRECTIONS = {
    "corrections": [{"name": "申请表", "standard": "签名", "fault": "未签名"}],
}


def test_b_sees_a_s_work_in_a_view_of_its_own_page_by_page_and_counted(covered):
    cases = [opened(covered) for _ in range(5)]
    substitute = covered.actor("chenjiaming")
    opened(covered, who=substitute)
    listed = covered.desk.work_list
    assert listed.counts(substitute)[View.BEHALF] == 5
    assert listed.counts(substitute)[View.MINE] == 1
    pages = [listed.page(substitute, View.BEHALF, at, 2) for at in (0, 2, 4)]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert {row.subject for page in pages for row in page} == {f"case:{each.id}" for each in cases}
    division = listed.items(substitute, View.DIVISION)
    assert sorted(row.behalf for row in division) == ["", *["林晓燕"] * 5]
    assert listed.counts(covered.actor("wuzhihong"))[View.BEHALF] == 0
    acting = hat(covered, "chenjiaming")
    assert len(listed.items(acting, View.MINE)) == listed.counts(acting)[View.MINE] == 5
    covered.wall.put(NEXT + timedelta(days=1), 9)
    assert listed.counts(substitute)[View.BEHALF] == 0
    assert listed.counts(covered.clerk)[View.MINE] == 5
