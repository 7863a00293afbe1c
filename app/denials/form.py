"""The registration form of a denial: what the case fills in, what people type, what the checks leave on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.cases.facts import Facts
from app.cases.models import Case
from app.clock import office_date
from app.denials.models import Attachment, Check, Denial, Station
from app.denials.ports import DenialUnit
from app.denials.stations import round_of
from app.documents.catalogue import get_type
from app.errors import BadInput, Problem
from app.forms.checks import read_values
from app.forms.fields import all_fields
from app.forms.sheet import Sheet
from app.people.models import Actor, DivisionId
from app.register.issuing import Ready, imprint_for
from app.register.ports import RegisterUnit

FORM = "denial_registration"
_OF_CHECKS = ("head_opinion", "head_name", "head_date", "leader_opinion", "leader_name", "leader_date")
# What the case, the office and the signed-in person say; nobody types it.
_DECIDED = (
    "case_number",
    "matter_name",
    "applicant_name",
    "received_on",
    "name_place",
    "division_name",
    "handler_name",
)
_DAYS = {"form_date": "填表日期", "returned_on": "退回日期"}


def known_fields(facts: Facts, division_name: str, handler_name: str) -> dict[str, Any]:
    """Return what the form begins with: all that the case knows."""
    case = facts.case
    known = {
        "form_date": facts.today.isoformat(),
        "division_name": division_name,
        "handler_name": handler_name,
        "case_number": case.number,
        "applicant_contact": contact_of(case),
        "received_on": case.received_on.isoformat(),
        "matter_name": case.matter_name,
        "applicant_name": case.applicant.name,
        "name_place": facts.settings.name_place,
    }
    return {key: value for key, value in known.items() if value}


def contact_of(case: Case) -> str:
    """Return how the applicant is reached: contact, telephone, else the address."""
    party = case.applicant
    reached = party.telephone or party.sms_telephone or party.agent_telephone or party.address
    return " ".join(filter(None, (party.contact, reached)))


def completed(entered: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was entered, completed by what is known; what nobody types stands as it is known."""
    fields = {**known, **{key: value for key, value in entered.items() if value not in (None, "", [])}}
    fields |= {key: known[key] for key in _DECIDED if key in known}
    return {key: value for key, value in fields.items() if key not in _OF_CHECKS}


def typed_fields(entered: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return what a draft keeps of what was typed; raises ``BadInput`` for what no draft can hold.

    What is still empty is asked for when the draft is submitted.
    """
    given = {str(key): value for key, value in entered.items() if value not in (None, "", [])}
    values, problems = read_values(get_type(FORM).sections, given)
    wrong = [each for each in problems if each.field.split(".")[0] in given]
    wrong += [
        Problem(key, "核查意见、姓名和日期由核查人在核查时签署，不能代填，请留空。")
        for key in _OF_CHECKS
        if given.get(key)
    ]
    wrong += _days_to_come(values, today)
    if wrong:
        raise BadInput.listing(tuple(wrong))
    return values


def _days_to_come(values: Mapping[str, Any], today: date) -> list[Problem]:
    return [
        Problem(key, f"“{label}”{values[key]} 晚于今天，请按实际日期填写。")
        for key, label in _DAYS.items()
        if values.get(key) and date.fromisoformat(str(values[key])) > today
    ]


def with_policies(fields: Mapping[str, Any], files: tuple[Attachment, ...]) -> dict[str, Any]:
    """Return the fields with the attached files listed as policies, where none were listed by hand."""
    if fields.get("policies") or not files:
        return dict(fields)
    names = [{"name": each.name.rpartition(".")[0]} for each in files]
    return {**fields, "policies": names}


def with_opinions(fields: Mapping[str, Any], denial: Denial, *, typed: bool) -> dict[str, Any]:
    """Return the fields with what the checkers of this round said; all blank for the pen unless ``typed``."""
    if not typed:
        return dict(fields)
    said = dict(fields)
    for check in round_of(denial):
        if key := {Station.HEAD: "head", Station.LEADER: "leader"}.get(check.station):
            said |= {
                f"{key}_opinion": opinion_text(check),
                f"{key}_name": check.staff_name,
                f"{key}_date": office_date(check.at).isoformat(),
            }
    return said


def opinion_text(check: Check) -> str:
    """Return what a checker said as the cell shows it: 同意 always said, then his own words."""
    word = check.opinion.value
    if not check.text:
        return word
    return check.text if check.text.startswith(word) else f"{word}。{check.text}"


def printed_fields(unit: DenialUnit, denial: Denial) -> dict[str, Any]:
    """Return the fields as the form prints them now: files listed, opinions of this round in their cells."""
    fields = with_policies(denial.fields, unit.denials.attachments(denial.id))
    return with_opinions(fields, denial, typed=unit.office.settings().typed_opinions)


def page_of(unit: RegisterUnit, actor: Actor, facts: Facts, fields: Mapping[str, Any]) -> Sheet:
    """Return the form as it would print now, marked 未经审批; what is wrong in it is left out."""
    document_type = get_type(FORM)
    keys = {field.key for field in all_fields(document_type.sections)}
    given = {key: value for key, value in fields.items() if key in keys}
    values, _problems = read_values(document_type.sections, given)
    ready = Ready(document_type=document_type, values=values, request_key="", provisional=frozenset())
    division = unit.people.get_division(DivisionId(facts.case.division))
    imprint = imprint_for(unit, ready, actor, division, facts.today)
    return document_type.page(values, replace(imprint, watermark=document_type.draft_mark))
