"""The demo's posts with A and B holder, and an absence of last week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from app.clock import Clock, office_date
from app.people.acting import actor_of
from app.people.halves import end_of, start_of
from app.people.models import Actor
from app.posts.absences import Absences
from app.posts.commands import DecideAbsence, PlanAbsence, SetUpPost
from app.posts.models import TESTS, Goal, Reason
from app.posts.ports import PostStore
from app.posts.posts import Posts

_ADMINISTRATOR, _LEADER = "guanliyuan", "yangzhenhua"
_AWAY = "suhaiyun"


class DemoPost(NamedTuple):
    """A post by the logins of its holders; it belongs to A's division."""

    name: str
    a: str
    b: str
    duties: str
    goal: str
    measure: str
    second_b: str = ""


POSTS = (
    DemoPost(
        "1号窗口受理岗", "linxiaoyan", "chenjiaming", "接待申请人，一次性告知，收件和受理。",
        "收件当日告知或受理", "当日告知或受理的办件占收件的比例", "wuzhihong",
    ),
    DemoPost(
        "2号窗口受理岗", "chenjiaming", "linxiaoyan", "接待申请人，一次性告知，收件和受理。",
        "收件当日告知或受理", "当日告知或受理的办件占收件的比例", "wuzhihong",
    ),
    DemoPost(
        "审批经办岗", "wuzhihong", "zhengmeiling", "审查申请，起草和提交否定报备，办结送达。",
        "办件按承诺时限办结", "按时办结率",
    ),
    DemoPost(
        "行政审批处负责人岗", "xujianguo", "caiwenjuan", "负责全处工作，核查否定报备，落实一岗双责。",
        "否定报备一个工作日内核查", "一个工作日内核查的比例",
    ),
    DemoPost(
        "5号窗口登记岗", "huangyating", "zhengmeiling", "接待申请人，收取登记材料，出具受理凭证。",
        "登记申请当场告知", "当场告知的比例",
    ),
    DemoPost(
        "登记审核岗", "zhengmeiling", "wuzhihong", "审核登记材料，登簿，处理疑难登记。",
        "登记按承诺时限办结", "按时办结率", "huangyating",
    ),
    DemoPost(
        "登记中心负责人岗", "caiwenjuan", "xujianguo", "负责中心工作，核查否定报备，落实一岗双责。",
        "否定报备一个工作日内核查", "一个工作日内核查的比例",
    ),
    DemoPost(
        "分管局领导岗", "yangzhenhua", "caiwenjuan", "分管审批和登记，核查否定报备，审批延期。",
        "否定报备一个工作日内核查", "一个工作日内核查的比例", "xujianguo",
    ),
    DemoPost(
        "信访岗", "suhaiyun", "luguoqiang", "派发热线工单，接待来访，办理投诉。",
        "工单当日派发", "当日派发的比例",
    ),
    DemoPost(
        "效能督查岗", "luguoqiang", "suhaiyun", "受理效能投诉，组织复核和督查。",
        "投诉按期答复", "按期答复率",
    ),
    DemoPost(
        "档案岗", "jianglihua", "luguoqiang", "接收、整理和保管文书档案。",
        "文书按年归档", "归档率",
    ),
    DemoPost(
        "系统管理岗", "guanliyuan", "jianglihua", "维护人员、事项、日历和备份。",
        "每日备份", "有备份的工作日比例",
    ),
)  # fmt: skip


def set_up_posts(store: PostStore, clock: Clock) -> None:
    """Set up the demo's posts, held since the year began."""
    posts, chief = Posts(store, clock), _actor(store, _ADMINISTRATOR)
    year = office_date(clock()).year
    for post in POSTS:
        holders = {each.login: each for each in _people(store, (post.a, post.b, post.second_b))}
        posts.set_up(
            chief,
            SetUpPost(
                division=holders[post.a].division,
                name=post.name,
                duties=post.duties,
                a=holders[post.a].id,
                b=holders[post.b].id,
                second_b=holders[post.second_b].id if post.second_b else None,
                goals=(_goal(post, year),),
                effective_from=date(year - 1, 1, 1),
                approved_by_name="杨振华",
                approved_on=date(year - 1, 1, 1),
                filed_on=date(year - 1, 1, 5),
            ),
        )


def _goal(post: DemoPost, year: int) -> Goal:
    passed: dict[str, Any] = dict.fromkeys(TESTS, True)
    return Goal(goal=post.goal, measure=post.measure, target="100%", due_on=date(year, 12, 31), **passed)


def plan_journey(store: PostStore, clock: Clock, today: date) -> None:
    """Let one be away for two days of the week before today, as was asked for and agreed to before."""
    monday = today - timedelta(days=today.weekday() + 7)
    absences, away = Absences(store, clock), _actor(store, _AWAY)
    asked = absences.plan(
        away,
        PlanAbsence(
            reason=Reason.TRAVEL,
            starts=start_of(monday + timedelta(days=1)),
            ends=end_of(monday + timedelta(days=2)),
            note="赴省热线中心交流",
        ),
    )
    absences.decide(
        _actor(store, _LEADER),
        DecideAbsence(absence=asked.id, version=asked.version, agree=True, opinion="同意"),
    )


def _actor(store: PostStore, login: str) -> Actor:
    return _people(store, (login,))[0]


def _people(store: PostStore, logins: tuple[str, ...]) -> list[Actor]:
    with store.read() as unit:
        found = (unit.people.find_by_login(login) for login in logins if login)
        return [actor_of(unit.people, each) for each in found if each is not None]
