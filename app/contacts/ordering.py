"""The visitor as the caller of a 12345 work order, with what he said at the door: typed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.clock import typed_moment
from app.contacts.commands import ContactClosed
from app.contacts.filling import ORDER
from app.contacts.models import ContactChannel, ContactKind, FirstContact
from app.contacts.ports import ContactUnit
from app.errors import BadInput
from app.forms.checks import read_values
from app.hotline.arriving import FIRST_CONTACT, arrive
from app.hotline.clocks import OrderRules
from app.hotline.filling import filled
from app.hotline.models import OrderType, WorkOrder
from app.hotline.registering import new_order, read_arrival
from app.people.models import Actor, Division, DivisionId
from app.people.permissions import ROLES, Right, may
from app.people.ports import People

_CHANNELS = {ContactChannel.CALL: "电话", ContactChannel.LETTER: "信箱", ContactChannel.NET: "网站"}
_TYPES = {
    ContactKind.REPORT: OrderType.REPORT,
    ContactKind.COMPLAINT: OrderType.COMPLAINT,
    ContactKind.ENQUIRY: OrderType.ENQUIRY,
    ContactKind.LOOKUP: OrderType.ENQUIRY,
    ContactKind.MATTER: OrderType.HELP,
}
_TITLE = 60  # characters of the question; the whole of it stands in the order's contents


def usual_order(contact: FirstContact) -> dict[str, Any]:
    """Return what the form of the order begins with."""
    words = " ".join(contact.content.split())
    title = words if len(words) <= _TITLE else f"{words[:_TITLE]}…"
    return {"type": _TYPES[contact.kind].value, "title": title}


def order_in(
    unit: ContactUnit,
    actor: Actor,
    contact: FirstContact,
    fields: Mapping[str, Any],
    rules: OrderRules,
    at: datetime,
) -> WorkOrder:
    """Register the order at the petition centre within a unit of work.

    Raises ``BadInput``, ``Conflict`` for a number that is taken, ``ContactClosed`` where there is no centre.
    """
    given = {key: value for key, value in fields.items() if value not in (None, "")}
    values, problems = read_values(ORDER, filled(ORDER, usual_order(contact) | given))
    if problems:
        raise BadInput.listing(problems)
    order = new_order(read_arrival(_arrival(contact, values), at), actor, at)
    centre = _centre_of(unit.people, actor)
    order = replace(order, division=int(centre.id), division_name=centre.name)
    return arrive(unit, order, actor, rules, at, f"{FIRST_CONTACT}{contact.number}")


def _arrival(contact: FirstContact, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **values,
        "number": values.get("number") or contact.number,
        "channel": _CHANNELS.get(contact.channel, "其他"),
        "content": contact.content,
        "called_at": typed_moment(contact.registered_at),
        "caller": contact.visitor,
        "telephone": contact.telephone,
        "address": contact.address,
    }


def _centre_of(people: People, actor: Actor) -> Division:
    """Return the petition centre: the actor's own division where he is of it, else the first there is."""
    if may(actor, Right.DISPATCH_ORDER, actor.division):
        return people.get_division(actor.division)
    roles = ROLES[Right.DISPATCH_ORDER]
    places = {
        int(grant.division or each.division)
        for each in people.staff()
        if each.active
        for grant in each.grants
        if grant.role in roles
    }
    if not places:
        raise ContactClosed("本局没有信访中心的人员，不能转为12345工单；请系统管理员在“人员”里设置。")
    return people.get_division(DivisionId(min(places)))
