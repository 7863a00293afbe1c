"""How long papers are kept, what is due, and disposals in the archive."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    func,
    insert,
    literal_column,
    not_,
    select,
    update,
)

from app.denials.models import AttachmentId
from app.errors import Conflict
from app.register.models import DocumentId
from app.retention.left import NOTHING_LEFT, LeftBehind, Told
from app.retention.models import (
    Chosen,
    Disposal,
    DisposalId,
    DisposalState,
    DuePaper,
    Erasure,
    Group,
    Hold,
    HoldId,
    Item,
    KeptBack,
    Rule,
    Span,
)
from db.attachments import StoredAttachments
from db.models.documents import document_rows
from db.models.retention import disposal_rows, hold_rows, item_rows, rule_rows
from db.retention.erasing import erase
from db.retention.keeping_back import kept_back, lived_on
from db.retention.left_bare import BareThings, moment_of
from db.retention.left_behind import LeftBehindBook
from db.retention.numbers_known import is_number_known
from db.retention.rows import disposal_of, due_of, group_of, hold_of, item_of, rule_of, why_of
from db.rows import insert_counted, missing

_rows = document_rows.c
_WHY: ColumnElement[str] = literal_column(kept_back(proposed=True))
_WHY_BUT_PROPOSED: ColumnElement[str] = literal_column(kept_back(proposed=False))
_RULES = select(rule_rows).order_by(rule_rows.c.type_key, rule_rows.c.effective_from)
_HOLDS = select(hold_rows).where(hold_rows.c.lifted_at.is_(None)).order_by(hold_rows.c.id.desc())
_LIFT = update(hold_rows).where(hold_rows.c.id == bindparam("hold"), hold_rows.c.lifted_at.is_(None))
_DESTROYED = (
    select(func.count())
    .select_from(item_rows.join(document_rows, _rows.id == item_rows.c.document_id))
    .where(item_rows.c.disposal_id == disposal_rows.c.id, _rows.disposal_id == disposal_rows.c.id)
    .scalar_subquery()
)
_DISPOSALS = select(
    disposal_rows, _rows.number_text.label("register_number"), _DESTROYED.label("destroyed")
).outerjoin(document_rows, _rows.id == disposal_rows.c.register_id)
_ONE = _DISPOSALS.where(disposal_rows.c.id == bindparam("disposal"))
_ITEMS = (
    select(item_rows.c.digest, *(_rows[name] for name in (
        "id", "type_key", "title", "number_mark", "number_year", "number_sequence", "issued_on", "destroyed_at",
    )))
    .join(document_rows, _rows.id == item_rows.c.document_id)
    .where(item_rows.c.disposal_id == bindparam("disposal"))
    .order_by(_rows.type_key, _rows.number_year, _rows.id)
)  # fmt: skip
_STANDING = (disposal_rows.c.id == bindparam("disposal"), disposal_rows.c.version == bindparam("stood"))
_CHANGE = update(disposal_rows).where(*_STANDING).values(version=disposal_rows.c.version + 1)


class StoredRetention:
    """Terms, holds and disposals over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._left = LeftBehindBook(connection)
        self._bare = BareThings(connection)

    def rules(self) -> tuple[Rule, ...]:
        """Return every rule of the office by type, then day."""
        return tuple(map(rule_of, self._connection.execute(_RULES)))

    def add_rule(self, rule: Rule) -> None:
        """Keep a rule; one is never changed."""
        row = {
            "type_key": rule.type_key,
            "term": rule.term,
            "effective_from": rule.effective_from,
            "basis": rule.basis,
            "set_by_name": rule.set_by_name,
        }
        self._connection.execute(insert(rule_rows), row)

    def holds(self) -> tuple[Hold, ...]:
        """Return the holds that were not lifted, newest first."""
        return tuple(map(hold_of, self._connection.execute(_HOLDS)))

    def place_hold(self, hold: Hold) -> HoldId:
        """Keep a new hold (``id`` ignored) and return its id."""
        row = {
            "held_number": hold.number,
            "reason": hold.reason,
            "placed_at": hold.placed_at,
            "by_id": hold.placed_by,
            "by_name": hold.placed_by_name,
        }
        return HoldId(insert_counted(self._connection, insert(hold_rows), row))

    def lift_hold(self, hold: HoldId, at: datetime, by: str, why: str) -> None:
        """Lift a hold; raises ``Conflict`` where it was lifted before."""
        row = {"hold": hold, "lifted_at": at, "lifted_by_name": by, "lifted_why": why}
        if self._connection.execute(_LIFT, row).rowcount != 1:
            raise Conflict("这条暂缓销毁已经解除。请刷新后再看。")

    def is_known(self, number: str) -> bool:
        """Tell whether a paper bears the number or is linked to it, or any thing bears it."""
        return is_number_known(self._connection, number)

    def groups(self, spans: Sequence[Span], divisions: frozenset[int] | None) -> tuple[Group, ...]:
        """Count what is past its time by type, year and period, oldest year first."""
        counted: list[tuple[tuple[int, str, str], KeptBack | None, int]] = []
        for span in spans:
            which = _past(span, divisions)
            asked = select(_rows.number_year, _WHY.label("why"), func.count().label("times")).where(*which)
            counted += (
                ((row.number_year, span.type_key, span.term), why_of(row.why), row.times)
                for row in self._connection.execute(asked.group_by(_rows.number_year, _WHY))
            )
        counted.sort(key=lambda each: (each[0], each[1].value if each[1] else ""))
        papers = tuple(group_of(key, list(rows)) for key, rows in groupby(counted, key=lambda each: each[0]))
        return papers if divisions is not None else (*papers, *self._bare.groups(spans))

    def due(
        self, spans: Sequence[Span], chosen: Chosen, divisions: frozenset[int] | None, limit: int
    ) -> tuple[DuePaper, ...]:
        """Return papers past their time, oldest first."""
        found: list[DuePaper] = []
        for span in spans:
            if chosen.types and span.type_key not in chosen.types:
                continue
            which = _past(span, divisions)
            if chosen.years:
                which.append(_rows.number_year.in_(chosen.years))
            asked = select(document_rows, _WHY.label("why")).where(*which).order_by(_rows.issued_on, _rows.id)
            rows = self._connection.execute(asked.limit(limit))
            found += (due_of(row, span) for row in rows)
        return tuple(sorted(found, key=lambda each: (each.issued_on, each.id))[:limit])

    def past_among(
        self, spans: Sequence[Span], documents: Sequence[DocumentId], divisions: frozenset[int] | None
    ) -> frozenset[DocumentId]:
        """Return which of the papers are past their time and still there."""
        past: set[DocumentId] = set()
        for span in spans:
            asked = select(_rows.id).where(_rows.id.in_(documents), *_past(span, divisions))
            past.update(map(DocumentId, self._connection.execute(asked).scalars()))
        return frozenset(past)

    def why_kept(self, documents: Sequence[DocumentId], *, proposed: bool) -> dict[DocumentId, KeptBack]:
        """Return why papers are kept back; ``proposed`` counts a disposal under way too."""
        why = _WHY if proposed else _WHY_BUT_PROPOSED
        asked = select(_rows.id, why.label("why")).where(_rows.id.in_(documents), why != "")
        return {DocumentId(row.id): KeptBack(row.why) for row in self._connection.execute(asked)}

    def propose(
        self, disposal: Disposal, items: Sequence[tuple[DocumentId, str]], left: Sequence[LeftBehind]
    ) -> DisposalId:
        """Keep a new disposal (``id`` ignored), its papers with their hashes, what is left; return its id."""
        row = {
            "state": disposal.state.value,
            "division_id": disposal.division,
            "opinion": disposal.opinion,
            "proposed_by_id": disposal.proposed_by,
            "proposed_for_id": disposal.proposed_for,
            "proposed_by_name": disposal.proposed_by_name,
            "proposed_at": disposal.proposed_at,
            "package_name": disposal.package,
            "package_digest": disposal.digest,
            "items": len(items),
            "version": 1,
        }
        made = insert_counted(self._connection, insert(disposal_rows), row)
        listed = [{"disposal_id": made, "document_id": key, "digest": digest} for key, digest in items]
        if listed:
            self._connection.execute(insert(item_rows), listed)
        self._left.add(DisposalId(made), left)
        return DisposalId(made)

    def disposals(self, limit: int) -> tuple[Disposal, ...]:
        """Return disposals, newest first."""
        newest = _DISPOSALS.order_by(disposal_rows.c.id.desc()).limit(limit)
        rows = self._connection.execute(newest).all()
        left = self._left.counts([row.id for row in rows])
        return tuple(disposal_of(row, left.get(row.id, NOTHING_LEFT)) for row in rows)

    def get(self, disposal: DisposalId) -> Disposal:
        """Return a disposal; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"disposal": disposal}).one_or_none()
        if row is None:
            return missing("销毁批次")
        return disposal_of(row, self._left.counts([disposal]).get(disposal, NOTHING_LEFT))

    def items(self, disposal: DisposalId) -> tuple[Item, ...]:
        """Return the papers of a disposal by type and number."""
        return tuple(map(item_of, self._connection.execute(_ITEMS, {"disposal": disposal})))

    def decide(self, disposal: Disposal) -> None:
        """Keep the decision where the version before still stands; else ``Conflict``."""
        change = {
            "state": disposal.state.value,
            "decided_by_id": disposal.decided_by,
            "decided_for_id": disposal.decided_for,
            "decided_by_name": disposal.decided_by_name,
            "decided_at": disposal.decided_at,
            "decision": disposal.decision,
            "register_id": disposal.register,
        }
        self._change(disposal.id, disposal.version, change)

    def finish(self, disposal: DisposalId, version: int, state: DisposalState, at: datetime) -> None:
        """Keep that a disposal is over; raises ``Conflict``."""
        self._change(disposal, version, {"state": state.value, "finished_at": at})

    def left_by(self, documents: Sequence[DocumentId]) -> tuple[LeftBehind, ...]:
        """Return what would be left without any paper if these went, and those of disposals under way."""
        return self._left.by(documents)

    def bare(
        self,
        spans: Sequence[Span],
        chosen: Chosen,
        limit: int,
        among: Collection[tuple[str, int]] | None = None,
    ) -> tuple[LeftBehind, ...]:
        """Return things past their time that never had any paper, oldest first; ``among`` these alone."""
        return self._bare.due(spans, chosen, limit, among)

    def listed(self, disposal: DisposalId) -> tuple[LeftBehind, ...]:
        """Return what both sign with a disposal, by kind and number."""
        return self._left.listed(disposal)

    def to_clear(self, disposal: DisposalId) -> tuple[LeftBehind, ...]:
        """Return what both signed and the disposal has left without any paper by now."""
        return self._left.to_clear(disposal)

    def held_bare(self, disposal: DisposalId) -> tuple[str, ...]:
        """Return the numbers of things without papers that a disposal lists and somebody holds back."""
        return self._bare.held(disposal)

    def told(self, left: LeftBehind) -> Told:
        """Return everything that a thing says; raises ``NotAllowed`` where it is not over."""
        return self._left.told(left)

    def file(self, attachment: int) -> bytes:
        """Return what is in a file of a denial."""
        return StoredAttachments(self._connection).content(AttachmentId(attachment))

    def clear(self, left: LeftBehind, at: datetime) -> None:
        """Take away what a thing said; raises ``NotAllowed`` where a paper is left, or nobody signed it."""
        self._left.clear(left, at)

    def erase(self, erasure: Erasure) -> None:
        """Erase what a paper said and what it was found by; raises ``NotAllowed`` where that is not agreed."""
        erase(self._connection, erasure)

    def _change(self, disposal: DisposalId, version: int, change: dict[str, Any]) -> None:
        this = {"disposal": disposal, "stood": version}
        if self._connection.execute(_CHANGE, {**this, **change}).rowcount != 1:
            raise Conflict("这个销毁批次刚由别人处理过，没有重复办理。请刷新后再看。")


def _past(span: Span, divisions: frozenset[int] | None) -> list[ColumnElement[bool]]:
    """Return what a paper past its time stands."""
    moment = f"'{moment_of(span.cutoff)}'"
    lived: ColumnElement[bool] = literal_column(lived_on(f"'{span.cutoff}'", moment))
    which = [
        _rows.type_key == span.type_key,
        _rows.issued_on >= span.since,
        _rows.issued_on < span.before,
        _rows.destroyed_at.is_(None),
        not_(lived),
    ]
    return which if divisions is None else [*which, _rows.division_id.in_(divisions)]
