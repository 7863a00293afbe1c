"""The act that moves a case on: what is put forward, never more than is lawful."""

from __future__ import annotations

from collections.abc import Iterable

from app.cases.models import Case, CaseMaterial, CaseState, ExtensionState, MaterialStatus
from app.catalogue.models import MatterKind
from app.register.models import Document, DocumentState

_WANTING = (MaterialStatus.MISSING, MaterialStatus.FAULTY)
_NO_SERVICE = ("proof_of_service", "denial_registration", "overdue_record")  # not for the applicant's hand


def wanting_of(case: Case, papers: Iterable[Document]) -> tuple[CaseMaterial, ...]:
    """Return the materials that are missing or wrong, but for those an undertaking stands for (告知承诺)."""
    stood_for = pledged(papers)
    return tuple(each for each in case.materials if each.status in _WANTING and each.name not in stood_for)


def pledged_of(case: Case, papers: Iterable[Document]) -> tuple[CaseMaterial, ...]:
    """Return the materials that are not there because an undertaking stands for them (告知承诺)."""
    stood_for = pledged(papers)
    return tuple(each for each in case.materials if each.status in _WANTING and each.name in stood_for)


def wanting(case: Case) -> int:
    """Return how many materials are missing or wrong."""
    return len(wanting_of(case, ()))


def pledged(papers: Iterable[Document]) -> frozenset[str]:
    """Return the materials that a standing 告知承诺书 takes the place of."""
    return frozenset(
        str(row.get("name", ""))
        for paper in papers
        if paper.type_key == "notice_and_undertaking" and paper.state is not DocumentState.VOID
        for row in paper.fields.get("proofs", ())
    )


def deferred(case: Case, papers: Iterable[Document]) -> bool:
    """Say whether a standing undertaking was made out for what is wanting, all of it secondary (容缺受理)."""
    standing = tuple(paper for paper in papers if paper.state is not DocumentState.VOID)
    undertaken = any(paper.type_key == "deferral_undertaking" for paper in standing)
    return undertaken and not any(each.main for each in wanting_of(case, standing))


def unserved(papers: tuple[Document, ...]) -> tuple[Document, ...]:
    """Return the papers that were issued and not yet served."""
    return tuple(
        paper for paper in papers if paper.state is DocumentState.ISSUED and paper.type_key not in _NO_SERVICE
    )


def next_act(case: Case, papers: tuple[Document, ...], *, too_late_to_ask: bool = False) -> str:
    """Return the key of the way that comes next, "" where the office waits for somebody else.

    ``too_late_to_ask``: the time to tell what is missing has run out, the case counts as accepted.
    """
    if case.state in _NEXT:
        return _NEXT[case.state]
    if case.state is CaseState.ACCEPTED:
        return "proof_of_service" if unserved(papers) else _working(case)
    if case.state is CaseState.DENYING and _extending(case):
        return _extending(case)
    lacking = bool(wanting_of(case, papers))
    if case.state is CaseState.RECEIVED and lacking and not too_late_to_ask and not deferred(case, papers):
        return "correction_notice"
    if case.state in _TO_ACCEPT and not (case.state is CaseState.CORRECTING and lacking):
        return _accepting(case, on_the_spot=not lacking and not too_late_to_ask)
    return "proof_of_service" if unserved(papers) else ""


_TO_ACCEPT = (CaseState.RECEIVED, CaseState.TO_ACCEPT, CaseState.CORRECTING)
_NEXT = {
    CaseState.ENQUIRY: "one_time_notice",
    CaseState.SUSPENDED: "resume",
    CaseState.COMPLETED: "serve_result",
}


def _accepting(case: Case, *, on_the_spot: bool) -> str:
    return "complete_at_once" if case.kind is MatterKind.IMMEDIATE and on_the_spot else "acceptance_receipt"


def _working(case: Case) -> str:
    return _extending(case) or "complete"


def _extending(case: Case) -> str:
    """Return what comes next of an extension that was asked for, "" where none waits."""
    extension = case.extension
    if extension is not None and extension.state is ExtensionState.ASKED:
        return "decide_extension"
    if extension is not None and extension.state is ExtensionState.APPROVED:
        return "extension_notice"
    return ""
