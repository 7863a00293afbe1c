"""The course of work orders in the archive: co-handling shares, and everything put on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, bindparam, insert, or_, select, text, update

from app.hotline.corrections import CHANGES, without_names
from app.hotline.models import OrderId, Record, RecordKind, Satisfaction, Share, ShareId
from db.alongside import alongside
from db.denial_rows import word_of
from db.lots import columns_of, ready_lot
from db.models.callers import change_rows
from db.models.orders import OPEN_PART, record_rows, share_rows
from db.plans import kept
from db.rows import AnyRow, conflict, from_json, insert_counted, to_json

_shares = share_rows.c
_records = record_rows.c
_ADD_SHARE = insert(share_rows)
_SHARES = kept(select(share_rows).where(_shares.order_id == bindparam("order")).order_by(_shares.id))
_OWED = (
    select(share_rows)
    .where(_shares.order_id.in_(bindparam("orders", expanding=True)), text(OPEN_PART))
    .order_by(_shares.due_on, _shares.id)
)
_OWED_BY = _OWED.where(_shares.division_id.in_(bindparam("divisions", expanding=True)))
_SAVE_SHARE = (
    update(share_rows)
    .where(_shares.id == bindparam("key"), _shares.version == bindparam("stood"))
    .values(version=_shares.version + 1)
)
_ADD_RECORD = kept(insert(record_rows))
_RECORDED = {
    "order_id": "order",
    "kind": "kind.value",
    "recorded_at": "at",
    "division_id": "division",
    "division_name": "division_name",
    "staff_id": "staff",
    "staff_name": "staff_name",
    "due_on": "due",
}
_RECORDED_OF = attrgetter(*_RECORDED.values())
_ADD_CHANGES = insert(change_rows)
_CHANGES = kept(select(change_rows).where(change_rows.c.order_id == bindparam("order")))
_RECORDS = kept(select(record_rows).where(_records.order_id == bindparam("order")).order_by(_records.id))

# Fields are kept as JSON without blanks, so that a choice is found as it is written.
_GOOD = [
    _records.fields.contains(f'"satisfaction":"{each.value}"', autoescape=True)
    for each in Satisfaction
    if each.is_good
]
_SATISFIED = (
    select(_records.recorded_at)
    .where(
        _records.kind == RecordKind.CALL_BACK.value,
        _records.division_id == bindparam("division"),
        _records.recorded_at < bindparam("before"),
        or_(*_GOOD),
    )
    .order_by(_records.recorded_at.desc())
    .limit(1)
)


class StoredCourses:
    """Shares and records over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_share(self, share: Share) -> ShareId:
        """Save a new share (``id`` ignored) and return its id."""
        row = {**_share_row(share), "version": share.version}
        return ShareId(insert_counted(self._connection, _ADD_SHARE, row))

    def shares(self, order: OrderId) -> tuple[Share, ...]:
        """Return the shares of an order."""
        return tuple(map(_share, self._connection.execute(_SHARES, {"order": order})))

    def owed(self, orders: Iterable[OrderId], divisions: Iterable[int] | None) -> tuple[Share, ...]:
        """Return of some orders the parts that the divisions (None: all) still owe, by their day."""
        asked: dict[str, list[Any]] = {"orders": list(orders)}
        if divisions is None:
            return tuple(map(_share, self._connection.execute(_OWED, asked)))
        asked["divisions"] = list(divisions)
        return tuple(map(_share, self._connection.execute(_OWED_BY, asked)))

    def save_share(self, share: Share) -> None:
        """Save where ``share.version`` still stands (the archive adds one); else ``Conflict``."""
        row = {**_share_row(share), "key": share.id, "stood": share.version}
        if self._connection.execute(_SAVE_SHARE, row).rowcount != 1:
            conflict("协办任务", share)

    def record(self, record: Record) -> int:
        """Put something on record; what tells of the caller in it lies apart."""
        told = without_names(record, known=False)
        key = insert_counted(self._connection, _ADD_RECORD, _record_row(told))
        if told is not record:
            changes = to_json(record.fields[CHANGES])
            apart = {"record_id": key, "order_id": record.order, "changes": changes}
            self._connection.execute(_ADD_CHANGES, apart)
        return key

    def record_many(self, records: Sequence[Record]) -> None:
        """Put thousands of things on record at once; none of them tells of the caller."""
        if records:
            columns: dict[str, Iterable[Any]] = {**columns_of(_RECORDED, records)}
            columns["fields"] = _kept_fields(records)
            with alongside(self._connection) as archive:
                archive.do(ready_lot(self._connection, record_rows, columns))

    def records(self, order: OrderId) -> tuple[Record, ...]:
        """Return what is on record, oldest first."""
        return self._told(tuple(map(_record, self._connection.execute(_RECORDS, {"order": order}))))

    def _told(self, records: tuple[Record, ...]) -> tuple[Record, ...]:
        """Return the records with what of them lies apart, as far as whoever asks may know it."""
        if not any(CHANGES in each.fields for each in records):
            return records
        rows = self._connection.execute(_CHANGES, {"order": records[0].order})
        found = {row.record_id: from_json(row.changes) for row in rows}
        return tuple(
            replace(each, fields={**each.fields, CHANGES: found[each.id]}) if each.id in found else each
            for each in records
        )

    def records_of(
        self, kind: RecordKind, *, since: datetime, until: datetime, division: int | None = None
    ) -> tuple[Record, ...]:
        """Return what was put on record from ``since`` until before ``until``, oldest first."""
        statement = select(record_rows).where(
            _records.kind == kind.value, _records.recorded_at >= since, _records.recorded_at < until
        )
        if division is not None:
            statement = statement.where(_records.division_id == division)
        ordered = statement.order_by(_records.recorded_at, _records.id)
        return tuple(map(_record, self._connection.execute(ordered)))

    def last_satisfied(self, division: int, before: datetime) -> datetime | None:
        """Return when an order of the division was last called back with a good answer before a moment."""
        return self._connection.execute(
            _SATISFIED, {"division": division, "before": before}
        ).scalar_one_or_none()


