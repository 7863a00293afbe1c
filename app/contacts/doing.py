"""What each act does to a first contact; the table of ways says when it may be done and by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from app.clock import chinese_date, office_date
from app.contacts.commands import LeaderFirst
from app.contacts.life import LEADER_FIRST
from app.contacts.models import ContactState, FirstContact
from app.contacts.people import leader_of, responsible_of
from app.contacts.ports import ContactUnit
from app.contacts.registering import (
    answered,
    guided,
    handed,
    kept_by_first,
    promise_fault,
    promised,
    with_leader,
)
from app.errors import BadInput, Problem
from app.people.models import Actor


@dataclass(frozen=True, kw_only=True)
class Doing:
    """One act: who, on which first contact, with what filled in, and when."""

    actor: Actor
    contact: FirstContact
    values: Mapping[str, Any]
    at: datetime


class Deed(NamedTuple):
    """What became of the contact, the sentence for the ledger, and why its holder has it now."""

    contact: FirstContact
    summary: str
    why: str


def _hand(unit: ContactUnit, doing: Doing) -> Deed:
    before, values = doing.contact, doing.values
    to = responsible_of(unit.people, values["responsible"], before.first)
    if to.id == before.responsible:
        raise BadInput.listing((Problem("responsible", f"{to.name}已经是承办人。"),))
    if before.handed_on and not values.get("reason"):
        raise BadInput.listing((Problem("reason", "已经移交过，改交他人须写明原因。"),))
    after = handed(unit.people, before, to, doing.at)
    reason = f"：{values['reason']}" if values.get("reason") else ""
    verb = "改交" if before.handed_on else "移交"
    return Deed(
        after,
        f"首问登记{before.number}{verb}{after.responsible_division_name}{to.name}{reason}",
        f"{doing.actor.signed}{verb}{reason}",
    )


def _keep(_unit: ContactUnit, doing: Doing) -> Deed:
    day = _promised(doing)
    after = kept_by_first(doing.contact, day or office_date(doing.at))
    return Deed(after, f"首问登记{after.number}由首问责任人本人办理，{_until(after)}前答复", "属于本人职责")


def _take(_unit: ContactUnit, doing: Doing) -> Deed:
    before = doing.contact
    state = ContactState.TO_CALL if before.called_at is None else ContactState.TO_ANSWER
    after = replace(before, state=state, signed_at=doing.at)
    return Deed(after, f"签收首问登记{before.number}", f"{before.first_name}移交，已签收")


def _give_back(_unit: ContactUnit, doing: Doing) -> Deed:
    before, reason = doing.contact, doing.values["reason"]
    after = replace(
        before,
        state=ContactState.TO_HAND,
        responsible=None,
        responsible_name="",
        responsible_division=None,
        responsible_division_name="",
    )
    text = f"退回首问登记{before.number}：{reason}"
    return Deed(after, text, f"{doing.actor.signed}退回：{reason}")


def _called(_unit: ContactUnit, doing: Doing) -> Deed:
    before, values = doing.contact, doing.values
    called = replace(before, called_at=doing.at, call_words=values.get("call_words", ""))
    summary = f"已联系首问登记{before.number}的办事人"
    if answer := values.get("answer"):
        if before.waits_for_opinion:
            raise LeaderFirst(LEADER_FIRST)
        return Deed(answered(called, doing.actor, answer, doing.at), f"{summary}并答复", "")
    days = filter(None, (before.promised_on, _promised(doing)))
    after = replace(called, state=ContactState.TO_ANSWER, promised_on=min(days, default=office_date(doing.at)))
    return Deed(after, f"{summary}，{_until(after)}前答复", "已联系办事人")


def _report(unit: ContactUnit, doing: Doing) -> Deed:
    leader = leader_of(unit.people, doing.values["leader"], doing.contact)
    if doing.contact.state is ContactState.REPORTED and leader.id == doing.contact.leader:
        raise BadInput.listing((Problem("leader", f"已报告{leader.name}，正在研究；改报请选另一位。"),))
    after = with_leader(doing.contact, leader)
    after = replace(after, state=ContactState.REPORTED, reported_at=doing.at)
    reason = doing.values["reason"]
    return Deed(
        after,
        f"就首问登记{after.number}报告分管领导{leader.name}：{reason}",
        f"{doing.actor.signed}报告：{reason}",
    )


def _opinion(_unit: ContactUnit, doing: Doing) -> Deed:
    opinion = doing.values["leader_opinion"]
    after = replace(doing.contact, state=ContactState.TO_ANSWER, leader_opinion=opinion)
    return Deed(after, f"对首问登记{after.number}提出研究意见", f"{doing.actor.signed}已有研究意见")


def _answer(_unit: ContactUnit, doing: Doing) -> Deed:
    values, before = doing.values, doing.contact
    after = answered(before, doing.actor, values["answer"], doing.at)
    number, result = values.get("notice_number") or before.notice_number, values.get("result", "")
    late = before.promised_on is not None and office_date(doing.at) > before.promised_on
    text = f"答复首问登记{before.number}的办事人{'（逾承诺时间）' if late else ''}"
    return Deed(replace(after, notice_number=number, result=result), text, "")


def _guide(_unit: ContactUnit, doing: Doing) -> Deed:
    after = guided(doing.contact, doing.values)
    return Deed(after, f"引导首问登记{after.number}的办事人到{after.outside_organ}", "")


def _lead(_unit: ContactUnit, doing: Doing) -> Deed:
    after = replace(doing.contact, state=ContactState.LED)
    return Deed(after, f"引导首问登记{after.number}的来访人到信访接待室", "")


def _until(contact: FirstContact) -> str:
    return chinese_date(contact.promised_on) if contact.promised_on else ""


def _promised(doing: Doing) -> Any:
    if fault := promise_fault(doing.values.get("promised_on"), office_date(doing.at)):
        raise BadInput.listing((Problem("promised_on", fault),))
    return promised(doing.values)


DOINGS: dict[str, Callable[[ContactUnit, Doing], Deed]] = {
    "hand": _hand,
    "keep": _keep,
    "take": _take,
    "give_back": _give_back,
    "called": _called,
    "report": _report,
    "opinion": _opinion,
    "answer": _answer,
    "guide": _guide,
    "lead": _lead,
}
