"""What the denials room asks of the archive."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.cases.ports import CaseUnit, Refusals
from app.denials.models import (
    Attachment,
    AttachmentId,
    Check,
    Complaint,
    ComplaintId,
    Denial,
    DenialId,
    DenialQuery,
)


class DenialBook(Refusals, Protocol):
    """Denials with their checks, files and complaints."""

    def add(self, denial: Denial, search_text: Iterable[str]) -> DenialId:
        """Save a new denial (``id`` and ``checks`` ignored); return its id."""
        ...

    def get(self, denial: DenialId) -> Denial: ...
    def of_case(self, case: int) -> tuple[Denial, ...]:
        """Return the case's denials, oldest first."""
        ...

    def save(self, denial: Denial) -> None:
        """Save where ``denial.version`` still stands (the archive adds one); else ``Conflict``.

        ``checks`` are left as they are.
        """
        ...

    def add_check(self, denial: DenialId, check: Check) -> None: ...
    def find(self, query: DenialQuery, *, offset: int, limit: int) -> tuple[Denial, ...]:
        """Return a page of matches, newest first."""
        ...

    def count(self, query: DenialQuery) -> int: ...
    def attach(self, attachment: Attachment, content: bytes) -> AttachmentId: ...
    def get_attachment(self, attachment: AttachmentId) -> Attachment: ...
    def attachments(self, denial: DenialId) -> tuple[Attachment, ...]: ...
    def content(self, attachment: AttachmentId) -> bytes: ...
    def detach(self, attachment: AttachmentId) -> None: ...
    def add_complaint(self, complaint: Complaint) -> ComplaintId: ...
    def get_complaint(self, complaint: ComplaintId) -> Complaint: ...
    def complaints(self, denial: DenialId) -> tuple[Complaint, ...]: ...
    def answer_complaint(self, complaint: Complaint, at: datetime) -> None:
        """Save state and answer where ``complaint.version`` still stands; else ``Conflict``."""
        ...


class DenialUnit(CaseUnit, Protocol):
    """One unit of work of this room: the cases', with denials."""

    @property
    def denials(self) -> DenialBook: ...


class DenialStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[DenialUnit]: ...
    def read(self) -> AbstractContextManager[DenialUnit]: ...
