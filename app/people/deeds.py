"""Makes a deed for the ledger: a person's, or the machine's own."""

from __future__ import annotations

from datetime import datetime

from app.ledger.models import Deed, Subject
from app.people.models import Actor


def deed_of(actor: Actor, at: datetime, act: str, about: Subject, summary: str, **detail: object) -> Deed:
    """Return the deed of a person, and for whom on what ground he acts; ``detail`` must be JSON-able."""
    behalf = actor.behalf
    return Deed(
        at=at,
        actor=actor.id,
        actor_name=actor.name,
        act=act,
        subject=about,
        summary=summary,
        detail=dict(detail),
        behalf=behalf.staff if behalf else None,
        behalf_name=behalf.name if behalf else "",
        ground=behalf.ground if behalf else "",
    )


def machines_deed(at: datetime, act: str, about: Subject, summary: str, **detail: object) -> Deed:
    """Return a deed that nobody signed in for."""
    return Deed(
        at=at, actor=None, actor_name="本机", act=act, subject=about, summary=summary, detail=dict(detail)
    )
