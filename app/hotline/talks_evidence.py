"""What is bound behind a talk: its papers, and of each supervised order the letters and the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.documents.catalogue import get_type
from app.forms.sheet import Sheet
from app.hotline.clocks import OrderRules
from app.hotline.models import OrderId, Record
from app.hotline.papers_kinds import KINDS
from app.hotline.papers_reading import Source
from app.hotline.ports import OrderUnit
from app.hotline.talks_models import Talk
from app.hotline.talks_papers import letter_of
from app.people.models import Actor
from app.register.commands import IssueDocument
from app.register.issuing import Drafted, draft_of
from app.register.models import Document, DocumentState
from app.register.paper import sheet_of

NOT_ISSUED = "未签发"


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One paper of the evidence; what was never issued is set as it would be, and says so."""

    title: str
    number: str
    day: date | None
    sheet: Sheet


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Everything that is bound, in order."""

    talk: Talk
    bureau: str
    proofs: tuple[Proof, ...]


def evidence_of(unit: OrderUnit, actor: Actor, talk: Talk, rules: OrderRules, today: date) -> Evidence:
    """Gather the papers of a talk and of the orders it is about."""
    own = [each for each in unit.documents.of_number(talk.number) if each.state is not DocumentState.VOID]
    sources = [_source(unit, actor, OrderId(order), rules) for order in talk.orders]
    return Evidence(
        talk=talk,
        bureau=unit.office.settings().bureau,
        proofs=(
            *map(_issued, own),
            *(proof for source in sources for proof in _of_order(source, talk, today)),
        ),
    )


def _source(unit: OrderUnit, actor: Actor, order: OrderId, rules: OrderRules) -> Source:
    found = unit.orders.get(order)
    records = unit.course.records(order)
    return Source(
        unit=unit,
        actor=actor,
        order=found,
        records=records,
        shares=unit.course.shares(order),
        rules=rules,
        at=records[-1].at,
    )


def _of_order(source: Source, talk: Talk, today: date) -> Iterator[Proof]:
    for record in source.records:
        if record.id in talk.supervisions:
            yield _letter(source, record, today)
    yield _newest(source, "work_order", today)
    if source.order.reply.content:
        yield _newest(source, "reply_sheet", today)


def _letter(source: Source, record: Record, today: date) -> Proof:
    found = letter_of(source.unit, source.order, record)
    return _of(source, found) if found else _drafted(source, "supervision_letter", record.id, today)


def _newest(source: Source, type_key: str, today: date) -> Proof:
    papers = source.unit.documents.of_number(source.order.number)
    found = [each for each in papers if each.type_key == type_key and each.state is not DocumentState.VOID]
    return _of(source, found[-1]) if found else _drafted(source, type_key, 0, today)


def _of(source: Source, document: Document) -> Proof:
    return replace(_issued(document), title=f"{document.title}（{source.order.number}）")


def _issued(document: Document) -> Proof:
    return Proof(
        title=document.title, number=str(document.number), day=document.issued_on, sheet=sheet_of(document)
    )


def _drafted(source: Source, type_key: str, part: int, today: date) -> Proof:
    kind = KINDS[type_key]
    asked = IssueDocument(type_key=type_key, fields=kind.fields(source, part))
    place = kind.place(source, part) or int(source.actor.division)
    sheet = draft_of(source.unit, source.actor, asked, Drafted(place, today, NOT_ISSUED))
    title = get_type(type_key).title
    return Proof(title=f"{title}（{source.order.number}）", number=NOT_ISSUED, day=None, sheet=sheet)
