"""What the document form shows: a paper to be filled in, or one that was issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.calendar.engine import WorkCalendar
from app.cases.counter import CaseView
from app.cases.filling import Filled
from app.custody.worklist import DueProof
from app.forms.document_type import DocumentType
from app.forms.fields import all_fields
from app.register.models import Document, Draft, PrintRecord
from ui.dates.due import DueView

COUNTED = {
    "correction_notice": ("tell_by", "correct_by"),
    "acceptance_receipt": ("due_on",),
}


@dataclass(frozen=True, kw_only=True)
class NewPaper:
    """A paper to be filled in: what the case knows, and what was typed before and never issued."""

    document_type: DocumentType
    view: CaseView | None
    filled: Filled
    draft: Draft | None
    calendar: WorkCalendar

    @property
    def case(self) -> int:
        """Return the case's key, 0 for a paper of its own."""
        return self.view.case.id if self.view is not None else 0

    @property
    def values(self) -> dict[str, Any]:
        """Return what the form begins with: the draft where there is one."""
        return dict(self.draft.fields) if self.draft is not None else dict(self.filled.fields)


@dataclass(frozen=True, kw_only=True)
class IssuedPaper:
    """A paper that was issued, its prints, and the date that runs from it."""

    document: Document
    document_type: DocumentType
    prints: tuple[PrintRecord, ...]
    due: DueView | None = None
    proof: DueProof | None = None
    consequence: str = ""
    step: str = ""

    @property
    def printed(self) -> bool:
        """Say whether it was printed before, so that the next print is a 补打."""
        return bool(self.prints)


def entered(
    document_type: DocumentType, values: Mapping[str, Any], counted: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what is sent: None for a field left empty, and for a counted date nobody changed.

    ``counted`` holds the dates as they were counted last.
    """
    keys = [field.key for field in all_fields(document_type.sections)]
    sent = {key: values.get(key) if values.get(key) not in ("", []) else None for key in keys}
    for key, value in counted.items():
        if sent.get(key) == value:
            sent[key] = None
    return sent


def counted_dates(filled: Filled, type_key: str) -> dict[str, Any]:
    """Return the dates of a paper that the calendar counts."""
    return {key: filled.fields[key] for key in COUNTED.get(type_key, ()) if key in filled.fields}


def copies_words(document_type: DocumentType) -> str:
    """Return how many copies there are: 一式2联（存根联、回执联）."""
    if document_type.parts:
        return f"一式{len(document_type.parts)}联（{'、'.join(document_type.parts)}）"
    return f"一式{document_type.copies}份"
