"""Enters deeds in the ledger, each chained to its subject's entry before and to the whole book."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.clock import chinese_moment, office_date
from app.errors import Unavailable
from app.ledger.hashing import canonical, digest, moment
from app.ledger.models import Deed, Entry, Head
from app.ledger.ports import LedgerBook
from app.ledger.sealing import seal_days

PATIENCE = timedelta(minutes=5)


class ClockSetBack(Unavailable):
    """The machine's clock stands before the last entry of the ledger: nothing may be dated now."""


def entry_hash(entry: Entry) -> str:
    """Return the hash that belongs to the entry's contents."""
    return digest(
        str(entry.seq),
        str(entry.place),
        moment(entry.at),
        str(entry.actor),
        entry.actor_name,
        str(entry.behalf),
        entry.behalf_name,
        entry.ground,
        entry.act,
        entry.subject,
        entry.summary,
        entry.detail,
        entry.previous,
    )


def write_alone(book: LedgerBook) -> None:
    """Wait for whoever writes now: what is read from here on stands until this unit of work ends.

    For what no version guards, because it is made here for the first time.
    """
    book.head()


def enter(book: LedgerBook, deed: Deed, *, newborn: bool = False) -> Entry:
    """Append a deed, sealing the days before it.

    Raises ``ClockSetBack`` when the deed is dated more than five minutes before the last one.
    ``newborn`` says that the subject was made in this very transaction and has no entry yet.
    A book that chains by itself, as a server's does, gives place and hashes to what is appended.
    """
    head = book.head()
    _refuse_the_past(deed.at, head)
    if head.at is not None and office_date(head.at) < office_date(deed.at):
        seal_days(book, office_date(deed.at))
    last = None if newborn or book.chains_itself else book.last_of(deed.subject)
    blank = Entry(
        seq=head.count + 1,
        place=last.place + 1 if last else 1,
        at=deed.at,
        actor=deed.actor,
        actor_name=deed.actor_name,
        behalf=deed.behalf,
        behalf_name=deed.behalf_name,
        ground=deed.ground,
        act=deed.act,
        subject=deed.subject,
        summary=deed.summary,
        detail=canonical(deed.detail),
        previous=last.hash if last else "",
        hash="",
    )
    entry = blank if book.chains_itself else sealed(blank)
    book.append(entry, head if book.chains_itself else next_head(head, entry))
    return entry


def sealed(blank: Entry) -> Entry:
    """Return the entry with the hash of its contents."""
    values = {name: getattr(blank, name) for name in Entry.__dataclass_fields__}
    return Entry(**{**values, "hash": entry_hash(blank)})


def next_head(head: Head, entry: Entry) -> Head:
    """Return where the book stands after the entry."""
    later = entry.at if head.at is None else max(head.at, entry.at)
    return Head(count=entry.seq, chain=digest(head.chain, entry.hash), at=later)


def _refuse_the_past(at: datetime, head: Head) -> None:
    if head.at is not None and at < head.at - PATIENCE:
        raise ClockSetBack(
            f"本机时钟（{chinese_moment(at)}）早于台账最后一笔（{chinese_moment(head.at)}），不能签发或登记。"
            "请校准系统时间后再试。"
        )
