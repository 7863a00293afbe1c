"""Rows of retention as the office knows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from app.documents.catalogue import get_type
from app.register.models import DocumentId, DocumentNumber
from app.retention.left import LeftCounts
from app.retention.models import (
    Disposal,
    DisposalId,
    DisposalState,
    DuePaper,
    Group,
    Hold,
    HoldId,
    Item,
    KeptBack,
    Rule,
    Span,
)


def why_of(word: str) -> KeptBack | None:
    """Return why a paper is kept, None for one that is not."""
    return KeptBack(word) if word else None


def group_of(key: tuple[int, str, str], rows: Iterable[tuple[Any, KeptBack | None, int]]) -> Group:
    """Return the count of a type, year and period."""
    year, type_key, term = key
    by_why = [(why, times) for _key, why, times in rows]
    return Group(
        type_key=type_key,
        title=get_type(type_key).title,
        year=year,
        term=term,
        due=sum(times for why, times in by_why if why is None),
        kept=tuple((why, times) for why, times in by_why if why is not None),
    )


def due_of(row: Row[Any], span: Span) -> DuePaper:
    """Return a paper past its time."""
    return DuePaper(
        id=DocumentId(row.id),
        type_key=row.type_key,
        title=row.title,
        number=row.number_text,
        case_number=row.case_number or "",
        division=row.division_id,
        issued_on=row.issued_on,
        term=span.term,
        why=why_of(row.why),
    )


def rule_of(row: Row[Any]) -> Rule:
    """Return a rule."""
    return Rule(
        type_key=row.type_key,
        term=row.term,
        effective_from=row.effective_from,
        basis=row.basis or "",
        set_by_name=row.set_by_name or "",
    )


def hold_of(row: Row[Any]) -> Hold:
    """Return a hold."""
    return Hold(
        id=HoldId(row.id),
        number=row.held_number,
        reason=row.reason or "",
        placed_at=row.placed_at,
        placed_by=row.by_id,
        placed_by_name=row.by_name or "",
    )


def item_of(row: Row[Any]) -> Item:
    """Return a paper of a disposal."""
    number = DocumentNumber(mark=row.number_mark or "", year=row.number_year, sequence=row.number_sequence)
    return Item(
        document=DocumentId(row.id),
        type_key=row.type_key,
        title=row.title,
        number=number,
        issued_on=row.issued_on,
        digest=row.digest,
        destroyed_at=row.destroyed_at,
    )


def disposal_of(row: Row[Any], left: LeftCounts) -> Disposal:
    """Return a disposal, with how much goes with its papers."""
    return Disposal(
        id=DisposalId(row.id),
        state=DisposalState(row.state),
        division=row.division_id,
        opinion=row.opinion or "",
        proposed_by=row.proposed_by_id,
        proposed_for=row.proposed_for_id,
        proposed_by_name=row.proposed_by_name or "",
        proposed_at=row.proposed_at,
        package=row.package_name or "",
        digest=row.package_digest,
        items=row.items,
        decided_by=row.decided_by_id,
        decided_for=row.decided_for_id,
        decided_by_name=row.decided_by_name or "",
        decided_at=row.decided_at,
        decision=row.decision or "",
        register=None if row.register_id is None else DocumentId(row.register_id),
        register_number=row.register_number or "",
        destroyed=row.destroyed,
        finished_at=row.finished_at,
        left=left,
        version=row.version,
    )
