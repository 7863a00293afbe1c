"""What each act does to a work order; the table of ways says when it may be done and by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from app.clock import chinese_date_weekday, office_date
from app.errors import BadInput, Problem
from app.hotline import steps
from app.hotline.clocks import OrderRules
from app.hotline.gates import Standing
from app.hotline.models import (
    OrderState,
    OrderType,
    Record,
    RecordKind,
    Secrecy,
    Share,
    ShareId,
    WorkOrder,
)
from app.hotline.places import division_of, handler_of
from app.hotline.ports import OrderUnit
from app.hotline.registering import number_of
from app.people.models import Actor, Division
from app.people.permissions import Right, may

_S, _K = OrderState, RecordKind


@dataclass(frozen=True, kw_only=True)
class Doing:
    """One act: who, on which order as it stands, with what filled in, when, and by which rules."""

    actor: Actor
    standing: Standing
    records: tuple[Record, ...]
    values: Mapping[str, Any]
    at: datetime
    rules: OrderRules

    @property
    def order(self) -> WorkOrder:
        """The order the act is about."""
        return self.standing.order


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What became of an order: what goes on record of it, the sentence for the ledger, why its holder has it.

    ``division`` is the one concerned, ``staff`` who holds it next (None: whoever takes it). ``moves`` False
    leaves the ball where it is; ``shares`` are the co-handling parts that are new or changed, ``due`` is the
    last day for what goes on record. ``follow`` does what its record brings with it.
    """

    order: WorkOrder
    kind: RecordKind
    summary: str
    why: str = ""
    division: tuple[int | None, str] = (None, "")
    staff: int | None = None
    moves: bool = True
    shares: tuple[Share, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    follow: Callable[[OrderUnit, Actor, Record], object] | None = None
    due: date | None = None


def dispatch(unit: OrderUnit, doing: Doing, kind: RecordKind = _K.DISPATCH) -> Deed:
    """Give the order to a lead division, and their parts to co-handling ones; the limit begins."""
    before, values = doing.order, doing.values
    lead = division_of(unit.people, values["lead"], "lead")
    _refuse_same(before, lead)
    chosen = OrderType(values["type"])
    after = replace(
        before,
        state=_S.TO_SIGN,
        type=chosen,
        topic=values.get("topic") or before.topic,
        lead=lead.id,
        lead_name=lead.name,
        handler=None,
        handler_name="",
        signed_at=None,
        limit_days=values.get("limit_days") or doing.rules.limit_of(chosen),
        first_dispatched_at=before.first_dispatched_at or doing.at,
        dispatched_at=doing.at,
    )
    shares = _shares_of(unit, doing, lead)
    _refuse_late(shares, _answer_by(doing, after, kind))
    also = f"，协办：{'、'.join(share.division_name for share in shares)}" if shares else ""
    return Deed(
        order=after,
        kind=kind,
        summary=f"工单{before.number}分派{lead.name}主办{also}",
        why=f"{doing.actor.signed}分派",
        division=(lead.id, lead.name),
        shares=(*_withdrawn(doing.standing.shares), *shares),
        fields=values,
        due=doing.rules.may_return_until(after),
    )


def _refuse_same(order: WorkOrder, lead: Division) -> None:
    """Refuse to dispatch to the division that has the order: its limit would begin anew for nothing."""
    if lead.id != order.lead or order.state not in (_S.TO_SIGN, _S.RETURNING):
        return
    told = f"工单已分派{lead.name}，请改选别的单位。"
    if order.state is _S.RETURNING:
        told = f"{lead.name}就是申请退单的单位；仍由该单位办理的，请用“退单不成立”，时限连续计算。"
    raise BadInput.listing((Problem("lead", told),))


def _withdrawn(shares: tuple[Share, ...]) -> tuple[Share, ...]:
    return tuple(replace(share, withdrawn=True) for share in shares if share.is_open)


def _shares_of(unit: OrderUnit, doing: Doing, lead: Division) -> tuple[Share, ...]:
    shares: list[Share] = []
    for place, row in enumerate(doing.values.get("co_handlers") or ()):
        path = f"co_handlers.{place}"
        division, due = (
            division_of(unit.people, row["division"], f"{path}.division"),
            date.fromisoformat(row["due"]),
        )
        if division.id == lead.id or any(division.id == share.division for share in shares):
            told = f"{division.name}已是主办或协办单位，不能重复。"
            raise BadInput.listing((Problem(f"{path}.division", told),))
        if due < office_date(doing.at):
            raise BadInput.listing((Problem(f"{path}.due", "反馈期限不能早于今天。"),))
        shares.append(
            Share(
                id=ShareId(0),
                order=doing.order.id,
                division=division.id,
                division_name=division.name,
                task=row["task"],
                due=due,
            )
        )
    return tuple(shares)


def _answer_by(doing: Doing, after: WorkOrder, kind: RecordKind) -> date:
    """Return until when the lead must answer, once it is dispatched so."""
    actor = doing.actor
    sent = Record(
        order=after.id,
        kind=kind,
        at=doing.at,
        division=after.lead,
        division_name=after.lead_name,
        staff=actor.id,
        staff_name=actor.name,
    )
    return doing.rules.due_of(after, (*doing.records, sent)).due


def _refuse_late(shares: tuple[Share, ...], until: date) -> None:
    """Refuse a part that is due after the order: its lead waits for it and would be late for nothing."""
    told = f"反馈期限晚于工单的办理期限{chinese_date_weekday(until)}，主办单位须等协办反馈后才能答复，请提前。"
    late = (place for place, share in enumerate(shares) if share.due > until)
    problems = tuple(Problem(f"co_handlers.{place}.due", told) for place in late)
    if problems:
        raise BadInput.listing(problems)


def _sign(_unit: OrderUnit, doing: Doing) -> Deed:
    before, actor = doing.order, doing.actor
    signer = actor.behalf.name if actor.behalf else actor.name
    after = replace(before, state=_S.HANDLING, handler=actor.holder, handler_name=signer, signed_at=doing.at)
    return Deed(
        order=after,
        kind=_K.SIGNED,
        summary=f"签收工单{before.number}",
        why=f"{actor.signed}签收",
        division=(before.lead, before.lead_name),
        staff=after.handler,
    )


def _assign(unit: OrderUnit, doing: Doing) -> Deed:
    before = doing.order
    staff = handler_of(unit.people, doing.values["handler"], before)
    if staff.id == before.handler:
        raise BadInput.listing((Problem("handler", f"{staff.name}已经是经办人。"),))
    signed = before.state is _S.HANDLING
    after = replace(before, handler=staff.id, handler_name=staff.name) if signed else before
    return Deed(
        order=after,
        kind=_K.HANDED,
        summary=f"工单{before.number}改派{staff.name}办理",
        why=f"{doing.actor.signed}改派",
        division=(before.lead, before.lead_name),
        staff=staff.id,
        fields={"handler": staff.name},
    )


def _merge(unit: OrderUnit, doing: Doing) -> Deed:
    before, wanted = doing.order, number_of(doing.values["main"], "main")
    main = unit.orders.find_by_number(wanted)
    reached = main is not None and may(doing.actor, Right.DISPATCH_ORDER, main.division)
    if main is None or not reached or main.id == before.id or not main.is_open:
        told = f"没有编号为“{wanted}”的在办工单；并入的主工单必须还在办理，也不能是这一件自己。"
        raise BadInput.listing((Problem("main", told),))
    if (main.secrecy is Secrecy.WHOLE) != (before.secrecy is Secrecy.WHOLE):
        told = "效能投诉保密的工单只能与同样保密的工单合并，以免泄露。"
        raise BadInput.listing((Problem("main", told),))
    unit.course.record(
        Record(
            order=main.id,
            kind=_K.LINK,
            at=doing.at,
            division=main.lead,
            division_name=main.lead_name,
            staff=doing.actor.id,
            staff_name=doing.actor.signed,
            fields={"merged": before.number},
        )
    )
    return Deed(
        order=replace(before, state=_S.MERGED, main=main.id),
        kind=_K.LINK,
        summary=f"工单{before.number}并入{main.number}",
        fields={**doing.values, "main": main.number},
        shares=_withdrawn(doing.standing.shares),
    )


def _change(unit: OrderUnit, doing: Doing) -> Deed:
    before, values = doing.order, doing.values
    chosen, secrecy = OrderType(values["type"]), Secrecy(values.get("secrecy") or before.secrecy)
    after = replace(before, type=chosen, secrecy=secrecy, topic=values.get("topic") or before.topic)
    if chosen is not before.type and before.limit_days:
        after = replace(after, limit_days=doing.rules.limit_of(chosen))
    told = [f"类型改为{chosen.value}"] if chosen is not before.type else []
    told += [f"保密改为{secrecy.value}"] if secrecy is not before.secrecy else []
    return Deed(
        order=after,
        kind=_K.CHANGE,
        summary=f"更正工单{before.number}：{'，'.join(told) or '业务分类'}",
        why=f"{doing.actor.signed}更正",
        staff=_holder_of(unit, before),
        fields=values,
        shares=tuple(share for share in doing.standing.shares if share.is_open),
    )


def _archive(_unit: OrderUnit, doing: Doing) -> Deed:
    after = replace(doing.order, state=_S.ARCHIVED, archived_at=doing.at)
    return Deed(order=after, kind=_K.ARCHIVE, summary=f"工单{after.number}归档", fields=doing.values)


def _holder_of(unit: OrderUnit, order: WorkOrder) -> int | None:
    """Return the person who holds an order that stays where it is, None where it waits for whoever takes it."""
    segment = unit.custody.open_of(steps.order_subject(order.id))
    return segment.holding.staff if segment is not None else None


def keep_shares(unit: OrderUnit, order: WorkOrder, deed: Deed, doing: Doing) -> None:
    """Save the co-handling parts an act made or changed, and let their divisions hold them."""
    for share in deed.shares:
        if share.id:
            unit.course.save_share(share)
            kept = share
        else:
            kept = replace(share, id=unit.course.add_share(share))
        asking = steps.Handing(why=deed.why, at=doing.at, by=doing.actor.holder)
        steps.ask_share(unit.custody, order, kept, doing.rules, asking)


Doer = Callable[[OrderUnit, Doing], Deed]
DISPATCHING: dict[str, Doer] = {
    "dispatch": dispatch,
    "sign": _sign,
    "assign": _assign,
    "merge": _merge,
    "change": _change,
    "archive": _archive,
}
