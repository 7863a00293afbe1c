"""What the rules look at: the case, its matter and papers, who holds it, its denial, the calendar and today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.calendar.dues import Due
from app.calendar.engine import WorkCalendar
from app.cases.clocks import telling_now
from app.cases.models import Case, CaseId, CaseState, Clearance
from app.cases.ports import CaseUnit
from app.cases.steps import case_subject
from app.catalogue.models import ASSIGNED, Matter
from app.custody.models import Segment
from app.ledger.models import Subject, subject
from app.office.models import OfficeSettings
from app.register.models import Document, DocumentState


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a way may be judged by and a paper filled from.

    ``by`` is who is about to act. ``deferred_open``: materials promised for later are still outstanding.
    ``clearance`` is what the case's denial allows.
    """

    case: Case
    matter: Matter
    calendar: WorkCalendar
    today: date
    tell: Due
    settings: OfficeSettings
    papers: tuple[Document, ...] = ()
    segment: Segment | None = None
    clearance: Clearance | None = None
    deferred_open: bool = False
    by: str = ""

    @property
    def bureau(self) -> str:
        """The office's name."""
        return self.settings.bureau

    @property
    def deemed(self) -> bool:
        """Whether nothing was told in time, so that the application counts as accepted (第三十二条)."""
        return self.before_telling and self.today > self.tell.due and not self.refused_in_time

    @property
    def refused_in_time(self) -> bool:
        """Whether a refusal, overturned or void since, had been told before the time to tell ran out."""
        return any(
            paper.type_key == "non_acceptance_notice" and paper.issued_on <= self.tell.due
            for paper in self.papers
            if paper.state is not DocumentState.VOID or paper.served_on
        )

    @property
    def before_telling(self) -> bool:
        """Whether the case still stands, or stood when its denial began, as received and nothing told."""
        state, clearance = self.case.state, self.clearance
        if state in (CaseState.DENYING, CaseState.TO_ACCEPT) and clearance is not None:
            return clearance.case_state_before == CaseState.RECEIVED.value
        return state is CaseState.RECEIVED

    @property
    def assigned(self) -> bool:
        """Whether the case is a letter or a task from above, and nobody's application."""
        return self.case.kind in ASSIGNED

    @property
    def due(self) -> date | None:
        """The date the present step is due by."""
        return self.segment.holding.due if self.segment is not None else None

    @property
    def situation(self) -> str:
        """What the case's denial is about, "" where there is none."""
        return self.clearance.situation if self.clearance is not None else ""

    @property
    def standing(self) -> tuple[Document, ...]:
        """The case's papers that are not void."""
        return tuple(paper for paper in self.papers if paper.state is not DocumentState.VOID)

    def last(self, type_key: str) -> Document | None:
        """Return the newest paper of a type that is not void."""
        found = [paper for paper in self.standing if paper.type_key == type_key]
        return found[-1] if found else None


def deferred_subject_of(case: CaseId) -> Subject:
    """Name the clock of a case's deferred materials (容缺)."""
    return subject("deferred_material", case)


def extension_subject(case: CaseId) -> Subject:
    """Name a case's extension while it waits for the leader."""
    return subject("extension", case)


def estimate_subject(case: CaseId) -> Subject:
    """Name the promise of a new day given to an applicant whose case is late."""
    return subject("estimate", case)


def side_clocks(case: CaseId) -> tuple[Subject, ...]:
    """Name the clocks that may run beside a case's own."""
    return deferred_subject_of(case), extension_subject(case), estimate_subject(case)


def clocks_of(unit: CaseUnit, case: Case) -> tuple[Segment, ...]:
    """Return every clock that runs on the case: its own, those beside it, and its denial's."""
    clearance = unit.denials.clearance(case.id)
    denials = () if clearance is None else (subject("denial", clearance.denial),)
    subjects = (case_subject(case.id), *side_clocks(case.id), *denials)
    found = unit.custody.open_of_many(subjects)
    return tuple(found[each] for each in subjects if each in found)


def facts_of(unit: CaseUnit, case: Case, calendar: WorkCalendar, today: date) -> Facts:
    """Return the facts of a case as it stands in the unit of work."""
    segment = unit.custody.open_of(case_subject(case.id))
    return Facts(
        case=case,
        matter=unit.matters.get(case.matter),
        calendar=calendar,
        today=today,
        tell=telling_now(case, segment, today, calendar),
        settings=unit.office.settings(),
        papers=unit.documents.of_case(case.id),
        segment=segment,
        clearance=unit.denials.clearance(case.id) if _may_be_denied(case) else None,
        deferred_open=case.accepted_on is not None
        and unit.custody.open_of(deferred_subject_of(case.id)) is not None,
    )


def _may_be_denied(case: Case) -> bool:
    return case.state is not CaseState.ENQUIRY and case.kind not in ASSIGNED
