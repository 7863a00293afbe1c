"""A denial as its screen shows it: with case, papers, files, complaints, and the applicant's remedies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.calendar.dues import Unit
from app.calendar.engine import WorkCalendar
from app.cases.models import Case
from app.cases.refusing import denial_subject
from app.cases.showing import masked
from app.custody.models import Segment
from app.denials.acts import Act
from app.denials.form import FORM, completed, known_fields
from app.denials.models import Attachment, Complaint, Denial, DenialState
from app.denials.offers import DenialOffer, Standing, offers_of
from app.denials.ports import DenialUnit
from app.denials.undoing import notice_of
from app.documents.catalogue import get_type
from app.forms.masking import mask_name, masked_values
from app.people.models import Actor, DivisionId
from app.people.permissions import Right, may
from app.register.models import Document
from app.register.paper import covered

RECONSIDER_DAYS = 60  # natural days from service, 行政复议法
SUE_MONTHS = 6  # from service, 行政诉讼法
_UNCOVERERS = (Right.UNCOVER, Right.CHECK_AS_LEADER, Right.REEXAMINE)


@dataclass(frozen=True, kw_only=True)
class Remedies:
    """Until when the applicant may ask for reconsideration, and sue; ``provisional``: a year is unknown."""

    served_on: date
    reconsider_by: date
    sue_by: date
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class DenialView:
    """A denial with what belongs to it; overseers see the applicant masked.

    ``unmet`` is the notice that asked for what the applicant could not bring; ``uncovers``: the person may be
    shown the applicant in full.
    """

    denial: Denial
    case: Case
    segment: Segment | None
    unmet: Document | None
    form: Document | None
    notice: Document | None
    attachments: tuple[Attachment, ...]
    complaints: tuple[Complaint, ...]
    remedies: Remedies | None
    offers: tuple[DenialOffer, ...]
    uncovers: bool = True


def remedies_of(notice: Document | None, calendar: WorkCalendar) -> Remedies | None:
    """Return the last days of the applicant's remedies; None until the notice was served."""
    if notice is None or notice.served_on is None:
        return None
    reconsider = calendar.due(notice.served_on, RECONSIDER_DAYS, Unit.DAY)
    sue = calendar.due(notice.served_on, SUE_MONTHS, Unit.MONTH, roll=True)
    return Remedies(
        served_on=notice.served_on,
        reconsider_by=reconsider.due,
        sue_by=sue.due,
        provisional=reconsider.provisional or sue.provisional,
    )


def view_of(unit: DenialUnit, act: Act, *, covers: bool = True) -> DenialView:
    """Return the denial as the person sees it; ``covers`` False shows personal data in full."""
    denial = act.denial
    if denial.state is DenialState.DRAFT:
        denial = replace(denial, fields=_begun(unit, act))
    notice = notice_of(act.facts, denial.notice)
    complaints = unit.denials.complaints(denial.id)
    view = DenialView(
        denial=denial,
        case=act.case,
        segment=unit.custody.open_of(denial_subject(denial.id)),
        unmet=notice_of(act.facts, denial.unmet),
        form=notice_of(act.facts, denial.form),
        notice=notice,
        attachments=unit.denials.attachments(denial.id),
        complaints=complaints,
        remedies=remedies_of(notice, act.facts.calendar),
        offers=offers_of(Standing(unit=unit, act=act, notice=notice, complaints=complaints)),
        uncovers=may_uncover(act.actor, denial.division),
    )
    return view if not covers or sees_all(act.actor, denial.division) else _covered(view)


def _begun(unit: DenialUnit, act: Act) -> dict[str, object]:
    """Return a draft's fields with what the case knows: a report made afterwards begins with little."""
    division = unit.people.get_division(DivisionId(act.denial.division))
    writer = act.denial.handler_name or act.denial.prepared_by_name
    return completed(act.denial.fields, known_fields(act.facts, division.name, writer))


def sees_all(actor: Actor, division: int) -> bool:
    """Tell whether the person works on the division's cases, so that nothing is masked to him."""
    return may(actor, Right.OPEN_CASE, division)


def may_uncover(actor: Actor, division: int) -> bool:
    """Tell whether the person may be shown the applicants of the division's denials in full."""
    return any(may(actor, right, division) for right in _UNCOVERERS)


def masked_denial(denial: Denial) -> Denial:
    """Return the denial as lists and overseers see it."""
    fields = masked_values(get_type(FORM).sections, denial.fields)
    return replace(denial, party=mask_name(denial.party), fields=fields)


def _covered(view: DenialView) -> DenialView:
    segment = view.segment
    if segment is not None:
        holding = replace(segment.holding, party=mask_name(segment.holding.party))
        segment = replace(segment, holding=holding)
    return replace(
        view,
        denial=masked_denial(view.denial),
        case=replace(view.case, applicant=masked(view.case.applicant)),
        segment=segment,
        unmet=covered(view.unmet) if view.unmet else None,
        form=covered(view.form) if view.form else None,
        notice=covered(view.notice) if view.notice else None,
    )
