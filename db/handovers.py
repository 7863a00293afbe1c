"""Handovers in the archive."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, exists, insert, literal, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.cases.models import REFUSALS
from app.errors import Conflict, Spoilt
from app.posts.handed import Handover, HandoverId, HandoverItem, Stage
from app.register.models import DocumentState
from db.models.cases import case_rows
from db.models.custody import segment_rows
from db.models.documents import document_rows
from db.models.handovers import handover_rows
from db.models.people import division_rows, staff_rows
from db.rows import SPOILT, AnyRow, conflict, from_json, insert_counted, missing, to_json
from db.told import told_handovers

_rows, _papers = handover_rows.c, document_rows.c
_told = told_handovers.c
_ALL = select(
    told_handovers, staff_rows.c.name.label("staff_name"), division_rows.c.name.label("division_name")
).select_from(
    told_handovers.join(staff_rows, staff_rows.c.id == _told.staff_id).join(
        division_rows, division_rows.c.id == _told.division_id
    )
)
_ONE = _ALL.where(_told.id == bindparam("key"))
_OF_ABSENCE = _ALL.where(_told.absence_id == bindparam("absence"))
_OF_POST = _ALL.where(
    _told.division_id == bindparam("division"), _told.post_name == bindparam("post")
).order_by(_told.id.desc())
_SAVE = (
    update(handover_rows)
    .where(_rows.id == bindparam("key"), _rows.version == bindparam("stood"))
    .values(version=_rows.version + 1)
)
# Most notices of an enquiry are never served; what nobody works on is left out before anything is read.
_WORKED_ON = exists().where(segment_rows.c.open_key == literal("case:").concat(cast(_papers.case_id, Text)))
_REFUSED = exists().where(
    case_rows.c.id == _papers.case_id, case_rows.c.state.in_([state.value for state in REFUSALS])
)
# By division first, for so the index of the register's list is laid out.
_UNSERVED = (
    select(_papers.id)
    .where(
        _papers.division_id.in_(select(division_rows.c.id)),
        _papers.state == DocumentState.ISSUED.value,
        or_(_papers.issued_by_id == bindparam("staff"), _papers.issuer_name.endswith(bindparam("signed"))),
        or_(_papers.case_id.is_(None), _WORKED_ON, _REFUSED),
    )
    .order_by(_papers.id)
)


class StoredHandovers:
    """Handovers over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, handover: Handover) -> HandoverId:
        """Save a new handover (``id`` and names of the archive ignored); ``Conflict`` where there is one."""
        row = {**_row(handover), "version": handover.version}
        try:
            return HandoverId(insert_counted(self._connection, insert(handover_rows), row))
        except IntegrityError as error:
            if "absence_id" in str(error.orig):
                raise Conflict("这次离岗的交接刚由别人办理，没有重复办理。请刷新后再看。") from error
            raise

    def get(self, handover: HandoverId) -> Handover:
        """Return the handover; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"key": handover}).one_or_none()
        return missing("工作交接") if row is None else _handover(row)

    def find_of(self, absence: int) -> Handover | None:
        """Return the handover of the absence."""
        row = self._connection.execute(_OF_ABSENCE, {"absence": absence}).one_or_none()
        return None if row is None else _handover(row)

    def of_post(self, division: int, post_name: str) -> tuple[Handover, ...]:
        """Return what was handed over of a post, the latest first."""
        rows = self._connection.execute(_OF_POST, {"division": division, "post": post_name})
        return tuple(map(_handover, rows))

    def save(self, handover: Handover) -> None:
        """Save where ``handover.version`` still stands (the archive adds one); else ``Conflict``."""
        row = {"key": handover.id, "stood": handover.version, **_row(handover)}
        if self._connection.execute(_SAVE, row).rowcount != 1:
            conflict("工作交接", self.get(handover.id))

    def unserved(self, staff: int, name: str) -> tuple[int, ...]:
        """Return papers not served that he issued, or another for one of that name; none nobody works on."""
        found = self._connection.execute(_UNSERVED, {"staff": staff, "signed": f"（代{name}）"})
        return tuple(found.scalars())


def _row(handover: Handover) -> dict[str, Any]:
    return {
        "absence_id": handover.absence,
        "staff_id": handover.staff,
        "division_id": handover.division,
        "post_name": handover.post_name,
        "receiver_name": handover.receiver_name,
        "items": to_json([_kept(each) for each in handover.items]),
        "sheet_id": handover.sheet or None,
        "made_at": handover.made_at,
        "made_by_name": handover.made_by_name,
        "return_sheet_id": handover.return_sheet or None,
        "returned_at": handover.returned_at,
        "returned_by_name": handover.returned_by_name,
    }


def _kept(item: HandoverItem) -> dict[str, Any]:
    return {
        **asdict(item),
        "due": item.due.isoformat() if item.due else None,
        "taken_at": item.taken_at.isoformat() if item.taken_at else None,
        "stage": item.stage.value,
    }


def _item(kept: dict[str, Any]) -> HandoverItem:
    try:
        due, taken_at = kept["due"], kept["taken_at"]
        read = {
            "due": date.fromisoformat(due) if due else None,
            "taken_at": datetime.fromisoformat(taken_at) if taken_at else None,
            "stage": Stage(kept["stage"]),
        }
        return HandoverItem(**{**kept, **read})
    except (KeyError, TypeError, ValueError) as fault:
        raise Spoilt(SPOILT) from fault


def _handover(row: AnyRow) -> Handover:
    return Handover(
        id=HandoverId(row.id),
        absence=row.absence_id,
        staff=row.staff_id,
        division=row.division_id,
        post_name=row.post_name,
        receiver_name=row.receiver_name,
        items=tuple(map(_item, from_json(row.items))),
        sheet=row.sheet_id or 0,
        made_at=row.made_at,
        made_by_name=row.made_by_name or "",
        return_sheet=row.return_sheet_id or 0,
        returned_at=row.returned_at,
        returned_by_name=row.returned_by_name or "",
        version=row.version,
        staff_name=row.staff_name,
        division_name=row.division_name,
    )
