"""Who has a record open for editing, and which records there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.clock import local
from app.ledger.models import Subject

LASTS = timedelta(seconds=45)  # a presence that is not renewed ends by itself
RENEWED_EVERY = timedelta(seconds=15)


@dataclass(frozen=True, kw_only=True)
class Present:
    """Somebody has a record open for editing: who, since when, and until when it holds without renewal."""

    record: Subject
    staff: int
    name: str
    since: datetime
    until: datetime

    @property
    def told(self) -> str:
        """The sentence a form shows: 陈家明 正在编辑（14:02起）."""
        return f"{self.name} 正在编辑（{local(self.since):%H:%M}起）"


def told(others: tuple[Present, ...]) -> str:
    """Return the sentence about all who have a record open; "" for nobody."""
    return "；".join(each.told for each in others)