def _share_row(share: Share) -> dict[str, Any]:
    return {
        "order_id": share.order,
        "division_id": share.division,
        "division_name": share.division_name,
        "task": share.task,
        "due_on": share.due,
        "reply": share.reply,
        "replied_at": share.replied_at,
        "replied_by_name": share.replied_by_name,
        "withdrawn": share.withdrawn,
    }


def _share(row: AnyRow) -> Share:
    return Share(
        id=ShareId(row.id),
        order=OrderId(row.order_id),
        division=row.division_id,
        division_name=row.division_name or "",
        task=row.task or "",
        due=row.due_on,
        reply=row.reply or "",
        replied_at=row.replied_at,
        replied_by_name=row.replied_by_name or "",
        withdrawn=row.withdrawn,
        version=row.version,
    )


def _record_row(record: Record) -> dict[str, Any]:
    row = dict(zip(_RECORDED, _RECORDED_OF(record), strict=True))
    return row | {"fields": to_json(dict(record.fields))}


def _kept_fields(records: Iterable[Record]) -> Iterator[str]:
    """Yield the fields of each record as they are kept; those that many have in common are written once."""
    last, kept = None, ""
    for record in records:
        if record.fields is not last:
            last, kept = record.fields, to_json(dict(record.fields))
        yield kept


def _record(row: AnyRow) -> Record:
    return Record(
        id=row.id,
        order=OrderId(row.order_id),
        kind=word_of(RecordKind, row.kind),
        at=row.recorded_at,
        division=row.division_id,
        division_name=row.division_name or "",
        staff=row.staff_id,
        staff_name=row.staff_name or "",
        fields=from_json(row.fields),
        due=row.due_on,
    )
