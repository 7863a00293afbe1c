"""What is counted in statistics: the sources of events, and the one condition of each event."""

from __future__ import annotations

from sqlalchemy import Text, and_, cast, func, literal, or_, select, text, true

from app.cases.models import CaseState
from app.denials.models import DenialClass, DenialState, Ground
from app.register.models import DocumentState
from app.statistics.events import Domain, Event
from db.models.cases import TAKEN_BACK, case_rows, second_notice_rows
from db.models.columns import Key
from db.models.custody import segment_rows
from db.models.denials import denial_rows
from db.models.documents import document_rows
from db.models.ledger import entry_rows
from db.statistics.away import AWAY
from db.statistics.contacts import CONTACTS
from db.statistics.orders import ORDERS
from db.statistics.source import TODAY, Condition, Source, office_day

_case, _paper, _denial = case_rows.c, document_rows.c, denial_rows.c
_segment, _notice, _entry = segment_rows.c, second_notice_rows.c, entry_rows.c
_COMPLETING = ("complete_case", "complete_at_once_case")

_ABOUT_CASE = literal("case:") + cast(_case.id, Text)
_TAKEN_BACK: Condition = text(TAKEN_BACK)  # type: ignore[assignment]  # words, so that its index can answer
_WAS_RECEIVED = and_(
    _case.state != CaseState.ENQUIRY.value,
    or_(
        _case.state != CaseState.CLOSED.value,
        _case.accepted_on.is_not(None),
        _case.completed_on.is_not(None),
        _TAKEN_BACK,
    ),
)
_completer = (
    select(_entry.actor_id)
    .where(_entry.subject == _ABOUT_CASE, _entry.act.in_(_COMPLETING))
    .order_by(_entry.place.desc())
    .limit(1)
    .correlate(case_rows)
    .scalar_subquery()
)
_left = (
    select(func.max(_segment.until_at))
    .where(_segment.subject == _ABOUT_CASE)
    .correlate(case_rows)
    .scalar_subquery()
)
_STANDS = _paper.state != DocumentState.VOID.value
_DENIED = [state.value for state in (DenialState.DRAFT, DenialState.HEAD, DenialState.LEADER)]
_AGREED = [state.value for state in (DenialState.FILED, DenialState.TOLD, DenialState.ARCHIVED)]
_REPORTED_LATE = or_(
    office_day(_denial.submitted_at) > _denial.report_by,
    and_(_denial.submitted_at.is_(None), _denial.report_by < TODAY),
)

