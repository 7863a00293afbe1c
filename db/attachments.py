"""Files kept with a denial (并附相关政策): what is known of them, and apart from that what is in them."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, insert, select

from app.denials.models import Attachment, AttachmentId, DenialId
from db.models.denials import attachment_rows, content_rows
from db.rows import AnyRow, insert_counted, missing

_ADD = insert(attachment_rows)
_ADD_CONTENT = insert(content_rows)
_ONE = select(attachment_rows).where(attachment_rows.c.id == bindparam("key"))
_OF = (
    select(attachment_rows)
    .where(attachment_rows.c.denial_id == bindparam("denial"))
    .order_by(attachment_rows.c.id)
)
_CONTENT = select(content_rows.c.content).where(content_rows.c.attachment_id == bindparam("key"))
_DROP_CONTENT = delete(content_rows).where(content_rows.c.attachment_id == bindparam("key"))
_DROP = delete(attachment_rows).where(attachment_rows.c.id == bindparam("key"))


class StoredAttachments:
    """Files over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, attachment: Attachment, content: bytes) -> AttachmentId:
        """Keep a file (``id`` ignored); return its id."""
        row = {
            "denial_id": attachment.denial,
            "name": attachment.name,
            "size": attachment.size,
            "digest": attachment.digest,
            "added_at": attachment.added_at,
            "added_by_name": attachment.added_by_name,
        }
        key = insert_counted(self._connection, _ADD, row)
        self._connection.execute(_ADD_CONTENT, {"attachment_id": key, "content": content})
        return AttachmentId(key)

    def get(self, attachment: AttachmentId) -> Attachment:
        """Return what is known of a file; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"key": attachment}).one_or_none()
        return missing("附件") if row is None else _attachment(row)

    def of(self, denial: DenialId) -> tuple[Attachment, ...]:
        """Return the denial's files in the order they came."""
        return tuple(map(_attachment, self._connection.execute(_OF, {"denial": denial})))

    def content(self, attachment: AttachmentId) -> bytes:
        """Return what is in the file; raises ``Refusal`` where there is none."""
        found = self._connection.execute(_CONTENT, {"key": attachment}).scalar_one_or_none()
        return missing("附件") if found is None else bytes(found)

    def drop(self, attachment: AttachmentId) -> None:
        """Forget a file with what is in it; raises ``Refusal`` where there is none."""
        self._connection.execute(_DROP_CONTENT, {"key": attachment})
        if not self._connection.execute(_DROP, {"key": attachment}).rowcount:
            missing("附件")


def _attachment(row: AnyRow) -> Attachment:
    return Attachment(
        id=AttachmentId(row.id),
        denial=DenialId(row.denial_id),
        name=row.name,
        size=row.size,
        digest=row.digest,
        added_at=row.added_at,
        added_by_name=row.added_by_name or "",
    )
