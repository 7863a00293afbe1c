"""The dates on a case's papers: counted from the case's own days, never typed past what the law allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from app.calendar.dues import MOST, Due, Unit
from app.calendar.engine import WorkCalendar
from app.cases.act_dates import act_problems, deferral_problems
from app.cases.clocks import UNITS
from app.cases.facts import Facts
from app.cases.refusing import refusal_problems
from app.documents.catalogue import get_type
from app.errors import Problem
from app.forms.fields import Kind, all_fields

FARTHEST = timedelta(days=3660)


def accepted_on(facts: Facts) -> date:
    """Return the day of acceptance: today; the day of receipt where the case is deemed accepted.

    A receipt made void and written anew keeps the day on which the case was accepted.
    """
    return accepted_before(facts) or (facts.tell.start if facts.deemed else facts.today)


def accepted_before(facts: Facts) -> date | None:
    """Return the day a receipt, void since, accepted the case; None where more was asked for after it."""
    asked = facts.last("correction_notice")
    receipts = [paper for paper in facts.papers if paper.type_key == "acceptance_receipt"]
    if not receipts or (asked is not None and asked.id > receipts[-1].id):
        return None
    return _day(receipts[-1].fields.get("accepted_on"), facts.today)


def counted_dues(type_key: str, facts: Facts, fields: Mapping[str, Any]) -> dict[str, Due]:
    """Return the dates of a paper that are counted, from what is filled in."""
    match type_key:
        case "correction_notice":
            told_on = _day(fields.get("told_on"), facts.today)
            unit = UNITS.get(str(fields.get("correction_unit")), UNITS["工作日"])
            given = fields.get("correction_limit")
            count = given if isinstance(given, int) and given > 0 else facts.matter.correction_limit
            return {"tell_by": facts.tell, "correct_by": facts.calendar.due(told_on, count, unit)}
        case "acceptance_receipt":
            start = _day(fields.get("accepted_on"), accepted_on(facts))
            given = fields.get("committed_limit")
            limit = given if isinstance(given, int) and given >= 0 else facts.matter.committed_limit
            return {"due_on": _committed(facts.calendar, start, limit)}
        case "special_step_notice":
            since = _day(fields.get("suspended_on"), facts.today)
            given = fields.get("step_days")
            days = given if isinstance(given, int) and 0 < given <= MOST else 0
            return {"expected_on": facts.calendar.due(since, days)} if days else {}
        case _:
            return {}


def date_problems(type_key: str, facts: Facts, values: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return which dates of a filled paper are not what the case and the law make them."""
    if far := tuple(_too_far(type_key, facts, values)):
        return far
    dues = counted_dues(type_key, facts, values)
    match type_key:
        case "correction_notice":
            return (*_received(facts, values), *_of_correction(facts, values, dues))
        case "acceptance_receipt":
            return (
                *_received(facts, values),
                *_of_acceptance(facts, values, dues),
                *deferral_problems(facts, values),
            )
        case "non_acceptance_notice":
            return refusal_problems(facts, values.get("situation"))
        case _:
            return act_problems(type_key, facts, values, dues)


def _too_far(type_key: str, facts: Facts, values: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the days to come that no case is given: the clocks of the whole office rest on them."""
    farthest = facts.today + FARTHEST
    for field in all_fields(get_type(type_key).sections):
        given = values.get(field.key)
        if field.kind is Kind.DATE and given and _day(given, facts.today) > farthest:
            yield Problem(field.key, f"“{field.label}”{given} 在十年以后，请核对。")


def _received(facts: Facts, values: Mapping[str, Any]) -> Iterator[Problem]:
    given, case = values.get("received_on"), facts.case
    if given != case.received_on.isoformat():
        text = f"“收件日期”{given} 与办件{case.number}登记的 {case.received_on} 不一致，请核对。"
        yield Problem("received_on", text)


def _of_correction(facts: Facts, values: Mapping[str, Any], dues: Mapping[str, Due]) -> Iterator[Problem]:
    told_on, until = _day(values["told_on"], facts.today), _day(values["correct_by"], facts.today)
    if told_on > facts.today:
        yield Problem("told_on", f"“告知日期”{told_on} 晚于今天，请按实际告知的日期填写。")
    least = dues["correct_by"].due
    if until < least:
        yield Problem("correct_by", f"“补正截止日期”{until} 早于按补正期限算出的 {least}，不能缩短。")


def _of_acceptance(facts: Facts, values: Mapping[str, Any], dues: Mapping[str, Due]) -> Iterator[Problem]:
    day, until = _day(values["accepted_on"], facts.today), _day(values["due_on"], facts.today)
    if day > facts.today:
        yield Problem("accepted_on", f"“受理日期”{day} 晚于今天，请按实际受理的日期填写。")
    elif facts.deemed and day != accepted_on(facts):
        text = (
            f"“受理日期”应为 {accepted_on(facts)}：法定告知期限 {facts.tell.due} 已过而没有告知补正，"
            "自收到申请材料之日起即为受理。"
        )
        yield Problem("accepted_on", text)
    before, signed = accepted_before(facts), values.get("undertaking_signed_on")
    if before is not None and values.get("missing_materials") and signed:
        before = max(before, _day(signed, before))  # nothing is accepted before what it rests on is signed
    if before is not None and not facts.deemed and day > before:
        text = f"“受理日期”{day} 晚于原受理回执上的 {before}：回执作废重开的，期限仍自原受理日起算。"
        yield Problem("accepted_on", text)
    published, statutory = facts.matter.committed_limit, facts.matter.statutory_limit
    longest, limit = published or statutory, int(values["committed_limit"])
    if longest and limit > longest:
        text = f"“承诺时限”{limit} 个工作日长于事项目录公布的 {longest} 个工作日，不能延长。"
        yield Problem("committed_limit", text)
    most = dues["due_on"].due
    if values.get("special_steps") and statutory:
        most = max(most, facts.calendar.due(day, statutory).due)
    if until > most:
        text = f"“承诺办结日期”{until} 晚于自受理次日起算的 {most}，承诺时限不能延长。"
        yield Problem("due_on", text)


def _committed(calendar: WorkCalendar, start: date, limit: int) -> Due:
    """Count the committed limit; what is done on the spot (0) is due the very day it can be done."""
    if limit:
        return calendar.due(start, limit)
    day = calendar.next_workday(start)
    return Due(start, 0, Unit.DAY, start, day, not calendar.is_known(day.year))


def _day(text: object, otherwise: date) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return otherwise
