"""The first contact record (首问负责登记表) of a contact: all that is known stands on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.clock import typed_moment
from app.contacts.life import RECORD
from app.contacts.models import FirstContact, Outcome
from app.contacts.ports import ContactUnit
from app.people.models import Actor, DivisionId
from app.people.permissions import Right
from app.register.commands import CaseLink, IssueDocument
from app.register.issuing import issue_in, make_ready
from app.register.models import Document, DocumentId, DocumentState

_NOTICE = "one_time_notice"


def record_fields(unit: ContactUnit, contact: FirstContact) -> dict[str, Any]:
    """Return the fields of the record as far as the contact knows them."""
    division = unit.people.get_division(DivisionId(contact.division))
    handed = contact.outcome is Outcome.OTHER_POST
    known: dict[str, Any] = {
        "registered_at": typed_moment(contact.registered_at),
        "contact_channel": contact.channel.value,
        "contact_kind": contact.kind.value,
        "visitor_name": contact.visitor,
        "telephone": contact.telephone,
        "address": contact.address,
        "content": contact.content,
        "materials_brought": [{"name": each.name, "copies": each.copies} for each in contact.materials],
        "first_person": contact.first_name,
        "division_name": contact.division_name,
        "first_telephone": division.counter_telephone,
        "ownership": contact.outcome.value,
        "notice_number": _notice_of(unit, contact),
        "responsible_name": contact.responsible_name if handed else "",
        "responsible_division": contact.responsible_division_name if handed else "",
        "handed_at": typed_moment(contact.handed_at) if handed else "",
        "called_at": typed_moment(contact.called_at),
        "leader_name": contact.leader_name,
        "leader_opinion": contact.leader_opinion,
        "outside_organ": contact.outside_organ,
        "guidance": _guidance(contact),
        "answer": contact.answer,
        "result": _result(contact),
    }
    return {key: value for key, value in known.items() if value} | {"major": contact.major}


def issue_record(unit: ContactUnit, actor: Actor, contact: FirstContact, at: datetime) -> Document | None:
    """Issue the record; None where the one issued before still says the same."""
    fields = record_fields(unit, contact)
    ready = make_ready(IssueDocument(type_key=RECORD, fields=fields))
    if contact.record:
        before = unit.documents.get(DocumentId(contact.record))
        if before.state is not DocumentState.VOID and before.fields == dict(ready.values):
            return None
    return issue_in(unit, actor, ready, at, _link(actor, contact))


def _link(actor: Actor, contact: FirstContact) -> CaseLink:
    """Let the side that issues the record sign it: the first person's division, or the responsible one's."""
    own = contact.first == actor.holder or contact.responsible_division is None
    return CaseLink(
        case=contact.case or None,
        number=contact.case_number,
        division=contact.division if own else contact.responsible_division or contact.division,
        right=Right.REGISTER_CONTACT,
    )


def _notice_of(unit: ContactUnit, contact: FirstContact) -> str:
    """Return the one-time notice that was typed in, else the newest that stands of the case made from it."""
    if contact.notice_number or not contact.case:
        return contact.notice_number
    papers = unit.documents.of_case(contact.case)
    stand = [each for each in papers if each.type_key == _NOTICE and each.state is not DocumentState.VOID]
    return str(stand[-1].number) if stand else ""


def _guidance(contact: FirstContact) -> str:
    telephone = f"电话：{contact.outside_telephone}" if contact.outside_telephone else ""
    return "\n".join(filter(None, (contact.guidance, telephone)))


def _result(contact: FirstContact) -> str:
    case = f"已登记办件{contact.case_number}" if contact.case else ""
    order = f"已转为12345工单{contact.order_number}" if contact.order else ""
    return "；".join(filter(None, (contact.result, case, order)))
