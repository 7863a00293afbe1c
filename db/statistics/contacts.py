"""What is counted of first contacts (首问负责制三、四): handed over on the day, called within the days."""

from __future__ import annotations

from sqlalchemy import Text, and_, cast, func, literal, or_, select, true

from app.contacts.models import ContactState, Outcome
from app.contacts.steps import STEPS
from app.statistics.events import Event
from db.models.cases import case_rows
from db.models.columns import Day, Key
from db.models.custody import segment_rows
from db.statistics.source import NO_CASE, TODAY, Source, day_after, office_day
from db.told import told_contacts

_contact, _segment = told_contacts.c, segment_rows.c
_S = ContactState
_ABOUT = literal("contact:") + cast(_contact.id, Text)
_WITH_CASE = told_contacts.outerjoin(case_rows, NO_CASE)
_OTHER_POST = _contact.outcome == Outcome.OTHER_POST.value
_CALLING = [STEPS[state] for state in (_S.TO_SIGN, _S.TO_CALL)]
_WAITING = [state.value for state in (_S.TO_HAND, _S.TO_SIGN, _S.TO_CALL)]
# The last day of the call: the one that was counted in working days; a promised day is none.
_CALL_BY = (
    select(func.max(_segment.due_on, type_=Day))
    .where(_segment.subject == _ABOUT, _segment.step.in_(_CALLING), func.coalesce(_segment.unit, "") != "")
    .correlate(told_contacts)
    .scalar_subquery()
)
_NOT_HANDED = and_(_contact.state == _S.TO_HAND.value, office_day(_contact.registered_at) < TODAY)
_HAND_DUE = and_(_OTHER_POST, or_(_contact.handed_on.is_not(None), _NOT_HANDED))
REGISTERED = Source(
    table=told_contacts,
    with_case=_WITH_CASE,
    key=_contact.id,
    when=_contact.registered_at,
    moment=True,
    undivided=True,
    division=_contact.division_id,
    staff=_contact.first_id,
    mark=_contact.outcome,
    matter_name=_contact.content,
    party=_contact.visitor,
    number=_contact.contact_number,
    state=_contact.state,
    subject=_ABOUT,
    events={
        Event.CONTACT: true(),
        Event.HAND_DUE: _HAND_DUE,
        Event.HANDED: and_(_HAND_DUE, _contact.handed_on <= office_day(_contact.registered_at)),
    },
)
_CALL_DUE = or_(
    _contact.called_at.is_not(None),
    and_(_contact.state.in_(_WAITING), _CALL_BY < TODAY),
)
_CALLED_ON = office_day(_contact.called_at)
# The last day is never before the next one: only for what came later the days that were counted are looked up.
_ON_TIME = or_(day_after(_contact.handed_on) >= _CALLED_ON, _CALLED_ON <= _CALL_BY)
CALLS = Source(
    table=told_contacts,
    with_case=_WITH_CASE,
    key=_contact.id,
    when=_contact.handed_on,
    moment=False,
    undivided=True,
    division=func.coalesce(_contact.resp_division_id, _contact.division_id, type_=Key),
    staff=func.coalesce(_contact.responsible_id, _contact.first_id, type_=Key),
    within=and_(_OTHER_POST, _contact.handed_on.is_not(None)),
    mark=literal("应在") + cast(_CALL_BY, Text) + literal("前联系"),
    matter_name=_contact.content,
    party=_contact.visitor,
    number=_contact.contact_number,
    state=_contact.state,
    subject=_ABOUT,
    events={
        Event.CALL_DUE: _CALL_DUE,
        Event.CALLED: and_(_CALL_DUE, _ON_TIME),
    },
)
CONTACTS = (REGISTERED, CALLS)
