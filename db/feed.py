"""What changed elsewhere: whether anybody else has entered something since we last looked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from app.office.news import News
from app.office.touching import Hands, Touched
from db.models.ledger import head_rows
from db.models.presences import presence_rows
from db.presences import SPOKEN
from db.store import Store

_PRESENT = select(presence_rows.c.record, presence_rows.c.staff_id).order_by(
    presence_rows.c.record, presence_rows.c.staff_id
)
_COUNT = select(head_rows.c.entry_count).where(head_rows.c.id == 1)
_NOTHING = Touched()
_PARTS = 6  # of what is said of an entry: its number, kinds, divisions, people; in whose hands what passed was


class Feed:
    """Tells of what others entered in the ledger; what this store entered itself is no news.

    Made when an office is opened: what others enter from then on is told. One thread asks it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.engine.connect() as connection:
            self._head = int(connection.execute(_COUNT).scalar_one())
        self._seen = self._head - store.entered
        self._present: tuple[tuple[object, ...], ...] = ()
        self._untold: Touched | None = _NOTHING

    def look(self, connection: Connection) -> News:
        """Ask the archive what is new, whatever it touched; raises ``Unavailable``."""
        return News(others_wrote=self.changed(connection), others_moved=self.moved(connection))

    def hear(self, connection: Connection, said: Sequence[str]) -> News:
        """Take what the server said; where that leaves anything out, ask; raises ``Unavailable``."""
        entries = [_read(each) for each in said if each != SPOKEN]
        if any(entry is None for entry in entries):
            return self.look(connection)
        moved = len(entries) < len(said) and self.moved(connection)
        fresh = [entry for entry in entries if entry is not None and entry[0] > self._head]
        if [seq for seq, _touched in fresh] != list(range(self._head + 1, self._head + 1 + len(fresh))):
            return self.look(connection)
        for _seq, touched in fresh:
            self._touch(touched)
        untold = self._untold
        wrote = bool(fresh) and self._reached(fresh[-1][0])
        return News(others_wrote=wrote, others_moved=moved, touched=untold if wrote else None)

    def moved(self, connection: Connection) -> bool:
        """Say whether a record was opened for editing or left since the last call; raises ``Unavailable``."""
        before = self._present
        self._present = tuple(tuple(row) for row in connection.execute(_PRESENT))
        return self._present != before

    def changed(self, connection: Connection) -> bool:
        """Say whether others did something since the last call; raises ``Unavailable``."""
        head = int(connection.execute(_COUNT).scalar_one())
        if head != self._head:
            self._untold = None
        return self._reached(head)

    def _touch(self, touched: Touched | None) -> None:
        """Keep what an entry touched until others' entries are told: it may be theirs."""
        self._untold = None if self._untold is None or touched is None else self._untold | touched

    def _reached(self, head: int) -> bool:
        """Say whether others entered something, now that the book has come so far.

        The head is read first and our own entries are counted after: in between they only grow, so that an
        entry of ours is never taken for another's, and another's is told at the latest with ours.
        """
        with self._store.counting:
            others = head - self._store.entered
        put_back = head < self._head
        moved = others > self._seen or put_back
        self._head = head
        self._seen = others if put_back else max(others, self._seen)
        if moved:
            self._untold = _NOTHING
        return moved


def _read(said: str) -> tuple[int, Touched | None] | None:
    """Read what the server says of an entry (None: something else), and what it touched (None: anything)."""
    number, *parts = said.split(" ")
    if not number.isdecimal():
        return None
    if len(parts) != _PARTS - 1:
        return int(number), None
    places, people, held_in, held_by = map(_keys, parts[1:])
    hands = Hands(places=held_in, people=held_by)
    return int(number), Touched(kinds=frozenset(parts[0].split(",")), places=places, people=people, hands=hands)


def _keys(part: str) -> frozenset[int]:
    return frozenset(map(int, part.split(","))) if part else frozenset()
