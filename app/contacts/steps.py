"""Who holds the ball of a first contact at each state, and until when.

Handing over is due on the day itself; signing and the call together within the office's ``contact_days``
working days after the day it was first handed over: neither signing nor handing on begins that clock anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.calendar.dues import Unit
from app.calendar.engine import WorkCalendar
from app.clock import office_date
from app.contacts.models import ContactId, ContactState, FirstContact
from app.custody.handing import finish, hand
from app.custody.models import Holding
from app.custody.ports import CustodyBook
from app.ledger.models import Subject, subject

_S = ContactState
STEPS = {
    _S.TO_HAND: "移交承办人",
    _S.TO_SIGN: "签收首问移交",
    _S.TO_CALL: "联系办事人",
    _S.TO_ANSWER: "答复办事人",
    _S.REPORTED: "研究重大事项",
}
# What is breached when the day is over, in the words of 首问负责制四.
BREACHES = {
    _S.TO_HAND: "未及时移交",
    _S.TO_SIGN: "未及时签收",
    _S.TO_CALL: "未及时联系办事人",
    _S.TO_ANSWER: "未按承诺时间答复",
    _S.REPORTED: "未及时研究答复",
}
_TITLE = 40  # characters of the question in a list


def contact_subject(contact: ContactId) -> Subject:
    """Name a first contact for custody and ledger."""
    return subject("contact", contact)


@dataclass(frozen=True, kw_only=True)
class CallClock:
    """How the call is counted: the calendar, and the office's number of working days."""

    calendar: WorkCalendar
    days: int


def pass_on(
    book: CustodyBook, contact: FirstContact, why: str, at: datetime, clock: CallClock, by: int
) -> None:
    """Let whoever must act now hold the contact, or nobody once it has ended; ``by`` handed it on."""
    if contact.is_open:
        hand(book, holding_of(contact, why, at, clock), at, by=by)
    else:
        finish(book, contact_subject(contact.id), at)


def holding_of(contact: FirstContact, why: str, at: datetime, clock: CallClock) -> Holding:
    """Return who holds an open contact, what for, and until when."""
    at_first = contact.state is _S.TO_HAND
    place = contact.division if at_first else contact.responsible_division
    assert place is not None
    holder = {_S.TO_HAND: contact.first, _S.REPORTED: contact.leader}.get(contact.state, contact.responsible)
    holding = Holding(
        subject=contact_subject(contact.id),
        division=place,
        staff=holder,
        why=why,
        step=STEPS[contact.state],
        title=title_of(contact),
        party=contact.visitor,
        number=contact.number,
    )
    return _counted(holding, contact, clock) if _is_counted(contact) else _dated(holding, contact, at, clock)


def title_of(contact: FirstContact) -> str:
    """Return the question as lists show it."""
    words = " ".join(contact.content.split())
    shown = words if len(words) <= _TITLE else f"{words[:_TITLE]}…"
    return f"{contact.kind.value}：{shown}"


def _is_counted(contact: FirstContact) -> bool:
    return contact.state in (_S.TO_SIGN, _S.TO_CALL) and contact.called_at is None


def _counted(holding: Holding, contact: FirstContact, clock: CallClock) -> Holding:
    assert contact.handed_on is not None
    due = clock.calendar.due(contact.handed_on, clock.days, Unit.WORKDAY)
    return replace(
        holding,
        due=due.due,
        provisional=due.provisional,
        start=contact.handed_on,
        count=clock.days,
        unit=Unit.WORKDAY.value,
    )


def _dated(holding: Holding, contact: FirstContact, at: datetime, clock: CallClock) -> Holding:
    """Return the holding with a plain day: the day itself for handing over, the promised one for the rest."""
    day = office_date(at) if contact.state is _S.TO_HAND else contact.promised_on
    assert day is not None
    return replace(holding, due=day, provisional=not clock.calendar.is_known(day.year))
