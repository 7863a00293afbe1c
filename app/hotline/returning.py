"""Returns (退单): verified by the petition centre; a late or second one is arbitrated (派单异议审核)."""

from __future__ import annotations

from dataclasses import replace

from app.clock import office_date
from app.hotline.doing import Deed, Doer, Doing, dispatch
from app.hotline.models import DECIDED, OrderState, Record, RecordKind
from app.hotline.ports import OrderUnit

_S, _K = OrderState, RecordKind
UPHELD = "退单不成立"


def hops_of(records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Return the path of an order from division to division, as the arbiter reads it."""
    return tuple(record for record in records if record.kind in (_K.DISPATCH, _K.RETURN, _K.VERDICT))


def is_decided(records: tuple[Record, ...]) -> bool:
    """Tell whether a dispute about the order was arbitrated, so that no division may return it any more."""
    return any(record.kind is _K.VERDICT and record.fields.get("verdict") == DECIDED for record in records)


def why_disputed(doing: Doing) -> str:
    """Return why a return made now goes to arbitration, "" where the petition centre verifies it."""
    if doing.order.returns:
        return "第二次退单"
    if doing.order.reworks:
        return "已经答复过的工单退单"
    until = doing.rules.may_return_until(doing.order)
    return f"超过退单期限（{until}）" if office_date(doing.at) > until else ""


def _return(_unit: OrderUnit, doing: Doing) -> Deed:
    before, values = doing.order, doing.values
    disputed = why_disputed(doing)
    state = _S.DISPUTED if disputed else _S.RETURNING
    told = f"，{disputed}，转派单异议审核" if disputed else ""
    return Deed(
        order=replace(before, state=state, returns=before.returns + 1),
        kind=_K.RETURN,
        summary=f"{before.lead_name}申请退回工单{before.number}{told}",
        why=f"{before.lead_name}退单：{values['reason'].rstrip('。；') if told else values['reason']}{told}",
        division=(before.lead, before.lead_name),
        fields={**values, "disputed": disputed},
    )


def _verdict(doing: Doing, verdict: str) -> dict[str, object]:
    return {"verdict": verdict, **doing.values}


def _redispatch(unit: OrderUnit, doing: Doing) -> Deed:
    deed = dispatch(unit, doing, _K.VERDICT)
    return replace(
        deed,
        summary=f"{deed.summary}（退单核实）",
        fields=_verdict(doing, "重新分派"),
    )


def _award(unit: OrderUnit, doing: Doing) -> Deed:
    deed = dispatch(unit, doing, _K.VERDICT)
    if deed.order.lead == doing.order.lead:
        deed = _stays(deed, doing)
    opinion = doing.values["opinion"]
    return replace(
        deed,
        summary=f"派单异议裁定：工单{doing.order.number}由{deed.order.lead_name}主办",
        why=f"{doing.actor.signed}裁定：{opinion}",
        fields=_verdict(doing, DECIDED),
    )


def _stays(deed: Deed, doing: Doing) -> Deed:
    """Let a division that lost its dispute go on within its limit, counted on from the dispatch it disputed."""
    before, values = doing.order, doing.values
    same = deed.order.type is before.type and not values.get("limit_days")
    days = before.limit_days if same else deed.order.limit_days
    after = replace(deed.order, dispatched_at=before.dispatched_at, limit_days=days)
    return replace(deed, order=after, due=None, shares=deed.shares if values.get("co_handlers") else ())


def _uphold(_unit: OrderUnit, doing: Doing) -> Deed:
    before, opinion = doing.order, doing.values["opinion"]
    state = _S.HANDLING if before.signed_at else _S.TO_SIGN
    return Deed(
        order=replace(before, state=state),
        kind=_K.VERDICT,
        summary=f"工单{before.number}退单不成立，由{before.lead_name}继续办理",
        why=f"{doing.actor.signed}核实退单不成立：{opinion}",
        division=(before.lead, before.lead_name),
        staff=before.handler,
        fields=_verdict(doing, UPHELD),
    )


def _send_back(_unit: OrderUnit, doing: Doing) -> Deed:
    before = doing.order
    verdict = "裁定退回市热线中心" if before.state is _S.DISPUTED else "退回市热线中心"
    return Deed(
        order=replace(before, state=_S.SENT_BACK),
        kind=_K.VERDICT,
        summary=f"工单{before.number}{verdict}",
        division=(before.lead, before.lead_name),
        fields=_verdict(doing, verdict),
        shares=tuple(replace(each, withdrawn=True) for each in doing.standing.shares if each.is_open),
    )


RETURNING: dict[str, Doer] = {
    "return": _return,
    "redispatch": _redispatch,
    "uphold": _uphold,
    "send_back": _send_back,
    "award": _award,
    "award_back": _send_back,
}