RECEIVED = Source(
    table=case_rows,
    with_case=case_rows,
    key=_case.id,
    when=_case.received_on,
    moment=False,
    division=_case.division_id,
    staff=_case.clerk_id,
    within=_WAS_RECEIVED,
    events={Event.RECEIVED: true()},
)
COMPLETED = Source(
    table=case_rows,
    with_case=case_rows,
    key=_case.id,
    when=_case.completed_on,
    moment=False,
    division=_case.division_id,
    staff=func.coalesce(_completer, _case.clerk_id, type_=Key),
    events={
        Event.COMPLETED: true(),
        Event.LIMITED: _case.due_on.is_not(None),
        Event.IN_TIME: _case.completed_on <= _case.due_on,
        Event.LATE: _case.completed_on > _case.due_on,
        Event.MEASURED: and_(_case.committed > 0, _case.accepted_on.is_not(None)),
    },
)
WITHDRAWN = Source(
    table=case_rows,
    with_case=case_rows,
    key=_case.id,
    when=_left,
    moment=True,
    division=_case.division_id,
    staff=_case.clerk_id,
    within=_TAKEN_BACK,
    mark=_case.closed_why,
    events={Event.WITHDRAWN: true()},
)
PAPERS = Source(
    table=document_rows,
    with_case=document_rows.outerjoin(case_rows, _case.id == _paper.case_id),
    key=_paper.id,
    when=_paper.issued_on,
    moment=False,
    division=_paper.division_id,
    staff=_paper.issued_by_id,
    within=and_(_STANDS, _paper.type_key.in_(("correction_notice", "overdue_record", "non_acceptance_notice"))),
    mark=_paper.number_text,
    matter_name=_paper.matter_name,
    party=_paper.party,
    number=_paper.number_text,
    of_case=False,
    events={
        Event.CORRECTION: _paper.type_key == "correction_notice",
        Event.OVERDUE_RECORD: _paper.type_key == "overdue_record",
        Event.REFUSED: _paper.type_key == "non_acceptance_notice",
    },
)
# A receipt is of a deferral where the clock of the deferred materials began with it.
_RECEIPTS = document_rows.join(
    segment_rows,
    and_(
        _segment.subject == literal("deferred_material:") + cast(_paper.case_id, Text),
        _segment.since_at == _paper.issued_at,
    ),
)
DEFERRED = Source(
    table=_RECEIPTS,
    with_case=_RECEIPTS.join(case_rows, _case.id == _paper.case_id),
    key=_paper.id,
    when=_paper.issued_on,
    moment=False,
    division=_paper.division_id,
    staff=_paper.issued_by_id,
    within=and_(_paper.type_key == "acceptance_receipt", _STANDS),
    mark=_paper.number_text,
    events={Event.DEFERRED: true()},
)
_NOTICES = second_notice_rows.join(document_rows, _paper.id == _notice.document_id)
SECOND_NOTICES = Source(
    table=_NOTICES,
    with_case=_NOTICES.outerjoin(case_rows, _case.id == _notice.case_id),
    key=_notice.id,
    when=_notice.noticed_at,
    moment=True,
    division=_paper.division_id,
    staff=_notice.clerk_id,
    mark=_paper.number_text,
    matter_name=_notice.matter_name,
    party=_paper.party,
    number=_paper.number_text,
    of_case=False,
    events={Event.SECOND_NOTICE: true()},
)
_DENIALS = denial_rows.join(case_rows, _case.id == _denial.case_id)
SUBMITTED = Source(
    table=denial_rows,
    with_case=_DENIALS,
    key=_denial.id,
    when=_denial.submitted_at,
    moment=True,
    division=_denial.division_id,
    staff=func.coalesce(_denial.handler_id, _denial.prepared_by_id, type_=Key),
    mark=_denial.state,
    events={
        Event.DENIAL: true(),
        Event.AGAINST_RULES: _denial.ground == Ground.AGAINST_RULES.value,
        Event.POLICY_UNCLEAR: _denial.ground == Ground.POLICY_UNCLEAR.value,
        Event.CLAUSE_DISPUTED: _denial.ground == Ground.CLAUSE_DISPUTED.value,
        Event.MATERIALS: _denial.kind == DenialClass.MATERIALS.value,
        Event.POLICY: _denial.kind == DenialClass.POLICY.value,
        Event.CHECKING: _denial.state.in_(_DENIED),
        Event.AGREED: _denial.state.in_(_AGREED),
        Event.DOWN: _denial.state == DenialState.DOWN.value,
        Event.OVERTURNED: _denial.state == DenialState.OVERTURNED.value,
        Event.GIVEN_UP: _denial.state == DenialState.GIVEN_UP.value,
    },
)
REPORTED = Source(
    table=denial_rows,
    with_case=_DENIALS,
    key=_denial.id,
    when=_denial.opened_at,
    moment=True,
    division=_denial.division_id,
    staff=func.coalesce(_denial.handler_id, _denial.prepared_by_id, type_=Key),
    within=and_(_denial.told_before.is_(True), _denial.state != DenialState.GIVEN_UP.value),
    mark=_denial.state,
    events={Event.AFTER: true(), Event.AFTER_LATE: _REPORTED_LATE},
)
SOURCES = (
    RECEIVED,
    COMPLETED,
    WITHDRAWN,
    PAPERS,
    DEFERRED,
    SECOND_NOTICES,
    SUBMITTED,
    REPORTED,
    *AWAY,
    *CONTACTS,
)
SOURCES_OF = {Domain.CASES: SOURCES, Domain.ORDERS: ORDERS}
SOURCE_OF = {event: source for source in (*SOURCES, *ORDERS) for event in source.events}
