"""What a destruction leaves without any paper: found, listed with the disposal, told, and cleared.

On a server one gate alone clears it, of what two people signed, for whoever appraises.
"""

# ruff: noqa: S608 - nothing of the SQL comes from outside

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, text

from app.errors import NotAllowed
from app.register.models import DocumentId
from app.retention.left import WORDS, LeftBehind, LeftCounts, in_order
from app.retention.models import DisposalId
from db.models.retention import left_rows
from db.models.search import text_rows
from db.retention.left_clearing import KINDS, clearing
from db.retention.left_nothing import BARE_THINGS, LATER, is_bare, listed_bare
from db.retention.left_things import AGREED, left_by, may_clear
from db.retention.left_told import told_here, told_there
from db.rows import to_json
from db.search.index import Index, Kind
from db.search.words import Findable, findable

_rows = left_rows.c
_LISTED = select(left_rows).order_by(_rows.kind, _rows.thing_number, _rows.thing_id)
ITEMS = "SELECT i.document_id FROM disposal_items i WHERE i.disposal_id = {disposal}"
_GIVEN = "SELECT value FROM json_each(:papers)"
# Listed by this disposal or another that is agreed on, and without any paper now.
TO_CLEAR = (
    "SELECT DISTINCT l.kind, l.thing_id AS id, l.thing_number AS number, l.files, l.complaints, l.callers,"
    " l.digest FROM ({found}) f JOIN left_behind l ON l.kind = f.kind AND l.thing_id = f.id"
    f" JOIN disposals d ON d.id = l.disposal_id WHERE l.cleared_at IS NULL AND {AGREED}"
)


def left_of(disposal: str) -> str:
    """Return SQL for what a disposal leaves without any paper by now, and what it lists that never had one."""
    return f"{left_by(ITEMS.format(disposal=disposal), planned='false')} UNION ALL {listed_bare(disposal)}"


def cleared(*, at: str, kind: str, key: str) -> str:
    """Return SQL that notes when a thing was cleared, wherever two people signed it."""
    return (
        f"UPDATE left_behind SET cleared_at = {at} WHERE kind = {kind} AND thing_id = {key}"
        " AND cleared_at IS NULL AND EXISTS (SELECT 1 FROM disposals d"
        f" WHERE d.id = left_behind.disposal_id AND {AGREED})"
    )


