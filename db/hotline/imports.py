"""Imports of work orders in the archive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from app.hotline.importing_models import Batch
from db.models.imports import batch_rows, map_rows
from db.rows import INSERTS, AnyRow, from_json, insert_counted, to_json

_rows = batch_rows.c
_ADD = insert(batch_rows)
_COUNT = (
    update(batch_rows)
    .where(_rows.id == bindparam("batch"))
    .values(added=_rows.added + bindparam("born"), changed=_rows.changed + bindparam("altered"))
)
_NEWEST = select(batch_rows).order_by(_rows.id.desc()).limit(bindparam("most"))
_MAP = select(map_rows.c.mapping).where(map_rows.c.source == bindparam("of_source"))


class StoredImports:
    """Imports over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, batch: Batch) -> int:
        """Put a new import on record and return its number."""
        row = {
            "file_name": batch.file,
            "sha256": batch.sha256,
            "staff_id": batch.staff,
            "staff_name": batch.staff_name,
            "begun_at": batch.at,
            "added": batch.new,
            "changed": batch.changed,
            "same": batch.same,
            "rejected": batch.rejected,
            "done": batch.done,
        }
        return insert_counted(self._connection, _ADD, row)

    def count(self, batch: int, *, new: int, changed: int, done: bool) -> None:
        """Add to what an import has brought in so far."""
        self._connection.execute(_COUNT, {"batch": batch, "born": new, "altered": changed, "done": done})

    def batches(self, limit: int) -> tuple[Batch, ...]:
        """Return the newest imports."""
        return tuple(map(_batch, self._connection.execute(_NEWEST, {"most": limit})))

    def mapping_of(self, source: str) -> Mapping[str, str] | None:
        """Return what was remembered of tables with these headings."""
        kept = self._connection.execute(_MAP, {"of_source": source}).scalar_one_or_none()
        return None if kept is None else from_json(kept)

    def remember(self, source: str, mapping: Mapping[str, str], at: datetime) -> None:
        """Remember what the headings were taken for."""
        row = {"source": source, "mapping": to_json(dict(mapping)), "used_at": at}
        self._connection.execute(_remembering(self._connection.dialect.name), row)


@lru_cache(maxsize=2)
def _remembering(dialect: str) -> Any:
    """Return the statement that keeps the last of two people who bring in such tables at one moment."""
    keep = INSERTS[dialect](map_rows)
    return keep.on_conflict_do_update(
        index_elements=["source"], set_={"mapping": keep.excluded.mapping, "used_at": keep.excluded.used_at}
    )


def _batch(row: AnyRow) -> Batch:
    return Batch(
        id=row.id,
        file=row.file_name or "",
        sha256=row.sha256,
        staff=row.staff_id,
        staff_name=row.staff_name or "",
        at=row.begun_at,
        new=row.added,
        changed=row.changed,
        same=row.same,
        rejected=row.rejected,
        done=row.done,
    )
