"""Colleagues a visitor can be handed to: all of them, and the one who is named by login or by his name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.contacts.models import FirstContact
from app.errors import BadInput, Problem
from app.people.models import Actor, Staff
from app.people.permissions import Right
from app.people.ports import People
from app.people.staffing import holders


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody of the office whom a visitor can be handed or reported to."""

    login: str
    name: str
    division: str


@dataclass(frozen=True, kw_only=True)
class Colleagues:
    """Everybody of the office but oneself, and the leaders in charge."""

    everybody: tuple[Colleague, ...]
    leaders: tuple[Colleague, ...]


def colleagues_of(people: People, actor: Actor) -> Colleagues:
    """Return everybody in use but the actor, and the leaders of his division."""
    names = {division.id: division.name for division in people.divisions()}

    def of(staff: Staff) -> Colleague:
        return Colleague(login=staff.login, name=staff.name, division=names[staff.division])

    others = (each for each in people.staff() if each.active and each.id != actor.holder)
    leaders = holders(people, Right.STUDY_MAJOR, actor.division)
    return Colleagues(everybody=tuple(map(of, others)), leaders=tuple(map(of, leaders)))


def responsible_of(people: People, named: str, but: int | None) -> Staff:
    """Return who is to be responsible; raises ``BadInput`` for nobody, several, or oneself (``but``)."""
    found = _one(people.called(named), named, "responsible", "承办人")
    if found.id == but:
        raise _wrong("responsible", f"{found.name}就是首问责任人，属于本人职责的不用移交。")
    return found


def leader_of(people: People, named: str, contact: FirstContact) -> Staff:
    """Return the leader in charge of the contact's division; raises ``BadInput``."""
    leaders = holders(people, Right.STUDY_MAJOR, contact.responsible_division or contact.division)
    found = _one(leaders, named, "leader", "分管领导")
    if found.id == contact.responsible:
        raise _wrong("leader", "本人承办的重大事项须报告另一位分管领导。")
    return found


def _one(among: Iterable[Staff], named: str, key: str, label: str) -> Staff:
    active = tuple(each for each in among if each.active)
    by_login = [each for each in active if each.login == named]
    found = by_login or [each for each in active if each.name == named]
    if len(found) == 1:
        return found[0]
    if found:
        logins = "、".join(each.login for each in found)
        raise _wrong(key, f"叫“{named}”的有{len(found)}人，请写登录名：{logins}。")
    raise _wrong(key, f"“{label}”中没有“{named}”，请写在用人员的登录名或姓名。")


def _wrong(key: str, text: str) -> BadInput:
    return BadInput.listing((Problem(key, text),))
