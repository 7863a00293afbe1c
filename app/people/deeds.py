"""Makes a person's deed for the ledger."""

from __future__ import annotations

from datetime import datetime

from app.ledger.models import Deed, Subject
from app.people.models import Actor


def deed_of(actor: Actor, at: datetime, act: str, about: Subject, summary: str, **detail: object) -> Deed:
    """Return the deed of a person acting for himself; ``detail`` must be JSON-able."""
    return Deed(
        at=at,
        actor=actor.id,
        actor_name=actor.name,
        act=act,
        subject=about,
        summary=summary,
        detail=dict(detail),
    )
