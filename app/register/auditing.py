"""Compares the register with the ledger: each paper as it was issued, voided and printed, and none besides."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.documents.catalogue import get_type
from app.errors import Spoilt
from app.ledger.models import Entry, Fault, Subject, subject
from app.press.verify import code_for
from app.register.models import Document, DocumentState, Query
from app.register.paper import fingerprint, listed
from app.register.ports import RegisterUnit

PAGE = 500
_PERSONAL = ("申请人", "电话")


@dataclass
class Deeds:
    """What the ledger says of one paper."""

    issued: Entry
    number: str
    detail: dict[str, Any]
    void_reason: str | None = None
    prints: int = 0
    destroyed: str = ""  # the hash over what it said, as the ledger has it from its destruction


def deeds_in(entries: Iterable[Entry]) -> dict[Subject, Deeds]:
    """Return what the entries say, paper by paper; an entry nobody can read says nothing."""
    papers: dict[Subject, Deeds] = {}
    for entry in entries:
        if entry.act == "issue_document":
            detail = _detail(entry)
            papers[entry.subject] = Deeds(entry, str(detail.get("number", "")), detail)
        elif entry.subject in papers:
            _take_in(entry, papers[entry.subject])
    return papers


def audit(unit: RegisterUnit) -> Iterator[Fault]:
    """Yield every way in which the register is not what the ledger says."""
    papers = deeds_in(unit.ledger.entries())
    for about, deeds in papers.items():
        yield from _against(unit, about, deeds)
    if unit.documents.count(Query()) != len(papers):
        yield from _never_entered(unit, {deeds.number for deeds in papers.values()})


def altered(unit: RegisterUnit, document: Document, deeds: Deeds) -> Iterator[Fault]:
    """Yield what is not as it was when the paper was issued, voided or printed."""
    seq, number = deeds.issued.seq, deeds.number
    if (document.destroyed_at is not None) != bool(deeds.destroyed):
        yield Fault(seq=seq, text=f"{number}的销毁与台账不符，已被改动")
        return
    if deeds.detail.get("fingerprint") != (_kept_digest(document, deeds) or fingerprint(document)):
        yield Fault(seq=seq, text=f"{number}登记的内容与签发时（台账第{seq}笔）不符，已被改动")
        return
    for name, stands, entered in _columns(document, deeds):
        if stands != entered:
            shown = ("", "") if name in _PERSONAL else (f"“{stands}”", f"“{entered}”")
            text = f"{number}登记的{name}{shown[0]}与签发时（台账第{seq}笔）的{shown[1]}不符，已被改动"
            yield Fault(seq=seq, text=text)
    reason = document.void_reason if document.state is DocumentState.VOID else None
    if reason != deeds.void_reason:
        yield Fault(seq=seq, text=f"{number}的作废记录与台账不符，已被改动")
    if len(unit.documents.prints(document.id)) != deeds.prints:
        yield Fault(seq=seq, text=f"{number}的打印记录与台账不符，已被改动")


def _kept_digest(document: Document, deeds: Deeds) -> str:
    """Return the hash left of a destroyed paper, "?" where it does not agree, "" for one that is there."""
    if document.destroyed_at is None:
        return ""
    same = document.digest == deeds.destroyed and not document.fields and not document.imprint
    return document.digest if same and document.digest else "?"


def _detail(entry: Entry) -> dict[str, Any]:
    try:
        read = json.loads(entry.detail)
    except ValueError:  # the ledger's own verification names the entry
        return {}
    return read if isinstance(read, dict) else {}


def _take_in(entry: Entry, deeds: Deeds) -> None:
    if entry.act == "void_document":
        deeds.void_reason = str(_detail(entry).get("reason", ""))
    elif entry.act == "print_document":
        deeds.prints += 1
    elif entry.act == "destroy_document":
        deeds.destroyed = str(_detail(entry).get("fingerprint", "")) or "?"


def _against(unit: RegisterUnit, about: Subject, deeds: Deeds) -> Iterator[Fault]:
    seq = deeds.issued.seq
    try:
        document = unit.documents.find_by_number(deeds.number)
    except Spoilt:
        yield Fault(seq=seq, text=f"{deeds.number}登记的内容读不出来，已被改动或损坏（台账第{seq}笔签发）")
        return
    if document is None or subject("document", document.id) != about:
        yield Fault(seq=seq, text=f"台账第{seq}笔签发的{deeds.number}不在登记簿中")
    else:
        yield from altered(unit, document, deeds)


def _columns(document: Document, deeds: Deeds) -> Iterator[tuple[str, object, object]]:
    own = listed(document.fields)
    document_type, issued = get_type(document.type_key), deeds.issued
    yield "申请人", document.party, own.party
    yield "事项", document.matter_name, own.matter_name
    yield "电话", document.telephone, own.telephone
    yield "受理编号", document.case_number, deeds.detail.get("case")
    yield "签发人", (document.issued_by, document.issuer_name), (issued.actor, issued.actor_name)
    yield "签发时间", document.issued_at, issued.at
    if document.destroyed_at is None:
        yield "签发处室", document.division_name, document.imprint.get("division")
        code = code_for(document.type_key, str(document.number), document.fields).text
        yield "核验码", document.code, code
    if document.type_version == document_type.version:
        yield "名称", document.title, document_type.title


def _never_entered(unit: RegisterUnit, entered: set[str]) -> Iterator[Fault]:
    offset = 0
    while page := unit.documents.find(Query(), offset=offset, limit=PAGE):
        for paper in page:
            if paper.number not in entered:
                yield Fault(seq=0, text=f"登记簿中的{paper.number}没有签发记录，不是本程序签发的（被插入）")
        offset += PAGE
