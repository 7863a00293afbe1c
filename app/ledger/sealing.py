"""Seals the ledger day by day: a day's end can no longer be rewritten unseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from app.clock import office_date
from app.ledger.hashing import digest
from app.ledger.models import Seal
from app.ledger.ports import LedgerBook


def seal_hash(seal: Seal) -> str:
    """Return the hash that belongs to the seal's contents."""
    return digest(seal.day.isoformat(), str(seal.last_seq), seal.chain, seal.previous)


def seal_days(book: LedgerBook, today: date) -> tuple[Seal, ...]:
    """Seal every finished day that has entries and no seal yet; return the new seals."""
    if (sealed := book.seal_itself(today)) is not None:
        return sealed
    made = tuple(_missing_seals(book, today))
    for seal in made:
        book.add_seal(seal)
    return made


def _missing_seals(book: LedgerBook, today: date) -> Iterator[Seal]:
    seals = book.seals()
    chain, seq = (seals[-1].chain, seals[-1].last_seq) if seals else ("", 0)
    previous = seals[-1].hash if seals else ""
    earliest = min(seals[-1].day, today) + timedelta(days=1) if seals else date.min
    day: date | None = None
    for entry in book.entries(after=seq):
        entered = max(office_date(entry.at), earliest)  # a slow clock dates nothing into a sealed day
        if day is not None and entered > day:
            made = _seal(day, seq, chain, previous)
            previous = made.hash
            yield made
        if entered >= today:
            return
        day = entered if day is None else max(day, entered)
        chain, seq = digest(chain, entry.hash), entry.seq
    if day is not None:
        yield _seal(day, seq, chain, previous)


def _seal(day: date, last_seq: int, chain: str, previous: str) -> Seal:
    blank = Seal(day=day, last_seq=last_seq, chain=chain, previous=previous, hash="")
    return Seal(day=day, last_seq=last_seq, chain=chain, previous=previous, hash=seal_hash(blank))
