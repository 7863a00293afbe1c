"""Takes away what a paper said, and what it was found by; on a server its gate does the first."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, update
from sqlalchemy import text as sa_text

from app.errors import NotAllowed
from app.forms.masking import GONE
from app.retention.models import Erasure
from db.models.cases import second_notice_rows
from db.models.documents import document_rows
from db.search.index import Index, Kind
from db.search.words import findable

_rows = document_rows.c
_ERASE_HERE = (
    update(document_rows)
    .where(_rows.id == bindparam("document"), _rows.destroyed_at.is_(None))
    .values(
        fields="{}",
        imprint="{}",
        party=None,
        telephone=None,
        matter_name=None,
        version=_rows.version + 1,
    )
)
# Why a second notice went out goes with it, where no case keeps the reason.
_FORGET_SECOND = (
    update(second_notice_rows)
    .where(
        second_notice_rows.c.document_id == bindparam("document"),
        second_notice_rows.c.case_id.is_(None),
    )
    .values(reason=None, added="[]", matter_name=GONE)
)
_ERASE_THERE = sa_text("SELECT rules.erase(:disposal, :document)")


def erase(connection: Connection, erasure: Erasure) -> None:
    """Erase a paper; raises ``NotAllowed`` where that is not agreed."""
    paper = erasure.document
    this = {"disposal": erasure.disposal, "document": paper.id}
    if connection.dialect.name == "postgresql":
        connection.execute(_ERASE_THERE, this)
    else:
        stays = {"destroyed_at": erasure.at, "disposal_id": erasure.disposal, "digest": erasure.digest}
        if connection.execute(_ERASE_HERE, {"document": paper.id, **stays}).rowcount != 1:
            raise NotAllowed(f"{paper.number}已经销毁。")
        connection.execute(_FORGET_SECOND, {"document": paper.id})
    # Last: a server lets those words of a paper be changed that was itself changed just now.
    left = findable(texts=[str(paper.number), paper.case_number], names=[], telephones=[])
    Index(connection, Kind.DOCUMENT).replace(paper.id, left)