class LeftBehindBook:
    """What disposals leave without any paper, over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._on_server = connection.dialect.name == "postgresql"

    def by(self, documents: Sequence[DocumentId]) -> tuple[LeftBehind, ...]:
        """Return what would be left without any paper if these went, and those of disposals under way."""
        if self._on_server:
            asked, papers = "SELECT * FROM rules.left_by(:papers)", list(map(int, documents))
            return self._found(asked, {"papers": papers})
        return self._found(left_by(_GIVEN, planned="true"), {"papers": to_json(list(map(int, documents)))})

    def add(self, disposal: DisposalId, things: Sequence[LeftBehind]) -> None:
        """List them with a disposal that is proposed."""
        rows = [
            {
                "disposal_id": disposal,
                "kind": each.kind,
                "thing_id": each.id,
                "thing_number": each.number,
                "files": each.files,
                "complaints": each.complaints,
                "callers": each.callers,
                "digest": each.digest,
            }
            for each in things
        ]
        if rows:
            self._connection.execute(insert(left_rows), rows)

    def listed(self, disposal: DisposalId) -> tuple[LeftBehind, ...]:
        """Return what is listed with a disposal, by kind and number."""
        rows = self._connection.execute(_LISTED.where(_rows.disposal_id == disposal))
        found = (_thing(row, key=row.thing_id, number=row.thing_number) for row in rows)
        return tuple(sorted(found, key=lambda each: list(WORDS).index(each.kind)))

    def counts(self, disposals: Sequence[int]) -> Mapping[int, LeftCounts]:
        """Return how much each of the disposals lists."""
        asked = select(
            _rows.disposal_id,
            _rows.kind,
            func.count().label("times"),
            *(func.sum(each).label(each.name) for each in (_rows.files, _rows.complaints, _rows.callers)),
        ).where(_rows.disposal_id.in_(disposals))
        found: dict[int, list[Row[Any]]] = {}
        for row in self._connection.execute(asked.group_by(_rows.disposal_id, _rows.kind)):
            found.setdefault(row.disposal_id, []).append(row)
        return {disposal: _counts(rows) for disposal, rows in found.items()}

    def to_clear(self, disposal: DisposalId) -> tuple[LeftBehind, ...]:
        """Return what both signed and the disposal has left without any paper by now."""
        if self._on_server:
            return self._found("SELECT * FROM rules.to_clear(:disposal)", {"disposal": disposal})
        return self._found(TO_CLEAR.format(found=left_of(":disposal")), {"disposal": disposal})

    def told(self, left: LeftBehind) -> dict[str, Any]:
        """Return everything that a thing says; raises ``NotAllowed`` on a server where it is not over."""
        return told_there(self._connection, left) if self._on_server else told_here(self._connection, left)

    def clear(self, left: LeftBehind, at: datetime) -> None:
        """Take away what it said; raises ``NotAllowed`` where a paper is still there, or nobody signed it."""
        if self._on_server:
            self._clear_there(left)
            return
        bare = is_bare(left.kind, ":key", cutoff=LATER) if left.kind in BARE_THINGS else "1 = 0"
        may = text(f"SELECT {may_clear(left.kind, ':key', bare=bare)}")
        if not self._connection.execute(may, {"key": left.id}).scalar_one():
            raise NotAllowed(f"{left.number}还有文书，或者不在销毁清册里，资料不能销毁。")
        for kind in self._filed(left):
            Index(self._connection, kind).replace(left.id, _stays(kind, left.number))
        for statement in clearing(left.kind, ":key", on_server=False):
            self._connection.execute(text(statement), {"key": left.id, "at": at.astimezone(UTC).isoformat(" ")})
        noted = text(cleared(at=":at", kind=":kind", key=":key")).bindparams(
            bindparam("at", type_=_rows.cleared_at.type)
        )
        self._connection.execute(noted, {"at": at, "kind": left.kind, "key": left.id})

    def _clear_there(self, left: LeftBehind) -> None:
        """Let the gate do it; which pairs of characters go is reckoned here, as it is in a file."""
        asked = text("SELECT * FROM rules.left_words(:kind, :id)")
        this = {"kind": left.kind, "id": left.id}
        gone: list[tuple[int, int]] = []
        for row in self._connection.execute(asked, this).all():
            before = Findable(words=row.words or "", tails=row.tails or "", initials=row.initials or "")
            pairs = before.pairs() - _stays(Kind(row.filed), left.number).pairs()
            gone += ((row.filed, pair) for pair in sorted(pairs))
        clear = text(
            "SELECT rules.clear_left(:kind, :id, :words, CAST(:kinds AS integer[]), CAST(:pairs AS bigint[]))"
        )
        words = _stays(Kind.CASE, left.number).words
        kinds, pairs_gone = [each[0] for each in gone], [each[1] for each in gone]
        self._connection.execute(clear, {**this, "words": words, "kinds": kinds, "pairs": pairs_gone})

    def _filed(self, left: LeftBehind) -> tuple[Kind, ...]:
        """Return under which kinds of the search it is filed."""
        asked = select(text_rows.c.kind).where(
            text_rows.c.id == left.id, text_rows.c.kind.in_(list(map(int, KINDS[left.kind])))
        )
        return tuple(map(Kind, self._connection.execute(asked).scalars()))

    def _found(self, asked: str, given: Mapping[str, Any]) -> tuple[LeftBehind, ...]:
        rows = self._connection.execute(text(asked), given)
        return in_order(_thing(row, key=row.id, number=row.number) for row in rows)


def _stays(kind: Kind, number: str) -> Findable:
    """Return what a thing is found by afterwards; nothing says who called."""
    return findable(texts=() if kind is Kind.CALLER else [number], names=[], telephones=[])


def _thing(row: Row[Any], *, key: int, number: str) -> LeftBehind:
    return LeftBehind(
        kind=row.kind,
        id=key,
        number=number,
        files=row.files,
        complaints=row.complaints,
        callers=row.callers,
        digest=getattr(row, "digest", ""),
    )


def _counts(rows: Sequence[Row[Any]]) -> LeftCounts:
    by_kind = {row.kind: row.times for row in rows}
    return LeftCounts(
        kinds=tuple((kind, by_kind[kind]) for kind in WORDS if kind in by_kind),
        files=sum(int(row.files) for row in rows),
        complaints=sum(int(row.complaints) for row in rows),
        callers=sum(int(row.callers) for row in rows),
    )
