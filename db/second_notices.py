"""Second notices (二次告知) in the archive."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from app.cases.models import SecondNotice
from db.models.cases import second_notice_rows
from db.models.documents import document_rows
from db.rows import from_json, to_json

_ADD = insert(second_notice_rows)
_ALL = select(second_notice_rows).order_by(second_notice_rows.c.id)


class StoredSecondNotices:
    """Second notices over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, notice: SecondNotice) -> None:
        """Count a second notice."""
        row = {
            "case_id": notice.case,
            "document_id": notice.document,
            "clerk_id": notice.clerk,
            "clerk_name": notice.clerk_name,
            "matter_name": notice.matter_name,
            "head_id": notice.head,
            "head_name": notice.head_name,
            "reason": notice.reason,
            "added": to_json(list(notice.added)),
            "noticed_at": notice.at,
        }
        self._connection.execute(_ADD, row)

    def within(self, divisions: frozenset[int] | None) -> tuple[SecondNotice, ...]:
        """Return the second notices of the divisions (None: every one) in order."""
        statement = _ALL
        if divisions is not None:
            paper = document_rows.c.id == second_notice_rows.c.document_id
            statement = _ALL.join(document_rows, paper).where(document_rows.c.division_id.in_(divisions))
        return tuple(
            SecondNotice(
                case=row.case_id,
                document=row.document_id,
                clerk=row.clerk_id,
                clerk_name=row.clerk_name or "",
                matter_name=row.matter_name or "",
                head=row.head_id,
                head_name=row.head_name or "",
                reason=row.reason or "",
                added=tuple(from_json(row.added)),
                at=row.noticed_at,
            )
            for row in self._connection.execute(statement)
        )
