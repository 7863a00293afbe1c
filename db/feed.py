"""What changed elsewhere: whether anybody else has entered something since we last looked."""

from __future__ import annotations

from sqlalchemy import Connection, select

from db.models.ledger import head_rows
from db.models.presences import presence_rows
from db.store import Store

_PRESENT = select(presence_rows.c.record, presence_rows.c.staff_id).order_by(
    presence_rows.c.record, presence_rows.c.staff_id
)
_COUNT = select(head_rows.c.entry_count).where(head_rows.c.id == 1)


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

    def moved(self, connection: Connection) -> bool:
        """Say whether a record was opened for editing or left since the last call; raises ``Unavailable``."""
        before = self._present
        self._present = tuple(tuple(row) for row in connection.execute(_PRESENT))
        return self._present != before

    def changed(self, connection: Connection) -> bool:
        """Say whether others did something since the last call; raises ``Unavailable``.

        The head is read first and our own entries are counted after: in between they only grow, so that an
        entry of ours is never taken for another's, and another's is told at the latest with ours.
        """
        head = int(connection.execute(_COUNT).scalar_one())
        with self._store.counting:
            others = head - self._store.entered
        put_back = head < self._head
        moved = others > self._seen or put_back
        self._head = head
        self._seen = others if put_back else max(others, self._seen)
        return moved
