"""Documents that exist: issued papers, drafts, prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, NewType

DocumentId = NewType("DocumentId", int)


class DocumentState(Enum):
    """What became of an issued document; the value is what users read."""

    ISSUED = "已签发"
    SERVED = "已送达"
    VOID = "已作废"


@dataclass(frozen=True, kw_only=True)
class DocumentNumber:
    """机关代字〔年〕n号 (GB/T 9704: no 第, no leading zeros)."""

    mark: str
    year: int
    sequence: int

    def __str__(self) -> str:
        """Write the number as papers show it."""
        return f"{self.mark}〔{self.year}〕{self.sequence}号"


@dataclass(frozen=True, kw_only=True)
class Document:
    """An issued document: ``fields`` as entered, ``imprint`` as printed (JSON), never changed after issue.

    ``code`` is the verification code; ``request_key`` makes an act sent twice done once. Of a paper that was
    destroyed after its time ``fields`` and ``imprint`` are empty, and ``digest`` is the hash over what it said.
    """

    id: DocumentId
    type_key: str
    type_version: int
    title: str
    number: DocumentNumber
    division: int
    division_name: str
    case: int | None
    case_number: str
    matter_name: str
    party: str
    telephone: str
    fields: Mapping[str, Any]
    imprint: Mapping[str, Any]
    state: DocumentState
    issued_on: date
    issued_at: datetime
    issued_by: int
    issuer_name: str
    code: str
    request_key: str
    void_reason: str = ""
    voided_at: datetime | None = None
    voided_by_name: str = ""
    served_on: date | None = None
    version: int = 1
    destroyed_at: datetime | None = None
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class PrintRecord:
    """A print: who, when, how many copies, on what; ``reprint`` is a 补打."""

    document: DocumentId
    at: datetime
    staff: int
    staff_name: str
    copies: int
    printer: str
    reprint: bool


class KeptAt(Enum):
    """Where a draft lies."""

    OFFICE = "服务器"
    MACHINE = "本机"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A form as typed and not yet issued; one per person, type and case (0: none)."""

    staff: int
    type_key: str
    case: int
    fields: Mapping[str, Any]
    saved_at: datetime


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is looked for in the register; empty parts do not narrow.

    ``words`` are split at blanks and all must occur.

    A word matches number, case number, applicant, telephone tail, matter, content words of two characters
    and more, and the pinyin initials of applicant and matter. ``divisions`` None sees all, ``types`` None any.
    """

    words: str = ""
    type_key: str = ""
    state: DocumentState | None = None
    since: date | None = None
    until: date | None = None
    case: int | None = None
    divisions: frozenset[int] | None = None
    types: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """A row of the register's list."""

    id: DocumentId
    type_key: str
    title: str
    number: str
    party: str
    matter_name: str
    case_number: str
    division: int
    state: DocumentState
    issued_on: date
    issuer_name: str
    prints: int
    destroyed: bool = False


@dataclass(frozen=True, kw_only=True)
class NumberSeries:
    """A counter: the last number given (or taken over from paper) for a type, division and year."""

    type_key: str
    division: int
    year: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Span:
    """Numbers first to last inclusive, and why they are not in the register ("" for a hole nobody explains)."""

    first: int
    last: int
    reason: str = ""

    def __str__(self) -> str:
        """Write the numbers as people say them: 3号, 5至9号."""
        return f"{self.first}号" if self.first == self.last else f"{self.first}至{self.last}号"


@dataclass(frozen=True, kw_only=True)
class SeriesReport:
    """What became of every number of a series: in the register, void, taken over from paper, or missing."""

    series: NumberSeries
    title: str
    division_name: str
    mark: str
    given: int
    voided: int
    from_paper: tuple[Span, ...]
    holes: tuple[Span, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every number from 1 to the last is accounted for."""
        return not self.holes
