"""Who may take which way of an order's life, and what must come first; "" where nothing stands against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.hotline.models import RecordKind, Share, WorkOrder
from app.people.models import Actor
from app.people.permissions import Right, may


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How an order stands, as far as the ways ask: its shares, what waits, what the office allows.

    ``can_extend`` says whether the office turned extensions on, ``asked`` whether one waits for its decision,
    ``owes_feedback`` whether a supervision has no feedback yet, ``arbitrated`` whether a dispute was decided.
    ``origin`` is the first contact an order without a number of the city was made from.
    ``last`` is which person himself made the last record of a kind, in whoever's place.
    """

    order: WorkOrder
    shares: tuple[Share, ...] = ()
    can_extend: bool = False
    asked: bool = False
    owes_feedback: bool = False
    arbitrated: bool = False
    origin: str = ""
    last: Mapping[RecordKind, int] = field(default_factory=dict)


Closed = Callable[[Standing, Actor], str]


def always(_standing: Standing, _actor: Actor) -> str:
    """Let everybody pass."""
    return ""


def holding(right: Right, *, centre: bool = False) -> Closed:
    """Ask for a right in the lead's division, or (``centre``) in that of the petition centre."""

    def closed(standing: Standing, actor: Actor) -> str:
        order = standing.order
        place = order.division if centre else order.lead
        if place is not None and may(actor, right, place):
            return ""
        where = order.division_name if centre else order.lead_name or "主办单位"
        return f"须由{where}有“{right.value}”权限的人办理。"

    return closed


def anywhere(right: Right) -> Closed:
    """Ask for a right anywhere."""

    def closed(_standing: Standing, actor: Actor) -> str:
        return "" if may(actor, right) else f"须由有“{right.value}”权限的人办理。"

    return closed


def handler(standing: Standing, actor: Actor) -> str:
    """Let the handler only."""
    order = standing.order
    if actor.holder == order.handler:
        return ""
    return f"须由经办人{order.handler_name or '（还没有签收）'}办理。"


def handler_or_head(standing: Standing, actor: Actor) -> str:
    """Let the handler or the lead division's head."""
    return handler(standing, actor) and holding(Right.REVIEW_ORDER)(standing, actor)


def reviewer(standing: Standing, actor: Actor) -> str:
    """Let a head of the lead division who did not draft the answer."""
    if closed := holding(Right.REVIEW_ORDER)(standing, actor):
        return closed
    drafters = (standing.order.handler, standing.last.get(RecordKind.REPLY))
    if actor.id in drafters or actor.holder == standing.order.handler:
        return "本人起草的答复不能由本人审核，须由本单位其他负责人审核。"
    return ""


def not_own(by: Closed, kind: RecordKind, told: str) -> Closed:
    """Ask, beside what ``by`` asks, for another person than who made the last record of the kind."""

    def closed(standing: Standing, actor: Actor) -> str:
        return by(standing, actor) or (told if standing.last.get(kind) == actor.id else "")

    return closed


def of_share(standing: Standing, actor: Actor) -> str:
    """Let the people of a co-handling division."""
    mine = [share for share in standing.shares if may(actor, Right.HANDLE_ORDER, share.division)]
    return "" if mine else "须由协办单位的经办人办理。"


def share_open(standing: Standing, actor: Actor) -> str:
    """Ask for a part that was not answered yet."""
    mine = [share for share in standing.shares if may(actor, Right.HANDLE_ORDER, share.division)]
    return "" if any(share.is_open for share in mine) else "本单位的协办反馈已经提交。"


def not_arbitrated(standing: Standing, _actor: Actor) -> str:
    """Close what a decision has ended."""
    return "派单异议已经裁定，不能再退单；仍有困难的请书面报告信访中心。" if standing.arbitrated else ""


def from_the_city(standing: Standing, _actor: Actor) -> str:
    """Close the way back to the city for what the city never sent."""
    told = f"本件由{standing.origin}转来，不是市热线中心派的单，不能退回；不属于本局职责的，"
    return f"{told}由承办单位向诉求人解释、告知承办部门后办结。" if standing.origin else ""


def undecided(standing: Standing, _actor: Actor) -> str:
    """Close what would set a decision aside."""
    told = f"派单异议已经裁定由{standing.order.lead_name}主办，不能再分派其他单位。"
    return told if standing.arbitrated else ""


def spoken(standing: Standing, _actor: Actor) -> str:
    """Ask for the talk with the caller and for every co-handling answer."""
    if standing.order.contacted_at is None:
        return "还没有联系诉求人：先用“联系诉求人”记下联系情况，再提交答复。"
    waiting = "、".join(share.division_name for share in standing.shares if share.is_open)
    return f"协办单位{waiting}还没有反馈，不能提交答复。" if waiting else ""


def extension_on(standing: Standing, _actor: Actor) -> str:
    """Ask whether the office allows it and none waits."""
    if not standing.can_extend:
        return "本局没有启用延期（热线工作机制没有规定延期）；由系统管理员在设置中启用。"
    return "已有一项延期申请待审批。" if standing.asked else ""


def asked(standing: Standing, _actor: Actor) -> str:
    """Ask for one that waits."""
    return "" if standing.asked else "没有待审批的延期申请。"


def owing(standing: Standing, _actor: Actor) -> str:
    """Ask for a supervision without feedback."""
    return "" if standing.owes_feedback else "没有待反馈的督办。"
