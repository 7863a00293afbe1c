from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.cases.commands import IssueForCase
from app.cases.models import CaseState
from app.denials.commands import OnePersonOneStation
from app.denials.models import DenialState
from app.errors import BadInput, NotAllowed
from app.people.models import Grant, Role
from app.people.staffing import ChangeStaff
from app.posts.commands import ChangePost, Stopgap
from tests.app.cases.living import Life
from tests.app.counter.at_work import opened
from tests.app.denials.at_the_chain import checked, drafted, state_of, submitted
from tests.app.posts.away import back, contents, decided, gone, hat, planned, posted
from tests.office import START

NEXT = START + timedelta(days=1)


def test_b_does_not_agree_to_an_absence_of_his_own_or_of_whom_he_stands_in_for(office):
    posted(office, "xujianguo", "wuzhihong", name="负责人岗")
    own = planned(office, "wuzhihong", NEXT + timedelta(days=2))
    gone(office, "xujianguo", who=office.clerk)
    acting = hat(office, "wuzhihong", "xujianguo")
    with pytest.raises(NotAllowed, match="本人"):
        decided(office, own, acting)
    assert decided(office, planned(office, "linxiaoyan", NEXT), acting).decided_by_name == "吴志宏（代许建国）"


def test_b_of_the_head_does_not_check_what_he_handed_in_and_another_b_does(office):
    posted(office, "xujianguo", "wuzhihong", "linxiaoyan", name="负责人岗")
    denial = submitted(
        office, drafted(office, opened(office, who=office.actor("chenjiaming")), office.actor("chenjiaming"))
    )
    gone(office, "xujianguo", who=office.clerk)
    acting = hat(office, "wuzhihong", "xujianguo")
    with pytest.raises(OnePersonOneStation, match="本人不得核查本人所报"):
        checked(office, denial, acting)
    gone(office, "wuzhihong", who=office.clerk)
    second = hat(office, "linxiaoyan", "xujianguo")
    done_ = checked(office, denial, second)
    assert done_.state is DenialState.LEADER
    assert done_.checks[-1].staff_name == "林晓燕（代许建国）"
    assert done_.checks[-1].staff == second.id


def test_whoever_checked_as_himself_does_not_check_again_in_the_leaders_place(office):
    posted(office, "yangzhenhua", "xujianguo", "luguoqiang", name="分管岗")
    denial = checked(office, submitted(office, drafted(office, opened(office))), office.head)
    gone(office, "yangzhenhua", who=office.administrator)
    with pytest.raises(OnePersonOneStation, match="只能在一个环节"):
        checked(office, denial, hat(office, "xujianguo", "yangzhenhua"))
    assert state_of(office, denial_case(office, denial)) is CaseState.DENYING


def test_no_window_clerk_refuses_in_the_handlers_place(office):
    posted(office, "wuzhihong", "chenjiaming", "xujianguo", name="审查岗")
    case = opened(office)
    gone(office, "wuzhihong", who=office.clerk)
    acting = hat(office, "chenjiaming", "wuzhihong")
    fields = {
        "situation": "不属于本机关职权范围",
        "reasons": "应向海洋主管部门申请。",
        "right_organ": "市海洋局",
    }
    with pytest.raises(NotAllowed, match="出具不予受理通知书"):
        office.desk.papers.issue(
            acting, IssueForCase(case=case.id, type_key="non_acceptance_notice", fields=fields)
        )
    offers = {each.way.key: each.closed for each in office.desk.acts.offers(acting, case.id)}
    assert "须由" in offers["non_acceptance_notice"]
    assert offers["deny"] == ""


def denial_case(office, denial):
    return office.desk.counter.get(office.clerk, denial.case).case


def test_whoever_asked_for_more_time_does_not_grant_it_in_the_leaders_place(office):
    posted(office, "yangzhenhua", "wuzhihong", name="分管岗")
    life = Life(office)
    life.accept()
    life.do("ask_extension", {"days": 5, "reason": "须征求主管部门意见"})
    gone(office, "yangzhenhua", who=office.administrator)
    with pytest.raises(NotAllowed, match="不能自己审批"):
        life.do("decide_extension", {"decision": "批准"}, hat(office, "wuzhihong", "yangzhenhua"))


