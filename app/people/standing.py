"""Sees, within each unit of work, that who acts may still do so: rights taken away end at once."""

from __future__ import annotations

from app.people.acting import for_absent, natural
from app.people.models import Actor
from app.people.ports import People


def standing(people: People, actor: Actor) -> Actor:
    """Return who acts as he stands now.

    Raises ``NotAllowed`` for one out of use or locked since, and for one who acts on behalf of somebody when
    that no longer falls to him: the absence ended, the post changed, another came back.
    """
    if actor.behalf is None:
        return natural(people, actor)
    return for_absent(people, actor, actor.behalf.staff)
