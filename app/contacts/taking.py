"""Who may be given a first contact when the division head reassigns it: he signs for it anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.contacts.models import ContactId, ContactState, FirstContact
from app.contacts.one_person import stood_before
from app.contacts.ports import ContactUnit
from app.contacts.registering import handed
from app.contacts.steps import STEPS
from app.custody.models import Segment
from app.custody.rooms import Room, Turn, Turned
from app.people.models import Actor


def _why_not(unit: ContactUnit, segment: Segment, to: Actor) -> str:
    contact = _contact_of(unit, segment)
    if contact.state is ContactState.REPORTED:
        return "正由分管领导研究，不能改派。"
    if to.id == contact.first:
        return f"{to.name}是首问责任人，不能又作承办人。"
    if to.id == contact.leader or stood_before(unit, contact, to) - {"承办人"}:
        return f"{to.name}已在这件登记上签署，一人不能签两处。"
    return ""


def _hand_on(unit: ContactUnit, turn: Turn) -> Turned:
    """Hand the visitor over again; the day by which he must be called or answered stays."""
    before = _contact_of(unit, turn.segment)
    after = handed(unit.people, before, unit.people.get_staff(turn.to.id), turn.at)
    unit.contacts.save(after)
    division = after.responsible_division
    assert division is not None
    holding = replace(
        turn.segment.holding,
        staff=int(turn.to.id),
        division=division,
        step=STEPS[after.state],
        why=turn.why,
    )
    return Turned(holding=holding, before=before)


def _put_back(unit: ContactUnit, before: FirstContact) -> None:
    version = unit.contacts.get(before.id).version
    unit.contacts.save(replace(before, version=version))


def _contact_of(unit: ContactUnit, segment: Segment) -> FirstContact:
    return unit.contacts.get(ContactId(int(segment.holding.subject.partition(":")[2])))


CONTACT_ROOMS: Mapping[str, Room[ContactUnit]] = {
    "contact": Room(why_not=_why_not, hand_on=_hand_on, put_back=_put_back, followed=True),
}
