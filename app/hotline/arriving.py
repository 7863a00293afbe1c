"""A new order comes into the petition centre's hands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from app.hotline.clocks import OrderRules
from app.hotline.models import Record, RecordKind, WorkOrder
from app.hotline.ports import OrderUnit
from app.hotline.steps import Handing, dispatch_by, next_holding, order_subject, pass_on
from app.ledger.entering import enter
from app.people.deeds import deed_of
from app.people.models import Actor

FIRST_CONTACT = "首问登记"
ORIGIN = "origin"  # of an order's arrival: the first contact it was made from, in words


def arrive(
    unit: OrderUnit, order: WorkOrder, actor: Actor, rules: OrderRules, at: datetime, origin: str = ""
) -> WorkOrder:
    """Save a new order in the petition centre's hands, due to be dispatched; return it as saved.

    ``origin`` is the first contact it came from. Raises ``Conflict`` for a number that is taken.
    """
    due = dispatch_by(rules, at)
    order = replace(order, due=due.due, provisional=due.provisional)
    order = replace(order, id=unit.orders.add(order))
    why = f"{origin}转来" if origin else "市热线中心派单"
    handing = Handing(why=why, at=at, by=actor.holder)
    pass_on(unit.custody, order.id, next_holding(unit.custody, order, rules, handing), handing)
    fields = {ORIGIN: origin} if origin else {}
    place = (order.division, order.division_name)
    unit.course.record(record_of(order, actor, at, RecordKind.ARRIVAL, place, fields))
    text = f"登记工单{order.number}（{order.type.value}）{f'，由{origin}转来' if origin else ''}"
    enter(unit.ledger, deed_of(actor, at, "register_order", order_subject(order.id), text), newborn=True)
    return unit.orders.get(order.id)


def origin_of(order: WorkOrder, records: Iterable[Record]) -> str:
    """Return the first contact an order was made from, "" where the city has a number of its own for it."""
    own = f"{FIRST_CONTACT}{order.number}"
    return own if any(each.fields.get(ORIGIN) == own for each in records) else ""


def record_of(
    order: WorkOrder,
    actor: Actor,
    at: datetime,
    kind: RecordKind,
    division: tuple[int | None, str],
    fields: Mapping[str, object],
) -> Record:
    """Return what goes on record of an order for an act, not yet saved."""
    return Record(
        order=order.id,
        kind=kind,
        at=at,
        division=division[0],
        division_name=division[1],
        staff=actor.id,
        staff_name=actor.signed,
        fields=fields,
    )