def test_in_the_administrators_place_nobody_gives_himself_roles_or_another_password(office):
    posted(office, "guanliyuan", "jianglihua", name="管理岗")
    gone(office, "guanliyuan", who=office.actor("suhaiyun"))
    acting = hat(office, "jianglihua", "guanliyuan")
    people = {each.login: each for each in office.desk.staffing.staff(acting)}
    own, other = people["jianglihua"], people["linxiaoyan"]
    grants = (*own.grants, Grant(role=Role.ADMINISTRATOR, division=None))
    wish = {"division": own.division, "counter": "", "active": True}
    change = ChangeStaff(staff=own.id, version=own.version, name=own.name, grants=grants, **wish)
    with pytest.raises(NotAllowed, match="本人"):
        office.desk.staffing.change(acting, change)
    with pytest.raises(NotAllowed, match="本人"):
        office.desk.staffing.reset_password(acting, own.id, "demo-2027-long")
    with pytest.raises(NotAllowed, match="系统管理员本人"):
        office.desk.staffing.reset_password(acting, office.administrator.id, "demo-2027-long")
    office.desk.staffing.reset_password(acting, other.id, "demo-2027-long")
    (entry,) = [each for each in office.desk.ledger.of(f"staff:{other.id}") if each.act == "reset_password"]
    assert (entry.actor_name, entry.behalf_name) == ("江丽华", "管立远")


def test_in_the_heads_place_nobody_puts_himself_on_a_post_or_in_another_s_place(office):
    posted(office, "xujianguo", "wuzhihong", name="负责人岗")
    held = posted(office, who=office.head)
    away = gone(office, "xujianguo", who=office.clerk)
    acting = hat(office, "wuzhihong", "xujianguo")
    mine = contents(office, "linxiaoyan", "chenjiaming", "wuzhihong")
    with pytest.raises(NotAllowed, match="本人"):
        office.desk.posts.set_up(acting, mine)
    with pytest.raises(NotAllowed, match="本人"):
        office.desk.posts.change(acting, ChangePost(post=held.id, version=1, contents=mine))
    asked = planned(office, "linxiaoyan", NEXT)
    own = Stopgap(staff=acting.id, ground="我来")
    with pytest.raises(NotAllowed, match="本人"):
        decided(office, asked, acting, stopgap=own)
    assert decided(office, asked, acting).holds
    back(office, away, office.head)
    changed = office.desk.posts.change(office.head, ChangePost(post=held.id, version=1, contents=mine))
    gone(office, "xujianguo", who=office.clerk)
    again = replace(mine, duties="受理")
    assert (
        office.desk.posts.change(acting, ChangePost(post=changed.id, version=2, contents=again)).duties
        == "受理"
    )


def test_a_clerk_gains_no_veto_by_standing_in_for_a_clerk(office):
    posted(office)
    gone(office, "linxiaoyan", who=office.head)
    acting = hat(office, "chenjiaming")
    denial = drafted(office, opened(office), acting)
    with pytest.raises(NotAllowed):
        submitted(office, denial, acting)


@pytest.mark.parametrize("absent", ["wuzhihong", "xujianguo", "yangzhenhua"])
def test_no_hat_lets_two_people_fill_three_stations(office, absent):
    """Whoever of the three is away, and whoever of the others stands in: three persons sign, or none."""
    others = [each for each in ("wuzhihong", "xujianguo", "yangzhenhua") if each != absent]
    for substitute in others:
        posted(office, absent, substitute, name=f"{substitute}代")
    away = gone(office, absent, who=office.clerk if absent != "yangzhenhua" else office.administrator)
    with office.store.read() as unit:
        rota = unit.people.rota(office.wall())
    standing_in = [each for each in others if office.desk.people.standing_in(office.actor(each))]
    assert len(standing_in) == 1
    hats = {absent: hat(office, standing_in[0], absent)}
    actors = [hats.get(each) or office.actor(each) for each in ("wuzhihong", "xujianguo", "yangzhenhua")]
    denial = drafted(office, opened(office))
    with pytest.raises((OnePersonOneStation, BadInput)):
        through(office, denial, actors)
    assert rota.away[0].id == away.id


def through(office, denial, actors, **more):
    """Take the denial through its three stations."""
    denial = submitted(office, denial, actors[0], **more)
    denial = checked(office, denial, actors[1])
    return checked(office, denial, actors[2])
