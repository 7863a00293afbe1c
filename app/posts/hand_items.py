"""Everything somebody has open: whatever custody holds for him, and his papers that are still to be served."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import date

from app.cases.life import find_way
from app.cases.models import REFUSALS, CaseId
from app.cases.next_acts import next_act
from app.custody.models import Segment
from app.forms.masking import mask_name
from app.forms.shared_rules import password_faults
from app.ledger.models import Subject, subject
from app.people.models import Staff
from app.posts.handed import HandoverItem
from app.posts.ports import HandoverUnit
from app.register.models import Document, DocumentId, DocumentState

# The first word of a subject, as a handover calls it; a kind that is not here is 其他待办.
KINDS = {
    "case": "办件",
    "denial": "否定报备",
    "complaint": "投诉复核",
    "deferred": "承诺答复",
    "deferred_material": "容缺补交",
    "extension": "办件延期",
    "estimate": "承诺办结",
    "contact": "首问登记",
    "order": "12345工单",
    "order_share": "12345协办",
    "talk": "约谈",
    "document": "待送达",
}
OTHER = "其他待办"
_NEVER_SERVED = frozenset({
    "proof_of_service", "denial_registration", "overdue_record", "handover_sheet", "return_sheet",
    "post_register", "post_responsibility", "first_contact_record",
    "work_order", "day_sheet", "order_return_sheet", "co_handling_letter", "reply_sheet", "call_back_record",
    "supervision_letter", "talk_record",
})  # fmt: skip


def open_of(unit: HandoverUnit, absent: Staff) -> tuple[HandoverItem, ...]:
    """Return what the person has open now, each thing once, by due date (none last)."""
    held = [_held(unit, each) for each in unit.custody.open_all(staff=absent.id)]
    papers = [_paper(each) for each in _to_serve(unit, absent)]
    return tuple(sorted((*held, *papers), key=_by_day))


def covered(item: HandoverItem) -> HandoverItem:
    """Return the item with the applicant masked."""
    return replace(item, party=mask_name(item.party))


def kind_of(about: Subject) -> str:
    """Return what a handover calls this kind of work."""
    return KINDS.get(about.split(":", 1)[0], OTHER)


def clipped(text: str, longest: int) -> str:
    """Return the text on one line, as long as a field takes it; one that tells a password is left out."""
    line = " ".join(text.split())
    if password_faults("", line):
        return "（内容含密码，略）"
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _by_day(item: HandoverItem) -> tuple[bool, date]:
    return item.due is None, item.due or date.max


def _held(unit: HandoverUnit, segment: Segment) -> HandoverItem:
    holding = segment.holding
    return HandoverItem(
        key=holding.subject,
        kind=kind_of(holding.subject),
        number=clipped(holding.number, 60),
        title=clipped(holding.title, 200) or kind_of(holding.subject),
        party=clipped(holding.party, 100),
        division=holding.division,
        step=clipped(holding.step, 100),
        due=holding.due,
        provisional=holding.provisional,
        next_act=_next(unit, holding.subject) or holding.step,
    )


def _next(unit: HandoverUnit, about: Subject) -> str:
    """Return what comes next in a case, "" for anything else: its step says it.

    A paper that is still to be served has a row of its own.
    """
    kind, _, key = about.partition(":")
    if kind != "case":
        return ""
    case = unit.cases.get(CaseId(int(key)))
    way = find_way(next_act(case, tuple(map(_as_served, unit.documents.of_case(case.id)))))
    return way.title if way is not None else ""


def _as_served(paper: Document) -> Document:
    return replace(paper, state=DocumentState.SERVED) if paper.state is DocumentState.ISSUED else paper


def _to_serve(unit: HandoverUnit, absent: Staff) -> Iterable[Document]:
    """Return the papers issued by him or in his place whose case is somebody's work, or ended in a refusal.

    A one-time notice without a case was handed over at the counter.
    """
    found = [unit.documents.get(DocumentId(key)) for key in unit.handovers.unserved(absent.id, absent.name)]
    papers = [each for each in found if each.type_key not in _NEVER_SERVED]
    worked_on = unit.custody.open_of_many(subject("case", each.case) for each in papers if each.case)
    return [each for each in papers if _is_wanted(unit, each, worked_on) and _is_his(unit, each, absent)]


def _is_wanted(unit: HandoverUnit, paper: Document, worked_on: Container[Subject]) -> bool:
    if paper.case is None:
        return paper.type_key != "one_time_notice"
    return subject("case", paper.case) in worked_on or unit.cases.get(CaseId(paper.case)).state in REFUSALS


def _is_his(unit: HandoverUnit, paper: Document, absent: Staff) -> bool:
    """Tell whose paper it is: what was issued in somebody's place is that one's."""
    issued = unit.ledger.entries_of(subject("document", paper.id))[0]
    return (issued.behalf or issued.actor) == absent.id


def _paper(paper: Document) -> HandoverItem:
    return HandoverItem(
        key=subject("document", paper.id),
        kind=KINDS["document"],
        number=str(paper.number),
        title=clipped(f"{paper.title}（{paper.matter_name}）" if paper.matter_name else paper.title, 200),
        party=clipped(paper.party, 100),
        division=paper.division,
        step=paper.state.value,
        next_act="送达当事人并登记",
    )
