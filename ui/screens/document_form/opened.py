"""What the document form shows: a paper to be filled in, or one that was issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.calendar.engine import WorkCalendar
from app.cases.counter import CaseView
from app.cases.filling import Filled
from app.cases.filling_acts import CLEARED, DECIDED
from app.cases.models import CaseState
from app.custody.worklist import DueProof
from app.forms.document_type import DocumentType
from app.forms.fields import all_fields
from app.register.models import Document, Draft, PrintRecord
from ui.dates.due import DueView
from ui.screens.paper_rooms import Kept, PaperRoom

REFUSAL = "non_acceptance_notice"
COUNTED = {
    "correction_notice": ("tell_by", "correct_by"),
    "acceptance_receipt": ("due_on",),
    "special_step_notice": ("expected_on",),
}


@dataclass(frozen=True, kw_only=True)
class NewPaper:
    """A paper to be filled in: what the case knows, what was typed before, and what is set beforehand."""

    document_type: DocumentType
    view: CaseView | None
    filled: Filled
    draft: Draft | None
    calendar: WorkCalendar
    preset: Mapping[str, Any] = field(default_factory=dict)
    room: PaperRoom | None = None
    fixed: tuple[str, ...] = ()  # what of a room's paper nobody types

    @property
    def kept(self) -> Kept | None:
        """Return where the draft is kept, None for a paper that is begun anew each time."""
        return Kept(self.document_type.key, self.case) if self.room is None else self.room.kept

    @property
    def about(self) -> str:
        """Return what the paper is about: a case, or what its room says; "" for one on its own."""
        if self.room is not None:
            return self.room.about
        return f"办件 {self.view.case.number}" if self.view is not None else ""

    @property
    def case(self) -> int:
        """Return the case's key, 0 for a paper of its own."""
        return self.view.case.id if self.view is not None else 0

    @property
    def values(self) -> dict[str, Any]:
        """Return what the form begins with: the draft where there is one, but for what is decided."""
        known = self.filled.fields
        if self.draft is None:
            return dict(known)
        decided = {key: known.get(key) for key in self.decided}
        found = {**self.draft.fields, **self.preset, **decided}
        return {key: value for key, value in found.items() if value is not None}

    @property
    def decided(self) -> tuple[str, ...]:
        """Return the fields that the case, the leader or the chain decided: nobody types them."""
        keys = DECIDED.get(self.document_type.key, ())
        if self.view is None:
            return self.fixed
        denying = self.view.case.state is CaseState.DENYING
        return (*keys, *CLEARED) if denying and self.document_type.key == REFUSAL else keys


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
    keys = [each.key for each in all_fields(document_type.sections)]
    sent = {key: values.get(key) if values.get(key) not in ("", []) else None for key in keys}
    for key, value in counted.items():
        if sent.get(key) == value:
            sent[key] = None
    return sent


def counted_dates(filled: Filled, type_key: str) -> dict[str, Any]:
    """Return the dates of a paper that the calendar counts."""
    return {key: filled.fields[key] for key in COUNTED.get(type_key, ()) if key in filled.fields}


def copies_words(document_type: DocumentType, values: Mapping[str, Any]) -> str:
    """Return how many copies there are with these values: 一式2联（存根联、回执联）."""
    parts = document_type.parts_for(values)
    if parts:
        return f"一式{len(parts)}联（{'、'.join(parts)}）"
    return f"一式{document_type.copies_for(values)}份"
