"""Issues a paper: rules first, then number, document and ledger entry in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import uuid4

from app.clock import office_date
from app.documents.catalogue import get_type
from app.errors import Refusal
from app.forms.checks import check_all, read_values
from app.forms.document_type import DocumentType, Imprint
from app.forms.fields import Values
from app.forms.sheet import Sheet
from app.forms.wording import wording_for
from app.ledger.entering import enter
from app.ledger.models import subject
from app.people.deeds import deed_of
from app.people.models import Actor, Division, DivisionId
from app.people.permissions import Right, require
from app.press.preflight import preflight
from app.press.verify import code_for
from app.register.commands import CaseLink, IssueDocument, RequestUsed
from app.register.models import Document, DocumentId, DocumentNumber, DocumentState
from app.register.paper import fingerprint_of, imprint_kept, listed, page_of, search_texts
from app.register.ports import RegisterUnit


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A paper whose fields passed every rule and that can be printed; only its number is missing."""

    document_type: DocumentType
    values: Values
    request_key: str
    provisional: frozenset[str]
    asked_before: bool = False  # the key came from the caller, who may be asking twice


_OF_POSTS = ("post_register", "post_responsibility")

Follow = Callable[[Document], None]


def _nothing(_document: Document) -> None:
    """Follow a paper that brings nothing with it."""


class CannotBePrinted(Refusal):
    """A character of the text can be drawn by no face of this machine."""


def make_ready(command: IssueDocument) -> Ready:
    """Check a paper against its type's rules; raises ``BadInput`` with every problem."""
    document_type = get_type(command.type_key)
    return Ready(
        document_type=document_type,
        values=check_all(document_type, command.fields),
        request_key=command.request_key or uuid4().hex,
        asked_before=bool(command.request_key),
        provisional=command.provisional,
    )


def issue_in(
    unit: RegisterUnit,
    actor: Actor,
    ready: Ready,
    at: datetime,
    link: CaseLink | None = None,
    follow: Follow = _nothing,
) -> Document:
    """Give the number, keep the document and enter the deed, in the caller's transaction.

    A paper of a case is signed by the case's division, any other by the actor's own. ``follow`` does what
    the paper brings with it, before the ledger is touched. A request key used before returns what it made.
    """
    signing = DivisionId(link.division) if link else actor.division
    require(actor, link.right if link else right_to(ready.document_type.key), signing)
    key = ready.request_key if ready.asked_before else ""
    before = request_done(unit, key, ready.document_type.key, link.case if link else None)
    if before is not None:
        return before
    day = office_date(at)
    division = unit.people.get_division(signing)
    imprint = imprint_for(unit, ready, actor, division, day)
    _refuse_unprintable(ready, imprint)
    sequence = unit.numbers.take(ready.document_type.key, division.id, day.year)
    number = DocumentNumber(mark=division.mark + ready.document_type.mark, year=day.year, sequence=sequence)
    return _keep(unit, _Issue(actor, ready, division, imprint, number, at, link), follow)


def right_to(type_key: str) -> Right:
    """Return what whoever issues a paper of no case must hold: papers of posts are the division head's."""
    if type_key == "destruction_register":
        return Right.APPROVE_DESTRUCTION
    return Right.SET_POSTS if type_key in _OF_POSTS else Right.ISSUE_DOCUMENT


def request_done(unit: RegisterUnit, request_key: str, type_key: str, case: int | None) -> Document | None:
    """Return what this very request made before; raises ``RequestUsed`` where it made something else."""
    found = unit.documents.find_by_request(request_key) if request_key else None
    if found is not None and (found.type_key, found.case) != (type_key, case):
        raise RequestUsed(f"请求标识已用于签发{found.number}，请换一个标识。")
    return found


