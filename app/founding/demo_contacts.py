"""Who came or called in the demo's last two weeks, and whom each was handed to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from random import Random
from typing import Any

from app.calendar.shelf import CalendarShelf
from app.clock import SHANGHAI
from app.contacts.commands import DoContact, RegisterContact
from app.contacts.contacts import Contacts
from app.contacts.models import FirstContact
from app.contacts.ports import ContactStore
from app.documents.first_contact_record.fields import OTHER_POST, OUTSIDE, OWN, PETITION
from app.founding.demo_month import Wall
from app.founding.demo_people import natural_person
from app.people.acting import actor_of
from app.people.models import Actor

SEED = 186
_CLERK, _SECOND, _HANDLER, _REGISTRAR, _LEADER = (
    "linxiaoyan", "chenjiaming", "wuzhihong", "zhengmeiling", "yangzhenhua",
)  # fmt: skip


class FrontDesk:
    """Lets visitors come on their days, each at five past nine before anything else is done."""

    def __init__(self, store: ContactStore, wall: Wall) -> None:
        self._store = store
        self._wall = wall
        self._contacts = Contacts(store, wall, CalendarShelf())
        self._chance = Random(SEED)  # noqa: S311 - invented visitors, no secret
        self._going: list[Iterator[None]] = []

    def receive(self, day: date, back: int, end: datetime) -> None:
        """Do what falls on a day, ``back`` working days before the last; nothing that were still to come."""
        if datetime.combine(day, time(10), SHANGHAI) >= end:
            return
        self._wall.put(day, 9, 5)
        self._going += [life(self) for when, life in VISITS if when == back]
        for life in self._going:
            next(life, None)

    def registered(self, login: str, kind: str, content: str, **fields: Any) -> FirstContact:
        """Register an invented visitor."""
        person = natural_person(self._chance)
        given = {
            "visitor_name": person["name"],
            "telephone": person["telephone"],
            "contact_kind": kind,
            "contact_channel": "来人",
            "content": content,
            **fields,
        }
        return self._contacts.register(self._actor(login), RegisterContact(fields=given))

    def did(
        self, login: str, contact: FirstContact, act: str, fields: Mapping[str, Any] | None = None
    ) -> FirstContact:
        """Take a way."""
        command = DoContact(contact=contact.id, act=act, fields=fields or {})
        return self._contacts.do(self._actor(login), command)

    def _actor(self, login: str) -> Actor:
        with self._store.read() as unit:
            staff = unit.people.find_by_login(login)
            assert staff is not None
            return actor_of(unit.people, staff)


def _answered(desk: FrontDesk) -> Iterator[None]:
    text = "查询本人名下的不动产登记信息。"
    desk.registered(_CLERK, "查询", text, outcome=OWN, answer="已当场查询，打印登记信息一份。")
    yield


def _called_in_time(desk: FrontDesk) -> Iterator[None]:
    text = "咨询规划许可变更需要哪些材料、多久办好。"
    contact = desk.registered(
        _CLERK, "咨询", text, outcome=OTHER_POST, responsible=_HANDLER, contact_channel="来电"
    )
    desk.did(_HANDLER, contact, "take")
    yield
    said = {"call_words": "电话说明条件和材料", "answer": "按一次性告知的清单准备，受理后按承诺时限办结。"}
    desk.did(_HANDLER, contact, "called", said)
    yield


def _major(desk: FrontDesk) -> Iterator[None]:
    text = "多户居民来访，反映示范片区规划公示不清，要求说明。"
    contact = desk.registered(
        _SECOND, "投诉", text, outcome=OTHER_POST, responsible=_HANDLER, major=True, leader=_LEADER
    )
    desk.did(_HANDLER, contact, "take")
    desk.did(_HANDLER, contact, "called", {"call_words": "约定两日内答复"})
    desk.did(_HANDLER, contact, "report", {"leader": "yangzhenhua", "reason": "涉及多户居民"})
    yield
    opinion = {"leader_opinion": "请行政审批处到现场说明公示内容，当日答复。"}
    desk.did(_LEADER, contact, "opinion", opinion)
    answer = {"answer": "已到现场说明公示内容和意见反馈方式。", "result": "来访人表示清楚"}
    desk.did(_HANDLER, contact, "answer", answer)
    yield


def _outside(desk: FrontDesk) -> Iterator[None]:
    guide = {"outside_organ": "示例市住房和城乡建设局", "outside_telephone": "0590-5550210"}
    desk.registered(
        _SECOND, "咨询", "咨询公租房申请条件。", outcome=OUTSIDE, guidance="请带身份证和户口簿。", **guide
    )
    yield


def _led(desk: FrontDesk) -> Iterator[None]:
    desk.registered(_CLERK, "投诉", "投诉邻地施工扬尘。", outcome=PETITION)
    yield


def _unsigned(desk: FrontDesk) -> Iterator[None]:
    text = "咨询不动产首次登记缺少规划核实材料怎么办。"
    desk.registered(_SECOND, "咨询", text, outcome=OTHER_POST, responsible=_REGISTRAR)
    yield


def _to_call(desk: FrontDesk) -> Iterator[None]:
    text = "来电询问临时用地到期后如何续期。"
    contact = desk.registered(
        _CLERK, "办事", text, outcome=OTHER_POST, responsible=_HANDLER, contact_channel="来电"
    )
    desk.did(_HANDLER, contact, "take")
    yield


def _promised(desk: FrontDesk) -> Iterator[None]:
    desk.registered(_CLERK, "办事", "拟建项目边界与旧图不一致，询问如何办理。", outcome=OWN)
    yield


def _to_sign(desk: FrontDesk) -> Iterator[None]:
    desk.registered(_HANDLER, "咨询", "询问窗口收件需要几份图纸。", outcome=OTHER_POST, responsible=_CLERK)
    yield


VISITS = (
    (12, _answered),
    (9, _called_in_time),
    (6, _major),
    (4, _outside),
    (3, _led),
    (3, _unsigned),
    (1, _to_call),
    (0, _promised),
    (0, _to_sign),
)
