"""What changed elsewhere: whether anybody else has done something since we last looked."""

from __future__ import annotations

from sqlalchemy import select

from app.errors import Unavailable
from db.models.ledger import head_rows
from db.store import Store

_COUNT = select(head_rows.c.entry_count).where(head_rows.c.id == 1)


class Feed:
    """Tells of what others entered in the ledger; what this store entered itself is no news."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen = self._by_others()

    def changed(self) -> bool:
        """Say whether others did something since the last call; False while it cannot be asked."""
        try:
            found = self._by_others()
        except Unavailable:
            return False
        moved = found != self._seen
        self._seen = found
        return moved

    def _by_others(self) -> int:
        with self._store.engine.connect() as connection:
            return int(connection.execute(_COUNT).scalar_one()) - self._store.entered
