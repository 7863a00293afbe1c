"""What changed elsewhere: whether anybody else has entered something since we last looked."""

from __future__ import annotations

import re
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
# Its number and, where that is said, which kinds of things, divisions and people (ids) it touched, and in whose
# hands what passed was.
_KEYS = "((?:[0-9]{1,18}(?:,[0-9]{1,18})*)?)"
_SAID = re.compile(f"([0-9]{{1,18}})(?: ([a-z_,]*) {_KEYS} {_KEYS} {_KEYS} {_KEYS})?", re.ASCII)


class Feed:
    """Tells of what others entered in the ledger; what this store entered itself is no news.

    Made when an office is opened: what others enter from then on is told. One thread asks it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.engine.connect() as connection:
            self._head = int(connection.execute(_COUNT).scalar_one())
        self._asked = self._head  # as the archive itself said it; anything later was only said by the bell
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
        if any(entry is not None and self._asked < entry[0] <= self._head for entry in entries):
            return self._again(connection)
        moved = len(entries) < len(said) and self.moved(connection)
        fresh = [entry for entry in entries if entry is not None and entry[0] > self._head]
        if [seq for seq, _touched in fresh] != list(range(self._head + 1, self._head + 1 + len(fresh))):
            return self.look(connection)
        for _seq, touched in fresh:
            self._touch(touched)
        untold = self._untold
        wrote = bool(fresh) and self._reached(fresh[-1][0])
        return News(others_wrote=wrote, others_moved=moved, touched=untold if wrote else None)

    def _again(self, connection: Connection) -> News:
        """Begin anew where an entry is told of twice: any login may ring, so the first may have been none."""
        self._head = self._asked = int(connection.execute(_COUNT).scalar_one())
        with self._store.counting:
            self._seen = self._head - self._store.entered
        self._untold = _NOTHING
        return News(others_wrote=True, others_moved=self.moved(connection))

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
        self._asked = head
        return self._reached(head)

    def _touch(self, touched: Touched | None) -> None:
        """Keep what an entry touched until others' entries are told: it may be theirs."""
        if self._untold is _NOTHING:
            self._untold = touched
        else:
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
    found = _SAID.fullmatch(said)
    if found is None:
        return None
    number, kinds, places, people, held_in, held_by = found.groups()
    if kinds is None:
        return int(number), None
    return int(number), Touched(
        kinds=frozenset(kinds.split(",")),
        places=_keys(places),
        people=_keys(people),
        hands=Hands(places=_keys(held_in), people=_keys(held_by)),
    )


def _keys(part: str) -> frozenset[int]:
    return frozenset(map(int, part.split(","))) if part else frozenset()
