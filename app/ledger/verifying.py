"""Finds any edited byte, and any removed, inserted or reordered entry of the ledger, and says which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.ledger.entering import digest, entry_hash
from app.ledger.models import Entry, Fault, Head, Seal
from app.ledger.sealing import seal_hash


@dataclass
class _Reading:
    """What is known after the entries read so far."""

    count: int = 0
    chain: str = ""
    lasts: dict[str, tuple[int, str]] = field(default_factory=dict)  # subject -> (place, hash)


def verify(entries: Iterable[Entry], head: Head, seals: tuple[Seal, ...]) -> tuple[Fault, ...]:
    """Return every fault of the book in order; none means each byte is as it was entered."""
    reading = _Reading()
    due_seals = {seal.last_seq: seal for seal in seals}
    faults = list(_seal_faults(seals))
    for entry in entries:
        faults.extend(_entry_faults(entry, reading))
        _take_in(entry, reading)
        seal = due_seals.pop(entry.seq, None)
        if seal is not None and seal.chain != reading.chain:
            faults.append(Fault(seq=entry.seq, text=f"{seal.day}日封与其前各笔不符：有条目被改动、插入或调换"))
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


def _take_in(entry: Entry, reading: _Reading) -> None:
    reading.count = max(reading.count + 1, entry.seq)
    reading.chain = digest(reading.chain, entry.hash)
    reading.lasts[entry.subject] = (entry.place, entry.hash)


def _end_faults(reading: _Reading, head: Head, unmet: dict[int, Seal]) -> Iterator[Fault]:
    if reading.count < head.count:
        first, last = reading.count + 1, head.count
        which = f"第{first}笔" if first == last else f"第{first}至{last}笔"
        yield Fault(seq=first, text=f"末尾{which}缺失（被删除）")
    elif reading.count > head.count:
        yield Fault(seq=head.count + 1, text=f"末尾第{head.count + 1}笔起不是本程序登记的（被插入）")
    elif reading.chain != head.chain:
        yield Fault(seq=0, text="全账滚动校验值与账首不符：有条目或账首被改动")
    for seal in unmet.values():
        yield Fault(seq=seal.last_seq, text=f"{seal.day}日封所指的第{seal.last_seq}笔不存在")


def _seal_faults(seals: tuple[Seal, ...]) -> Iterator[Fault]:
    previous = ""
    for seal in seals:
        if seal.previous != previous or seal_hash(seal) != seal.hash:
            yield Fault(seq=seal.last_seq, text=f"{seal.day}的日封被改动，或其前的日封被删除")
        previous = seal.hash
