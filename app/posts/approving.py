"""Who agrees to an absence: the division head; the leader in charge to a head's own; nobody to his own."""

from __future__ import annotations

from app.errors import NotAllowed
from app.people.models import ROLE_NAMES, Actor, Grant, Role, Staff
from app.people.ports import People

# Asked in this order; the first of whom there is another person decides.
_ORDER = (Role.DIVISION_HEAD, Role.LEADER_IN_CHARGE, Role.ADMINISTRATOR)


def approver_role(people: People, absent: Staff) -> Role:
    """Return by which role the absence is decided: one above the person's own, of which there is another."""
    able = _ORDER[1:] if _plays(absent, Role.DIVISION_HEAD, absent) else _ORDER
    if _plays(absent, Role.LEADER_IN_CHARGE, absent):
        able = _ORDER[1:]
    others = [each for each in people.holding(able, absent.division) if each.id != absent.id]
    return next((role for role in able if any(_plays(each, role, absent) for each in others)), able[-1])


def may_decide(people: People, actor: Actor, absent: Staff) -> bool:
    """Tell whether the actor decides on the absence; neither the person himself nor one in his place."""
    if absent.id in (actor.id, actor.holder):
        return False
    return _reaches(actor.grants, approver_role(people, absent), absent)


def require_decider(people: People, actor: Actor, absent: Staff) -> None:
    """Raise ``NotAllowed`` unless the actor decides on the absence."""
    if may_decide(people, actor, absent):
        return
    if absent.id in (actor.id, actor.holder):
        raise NotAllowed(f"{absent.name}的离岗不能由本人或代本人的人批准。")
    role = approver_role(people, absent)
    raise NotAllowed(f"{absent.name}的离岗须由{ROLE_NAMES[role]}批准，{actor.name}不能办理。")


def _plays(staff: Staff, role: Role, absent: Staff) -> bool:
    return _reaches(staff.grants, role, absent)


def _reaches(grants: tuple[Grant, ...], role: Role, absent: Staff) -> bool:
    return any(each.role is role and each.division in (None, absent.division) for each in grants)
