"""Turns an enquiry into an application: the materials were handed in (收件)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from app.cases.clocks import start_of_clock
from app.cases.facts import Facts
from app.cases.models import CaseState
from app.cases.moving import move
from app.cases.ports import CaseUnit
from app.cases.steps import first_step
from app.errors import BadInput
from app.people.models import Actor

EARLIEST_RECEIPT = timedelta(days=366)


def day_of_receipt(given: date | None, today: date) -> date:
    """Return the day of receipt, today where none is given; raises ``BadInput`` for one that cannot be."""
    if given is None:
        return today
    if given > today:
        raise BadInput(f"收件日期{given}晚于今天，请核对。")
    if given < today - EARLIEST_RECEIPT:
        raise BadInput(f"收件日期{given}在一年以前，请核对。")
    return given


def take_in(unit: CaseUnit, actor: Actor, facts: Facts, day: date, at: datetime) -> str:
    """Receive the case on the day, its clock begun; return what the ledger says of it."""
    case = replace(facts.case, state=CaseState.RECEIVED, received_on=day, closed_why="")
    start = start_of_clock(case, at, facts.calendar, facts.settings)
    move(unit, case, first_step(case, facts.calendar, start), actor.holder, at)
    return f"收件：{case.matter_name}（{case.number}）"
