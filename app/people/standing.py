"""Sees, within each unit of work, that who acts may still do so: rights taken away end at once."""

from __future__ import annotations

from app.errors import NotAllowed
from app.people.models import Actor
from app.people.ports import People
from app.people.signing_in import actor_of


def standing(people: People, actor: Actor) -> Actor:
    """Return who acts as he stands now; raises ``NotAllowed`` for one out of use or locked since."""
    version = people.standing(actor.id)
    if version is None:
        raise NotAllowed(f"{actor.name}的账号已停用或被锁定，不能继续办理；请退出，并联系系统管理员。")
    if version == actor.version:
        return actor
    return actor_of(people, people.get_staff(actor.id))
