"""The responsibility directory in the archive."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from app.hotline.directory import DirectoryEntry, EntryId
from db.models.hotline_office import directory_rows
from db.models.people import division_rows
from db.rows import AnyRow, conflict, from_json, insert_counted, missing, to_json

_rows = directory_rows.c
_ALL = (
    select(directory_rows, division_rows.c.name.label("lead_name"))
    .join_from(directory_rows, division_rows, division_rows.c.id == _rows.lead_id)
    .order_by(_rows.fallback, _rows.topic, _rows.id)
)
_ONE = _ALL.where(_rows.id == bindparam("key"))
_ADD = insert(directory_rows)
_SAVE = (
    update(directory_rows)
    .where(_rows.id == bindparam("key"), _rows.version == bindparam("stood"))
    .values(version=_rows.version + 1)
)


class StoredDirectory:
    """Lines of the directory over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[DirectoryEntry, ...]:
        """Return every line by topic, the fallback last, with the divisions as they are called today."""
        return tuple(map(_entry, self._connection.execute(_ALL)))

    def get(self, entry: EntryId) -> DirectoryEntry:
        """Return the line; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"key": entry}).one_or_none()
        return missing("职责目录") if row is None else _entry(row)

    def add(self, entry: DirectoryEntry) -> EntryId:
        """Save a new line (``id`` ignored)."""
        return EntryId(insert_counted(self._connection, _ADD, {**_row(entry), "version": entry.version}))

    def save(self, entry: DirectoryEntry) -> None:
        """Save where ``entry.version`` still stands (the archive adds one); else ``Conflict``."""
        row = {**_row(entry), "key": entry.id, "stood": entry.version}
        if self._connection.execute(_SAVE, row).rowcount != 1:
            conflict("职责目录", self.get(entry.id))


def _row(entry: DirectoryEntry) -> dict[str, Any]:
    return {
        "topic": entry.topic,
        "keywords": to_json(list(entry.keywords)),
        "lead_id": entry.lead,
        "co_handling": entry.co_handling,
        "basis": entry.basis,
        "effective_from": entry.effective_from,
        "effective_until": entry.effective_until,
        "fallback": entry.fallback,
    }


def _entry(row: AnyRow) -> DirectoryEntry:
    return DirectoryEntry(
        id=EntryId(row.id),
        topic=row.topic,
        keywords=tuple(from_json(row.keywords)),
        lead=row.lead_id,
        lead_name=row.lead_name,
        co_handling=row.co_handling or "",
        basis=row.basis or "",
        effective_from=row.effective_from,
        effective_until=row.effective_until,
        fallback=row.fallback,
        version=row.version,
    )
