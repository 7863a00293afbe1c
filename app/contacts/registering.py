"""Registers a first contact: what was filled in becomes the record, with its outcome and whose it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from app.clock import office_date
from app.contacts.filling import REGISTERED
from app.contacts.life import LEADER_FIRST
from app.contacts.models import (
    Brought,
    ContactChannel,
    ContactId,
    ContactKind,
    ContactState,
    FirstContact,
    Outcome,
)
from app.contacts.people import leader_of, responsible_of
from app.contacts.ports import ContactUnit
from app.errors import BadInput, Problem
from app.forms.checks import read_values
from app.forms.telephones import in_plain_digits
from app.people.models import Actor, DivisionId, Staff
from app.people.ports import People

SERIES = "contact"
LONGEST_PROMISE = timedelta(days=366)
_NOT_OURS = (Outcome.OUTSIDE, Outcome.PETITION)


def read_registration(raw: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return what was filled in; raises ``BadInput`` with everything wrong in it."""
    values, problems = read_values(REGISTERED, dict(raw))
    if problems := (*problems, *_problems(values, today)):
        raise BadInput.listing(problems)
    return {**values, "telephone": in_plain_digits(values["telephone"])}


def _problems(values: Mapping[str, Any], today: date) -> tuple[Problem, ...]:
    if not all(values.get(key) for key in ("outcome", "contact_kind")):
        return ()
    outcome, kind = Outcome(values["outcome"]), ContactKind(values["contact_kind"])
    found = []
    if outcome is Outcome.PETITION and not kind.is_complaint:
        text = f"“类别”是{kind.value}的不引导到信访接待室，请改选“归属”，或者把类别改为投诉、举报。"
        found.append(Problem("outcome", text))
    if outcome is Outcome.OUTSIDE and not (values.get("outside_organ") or values.get("guidance")):
        text = "不属于本局的，“承办部门”和“引导说明”至少填写一项。"
        found.append(Problem("outside_organ", text))
    return (*found, *_promise_problems(values, today), *_major_problems(values, outcome))


def _promise_problems(values: Mapping[str, Any], today: date) -> tuple[Problem, ...]:
    fault = promise_fault(values.get("promised_on"), today)
    return (Problem("promised_on", fault),) if fault else ()


def _major_problems(values: Mapping[str, Any], outcome: Outcome) -> tuple[Problem, ...]:
    if not values.get("major"):
        return ()
    if outcome in _NOT_OURS:
        return (Problem("major", "不归本局答复的不用勾选“重大事项”。"),)
    if not values.get("leader"):
        return (Problem("leader", "重大事项须先报告分管领导，“分管领导”必须填写。"),)
    if values.get("answer"):
        return (Problem("answer", LEADER_FIRST),)
    return ()


def promise_fault(typed: str | None, today: date) -> str:
    """Return why an answer cannot be promised for the day, or ""."""
    if not typed:
        return ""
    day = date.fromisoformat(typed)
    if day < today:
        return "“答复期限”不能早于今天。"
    return "“答复期限”在一年以后，请核对。" if day > today + LONGEST_PROMISE else ""


@dataclass(frozen=True, kw_only=True)
class Registration:
    """Who registers what, and when."""

    actor: Actor
    values: Mapping[str, Any]
    at: datetime


def registered(unit: ContactUnit, made: Registration) -> FirstContact:
    """Return the new record as it begins, with its number; raises ``BadInput`` for an unknown colleague."""
    outcome = Outcome(made.values["outcome"])
    contact = _blank(made, outcome)
    begun = {
        Outcome.OWN: _own,
        Outcome.OTHER_POST: _other_post,
        Outcome.OUTSIDE: _outside,
        Outcome.PETITION: _petition,
    }[outcome](unit, contact, made)
    return replace(begun, number=_number(unit, made))


