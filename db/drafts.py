"""Drafts in the archive: one for each person, type and case."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from app.register.models import Draft
from db.models.documents import draft_rows
from db.plans import kept
from db.rows import from_json, to_json

_THIS = (
    draft_rows.c.staff_id == bindparam("of_staff"),
    draft_rows.c.type_key == bindparam("of_type"),
    draft_rows.c.case_id == bindparam("of_case"),
)
_ONE = kept(select(draft_rows).where(*_THIS))
_OF = (
    select(draft_rows)
    .where(draft_rows.c.staff_id == bindparam("of_staff"))
    .order_by(draft_rows.c.saved_at.desc(), draft_rows.c.type_key, draft_rows.c.case_id)
)
_AMEND = kept(update(draft_rows).where(*_THIS))
_ADD = kept(insert(draft_rows))
_DROP = delete(draft_rows).where(*_THIS)


class StoredDrafts:
    """Drafts over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, draft: Draft) -> None:
        """Keep a draft in the place of the one before."""
        typed = {"fields": to_json(draft.fields), "saved_at": draft.saved_at}
        this = _this(draft.staff, draft.type_key, draft.case)
        if not self._connection.execute(_AMEND, {**this, **typed}).rowcount:
            key = {"staff_id": draft.staff, "type_key": draft.type_key, "case_id": draft.case}
            self._connection.execute(_ADD, {**key, **typed})

    def find(self, staff: int, type_key: str, case: int) -> Draft | None:
        """Return the draft of this person, type and case."""
        row = self._connection.execute(_ONE, _this(staff, type_key, case)).one_or_none()
        return None if row is None else _draft(row)

    def of(self, staff: int) -> tuple[Draft, ...]:
        """Return the person's drafts, the latest first."""
        return tuple(map(_draft, self._connection.execute(_OF, {"of_staff": staff})))

    def drop(self, staff: int, type_key: str, case: int) -> None:
        """Forget the draft, where there is one."""
        self._connection.execute(_DROP, _this(staff, type_key, case))


def _this(staff: int, type_key: str, case: int) -> dict[str, Any]:
    return {"of_staff": staff, "of_type": type_key, "of_case": case}


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        staff=row.staff_id,
        type_key=row.type_key,
        case=row.case_id,
        fields=from_json(row.fields),
        saved_at=row.saved_at,
    )
