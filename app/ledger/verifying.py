"""Finds any edited byte, and any removed, inserted or reordered entry of the ledger, and says which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.clock import office_date
from app.ledger.entering import entry_hash
from app.ledger.hashing import digest
from app.ledger.models import Entry, Fault, Head, Seal
from app.ledger.sealing import seal_hash

_LAST = date.max - timedelta(days=1)


@dataclass
class _Reading:
    """What is known after the entries read so far."""

    count: int = 0
    chain: str = ""
    latest: datetime | None = None
    day: date | None = None  # the day that is not sealed yet
    earliest: date = date.min  # the day after the last seal
    lasts: dict[str, tuple[int, str]] = field(default_factory=dict)  # subject -> (place, hash)


def verify(entries: Iterable[Entry], head: Head, seals: tuple[Seal, ...]) -> tuple[Fault, ...]:
    """Return every fault of the book in order; none means each byte is as it was entered."""
    reading = _Reading()
    due_seals = {seal.last_seq: seal for seal in seals}
    faults = list(_seal_faults(seals))
    for entry in entries:
        faults.extend(_entry_faults(entry, reading))
        faults.extend(_unsealed(entry, reading))
        _take_in(entry, reading)
        faults.extend(_at_the_seal(due_seals.pop(entry.seq, None), reading))
    faults.extend(_end_faults(reading, head, due_seals))
    return tuple(faults)


def _entry_faults(entry: Entry, reading: _Reading) -> Iterator[Fault]:
    expected = reading.count + 1
    if entry.seq > expected:
        missing = f"第{expected}笔" if entry.seq == expected + 1 else f"第{expected}至{entry.seq - 1}笔"
        yield Fault(seq=expected, text=f"{missing}缺失（被删除）")
    elif entry.seq < expected:
        yield Fault(seq=entry.seq, text=f"第{entry.seq}笔重复或被调换次序")
    if entry_hash(entry) != entry.hash:
        yield Fault(seq=entry.seq, text=f"第{entry.seq}笔的内容被改动（{entry.subject}，{entry.act}）")
    place, last = reading.lasts.get(entry.subject, (0, ""))
    if entry.place != place + 1 or entry.previous != last:
        yield Fault(
            seq=entry.seq,
            text=f"第{entry.seq}笔接不上“{entry.subject}”的上一笔：其间有条目被改动、删除、插入或调换",
        )


def _unsealed(entry: Entry, reading: _Reading) -> Iterator[Fault]:
    """See that a day ended with its seal, which the first entry of a later day makes."""
    day = max(office_date(entry.at), reading.earliest)
    if reading.day is not None and day > reading.day:
        yield Fault(seq=reading.count, text=f"第{reading.count}笔之后缺少{reading.day}的日封（被删除）")
    reading.day = day if reading.day is None else max(reading.day, day)


def _at_the_seal(seal: Seal | None, reading: _Reading) -> Iterator[Fault]:
    if seal is None:
        return
    if seal.chain != reading.chain:
        yield Fault(seq=seal.last_seq, text=f"{seal.day}日封与其前各笔不符：有条目被改动、插入或调换")
    reading.day, reading.earliest = None, min(seal.day, _LAST) + timedelta(days=1)


def _take_in(entry: Entry, reading: _Reading) -> None:
    reading.count = max(reading.count + 1, entry.seq)
    reading.chain = digest(reading.chain, entry.hash)
    reading.latest = entry.at if reading.latest is None else max(reading.latest, entry.at)
    reading.lasts[entry.subject] = (entry.place, entry.hash)


def _end_faults(reading: _Reading, head: Head, unmet: dict[int, Seal]) -> Iterator[Fault]:
    if reading.count < head.count:
        first, last = reading.count + 1, head.count
        which = f"第{first}笔" if first == last else f"第{first}至{last}笔"
        yield Fault(seq=first, text=f"末尾{which}缺失（被删除）")
    elif reading.count > head.count:
        first = head.count + 1
        yield Fault(seq=first, text=f"末尾第{first}笔起不是本程序登记的（被插入，或账首被改动）")
    elif reading.chain != head.chain or reading.latest != head.at:
        yield Fault(seq=0, text="全账滚动校验值与账首不符：有条目或账首被改动")
    for seal in unmet.values():
        yield Fault(seq=seal.last_seq, text=f"{seal.day}日封所指的第{seal.last_seq}笔不存在")


def _seal_faults(seals: tuple[Seal, ...]) -> Iterator[Fault]:
    previous = ""
    for seal in seals:
        if seal.previous != previous or seal_hash(seal) != seal.hash:
            yield Fault(seq=seal.last_seq, text=f"{seal.day}的日封被改动，或其前的日封被删除")
        previous = seal.hash
