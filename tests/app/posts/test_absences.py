from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.errors import BadInput, Conflict, NotAllowed
from app.people.halves import end_of, noon_of, start_of
from app.people.models import Role
from app.posts.commands import (
    AwayAlready,
    BothAway,
    EndAbsence,
    NotSoNow,
    ProlongAbsence,
    Stopgap,
)
from app.posts.models import AbsenceState, Reason
from tests.app.denials.test_stations import given_roles, hired
from tests.app.posts.away import back, decided, gone, planned, posted
from tests.office import START

NEXT, LATER = START + timedelta(days=1), START + timedelta(days=3)


def stopgap(office, login="wuzhihong", ground="两人均须参加培训"):
    return Stopgap(staff=office.actor(login).id, ground=ground)


def prolonged(office, absence, ends, who=None, **given):
    command = ProlongAbsence(absence=absence.id, version=absence.version, ends=ends, **given)
    return office.desk.absences.prolong(who or office.head, command)


# --- asked and agreed


def test_what_is_asked_for_waits_for_the_head_and_holds_once_agreed(office):
    asked = planned(office, "linxiaoyan", NEXT, LATER, note="年休假")
    assert (asked.state, asked.staff_name, asked.holds) == (AbsenceState.ASKED, "林晓燕", False)
    assert office.desk.absences.waiting(office.head) == (asked,)
    assert office.desk.absences.waiting(office.actor("caiwenjuan")) == ()
    agreed = decided(office, asked)
    assert (agreed.state, agreed.decided_by_name) == (AbsenceState.APPROVED, "许建国")
    assert [each.act for each in office.desk.ledger.of(f"absence:{asked.id}")] == [
        "plan_absence",
        "approve_absence",
    ]


def test_it_is_declined_with_a_reason_and_may_be_asked_for_again(office):
    asked = planned(office, "linxiaoyan", NEXT)
    with pytest.raises(BadInput, match="写明意见"):
        decided(office, asked, agree=False)
    assert decided(office, asked, agree=False, opinion="当日有检查").state is AbsenceState.DECLINED
    with pytest.raises(NotSoNow):
        decided(office, asked)
    assert planned(office, "linxiaoyan", NEXT).state is AbsenceState.ASKED


@pytest.mark.parametrize(
    ("absent", "approver"),
    [
        ("linxiaoyan", "xujianguo"),
        ("xujianguo", "yangzhenhua"),
        ("suhaiyun", "yangzhenhua"),
        ("yangzhenhua", "guanliyuan"),
    ],
)
def test_the_head_agrees_to_his_people_the_leader_to_the_head_and_nobody_to_himself(office, absent, approver):
    asked = planned(office, absent, NEXT)
    with office.store.read() as unit:
        logins = [each.login for each in unit.people.staff()]
    for login in logins:
        if login != approver:
            with pytest.raises(NotAllowed):
                decided(office, asked, office.actor(login))
    assert decided(office, asked, office.actor(approver)).state is AbsenceState.APPROVED


def test_two_who_both_head_the_division_still_need_the_leader(office):
    other = hired(office, "second", "韩思远", Role.DIVISION_HEAD)
    with pytest.raises(NotAllowed):
        decided(office, planned(office, "xujianguo", NEXT), other)


def test_an_approver_plans_for_his_people_at_once_and_nobody_else_plans_for_others(office):
    assert planned(office, "linxiaoyan", NEXT, who=office.head).state is AbsenceState.APPROVED
    with pytest.raises(NotAllowed):
        planned(office, "chenjiaming", NEXT, who=office.clerk)


@pytest.mark.parametrize(
    "given",
    [
        {"starts": start_of(NEXT) + timedelta(hours=9)},
        {"ends": end_of(NEXT) - timedelta(seconds=1)},
        {"starts": end_of(NEXT), "ends": end_of(NEXT)},
        {"starts": start_of(START - timedelta(days=1)), "ends": end_of(NEXT)},
        {"ends": end_of(START + timedelta(days=5000))},
        {"note": "x\x07"},
        {"note": "长" * 501},
    ],
)
def test_only_half_days_that_can_be_are_planned(office, given):
    with pytest.raises(BadInput):
        planned(office, "linxiaoyan", NEXT, **given)
    assert office.desk.absences.away(office.clerk, START, LATER) == ()


