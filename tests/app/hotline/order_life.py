"""Work orders of the tests: registered, sent on their way, and looked at."""

from __future__ import annotations

from app.hotline.commands import DoOrder, RegisterOrder
from app.hotline.steps import order_subject

ARRIVED = {
    "number": "XM2026110200001",
    "type": "投诉",
    "title": "夜间施工噪声",
    "content": "示例路在建工地夜间施工，影响休息，请依法查处。",
    "caller": "陈嘉禾",
    "telephone": "13800005678",
    "address": "示例区海沧大道9号",
    "place": "示例路18号",
}
LICENSING, REGISTRY = "行政审批处", "不动产登记中心"
WHO = {
    "dispatch": "suhaiyun",
    "sign": "wuzhihong",
    "assign": "xujianguo",
    "return": "wuzhihong",
    "redispatch": "suhaiyun",
    "uphold": "suhaiyun",
    "send_back": "suhaiyun",
    "award": "yangzhenhua",
    "award_back": "yangzhenhua",
    "call": "wuzhihong",
    "reply": "wuzhihong",
    "approve": "xujianguo",
    "send_down": "xujianguo",
    "co_reply": "zhengmeiling",
    "extend": "wuzhihong",
    "extended": "suhaiyun",
    "supervise": "suhaiyun",
    "feedback": "wuzhihong",
    "call_back": "suhaiyun",
    "rework": "suhaiyun",
    "merge": "suhaiyun",
    "link": "suhaiyun",
    "change": "suhaiyun",
    "archive": "suhaiyun",
}
GIVEN = {
    "dispatch": {"type": "投诉", "lead": LICENSING},
    "return": {"reason": "不属于本处职责", "basis": "三定规定第五条"},
    "redispatch": {"type": "投诉", "lead": REGISTRY, "opinion": "属登记中心"},
    "uphold": {"opinion": "属本处职责"},
    "send_back": {"opinion": "不属于本局职责", "basis": "权责清单第三项"},
    "award": {"type": "投诉", "lead": LICENSING, "opinion": "以本裁定为准"},
    "award_back": {"opinion": "不属于本局职责"},
    "call": {"words": "已了解施工时段"},
    "reply": {"content": "已责令停止夜间施工。", "basis": "《环境噪声污染防治法》第四十三条", "result": "解决"},
    "send_down": {"opinion": "请写明整改时间"},
    "co_reply": {"reply": "登记情况属实"},
    "extend": {"days": 2, "reason": "须现场测量", "basis": "本局规定"},
    "extended": {"told_on": "2026-11-03"},
    "supervise": {"problem": "答复空泛", "demand": "重新核查", "due": "2099-01-05"},
    "feedback": {"feedback": "已重新核查"},
    "call_back": {"satisfaction": "满意", "solved": True},
    "rework": {"reason": "群众反映仍未解决"},
    "change": {"type": "举报", "reason": "实为举报"},
}


def registered(office, **fields):
    given = {**ARRIVED, **fields}
    return office.desk.orders.register(office.actor("suhaiyun"), RegisterOrder(fields=given))


def did(office, order, act, who="", **fields):
    given = {**GIVEN.get(act, {}), **fields}
    actor = office.actor(who or WHO[act])
    return office.desk.orders.do(actor, DoOrder(order=order.id, act=act, fields=given))


def went(office, *acts, **fields):
    """Register an order and take some ways with it, by those who may."""
    order = registered(office, **fields)
    for act in acts:
        order = did(office, order, act)
    return order


def view(office, order, who="suhaiyun"):
    return office.desk.orders.get(office.actor(who), order.id)


def held(office, order):
    with office.store.read() as unit:
        return unit.custody.open_of(order_subject(order.id))


def course(office, order):
    return [record.kind.value for record in view(office, order).records]