def imprint_for(unit: RegisterUnit, ready: Ready, actor: Actor, division: Division, day: date) -> Imprint:
    """Return what the office adds to the paper on the day."""
    values = ready.values
    return Imprint(
        bureau=unit.office.settings().bureau,
        division=division.name,
        issued_on=day,
        handler=str(values.get("handler_name") or actor.signed),
        counter=actor.counter,
        counter_telephone=str(values.get("counter_telephone") or division.counter_telephone),
        supervision_telephone=str(values.get("supervision_telephone") or division.supervision_telephone),
        wording=wording_for(ready.document_type.wording, unit.office.wording_on(day), day),
        provisional=ready.provisional,
        behalf=f"本件由{actor.signed}办理。依据：{actor.behalf.ground}。" if actor.behalf else "",
    )


class Drafted(NamedTuple):
    """A page that was not issued: the division that would sign it, the day, and the mark across it."""

    division: int
    day: date
    mark: str


def draft_of(unit: RegisterUnit, actor: Actor, command: IssueDocument, drafted: Drafted) -> Sheet:
    """Return the paper as it would print now; what is wrong in it is left out."""
    document_type = get_type(command.type_key)
    values, _problems = read_values(document_type.sections, command.fields)
    ready = Ready(document_type=document_type, values=values, request_key="", provisional=command.provisional)
    division = unit.people.get_division(DivisionId(drafted.division))
    imprint = imprint_for(unit, ready, actor, division, drafted.day)
    return page_of(document_type, values, replace(imprint, watermark=drafted.mark))


@dataclass(frozen=True)
class _Issue:
    actor: Actor
    ready: Ready
    division: Division
    imprint: Imprint
    number: DocumentNumber
    at: datetime
    link: CaseLink | None


def _keep(unit: RegisterUnit, issue: _Issue, follow: Follow) -> Document:
    document = _document(issue)
    texts = (document.case_number, *search_texts(issue.ready.document_type, str(issue.number), document.fields))
    made = unit.documents.add(document, texts)
    kept = replace(document, id=made)
    follow(kept)
    summary = f"签发《{document.title}》{document.number}"
    mark = fingerprint_of(
        document.type_key, str(document.number), document.issued_on, document.fields, document.imprint
    )
    enter(
        unit.ledger,
        deed_of(
            issue.actor,
            issue.at,
            "issue_document",
            subject("document", made),
            summary,
            number=str(document.number),
            type=document.type_key,
            case=document.case_number,
            fingerprint=mark,
        ),
        newborn=True,
    )
    return kept


def _document(issue: _Issue) -> Document:
    values, ready = issue.ready.values, issue.ready
    own = listed(values)
    code = code_for(ready.document_type.key, str(issue.number), values)
    return Document(
        id=DocumentId(0),
        type_key=ready.document_type.key,
        type_version=ready.document_type.version,
        title=ready.document_type.title,
        number=issue.number,
        division=issue.division.id,
        division_name=issue.division.name,
        case=issue.link.case if issue.link else None,
        case_number=issue.link.number if issue.link else str(values.get("case_number") or ""),
        matter_name=own.matter_name,
        party=own.party,
        telephone=own.telephone,
        fields=dict(values),
        imprint=imprint_kept(issue.imprint),
        state=DocumentState.ISSUED,
        issued_on=office_date(issue.at),
        issued_at=issue.at,
        issued_by=issue.actor.id,
        issuer_name=issue.actor.signed,
        code=code.text,
        request_key=ready.request_key,
    )


def _refuse_unprintable(ready: Ready, imprint: Imprint) -> None:
    """Stop before a number is given; the page is set only when a character is met for the first time."""
    letters = _letters(ready.values) | _letters(imprint.wording) | set(imprint.behalf)
    if letters <= _DRAWN:
        return
    problems = preflight(page_of(ready.document_type, ready.values, imprint))
    if problems:
        raise CannotBePrinted("\n".join(problem.text for problem in problems))
    _DRAWN.update(letters)


_DRAWN: set[str] = set()  # characters that were drawn before, by whatever face


def _letters(values: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    for value in values.values():
        if isinstance(value, str):
            found.update(value)
        elif isinstance(value, list):
            for row in value:
                found |= _letters(row)
    return found
