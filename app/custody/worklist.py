"""The work list (待办): what I hold and what my division holds, by due date, with the light in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.calendar.dues import Due, TraceDay, Unit
from app.calendar.engine import WorkCalendar
from app.calendar.shelf import CalendarShelf
from app.clock import Clock, office_date
from app.custody.lights import Light, light_of
from app.custody.models import Holding, Segment
from app.custody.ports import CustodyStore
from app.forms.masking import mask_name
from app.ledger.models import Subject
from app.people.models import Actor
from app.people.permissions import Right, reach_of, require
from app.people.standing import standing

class View(Enum):
    """A saved view of the work list; the value is its title."""

    MINE = "我的"
    DIVISION = "本处室"
    TODAY = "今日到期"
    LATE = "已逾期"


@dataclass(frozen=True, kw_only=True)
class WorkItem:
    """A row of the work list; ``remaining`` counts working days (negative when late)."""

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


def work_item(segment: Segment, actor: Actor, today: date, calendar: WorkCalendar) -> WorkItem:
    """Return the row of an open segment, the applicant masked."""
    holding = segment.holding
    remaining = calendar.workdays_between(today, holding.due) if holding.due else 0
    return WorkItem(
        subject=holding.subject,
        number=holding.number,
        title=holding.title,
        party=mask_name(holding.party),
        step=holding.step,
        why=holding.why,
        holder=segment.staff_name or segment.division_name,
        division=segment.division_name,
        mine=holding.staff == actor.id,
        due=holding.due,
        provisional=holding.provisional,
        remaining=remaining,
        light=light_of(holding, today, calendar),
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
    due = calendar.due(holding.start, holding.count, Unit(holding.unit))
    return DueProof(due=due, days=calendar.trace(due), step=holding.step, why=holding.why)


class WorkList:
    """Reads the work list from custody; nobody sees what his roles do not reach."""

    def __init__(self, store: CustodyStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def items(self, actor: Actor, view: View = View.MINE) -> tuple[WorkItem, ...]:
        """Return the rows of a view, the most urgent first."""
        return tuple(item for item in self._all(actor) if _belongs(item, view))

    def counts(self, actor: Actor) -> dict[View, int]:
        """Return how many rows each view has."""
        items = self._all(actor)
        return {view: sum(_belongs(item, view) for item in items) for view in View}

    def proof(self, actor: Actor, about: Subject) -> DueProof | None:
        """Return how the date of an open item was counted; None where it was not counted, or is done."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            segment = unit.custody.open_of(about)
            calendar = self._shelf.current(unit.calendars)
        if segment is None:
            return None
        require(actor, Right.SEE_WORK, segment.holding.division)
        return proof_of(segment.holding, calendar)

    def _all(self, actor: Actor) -> tuple[WorkItem, ...]:
        today = office_date(self._clock())
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            segments = unit.custody.open_all()
            calendar = self._shelf.current(unit.calendars)
        reach = reach_of(actor, Right.SEE_WORK)
        return tuple(
            work_item(segment, actor, today, calendar)
            for segment in segments
            if reach is None or segment.holding.division in reach or segment.holding.staff == actor.id
        )


def _belongs(item: WorkItem, view: View) -> bool:
    match view:
        case View.MINE:
            return item.mine
        case View.DIVISION:
            return True
        case View.TODAY:
            return item.light is Light.TODAY
        case View.LATE:
            return item.light is Light.LATE