def test_nobody_is_away_twice_at_one_time_but_half_days_may_meet(office):
    noon = noon_of(NEXT)
    morning = planned(office, "linxiaoyan", NEXT, ends=noon)
    with pytest.raises(AwayAlready):
        planned(office, "linxiaoyan", NEXT)
    planned(office, "linxiaoyan", NEXT, starts=noon, reason=Reason.MEETING)
    back(office, morning, office.clerk)
    assert planned(office, "linxiaoyan", NEXT, ends=noon).state is AbsenceState.ASKED


# --- both holders


def test_a_and_b_are_never_away_at_one_moment_neither_planned_nor_agreed(office):
    first, second = planned(office, "linxiaoyan", NEXT), planned(office, "chenjiaming", NEXT)
    posted(office)  # joined by a post only after both had asked
    decided(office, first)
    with pytest.raises(BothAway, match=r"“窗口受理岗”.*林晓燕"):
        decided(office, second)
    back(office, second, office.actor("chenjiaming"))
    with pytest.raises(BothAway):
        planned(office, "chenjiaming", START, LATER)
    planned(office, "chenjiaming", LATER)


def test_whoever_of_a_and_b_asks_later_is_told_at_once_and_the_head_may_still_let_him_go(office):
    posted(office)
    first = planned(office, "linxiaoyan", NEXT)
    with pytest.raises(BothAway, match=r"林晓燕.*离岗（待批准），陈嘉铭须错开"):
        planned(office, "chenjiaming", NEXT, LATER)
    assert planned(office, "chenjiaming", NEXT, who=office.head).state is AbsenceState.APPROVED
    with pytest.raises(BothAway, match=r"陈嘉铭.*已批准"):
        decided(office, first)


def test_one_sentence_names_every_post_that_both_would_leave(office):
    for name in ("窗口受理岗", "档案岗", "咨询岗"):
        posted(office, name=name)
    for day in (NEXT, LATER):
        planned(office, "linxiaoyan", day, who=office.head)
    with pytest.raises(BothAway) as told:
        planned(office, "chenjiaming", NEXT, LATER)
    text = str(told.value)
    assert "“窗口受理岗”、“档案岗”、“咨询岗”的A岗和B岗不能同时离岗" in text
    assert (text.count("不能同时离岗"), text.count("林晓燕"), text.count("须错开")) == (1, 2, 1)
    assert "已离岗" not in text


def test_one_who_leaves_when_the_other_comes_is_not_away_with_him(office):
    posted(office)
    decided(office, planned(office, "linxiaoyan", NEXT, ends=noon_of(NEXT)))
    decided(office, planned(office, "chenjiaming", NEXT, starts=noon_of(NEXT)))


def test_a_post_not_held_then_binds_nobody(office):
    posted(office, effective_until=NEXT)
    decided(office, planned(office, "linxiaoyan", NEXT))
    decided(office, planned(office, "chenjiaming", NEXT))


def test_the_head_lets_both_go_by_naming_one_who_is_there_and_he_must_stay(office):
    posted(office)
    decided(office, planned(office, "linxiaoyan", NEXT))
    with pytest.raises(BadInput, match="不能自己指定"):
        planned(office, "chenjiaming", NEXT, stopgap=stopgap(office))
    planned(office, "wuzhihong", LATER)
    for wrong in (stopgap(office, ground=" "), stopgap(office, "linxiaoyan"), stopgap(office, "chenjiaming")):
        with pytest.raises(BadInput):
            planned(office, "chenjiaming", NEXT, who=office.head, stopgap=wrong)
    let = planned(office, "chenjiaming", NEXT, who=office.head, stopgap=stopgap(office))
    assert (let.substitute_name, let.substitute_ground) == ("吴志宏", "两人均须参加培训")
    with pytest.raises(BothAway, match="临时替代人"):
        planned(office, "wuzhihong", NEXT)


def test_at_approval_too_the_head_may_name_a_substitute(office):
    posted(office)
    asked = planned(office, "chenjiaming", NEXT)
    planned(office, "linxiaoyan", NEXT, who=office.head)
    assert decided(office, asked, stopgap=stopgap(office)).substitute_name == "吴志宏"


# --- sudden


def test_a_colleague_enters_who_is_missing_and_it_holds_at_once(office):
    office.wall.put(START, 9, 20)
    entered = gone(office, "linxiaoyan")
    assert (entered.state, entered.sudden) == (AbsenceState.APPROVED, True)
    assert (entered.starts, entered.ends) == (start_of(START), None)
    assert entered.entered_by_name != "林晓燕"


