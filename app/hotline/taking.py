"""Who may be given a work order, or a co-handling part, when the division head reassigns it (改派)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.custody.models import Holding, Segment
from app.custody.rooms import Room, Turn, Turned, as_it_is
from app.hotline.models import OrderId, OrderState, Record, RecordKind, Secrecy, WorkOrder
from app.hotline.ports import OrderUnit
from app.hotline.steps import SHARE_STEP, STEPS
from app.hotline.talks_models import TalkId, TalkState
from app.hotline.waiting import TAKEN_BY
from app.people.models import Actor
from app.people.permissions import Right, may

_BY_STATE = {
    OrderState.TO_SIGN: Right.HANDLE_ORDER,
    OrderState.HANDLING: Right.HANDLE_ORDER,
    OrderState.REVIEWING: Right.REVIEW_ORDER,
    OrderState.ARRIVED: Right.DISPATCH_ORDER,
    OrderState.RETURNING: Right.DISPATCH_ORDER,
    OrderState.TO_CALL_BACK: Right.CALL_BACK_ORDER,
}


def _why_not(unit: OrderUnit, segment: Segment, to: Actor) -> str:
    order = _order_of(unit, segment)
    right = _BY_STATE.get(order.state)
    if right is None:
        return f"工单现为“{order.state.value}”，不能改派。"
    if not may(to, right, segment.holding.division):
        return f"{to.name}没有“{right.value}”的权限。"
    if order.state is OrderState.REVIEWING and to.id == order.handler:
        return "本人起草的答复不能由本人审核。"
    return ""


def _hand_on(unit: OrderUnit, turn: Turn) -> Turned:
    """Make the person the handler of an order that is being handled; in other states he just holds it."""
    before = _order_of(unit, turn.segment)
    if before.state is OrderState.HANDLING:
        unit.orders.save(replace(before, handler=int(turn.to.id), handler_name=turn.to.name))
    unit.course.record(
        Record(
            order=before.id,
            kind=RecordKind.HANDED,
            at=turn.at,
            division=before.lead,
            division_name=before.lead_name,
            staff=turn.actor.id,
            staff_name=turn.actor.signed,
            fields={"handler": turn.to.name, "reason": turn.why},
        )
    )
    return Turned(holding=_handed(before, turn), before=before)


def _hand_on_share(unit: OrderUnit, turn: Turn) -> Turned:
    """Let the person hold a co-handling part at its date."""
    found = unit.orders.find_by_number(turn.segment.holding.number)
    return Turned(holding=_handed(found, turn)) if found is not None else as_it_is(unit, turn)


def _handed(order: WorkOrder, turn: Turn) -> Holding:
    """Return the item in the person's hands; why an efficiency complaint was given on stays on its course."""
    why = turn.why if order.secrecy is not Secrecy.WHOLE else f"{turn.actor.signed}改派"
    return replace(turn.segment.holding, staff=int(turn.to.id), why=why)


def _put_back(unit: OrderUnit, before: WorkOrder) -> None:
    now = unit.orders.get(before.id)
    unit.orders.save(replace(before, version=now.version))


def _order_of(unit: OrderUnit, segment: Segment) -> WorkOrder:
    return unit.orders.get(OrderId(int(segment.holding.subject.partition(":")[2])))


def _why_not_share(_unit: OrderUnit, segment: Segment, to: Actor) -> str:
    if may(to, Right.HANDLE_ORDER, segment.holding.division):
        return ""
    return f"{to.name}没有“{Right.HANDLE_ORDER.value}”的权限。"


def _why_not_talk(unit: OrderUnit, segment: Segment, to: Actor) -> str:
    talk = unit.talks.get(TalkId(int(segment.holding.subject.partition(":")[2])))
    right = Right.HANDLE_ORDER if talk.state is TalkState.MENDING else Right.HOLD_TALK
    return "" if may(to, right, segment.holding.division) else f"{to.name}没有“{right.value}”的权限。"


# A reply is left out: whoever drafted it waits for another to check it, though he may check others'.
_TAKEN_BY = {STEPS[state]: rights for state, rights in TAKEN_BY.items() if state is not OrderState.REVIEWING}
ORDER_ROOMS: Mapping[str, Room[OrderUnit]] = {
    "order": Room(why_not=_why_not, hand_on=_hand_on, put_back=_put_back, taken_by=_TAKEN_BY),
    "order_share": Room(
        why_not=_why_not_share, hand_on=_hand_on_share, taken_by={SHARE_STEP: (Right.HANDLE_ORDER,)}
    ),
    "talk": Room(why_not=_why_not_talk),
}
