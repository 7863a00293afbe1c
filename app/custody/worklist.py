"""The work list (待办): its views, and a row of it with the light in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.calendar.dues import Due, TraceDay, Unit
from app.calendar.engine import WorkCalendar
from app.custody.clocks import InPlace
from app.custody.lights import Light, light_of
from app.custody.models import Holding, Segment
from app.forms.masking import mask_name
from app.people.models import Actor


class View(Enum):
    """A saved view of the work list; the value is its title."""

    MINE = "我的"
    DIVISION = "本处室"
    TODAY = "今日到期"
    LATE = "已逾期"
    SOON = "临期"
    BEHALF = "代A岗"
    WAITING = "等待他人"
    UNCOVERED = "无人在岗"


@dataclass(frozen=True, kw_only=True)
class WorkItem:
    """A row of the work list; ``remaining`` counts working days (negative when late).

    ``outer_due`` is the statutory limit behind a committed one; ``behalf`` the absent holder in whose place
    the reader stands, ``behalf_of`` his staff id. ``away``: the holder is not there now; ``reassigned``: the
    division head gave it to him; ``segment`` is the custody looked at.
    """

    subject: str
    number: str
    title: str
    party: str
    step: str
    why: str
    holder: str
    division: str
    mine: bool
    due: date | None
    provisional: bool
    remaining: int
    light: Light
    outer_due: date | None = None
    behalf: str = ""
    behalf_of: int | None = None
    away: bool = False
    reassigned: bool = False
    segment: int = 0


def work_item(
    segment: Segment,
    actor: Actor,
    today: date,
    calendar: WorkCalendar,
    behalf: Iterable[InPlace] = (),
    away: Collection[int] = (),
) -> WorkItem:
    """Return the row of an open segment, the applicant masked.

    ``behalf``: for whom the reader stands in, ``away``: who is not there.
    """
    holding = segment.holding
    remaining = calendar.workdays_between(today, holding.due) if holding.due else 0
    in_place = _stands_in(holding, behalf)
    return WorkItem(
        subject=holding.subject,
        number=holding.number,
        title=holding.title,
        party=mask_name(holding.party),
        step=holding.step,
        why=holding.why,
        holder=segment.staff_name or segment.division_name,
        division=segment.division_name,
        mine=holding.staff == actor.holder,
        due=holding.due,
        provisional=holding.provisional,
        remaining=remaining,
        light=light_of(holding, today, calendar),
        outer_due=holding.outer_due,
        behalf=segment.staff_name if in_place else "",
        behalf_of=holding.staff if in_place else None,
        away=holding.staff in away,
        reassigned=segment.reassigned,
        segment=segment.id,
    )


def _stands_in(holding: Holding, behalf: Iterable[InPlace]) -> bool:
    return any(
        each.staff == holding.staff and (each.divisions is None or holding.division in each.divisions)
        for each in behalf
    )


@dataclass(frozen=True, kw_only=True)
class DueProof:
    """How an open item's date was counted: the deadline and its days; ``step`` and ``why`` say of what."""

    due: Due
    days: tuple[TraceDay, ...]
    step: str
    why: str


def proof_of(holding: Holding, calendar: WorkCalendar) -> DueProof | None:
    """Return the proof of a holding's date, None where nothing was counted (the day itself, a promise)."""
    if holding.start is None or not holding.count or not holding.unit:
        return None
    due = calendar.due_with_suspensions(holding.start, holding.count, holding.pauses, Unit(holding.unit))
    return DueProof(due=due, days=calendar.trace(due), step=holding.step, why=holding.why)
