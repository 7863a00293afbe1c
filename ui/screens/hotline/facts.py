"""The particulars of a work order as its pane shows them."""

from __future__ import annotations

from app.clock import chinese_date_weekday, chinese_moment
from app.hotline.models import Secrecy, Share, WorkOrder
from ui.screens.facts import in_brief
from ui.screens.hotline.reading import Reading


def now_words(reading: Reading) -> str:
    """Return who has the order now and what for, "" where it has ended."""
    segment = reading.view.segment
    if segment is None:
        return ""
    told = "；".join(filter(None, (segment.holding.step, segment.holding.why)))
    return f"现由{reading.holder}：{in_brief(told)}"


def caller_name(order: WorkOrder) -> str:
    """Return what the caller is called."""
    caller = order.caller
    return f"{caller.name}（匿名）" if caller.anonymous else caller.name


def caller_facts(order: WorkOrder) -> tuple[tuple[str, str], ...]:
    """Return what is known of the caller."""
    caller = order.caller
    return (
        ("诉求人", caller_name(order)),
        ("电话", caller.telephone),
        ("证件", caller.certificate),
        ("地址", caller.address),
        ("保密", "" if order.secrecy is Secrecy.NONE else order.secrecy.value),
    )


def order_facts(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return the particulars of the order; its own limit where another day is shown above."""
    order, due = reading.order, reading.due
    other = order.due is not None and due is not None and due.due != order.due
    called = chinese_moment(order.called_at) if order.called_at else ""
    dispatched = chinese_moment(order.dispatched_at) if order.dispatched_at else ""
    limit = f"，{order.limit_days}个工作日" if order.limit_days else ""
    return (
        ("地点", order.place),
        ("目的", order.purpose),
        ("来源", "，".join(filter(None, (order.channel, called)))),
        ("收到", chinese_moment(order.arrived_at)),
        ("市中心", f"要求{chinese_date_weekday(order.city_due)}前办结" if order.city_due else ""),
        ("派单", f"{dispatched}{limit}" if dispatched else ""),
        ("期限", chinese_date_weekday(order.due) if other and order.due else ""),
        ("主办", order.lead_name),
        ("经办人", order.handler_name),
        ("审核", order.reviewer_name),
        ("回访", _called_back(order)),
        ("并入", "、".join(reading.view.merged)),
    )


def _called_back(order: WorkOrder) -> str:
    if order.satisfaction is None:
        return ""
    solved = {True: "，已解决", False: "，未解决", None: ""}[order.solved]
    return f"{order.satisfaction.value}{solved}"


def reply_facts(order: WorkOrder) -> tuple[tuple[str, str], ...]:
    """Return the answer, sent or in review."""
    reply = order.reply
    return (
        ("答复", reply.content),
        ("依据", reply.basis),
        ("结果", reply.result.value if reply.result else ""),
        ("态度", reply.attitude),
    )


def share_words(share: Share) -> tuple[str, str]:
    """Return a co-handling division's part: its state, and who does what until when."""
    state = "已撤回" if share.withdrawn else "已反馈" if share.replied_at else "待反馈"
    told = f"{share.division_name}：{share.task}（{chinese_date_weekday(share.due)}前反馈）"
    reply = f"\n{share.replied_by_name}反馈：{share.reply}" if share.replied_at else ""
    return state, f"{told}{reply}"


def times_facts(order: WorkOrder) -> str:
    """Return how often it was supervised, returned and done again, in full words."""
    times = (("督办", order.supervisions), ("退单", order.returns), ("重办", order.reworks))
    return "，".join(f"{word}{count}次" for word, count in times if count)
