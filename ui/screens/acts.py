"""What the screens call the acts of a case, and how they show its clock."""

from __future__ import annotations

from dataclasses import dataclass

from app.cases.counter import CaseView
from app.cases.models import CaseState, Clock
from app.cases.next_acts import CLOSE, RECEIVE, next_act
from ui.dates.due import DueView

TITLES = {
    "one_time_notice": "一次性告知",
    "correction_notice": "补正告知",
    "acceptance_receipt": "受理",
    "proof_of_service": "送达回证",
    RECEIVE: "收件",
    CLOSE: "结束办件",
}
LETTERS = {
    "one_time_notice": "G",
    "correction_notice": "B",
    "acceptance_receipt": "S",
    "proof_of_service": "H",
    RECEIVE: "J",
    CLOSE: "E",
}
STATE_ROLES = {
    CaseState.ENQUIRY: "accent",
    CaseState.RECEIVED: "soon",
    CaseState.CORRECTING: "provisional",
    CaseState.ACCEPTED: "on_time",
    CaseState.CLOSED: "secondary",
}


@dataclass(frozen=True, kw_only=True)
class Act:
    """An act of a case as a button: ``closed`` says why it is not lawful now ("" when it is)."""

    key: str
    title: str
    closed: str
    primary: bool


def acts_of(view: CaseView, choices: dict[str, str]) -> tuple[Act, ...]:
    """Return every act of the case; at most one is the primary one, and it is lawful."""
    state = view.case.state
    closed = {**choices, RECEIVE: _why_not_received(view), CLOSE: _why_not_closed(state)}
    late = state is CaseState.RECEIVED and bool(choices.get("correction_notice"))
    first = next_act(view.case, view.papers, too_late_to_ask=late)
    return tuple(
        Act(key=key, title=title, closed=closed.get(key, ""), primary=key == first and not closed.get(key))
        for key, title in TITLES.items()
    )


def clock_due(clock: Clock) -> DueView | None:
    """Return the clock's last day as a due date is shown, None where no clock runs."""
    if clock.last_day is None:
        return None
    return DueView(
        due=clock.last_day, remaining=clock.remaining, provisional=clock.provisional, late=clock.run_out
    )


def _why_not_received(view: CaseView) -> str:
    if view.case.state in (CaseState.ENQUIRY, CaseState.CLOSED) and view.case.accepted_on is None:
        return ""
    return f"办件现为“{view.case.state.value}”，材料已经收过。"


def _why_not_closed(state: CaseState) -> str:
    return "办件已经结束。" if state is CaseState.CLOSED else ""
