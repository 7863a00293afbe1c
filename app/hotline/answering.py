"""The answer: the caller is spoken with, co-handling divisions report, the reply is reviewed and goes out."""

from __future__ import annotations

from dataclasses import replace

from app.clock import office_date
from app.errors import BadInput, Problem
from app.hotline.commands import OrderClosed
from app.hotline.doing import Deed, Doer, Doing
from app.hotline.models import OrderState, RecordKind, Reply, Result
from app.hotline.places import only_reviewer
from app.hotline.ports import OrderUnit
from app.hotline.sampling import terms_of, why_drawn
from app.people.permissions import Right, may

_S, _K = OrderState, RecordKind


def _call(_unit: OrderUnit, doing: Doing) -> Deed:
    before, values = doing.order, doing.values
    reached, words = values["reached"], values.get("words", "")
    if not words:
        label = "了解到的情况" if reached else "没有联系上的原因"
        raise BadInput.listing((Problem("words", f"请写明{label}。"),))
    after = replace(before, contacted_at=before.contacted_at or doing.at) if reached else before
    told = "已联系" if reached else "未联系上"
    return Deed(
        order=after,
        kind=_K.CALL,
        summary=f"{told}工单{before.number}的诉求人（{values['way']}）",
        moves=False,
        division=(before.lead, before.lead_name),
        fields=values,
    )


def _reply(unit: OrderUnit, doing: Doing) -> Deed:
    before, values = doing.order, doing.values
    reply = Reply(
        content=values["content"],
        basis=values["basis"],
        result=Result(values["result"]),
        attitude=values.get("attitude", ""),
    )
    return Deed(
        order=replace(before, state=_S.REVIEWING, reply=reply),
        kind=_K.REPLY,
        summary=f"提交工单{before.number}的答复（{values['result']}）",
        why=f"{doing.actor.signed}提交答复",
        division=(before.lead, before.lead_name),
        staff=only_reviewer(unit.people, before),
        fields=values,
    )


def _approve(_unit: OrderUnit, doing: Doing) -> Deed:
    before = doing.order
    terms = terms_of(before.type, doing.rules)
    drawn = why_drawn(before, terms)
    state = _S.TO_CALL_BACK if drawn else _S.COMPLETED
    late = before.due is not None and office_date(doing.at) > before.due
    after = replace(before, state=state, completed_at=doing.at, reviewer_name=doing.actor.signed)
    next_step = "，抽中回访" if state is _S.TO_CALL_BACK else ""
    return Deed(
        order=after,
        kind=_K.REVIEW,
        summary=f"工单{before.number}答复审核通过并办结{'（逾期）' if late else ''}{next_step}",
        why="已办结，待回访",
        division=(before.lead, before.lead_name),
        fields={"verdict": "通过", "late": late, "drawn": drawn, **terms.kept(), **doing.values},
        due=before.due,
    )


def _send_down(_unit: OrderUnit, doing: Doing) -> Deed:
    before, opinion = doing.order, doing.values["opinion"]
    return Deed(
        order=replace(before, state=_S.HANDLING),
        kind=_K.REVIEW,
        summary=f"工单{before.number}的答复退回修改",
        why=f"{doing.actor.signed}退回修改：{opinion}",
        division=(before.lead, before.lead_name),
        staff=before.handler,
        fields={"verdict": "退回修改", **doing.values},
    )


def _co_reply(_unit: OrderUnit, doing: Doing) -> Deed:
    mine = [
        share
        for share in doing.standing.shares
        if share.is_open and may(doing.actor, Right.HANDLE_ORDER, share.division)
    ]
    share = mine[0]
    done = replace(share, reply=doing.values["reply"], replied_at=doing.at, replied_by_name=doing.actor.signed)
    return Deed(
        order=doing.order,
        kind=_K.CO_REPLY,
        summary=f"{share.division_name}协办工单{doing.order.number}，已向{doing.order.lead_name}反馈",
        moves=False,
        division=(share.division, share.division_name),
        shares=(done,),
        fields=doing.values,
    )


def _extend(_unit: OrderUnit, doing: Doing) -> Deed:
    before, values = doing.order, doing.values
    if before.due is not None and office_date(doing.at) > before.due:
        raise OrderClosed(f"工单{before.number}已于{before.due}到期，延期须在到期前申请。")
    return Deed(
        order=before,
        kind=_K.EXTENSION,
        summary=f"申请工单{before.number}延期{values['days']}个工作日",
        moves=False,
        division=(before.lead, before.lead_name),
        fields=values,
    )


def _extended(_unit: OrderUnit, doing: Doing) -> Deed:
    before, values = doing.order, doing.values
    asked = next(record for record in reversed(doing.records) if record.kind is _K.EXTENSION)
    days = int(asked.fields["days"])
    if not values["granted"]:
        return Deed(
            order=before,
            kind=_K.EXTENDED,
            summary=f"不同意工单{before.number}延期",
            moves=False,
            division=(before.lead, before.lead_name),
            fields=values,
        )
    if not values.get("told_on"):
        raise BadInput.listing((Problem("told_on", "同意延期的，须告知诉求人并填写告知日期。"),))
    return Deed(
        order=replace(before, limit_days=before.limit_days + days),
        kind=_K.EXTENDED,
        summary=f"同意工单{before.number}延期{days}个工作日",
        why=f"{doing.actor.signed}同意延期{days}个工作日",
        division=(before.lead, before.lead_name),
        staff=before.handler,
        fields={**values, "days": days},
    )


ANSWERING: dict[str, Doer] = {
    "call": _call,
    "reply": _reply,
    "approve": _approve,
    "send_down": _send_down,
    "co_reply": _co_reply,
    "extend": _extend,
    "extended": _extended,
}
