"""Linking (关联): two orders that belong together go on each for itself, and each shows the other."""

from __future__ import annotations

from app.errors import BadInput, Problem
from app.hotline.doing import Deed, Doer, Doing
from app.hotline.models import Record, RecordKind, Secrecy, WorkOrder
from app.hotline.ports import OrderUnit
from app.hotline.registering import number_of
from app.people.permissions import Right, may

LINKED = "linked"


def _link(unit: OrderUnit, doing: Doing) -> Deed:
    order, reason = doing.order, doing.values["reason"]
    other = _other(unit, doing)
    unit.course.record(
        Record(
            order=other.id,
            kind=RecordKind.LINK,
            at=doing.at,
            division=other.lead,
            division_name=other.lead_name,
            staff=doing.actor.id,
            staff_name=doing.actor.signed,
            fields={LINKED: order.number, "reason": reason},
        )
    )
    return Deed(
        order=order,
        kind=RecordKind.LINK,
        summary=f"工单{order.number}与{other.number}关联",
        division=(order.lead, order.lead_name),
        moves=False,
        fields={LINKED: other.number, "reason": reason},
    )


def _other(unit: OrderUnit, doing: Doing) -> WorkOrder:
    order, wanted = doing.order, number_of(doing.values["other"], "other")
    other = unit.orders.find_by_number(wanted)
    if other is None or other.id == order.id or not may(doing.actor, Right.DISPATCH_ORDER, other.division):
        raise _wrong(f"没有编号为“{wanted}”的另一件工单，请核对编号。")
    if (other.secrecy is Secrecy.WHOLE) != (order.secrecy is Secrecy.WHOLE):
        raise _wrong("效能投诉保密的工单只能与同样保密的工单关联，以免泄露。")
    if any(each.fields.get(LINKED) == other.number for each in doing.records):
        raise _wrong(f"工单{other.number}已经与本件关联。")
    return other


def _wrong(text: str) -> BadInput:
    return BadInput.listing((Problem("other", text),))


LINKING: dict[str, Doer] = {"link": _link}
