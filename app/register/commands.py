"""What the register is asked to do, and the refusals it may answer with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.errors import Refusal
from app.people.permissions import Right
from app.register.models import DocumentId


class RequestUsed(Refusal):
    """The request key belongs to another paper; a key stands for one act alone."""


class NeedsCase(Refusal):
    """This paper moves a case on, and cannot be issued without one."""


class AlreadyVoid(Refusal):
    """The document was made void before; nothing more can be done with it."""


class Destroyed(Refusal):
    """The paper was destroyed after its time: number, type, dates and hash are all that is left of it."""


class VoidNeedsReason(Refusal):
    """A number stays in the register for ever, so its voiding must say why."""


class NumberTaken(Refusal):
    """The start number lies below numbers that were already given."""


@dataclass(frozen=True, kw_only=True)
class CaseLink:
    """The case a paper belongs to, as the register keeps it; the case's division signs its papers.

    ``right`` is what whoever issues the paper must hold there; ``case`` None is a paper that others than the
    counter may issue without one.
    """

    case: int | None
    number: str
    division: int
    right: Right = Right.ISSUE_DOCUMENT


@dataclass(frozen=True, kw_only=True)
class IssueDocument:
    """Issue a paper: ``fields`` as entered; ``request_key`` makes the same request count once.

    ``provisional`` names the date fields that rest on a year not yet announced.
    """

    type_key: str
    fields: Mapping[str, Any]
    request_key: str = ""
    provisional: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, kw_only=True)
class VoidDocument:
    """Make a paper void; the number stays."""

    document: DocumentId
    version: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class RecordPrint:
    """Record that a paper went to a printer or a file."""

    document: DocumentId
    copies: int
    printer: str


@dataclass(frozen=True, kw_only=True)
class RecordService:
    """Record that papers reached the applicant on a day."""

    documents: tuple[DocumentId, ...]
    served_on: date


@dataclass(frozen=True, kw_only=True)
class SetStartNumber:
    """Go on counting after the last number given on paper before the office moved over."""

    type_key: str
    division: int
    year: int
    last: int
