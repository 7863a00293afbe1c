"""What may be asked of the whole ledger: is it whole, and what was done."""

from __future__ import annotations

from dataclasses import dataclass

from app.clock import Clock, office_date
from app.ledger.models import Entry, Fault, Subject
from app.ledger.ports import LedgerStore
from app.ledger.sealing import seal_days
from app.ledger.verifying import verify


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How many entries and seals were read, and every fault found."""

    entries: int
    seals: int
    faults: tuple[Fault, ...]


class LedgerReading:
    """Verifies and seals the ledger."""

    def __init__(self, store: LedgerStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def verify(self) -> Verdict:
        """Read the whole book against its hashes, its seals and its head."""
        with self._store.read() as unit:
            head, seals = unit.ledger.head(), unit.ledger.seals()
            faults = verify(unit.ledger.entries(), head, seals)
        return Verdict(entries=head.count, seals=len(seals), faults=faults)

    def seal(self) -> int:
        """Seal every finished day not sealed yet; return how many (done at each start of the program)."""
        today = office_date(self._clock())
        with self._store.begin() as unit:
            unit.ledger.head()  # one window seals at a time
            return len(seal_days(unit.ledger, today))

    def of(self, subject: Subject) -> tuple[Entry, ...]:
        """Return everything that was done with a subject, in order."""
        with self._store.read() as unit:
            return unit.ledger.entries_of(subject)
