"""What changed elsewhere: whether anybody has written since we last looked."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, select

from app.errors import Unavailable
from db.models.ledger import head_rows

_COUNT = select(head_rows.c.entry_count).where(head_rows.c.id == 1)


class Feed:
    """Tells of changes by whatever connection but its own; one thread asks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: Connection | None = None
        self._seen = self._look()

    def changed(self) -> bool:
        """Say whether the archive was written since the last call; False while it cannot be reached."""
        try:
            found = self._look()
        except Unavailable:
            return False
        moved = found != self._seen
        self._seen = found
        return moved

    def close(self) -> None:
        """Let go of the connection; the next look takes a new one."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def _look(self) -> object:
        """Return a number that every change moves: SQLite's own, or the length of the ledger."""
        if self._engine.dialect.name == "sqlite":
            self._held = self._held or self._engine.connect()
            return self._held.exec_driver_sql("PRAGMA data_version").scalar()
        with self._engine.connect() as connection:
            return connection.execute(_COUNT).scalar()
