"""Says who has a record open for editing; it holds nobody up and ends by itself with its client."""

from __future__ import annotations

from collections.abc import Mapping

from app.clock import Clock
from app.ledger.models import Subject
from app.people.models import Actor
from app.presence.models import LASTS, Present
from app.presence.ports import PresenceStore


class Presence:
    """Tells others what one has open, and what others have."""

    def __init__(self, store: PresenceStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def stay(self, actor: Actor, record: Subject) -> None:
        """Say, and say again in time, that the person has the record open for editing."""
        now = self._clock()
        with self._store.lease() as unit:
            unit.presences.stay(record, actor.id, now, now + LASTS)

    def leave(self, actor: Actor, record: Subject) -> None:
        """Say that he has it open no more."""
        with self._store.lease() as unit:
            unit.presences.leave(record, actor.id)

    def others(self, actor: Actor) -> Mapping[Subject, tuple[Present, ...]]:
        """Return for each record that somebody else has open now who it is."""
        found: dict[Subject, tuple[Present, ...]] = {}
        with self._store.read() as unit:
            for each in unit.presences.now(self._clock()):
                if each.staff != actor.id:
                    found[each.record] = (*found.get(each.record, ()), each)
        return found
