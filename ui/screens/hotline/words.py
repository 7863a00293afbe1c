"""What the queue calls things: its empty views, the colours of states, and the acts with their keys."""

from __future__ import annotations

from app.hotline.models import OrderState, WorkOrder
from app.hotline.queue import OrderSort, QueueView
from app.people.permissions import Right

V, S = QueueView, OrderState

EMPTY = {
    V.MINE: ("您手上没有工单", "您签收的、改派给您的和等您审核的排在这里；等您签收或裁定的，按 2 看“本单位”。"),
    V.DIVISION: ("本单位没有在办的工单", "信访中心分派来的工单会排在这里，按 S 签收。"),
    V.ARRIVED: ("没有待分派的工单", "市热线中心派来、登记以后还没有分派的，会排在这里。"),
    V.TODAY: ("今天没有到期的工单", "今天必须办完的会排在这里，不论在谁手上。"),
    V.LATE: ("没有逾期的工单", "过了办理时限还没有办结的，会排在这里。"),
    V.RETURNED: ("没有待核实的退单", "承办单位申请退回的，和第二次退单等待裁定的，会排在这里。"),
    V.SUPERVISED: ("没有督办中的工单", "被督办过、还没有办结归档的，会排在这里。"),
    V.TO_CALL_BACK: ("没有待回访的工单", "办结后抽中回访的，会排在这里。"),
    V.ALL: ("没有找到工单", "换几个字再找，或按 Alt+X 去掉筛选条件。"),
}
STATE_ROLES = {
    S.ARRIVED: "soon",
    S.TO_SIGN: "soon",
    S.HANDLING: "accent",
    S.RETURNING: "provisional",
    S.DISPUTED: "late",
    S.REVIEWING: "accent",
    S.TO_CALL_BACK: "provisional",
    S.COMPLETED: "on_time",
    S.ARCHIVED: "secondary",
    S.SENT_BACK: "secondary",
    S.MERGED: "secondary",
}
SHORT = {S.SENT_BACK: "退回市中心"}  # where a chip has no room for more
LETTERS = {
    "dispatch": "F",
    "sign": "S",
    "assign": "G",
    "return": "T",
    "redispatch": "N",
    "uphold": "B",
    "send_back": "K",
    "award": "A",
    "award_back": "Q",
    "call": "L",
    "reply": "D",
    "approve": "P",
    "send_down": "J",
    "co_reply": "X",
    "extend": "Y",
    "extended": "E",
    "supervise": "U",
    "feedback": "I",
    "call_back": "H",
    "rework": "R",
    "merge": "M",
    "link": "Alt+M",
    "change": "C",
    "archive": "V",
}
# What is suggested, in order of what comes first; the rest stands beside it or behind Ctrl+0.
FIRST = (
    "dispatch", "redispatch", "award", "feedback", "sign", "reply", "call", "co_reply", "approve",
    "extended", "archive", "call_back",
)  # fmt: skip
BESIDE = (
    "reply", "approve", "call", "assign", "return", "send_down", "uphold", "send_back", "award_back", "sign",
    "co_reply", "extend", "rework", "supervise", "merge", "link", "change", "call_back",
)  # fmt: skip
# Where a form begins whose first fields are as they mostly are.
BEGINS = {"call_back": "satisfaction"}
# What can be done with several orders at once, and with which right.
MANY = {
    "dispatch": Right.DISPATCH_ORDER,
    "sign": Right.HANDLE_ORDER,
    "assign": Right.REVIEW_ORDER,
    "supervise": Right.SUPERVISE_ORDER,
    "archive": Right.CALL_BACK_ORDER,
}
# What cannot be taken back is said before it is done; 改派 is, by giving the orders back.
FOR_GOOD = {
    "dispatch": "分派不能撤销；主办单位签收以前可以再分派，签收以后由承办单位申请退单。",
    "sign": "签收不能撤销；签收人即经办人，不属于本单位职责的在退单期限内申请退单。",
    "assign": "办理后可以撤销（Alt+Z），撤销即改派回原经办人，另有记录。",
    "supervise": "督办不能撤销，每一次都计入督办次数。",
    "archive": "归档不能撤销。",
}
_LEADS = ("dispatch", "redispatch", "award")  # acts that name the lead
SORTED_BY = {
    OrderSort.DUE: "按到期",
    OrderSort.DISPATCHED: "按派单",
    OrderSort.ARRIVED: "按收到",
    OrderSort.NUMBER: "按编号",
}


def done_words(act: str, order: WorkOrder) -> str:
    """Return what an act has come to, where its state alone does not say it."""
    if act == "assign" and order.handler_name:
        return f"现由{order.handler_name}办理"
    if act == "co_reply":
        return f"已反馈给主办单位{order.lead_name}"
    if act == "supervise":
        return f"已记第{order.supervisions}次督办"
    if act == "call_back" and order.state is S.HANDLING and order.satisfaction is not None:
        return f"{order.satisfaction.value}，转{order.handler_name}重办，时限重新计算"
    if act in ("call", "call_back") and order.state in (S.HANDLING, S.TO_CALL_BACK):
        return f"已记录，仍为“{order.state.value}”"
    done = f"由{order.lead_name}主办" if act in _LEADS else "已办理"
    return f"{done}，现为“{order.state.value}”"