def _blank(made: Registration, outcome: Outcome) -> FirstContact:
    values = made.values
    rows = values.get("materials_brought") or ()
    return FirstContact(
        id=ContactId(0),
        number="",
        division=made.actor.division,
        division_name=made.actor.division_name,
        first=made.actor.holder,
        first_name=made.actor.signed,
        registered_at=made.at,
        channel=ContactChannel(values["contact_channel"]),
        kind=ContactKind(values["contact_kind"]),
        visitor=values["visitor_name"],
        telephone=values["telephone"],
        address=values.get("address", ""),
        content=values["content"],
        materials=tuple(Brought(name=row["name"], copies=row.get("copies", 1)) for row in rows),
        outcome=outcome,
        state=ContactState.TO_HAND,
        major=bool(values.get("major")),
    )


def _own(unit: ContactUnit, contact: FirstContact, made: Registration) -> FirstContact:
    values, today = made.values, office_date(made.at)
    kept = kept_by_first(contact, promised(values) or today)
    kept = replace(kept, notice_number=values.get("notice_number", ""))
    if answer := values.get("answer"):
        return answered(replace(kept, promised_on=None), made.actor, answer, made.at)
    if not contact.major:
        return kept
    leader = leader_of(unit.people, values["leader"], kept)
    return replace(with_leader(kept, leader), state=ContactState.REPORTED, reported_at=made.at)


def _other_post(unit: ContactUnit, contact: FirstContact, made: Registration) -> FirstContact:
    named = made.values.get("responsible")
    if named:
        contact = handed(unit.people, contact, responsible_of(unit.people, named, contact.first), made.at)
    if contact.major:
        contact = with_leader(contact, leader_of(unit.people, made.values["leader"], contact))
    return contact


def _outside(_unit: ContactUnit, contact: FirstContact, made: Registration) -> FirstContact:
    return guided(contact, made.values)


def _petition(_unit: ContactUnit, contact: FirstContact, _made: Registration) -> FirstContact:
    return replace(contact, state=ContactState.LED)


def promised(values: Mapping[str, Any]) -> date | None:
    """Return the day an answer is promised for."""
    typed = values.get("promised_on")
    return date.fromisoformat(typed) if typed else None


def kept_by_first(contact: FirstContact, promised_on: date) -> FirstContact:
    """Return the contact as the first person's own, to be answered by the day."""
    return replace(
        contact,
        outcome=Outcome.OWN,
        state=ContactState.TO_ANSWER,
        responsible=contact.first,
        responsible_name=contact.first_name,
        responsible_division=contact.division,
        responsible_division_name=contact.division_name,
        promised_on=promised_on,
    )


def handed(people: People, contact: FirstContact, to: Staff, at: datetime) -> FirstContact:
    """Return the contact as handed over, to be signed for; the day it was first handed over stays."""
    return replace(
        contact,
        outcome=Outcome.OTHER_POST,
        state=ContactState.TO_SIGN,
        responsible=to.id,
        responsible_name=to.name,
        responsible_division=to.division,
        responsible_division_name=people.get_division(DivisionId(to.division)).name,
        handed_on=contact.handed_on or office_date(at),
        handed_at=at,
        signed_at=None,
    )


def with_leader(contact: FirstContact, leader: Staff) -> FirstContact:
    """Return the contact as a major matter of the leader's."""
    return replace(contact, major=True, leader=leader.id, leader_name=leader.name)


def guided(contact: FirstContact, values: Mapping[str, Any]) -> FirstContact:
    """Return the contact as guided to the organ whose it is."""
    return replace(
        contact,
        outcome=Outcome.OUTSIDE,
        state=ContactState.GUIDED,
        outside_organ=values.get("outside_organ", ""),
        outside_telephone=values.get("outside_telephone", ""),
        guidance=values.get("guidance", ""),
    )


def answered(contact: FirstContact, actor: Actor, answer: str, at: datetime) -> FirstContact:
    """Return the contact as answered."""
    return replace(
        contact,
        state=ContactState.ANSWERED,
        answer=answer,
        answered_at=at,
        answered_by_name=actor.signed,
    )


def _number(unit: ContactUnit, made: Registration) -> str:
    """Take the next number: the division's code, S for 首问, the year, four digits; counted without gaps."""
    year = office_date(made.at).year
    sequence = unit.numbers.take(SERIES, made.actor.division, year)
    return f"{unit.people.get_division(made.actor.division).code}S{year}{sequence:04d}"