def test_nobody_enters_himself_or_somebody_of_another_division_or_the_future(office):
    with pytest.raises(NotAllowed):
        gone(office, "linxiaoyan", who=office.clerk)
    with pytest.raises(NotAllowed):
        gone(office, "linxiaoyan", who=office.registrar)
    for given in ({"starts": start_of(NEXT)}, {"starts": start_of(START - timedelta(days=8))}):
        with pytest.raises(BadInput):
            gone(office, "linxiaoyan", **given)
    with pytest.raises(NotAllowed):
        gone(office, "linxiaoyan", who=office.actor("chenjiaming"), stopgap=stopgap(office))
    assert gone(office, "linxiaoyan", who=office.head, stopgap=stopgap(office)).substitute_name == "吴志宏"


def test_illness_asks_no_leave_of_the_calendar(office):
    posted(office)
    decided(office, planned(office, "linxiaoyan", START, ends=end_of(LATER)))
    assert gone(office, "chenjiaming").state is AbsenceState.APPROVED
    found = office.desk.absences.answering(office.head, office.clerk.id)
    assert found.staff == office.head.id


# --- ended and prolonged


def test_it_ends_at_the_very_second_and_not_twice(office):
    asked = decided(office, planned(office, "linxiaoyan", START, LATER))
    ended = back(office, asked, office.clerk)
    assert ended.state is AbsenceState.ENDED
    assert ended.until == ended.ended_at < end_of(START)
    with pytest.raises(NotSoNow):
        back(office, asked, office.clerk)
    with pytest.raises(NotAllowed):
        back(office, decided(office, planned(office, "chenjiaming", NEXT)), office.clerk)


def test_whoever_entered_a_sudden_one_ends_it_too(office):
    who = office.actor("chenjiaming")
    assert back(office, gone(office, "linxiaoyan", who=who), who).state is AbsenceState.ENDED


def test_what_was_taken_back_before_it_began_never_held(office):
    asked = decided(office, planned(office, "linxiaoyan", LATER))
    back(office, asked, office.clerk)
    assert office.desk.absences.away(office.clerk, LATER, LATER) == ()
    office.wall.put(LATER)
    assert office.desk.absences.answering(office.head, office.clerk.id).why.value == "本人"


def test_it_is_prolonged_by_who_agreed_and_b_is_looked_at_again(office):
    posted(office)
    first = decided(office, planned(office, "linxiaoyan", NEXT))
    decided(office, planned(office, "chenjiaming", LATER))
    with pytest.raises(NotAllowed):
        prolonged(office, first, end_of(LATER), office.clerk)
    with pytest.raises(BothAway):
        prolonged(office, first, None)
    for wrong in (end_of(NEXT), end_of(NEXT) + timedelta(seconds=1)):
        with pytest.raises(BadInput):
            prolonged(office, first, wrong)
    longer = prolonged(office, first, end_of(NEXT + timedelta(days=1)))
    assert longer.ends == start_of(LATER)
    with pytest.raises(Conflict):
        prolonged(office, first, None, stopgap=stopgap(office))
    opened = prolonged(office, longer, None, stopgap=stopgap(office))
    assert opened.ends is None
    with pytest.raises(BadInput):
        prolonged(office, opened, None)
    assert prolonged(office, opened, end_of(LATER)).ends == end_of(LATER)


def test_what_is_over_is_neither_agreed_to_nor_ended_nor_prolonged(office):
    asked = planned(office, "linxiaoyan", NEXT)
    agreed = decided(office, planned(office, "chenjiaming", NEXT))
    office.wall.put(LATER)
    with pytest.raises(NotSoNow, match="过去"):
        decided(office, asked)
    with pytest.raises(NotSoNow, match="已经结束"):
        office.desk.absences.end(office.head, EndAbsence(absence=agreed.id, version=agreed.version))
    with pytest.raises(BadInput):
        prolonged(office, agreed, end_of(LATER))


def test_the_calendar_shows_who_is_away_between_two_days(office):
    first = planned(office, "linxiaoyan", START, NEXT)
    second = gone(office, "chenjiaming")
    planned(office, "wuzhihong", LATER)
    away = office.desk.absences.away(office.registrar, NEXT, NEXT)
    assert [each.id for each in away] == [first.id, second.id]
    assert office.desk.absences.away(office.registrar, date(2026, 10, 1), START - timedelta(days=1)) == ()


def test_a_head_who_is_also_a_clerk_asks_the_leader(office):
    given_roles(office, "linxiaoyan", Role.COUNTER_CLERK, Role.DIVISION_HEAD)
    asked = planned(office, "linxiaoyan", NEXT)
    with pytest.raises(NotAllowed):
        decided(office, asked, office.head)
