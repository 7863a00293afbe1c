"""The act that moves a case on: what the counter puts forward, never more than is lawful."""

from __future__ import annotations

from app.cases.models import Case, CaseState, MaterialStatus
from app.register.models import Document, DocumentState

RECEIVE = "receive"
CLOSE = "close"
_WANTING = (MaterialStatus.MISSING, MaterialStatus.FAULTY)


def wanting(case: Case) -> int:
    """Return how many materials are missing or wrong."""
    return sum(material.status in _WANTING for material in case.materials)


def unserved(papers: tuple[Document, ...]) -> tuple[Document, ...]:
    """Return the papers that were issued and not yet served."""
    return tuple(
        paper
        for paper in papers
        if paper.state is DocumentState.ISSUED and paper.type_key != "proof_of_service"
    )


def next_act(case: Case, papers: tuple[Document, ...], *, too_late_to_ask: bool = False) -> str:
    """Return the paper type (or RECEIVE) that comes next, "" where the office waits for somebody else.

    ``too_late_to_ask``: the time to tell what is missing has run out, the case counts as accepted.
    """
    match case.state:
        case CaseState.ENQUIRY:
            return "one_time_notice"
        case CaseState.RECEIVED:
            return "correction_notice" if wanting(case) and not too_late_to_ask else "acceptance_receipt"
        case CaseState.CORRECTING if not wanting(case):
            return "acceptance_receipt"
    return "proof_of_service" if unserved(papers) else ""
