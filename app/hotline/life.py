"""The whole life of a work order: every way it can go, who may take it and what it needs, in one table.

No other way exists. A return gives reason and basis, the petition centre verifies it, the second one is
arbitrated; the caller is spoken with before an answer goes to review
(厦资源规划〔2025〕673号 12345热线办理工作机制四、五).
"""

from __future__ import annotations

from dataclasses import dataclass

from app.errors import NotAllowed
from app.forms.fields import Section
from app.hotline import filling, gates
from app.hotline.commands import NotSilently, OrderClosed
from app.hotline.gates import Closed, Standing
from app.hotline.models import OPEN, OrderState, RecordKind, WorkOrder
from app.people.models import Actor
from app.people.permissions import Right

_S = OrderState


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way of the table: from which states, by whom, and what it needs in words.

    ``sections`` are what is filled in. ``by`` returns why it is not this person's, ``closed`` why it cannot
    be taken now though the state is right; "" where nothing stands against it. ``many`` says that it may be
    taken with several orders at once.
    """

    key: str
    title: str
    sources: tuple[OrderState, ...]
    by: Closed
    needs: str
    sections: tuple[Section, ...] = ()
    closed: Closed = gates.always
    many: bool = False


_DISPATCHER = gates.holding(Right.DISPATCH_ORDER, centre=True)
_CALLER_BACK = gates.holding(Right.CALL_BACK_ORDER, centre=True)
_ARBITER = gates.not_own(
    gates.anywhere(Right.ARBITRATE_ORDER), RecordKind.RETURN, "退单是本人申请的，不能由本人裁定。"
)

WAYS: tuple[Way, ...] = (
    Way(
        key="dispatch",
        title="分派",
        sources=(_S.ARRIVED, _S.TO_SIGN),
        by=_DISPATCHER,
        needs="主办单位、诉求类型；涉及多个单位的，协办单位、分工和反馈期限",
        sections=filling.DISPATCH,
        closed=gates.undecided,
        many=True,
    ),
    Way(
        key="sign",
        title="签收",
        sources=(_S.TO_SIGN,),
        by=gates.holding(Right.HANDLE_ORDER),
        needs="主办单位的经办人；签收人即经办人",
        many=True,
    ),
    Way(
        key="assign",
        title="改派经办人",
        sources=(_S.TO_SIGN, _S.HANDLING),
        by=gates.holding(Right.REVIEW_ORDER),
        needs="本单位的经办人",
        sections=filling.ASSIGN,
        many=True,
    ),
    Way(
        key="return",
        title="退单",
        sources=(_S.TO_SIGN, _S.HANDLING),
        by=gates.holding(Right.HANDLE_ORDER),
        needs="理由和依据，分派后1个工作日内；超过的或第二次退单的转派单异议审核",
        sections=filling.RETURN,
        closed=gates.not_arbitrated,
    ),
    Way(
        key="redispatch",
        title="核实后重新分派",
        sources=(_S.RETURNING,),
        by=_DISPATCHER,
        needs="核实意见、新的主办单位",
        sections=filling.VERDICT_DISPATCH,
    ),
    Way(
        key="uphold",
        title="退单不成立",
        sources=(_S.RETURNING,),
        by=_DISPATCHER,
        needs="核实意见；退回原主办单位继续办理",
        sections=filling.VERDICT,
    ),
    Way(
        key="send_back",
        title="退回市热线中心",
        sources=(_S.ARRIVED, _S.RETURNING),
        by=_DISPATCHER,
        needs="不属于本局职责或不在受理范围的核实意见和依据",
        sections=filling.SENT_BACK,
        closed=gates.from_the_city,
    ),
    Way(
        key="award",
        title="裁定主办单位",
        sources=(_S.DISPUTED,),
        by=_ARBITER,
        needs="裁定意见、主办单位；裁定后不得再退单",
        sections=filling.AWARD,
    ),
    Way(
        key="award_back",
        title="裁定退回市热线中心",
        sources=(_S.DISPUTED,),
        by=_ARBITER,
        needs="裁定意见",
        sections=filling.AWARD_BACK,
        closed=gates.from_the_city,
    ),
    Way(
        key="call",
        title="联系诉求人",
        sources=(_S.HANDLING,),
        by=gates.handler,
        needs="方式和了解到的情况，时间按提交时记；办结之前必须联系",
        sections=filling.CALL,
    ),
    Way(
        key="reply",
        title="提交答复",
        sources=(_S.HANDLING,),
        by=gates.handler,
        needs="已联系诉求人，协办单位都已反馈；答复内容、处理依据和结果",
        sections=filling.REPLY,
        closed=gates.spoken,
    ),
    Way(
        key="approve",
        title="审核通过并办结",
        sources=(_S.REVIEWING,),
        by=gates.reviewer,
        needs="单位负责人审核，不能由起草人审核",
        sections=filling.REVIEW,
    ),
    Way(
        key="send_down",
        title="退回修改",
        sources=(_S.REVIEWING,),
        by=gates.reviewer,
        needs="意见",
        sections=filling.REVIEW_BACK,
    ),
    Way(
        key="co_reply",
        title="协办反馈",
        sources=(_S.TO_SIGN, _S.HANDLING),
        by=gates.of_share,
        needs="向主办单位反馈本单位分工的办理情况",
        sections=filling.CO_REPLY,
        closed=gates.share_open,
    ),
    Way(
        key="extend",
        title="申请延期",
        sources=(_S.HANDLING,),
        by=gates.handler,
        needs="到期之前；天数、理由和依据",
        sections=filling.EXTENSION,
        closed=gates.extension_on,
    ),
    Way(
        key="extended",
        title="审批延期",
        sources=(_S.HANDLING,),
        by=gates.not_own(_DISPATCHER, RecordKind.EXTENSION, "延期是本人申请的，不能由本人审批。"),
        needs="同意的须告知诉求人",
        sections=filling.EXTENDED,
        closed=gates.asked,
    ),
    Way(
        key="supervise",
        title="督办",
        sources=(_S.TO_SIGN, _S.HANDLING, _S.REVIEWING),
        by=gates.anywhere(Right.SUPERVISE_ORDER),
        needs="督办方式、存在问题、办理要求和反馈期限",
        sections=filling.SUPERVISE,
        many=True,
    ),
    Way(
        key="feedback",
        title="反馈督办",
        sources=(_S.TO_SIGN, _S.HANDLING, _S.REVIEWING, _S.TO_CALL_BACK, _S.COMPLETED),
        by=gates.handler_or_head,
        needs="整改情况",
        sections=filling.FEEDBACK,
        closed=gates.owing,
    ),
    Way(
        key="call_back",
        title="回访",
        sources=(_S.TO_CALL_BACK, _S.COMPLETED),
        by=gates.not_own(_CALLER_BACK, RecordKind.REPLY, "答复是本人起草的，不能由本人回访。"),
        needs="方式、是否接通、是否解决、满意度；不满意的转重办",
        sections=filling.CALL_BACK,
    ),
    Way(
        key="rework",
        title="重办",
        sources=(_S.TO_CALL_BACK, _S.COMPLETED),
        by=_DISPATCHER,
        needs="理由；办理时限重新计算",
        sections=filling.REWORK,
    ),
    Way(
        key="merge",
        title="并入其他工单",
        sources=(_S.ARRIVED, _S.TO_SIGN),
        by=_DISPATCHER,
        needs="重复工单的主工单编号和理由",
        sections=filling.MERGE,
    ),
    Way(
        key="link",
        title="关联工单",
        sources=(*OPEN, _S.COMPLETED),
        by=_DISPATCHER,
        needs="另一件工单的编号和理由；两件各自办理，互相看得到",
        sections=filling.LINK,
    ),
    Way(
        key="change",
        title="更正类型或保密",
        sources=OPEN,
        by=_DISPATCHER,
        needs="理由；时限按更正后的类型从分派起重新计算",
        sections=filling.CHANGE,
    ),
    Way(
        key="archive",
        title="归档",
        sources=(_S.COMPLETED,),
        by=_CALLER_BACK,
        needs="已办结，无须回访或回访完毕",
        sections=filling.ARCHIVE,
        many=True,
    ),
)
_BY_KEY = {way.key: way for way in WAYS}


def find_way(key: str) -> Way | None:
    """Return the way of a key."""
    return _BY_KEY.get(key)


def why_closed(way: Way, standing: Standing, actor: Actor) -> str:
    """Return why this person cannot take the way now, or "" when he can."""
    return _not_here(way, standing.order) or way.by(standing, actor) or way.closed(standing, actor)


def check_way(way: Way, standing: Standing, actor: Actor) -> None:
    """Raise ``OrderClosed``, ``NotAllowed`` or ``NotSilently`` where the way is closed."""
    if elsewhere := _not_here(way, standing.order):
        raise OrderClosed(elsewhere)
    if not_his := way.by(standing, actor):
        raise NotAllowed(not_his)
    if closed := way.closed(standing, actor):
        unspoken = way.key == "reply" and standing.order.contacted_at is None
        raise (NotSilently if unspoken else OrderClosed)(closed)


def _not_here(way: Way, order: WorkOrder) -> str:
    if order.state in way.sources:
        return ""
    return f"工单{order.number}现为“{order.state.value}”，不能“{way.title}”。"
