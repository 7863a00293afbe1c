"""The 12345 work orders of the demo's last weeks, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from app.calendar.shelf import CalendarShelf
from app.clock import SHANGHAI, local
from app.founding.demo_month import Wall
from app.founding.demo_people import natural_person
from app.hotline.commands import DoOrder, RegisterOrder
from app.hotline.models import WorkOrder
from app.hotline.orders import WorkOrders
from app.hotline.ports import OrderStore
from app.people.acting import actor_of
from app.people.models import Actor
from app.people.rota import present

SEED = 345
_PETITION, _HANDLER, _HEAD, _REGISTRAR, _OTHER_HEAD = (
    "suhaiyun", "wuzhihong", "xujianguo", "zhengmeiling", "caiwenjuan",
)  # fmt: skip
_LICENCE, _REGISTRY = "行政审批处", "不动产登记中心"
Life = Iterator[None]


class HotlineDesk:
    """Lets orders come on their days, each at twenty past nine after the visitors."""

    def __init__(self, store: OrderStore, wall: Wall) -> None:
        self._store = store
        self._wall = wall
        self._orders = WorkOrders(store, wall, CalendarShelf())
        self._chance = Random(SEED)  # noqa: S311 - invented callers, no secret
        self._coming = list(ORDERS)
        self._going: list[Life] = []
        self._count = 0

    def receive(self, day: date, back: int, end: datetime) -> None:
        """Do what falls on a day, ``back`` working days before the last; nothing that were still to come.

        While the petition centre's one person is away, all of it waits for her.
        """
        self._wall.put(day, 9, 20)
        if datetime.combine(day, time(10), SHANGHAI) >= end or self._is_away():
            return
        self._going += [life(self) for when, life in self._coming if when >= back]
        self._coming = [each for each in self._coming if each[0] < back]
        for life in self._going:
            next(life, None)

    def arrived(self, kind: str, topic: str, title: str, content: str, **fields: Any) -> WorkOrder:
        """Register an invented caller's order as the city's platform sent it."""
        person, at = natural_person(self._chance), local(self._wall.at)
        self._count += 1
        given = {
            "number": f"RX{at:%Y%m%d}{self._count:04d}",
            "type": kind,
            "topic": topic,
            "title": title,
            "content": content,
            "caller": person["name"],
            "telephone": person["telephone"],
            "called_at": f"{at - timedelta(hours=14):%Y-%m-%dT%H:%M}",
            "city_dispatched_at": f"{at - timedelta(minutes=35):%Y-%m-%dT%H:%M}",
            **fields,
        }
        return self._orders.register(self._actor(_PETITION), RegisterOrder(fields=given))

    def soon(self) -> str:
        """Return the day nine days on, as it is filled in."""
        return f"{local(self._wall.at) + timedelta(days=9):%Y-%m-%d}"

    def did(self, login: str, order: WorkOrder, act: str, **fields: Any) -> WorkOrder:
        """Take a way."""
        return self._orders.do(self._actor(login), DoOrder(order=order.id, act=act, fields=fields))

    def dispatched(self, order: WorkOrder, lead: str, **fields: Any) -> WorkOrder:
        """Dispatch an order to its lead division."""
        return self.did(_PETITION, order, "dispatch", type=order.type.value, lead=lead, **fields)

    def answered(
        self, login: str, order: WorkOrder, content: str, basis: str, result: str = "解决"
    ) -> WorkOrder:
        """Hand in the answer."""
        return self.did(login, order, "reply", content=content, basis=basis, result=result, attitude="表示理解")

    def _is_away(self) -> bool:
        """Tell whether nobody dispatches today: the petition centre's one person is away."""
        at = self._wall.at
        with self._store.read() as unit:
            staff = unit.people.find_by_login(_PETITION)
            return staff is not None and staff.id in present(unit.people.rota(at), at).away

    def _actor(self, login: str) -> Actor:
        with self._store.read() as unit:
            staff = unit.people.find_by_login(login)
            assert staff is not None
            return actor_of(unit.people, staff)


def _enquiry(desk: HotlineDesk) -> Life:
    text = "来电询问自建房办理乡村建设规划许可需要哪些材料。"
    order = desk.dispatched(desk.arrived("咨询", "规划", "乡村建设规划许可材料", text), _LICENCE)
    desk.did(_HANDLER, order, "sign")
    desk.did(_HANDLER, order, "call", words="电话说明材料清单，来电人已记下。")
    desk.answered(
        _HANDLER, order, "已逐项说明材料和办理时限。", "《福建省乡村建设规划许可管理办法》", "解释说明"
    )
    desk.did(_HEAD, order, "approve")
    yield
    desk.did(_PETITION, order, "call_back", satisfaction="非常满意", solved=True)
    yield


def _redone(desk: HotlineDesk) -> Life:
    text = "小区配套用房长期被占用，多次反映没有结果，请核查权属并依法处理。"
    shares = [{"division": _LICENCE, "task": "提供规划核实图纸", "due": desk.soon()}]
    order = desk.arrived("投诉", "登记", "配套用房被占用", text, place="示例路66号小区")
    order = desk.dispatched(order, _REGISTRY, co_handlers=shares)
    yield
    desk.did(_REGISTRAR, order, "sign")
    desk.did(_HANDLER, order, "co_reply", reply="规划核实图纸显示该处为公共配套用房。")
    yield
    desk.did(_REGISTRAR, order, "call", words="约定现场核对时间。")
    basis = "《不动产登记暂行条例》第十四条"
    desk.answered(_REGISTRAR, order, "权属登记清楚，已将占用线索移交属地处理。", basis, "部分解决")
    yield
    desk.did(_OTHER_HEAD, order, "approve")
    yield
    desk.did(
        _PETITION, order, "call_back", satisfaction="不满意", solved=False, opinion="现场仍被占用，没有人来过。"
    )
    yield
    desk.did(_REGISTRAR, order, "call", words="已约属地街道一同到现场。")
    yield


