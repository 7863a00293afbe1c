"""The ledger's book in the archive: appended to, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, bindparam, insert, select, update
from sqlalchemy import text as sa_text

from app.errors import Conflict
from app.ledger.models import Entry, Head, Seal, Subject
from db.models.columns import Day
from db.models.ledger import entry_rows, head_rows, seal_rows
from db.plans import kept

_PAGE = 1000
_HEAD = select(head_rows).where(head_rows.c.id == 1)
_LOCKED_HEAD = _HEAD.with_for_update()
_SERVER_HEAD = kept(
    sa_text("SELECT id, entry_count, chain, last_at FROM rules.head()").columns(*head_rows.columns)
)
_OF_SUBJECT = select(entry_rows).where(entry_rows.c.subject == bindparam("subject"))
_LAST = _OF_SUBJECT.order_by(entry_rows.c.place.desc()).limit(1)
_ALL_OF = _OF_SUBJECT.order_by(entry_rows.c.place)
_ON_BEHALF = (
    select(entry_rows)
    .where(
        entry_rows.c.behalf_id == bindparam("staff"),
        entry_rows.c.entered_at >= bindparam("since"),
        entry_rows.c.entered_at < bindparam("until"),
    )
    .order_by(entry_rows.c.seq)
)
_AFTER = (
    select(entry_rows)
    .where(entry_rows.c.seq > bindparam("after"))
    .order_by(entry_rows.c.seq)
    .limit(bindparam("page"))
)
_APPEND = kept(insert(entry_rows))
_MOVE_HEAD = update(head_rows).where(head_rows.c.id == 1, head_rows.c.entry_count == bindparam("before"))
_SEAL = sa_text("SELECT rules.seal(:today)").columns(Column("day", Day))
_SEALS = select(seal_rows).order_by(seal_rows.c.sealed_day)
_ADD_SEAL = insert(seal_rows)


class StoredLedger:
    """Entries, head and seals over one connection."""

    def __init__(self, connection: Connection, *, writing: bool) -> None:
        self.appended = 0
        self.kinds: set[str] = set()  # of the things that entries are about
        self._connection = connection
        self._on_server = connection.dialect.name == "postgresql"
        self._head = (_SERVER_HEAD if self._on_server else _LOCKED_HEAD) if writing else _HEAD

    @property
    def chains_itself(self) -> bool:
        """Whether the server counts, chains and hashes what is appended."""
        return self._on_server

    def head(self) -> Head:
        """Return where the book stands, locked when writing."""
        row = self._connection.execute(self._head).one_or_none()
        if row is None:  # taken out by hand: no entry follows it any more
            return Head(count=0, chain="")
        return Head(count=_whole(row.entry_count), chain=row.chain or "", at=row.last_at)

    def last_of(self, subject: Subject) -> Entry | None:
        """Return the subject's last entry."""
        row = self._connection.execute(_LAST, {"subject": subject}).one_or_none()
        return None if row is None else read_entry(row)

    def append(self, entry: Entry, head: Head) -> None:
        """Write the entry and the new head; raises ``Conflict`` where the head has moved on.

        A server counts and chains the entry itself.
        """
        if not self._on_server:
            self._move_head(entry, head)
        self._connection.execute(_APPEND, _entry_row(entry))
        self.appended += 1
        self.kinds.add(entry.subject.partition(":")[0])

    def _move_head(self, entry: Entry, head: Head) -> None:
        moved = self._connection.execute(
            _MOVE_HEAD,
            {"before": entry.seq - 1, "entry_count": head.count, "chain": head.chain, "last_at": head.at},
        )
        if moved.rowcount != 1:
            raise Conflict("台账刚由别的窗口续记，这一步没有做。请再试一次。")

    def entries(self, *, after: int = 0) -> Iterator[Entry]:
        """Yield entries in order of ``seq``, a page at a time."""
        while page := self._connection.execute(_AFTER, {"after": after, "page": _PAGE}).all():
            yield from map(read_entry, page)
            after = page[-1].seq

    def entries_of(self, subject: Subject) -> tuple[Entry, ...]:
        """Return the subject's entries in order."""
        return tuple(map(read_entry, self._connection.execute(_ALL_OF, {"subject": subject})))

    def on_behalf(self, staff: int, since: datetime, until: datetime) -> tuple[Entry, ...]:
        """Return what others did for the person from ``since`` up to but not including ``until``, in order."""
        span = {"staff": staff, "since": since, "until": until}
        return tuple(map(read_entry, self._connection.execute(_ON_BEHALF, span)))

    def seals(self) -> tuple[Seal, ...]:
        """Return every seal by day."""
        return tuple(map(_seal, self._connection.execute(_SEALS)))

    def seal_itself(self, today: date) -> tuple[Seal, ...] | None:
        """Let a server, which sees every entry, seal the days before; None for a file, which cannot."""
        if not self._on_server:
            return None
        days = set(self._connection.execute(_SEAL, {"today": today}).scalars())
        return tuple(each for each in self.seals() if each.day in days)

    def add_seal(self, seal: Seal) -> None:
        """Keep a day's seal."""
        row = {
            "sealed_day": seal.day,
            "last_seq": seal.last_seq,
            "chain": seal.chain,
            "previous_hash": seal.previous,
            "seal_hash": seal.hash,
        }
        self._connection.execute(_ADD_SEAL, row)


def _entry_row(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "place": entry.place,
        "entered_at": entry.at,
        "actor_id": entry.actor,
        "actor_name": entry.actor_name,
        "behalf_id": entry.behalf,
        "behalf_name": entry.behalf_name,
        "ground": entry.ground,
        "act": entry.act,
        "subject": entry.subject,
        "summary": entry.summary,
        "detail": entry.detail,
        "previous_hash": entry.previous,
        "entry_hash": entry.hash,
    }


def read_entry(row: Row[Any]) -> Entry:
    """Return an entry as it was kept."""
    return Entry(
        seq=row.seq,
        place=row.place,
        at=row.entered_at,
        actor=row.actor_id,
        actor_name=row.actor_name or "",
        behalf=row.behalf_id,
        behalf_name=row.behalf_name or "",
        ground=row.ground or "",
        act=row.act,
        subject=Subject(row.subject),
        summary=row.summary or "",
        detail=row.detail or "",
        previous=row.previous_hash or "",
        hash=row.entry_hash,
    )


def _whole(number: object) -> int:
    """Read a count; what somebody wrote there that is none is -1."""
    return number if isinstance(number, int) else -1


def _seal(row: Row[Any]) -> Seal:
    return Seal(
        day=row.sealed_day,
        last_seq=_whole(row.last_seq),
        chain=row.chain,
        previous=row.previous_hash or "",
        hash=row.seal_hash,
    )
