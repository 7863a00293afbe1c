"""One natural person signs in one place of a record: no chain of absences lets him stand in two.

Who is asked first, who is responsible and the leader in charge are three people; a B holder in A's place is
his own person, and whoever stood in one place before stands in no other now.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.contacts.life import Way
from app.contacts.models import FirstContact, Outcome
from app.contacts.ports import ContactUnit
from app.contacts.steps import contact_subject
from app.errors import NotAllowed
from app.ledger.models import Entry
from app.people.models import Actor

_FIRST, _RESPONSIBLE, _LEADER = "首问责任人", "承办人", "分管领导"
_PLACES = {
    "register": _FIRST,
    "keep": _FIRST,
    "take": _RESPONSIBLE,
    "called": _RESPONSIBLE,
    "report": _RESPONSIBLE,
    "answer": _RESPONSIBLE,
    "opinion": _LEADER,
}


def stood_before(unit: ContactUnit, contact: FirstContact, actor: Actor) -> frozenset[str]:
    """Return in which places the natural person stood so far, as the ledger tells."""
    return places_of(unit.ledger.entries_of(contact_subject(contact.id)), actor)


def places_of(entries: Iterable[Entry], actor: Actor) -> frozenset[str]:
    """Return the places in which a person acted, for himself or for another."""
    own = (each.act.removesuffix("_contact") for each in entries if each.actor == actor.id)
    return frozenset(_PLACES[act] for act in own if act in _PLACES)


def twice(way: Way, contact: FirstContact, stood: frozenset[str]) -> str:
    """Return why this person cannot stand in the way's place, "" when he can."""
    place = _PLACES.get(way.key, "")
    before = stood - {place}
    if contact.outcome is Outcome.OWN and place != _LEADER:
        before -= {_FIRST, _RESPONSIBLE}  # one's own duty is one's own on both lines
    if not place or place == _FIRST or not before:
        return ""
    return f"您已是这件登记的{'、'.join(sorted(before))}，不能又作{place}（代他人也不行），请改交另一人。"


def refuse_twice(unit: ContactUnit, way: Way, contact: FirstContact, actor: Actor) -> None:
    """Raise ``NotAllowed`` for one who would stand in two places of the record."""
    if told := twice(way, contact, stood_before(unit, contact, actor)):
        raise NotAllowed(told)