def _returned(desk: HotlineDesk) -> Life:
    text = "二手房过户材料已交十日仍未办好，请帮忙查询。"
    order = desk.dispatched(desk.arrived("求助", "登记", "过户进度查询", text), _LICENCE)
    desk.did(
        _HANDLER,
        order,
        "return",
        reason="过户登记不属于本处职责。",
        basis="本局职能配置规定",
        suggested=_REGISTRY,
    )
    yield
    desk.did(_PETITION, order, "redispatch", type="求助", lead=_REGISTRY, opinion="理由成立，改派登记中心。")
    desk.did(_REGISTRAR, order, "sign")
    desk.did(_REGISTRAR, order, "call", words="告知登簿时间。")
    yield
    desk.answered(_REGISTRAR, order, "登簿已完成，可领取证书。", "《不动产登记暂行条例》第二十条")
    desk.did(_OTHER_HEAD, order, "approve")
    yield


def _supervised(desk: HotlineDesk) -> Life:
    text = "楼下餐饮店擅自加建烟道和平台，影响采光和通行。"
    order = desk.arrived("投诉", "执法", "擅自加建平台", text, place="示例大道120号")
    order = desk.dispatched(order, _LICENCE)
    yield
    desk.did(_HANDLER, order, "sign")
    desk.did(_HANDLER, order, "call", words="来电人要求先停工。")
    for _ in range(5):
        yield
    given = {"problem": "临近期限没有实质进展。", "demand": "两日内到现场核查并答复。", "due": desk.soon()}
    desk.did(_PETITION, order, "supervise", way="电话", **given)
    yield


def _suggested(desk: HotlineDesk) -> Life:
    text = "建议在登记大厅增设老年人专窗和坐席。"
    order = desk.dispatched(desk.arrived("建议", "登记", "增设老年人专窗", text), _REGISTRY)
    yield
    desk.did(_REGISTRAR, order, "sign")
    yield


def _reported(desk: HotlineDesk) -> Life:
    text = "举报某工地未取得许可先行开挖，请为举报人保密。"
    order = desk.arrived("举报", "执法", "未批先建", text, place="示例北路工地", secrecy="诉求人信息保密")
    order = desk.dispatched(order, _LICENCE)
    desk.did(_HANDLER, order, "sign")
    yield
    desk.did(_HANDLER, order, "call", words="已向举报人了解开挖时间和位置。")
    yield


def _complained(desk: HotlineDesk) -> Life:
    text = "反映窗口工作人员一次没有说清材料，来回跑了三趟。"
    order = desk.arrived("投诉", "其他", "窗口一次性告知不到位", text, secrecy="效能投诉保密")
    desk.dispatched(order, _LICENCE)
    yield


def _disputed(desk: HotlineDesk) -> Life:
    text = "自家宅基地与邻居地界不清，请测绘确认。"
    order = desk.dispatched(desk.arrived("求助", "测绘", "宅基地界址确认", text), _LICENCE)
    desk.did(
        _HANDLER,
        order,
        "return",
        reason="界址测绘不属于本处职责。",
        basis="本局职能配置规定",
        suggested=_REGISTRY,
    )
    desk.did(_PETITION, order, "redispatch", type="求助", lead=_REGISTRY, opinion="改派登记中心。")
    yield
    desk.did(
        _REGISTRAR, order, "return", reason="未经登记的宅基地由属地先行确权。", basis="《土地管理法》第十四条"
    )
    yield


def _due_today(desk: HotlineDesk) -> Life:
    text = "网上申报系统提交后看不到受理进度，请协助。"
    order = desk.dispatched(desk.arrived("求助", "规划", "网上申报进度", text, channel="网站"), _LICENCE)
    desk.did(_HANDLER, order, "sign")
    yield


def _pending_return(desk: HotlineDesk) -> Life:
    text = "咨询公租房申请条件和排队进度。"
    order = desk.dispatched(desk.arrived("咨询", "其他", "公租房申请", text), _REGISTRY)
    desk.did(_REGISTRAR, order, "return", reason="公租房由住房保障部门办理。", basis="市级权责清单")
    yield


def _fresh(desk: HotlineDesk) -> Life:
    text = "河道边新建围墙占用绿地，请核实是否经过审批。"
    desk.arrived("投诉", "规划", "围墙占用绿地", text, place="示例河南岸")
    desk.arrived("咨询", "土地", "临时用地续期", "来电询问临时用地到期后怎样续期。", urgent=True)
    text = "对法院判决的房屋权属不服，要求重新确认登记。"
    desk.arrived("求助", "登记", "判决后的权属争议", text)
    yield


ORDERS = (
    (15, _enquiry),
    (12, _redone),
    (10, _returned),
    (8, _supervised),
    (5, _suggested),
    (3, _reported),
    (2, _complained),
    (2, _disputed),
    (1, _due_today),
    (1, _pending_return),
    (0, _fresh),
)
