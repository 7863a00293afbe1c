"""Prints of documents in the archive: kept, never changed."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, insert, select

from app.register.models import DocumentId, PrintRecord
from db.models.documents import print_rows

_ADD = insert(print_rows)
_OF = select(print_rows).where(print_rows.c.document_id == bindparam("document")).order_by(print_rows.c.id)


class StoredPrints:
    """Prints over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: PrintRecord) -> None:
        """Keep a print."""
        row = {
            "document_id": record.document,
            "printed_at": record.at,
            "staff_id": record.staff,
            "staff_name": record.staff_name,
            "copies": record.copies,
            "printer": record.printer,
            "reprint": record.reprint,
        }
        self._connection.execute(_ADD, row)

    def of(self, document: DocumentId) -> tuple[PrintRecord, ...]:
        """Return the document's prints in order."""
        return tuple(
            PrintRecord(
                document=DocumentId(row.document_id),
                at=row.printed_at,
                staff=row.staff_id,
                staff_name=row.staff_name or "",
                copies=row.copies,
                printer=row.printer or "",
                reprint=row.reprint,
            )
            for row in self._connection.execute(_OF, {"document": document})
        )
