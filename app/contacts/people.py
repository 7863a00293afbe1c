"""Finds the colleague who is named: by login, else by a name that only one has."""

from __future__ import annotations

from collections.abc import Iterable

from app.contacts.models import FirstContact
from app.errors import BadInput, Problem
from app.people.models import Staff
from app.people.permissions import Right
from app.people.ports import People
from app.people.staffing import holders


def responsible_of(people: People, named: str, but: int | None) -> Staff:
    """Return who is to be responsible; raises ``BadInput`` for nobody, several, or oneself (``but``)."""
    found = _one(people.staff(), named, "responsible", "承办人")
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
        raise _wrong(key, f"叫“{named}”的有{len(found)}人，请写用户名：{logins}。")
    raise _wrong(key, f"“{label}”中没有“{named}”，请写在用人员的用户名或姓名。")


def _wrong(key: str, text: str) -> BadInput:
    return BadInput.listing((Problem(key, text),))
