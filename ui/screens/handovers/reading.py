"""Reads what the screen shows: the handovers that concern somebody, and one of them with its items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.clock import office_date
from app.desk import Desk
from app.people.models import Actor
from app.posts.commands import NotSoNow
from app.posts.hand_overview import HandoverLine
from app.posts.handed import HandoverItem, Stage
from app.posts.handing_over import HandoverView
from app.posts.models import AbsenceId, PostId
from ui.dates.due import DueView

_SETTLED = frozenset({Stage.DONE, Stage.PASSED})  # nothing of these is late any more


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The handovers in view; ``post_name`` where they are those kept with a post."""

    lines: tuple[HandoverLine, ...] = ()
    post_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A handover opened for reading; ``due`` has the due dates of its items by key.

    ``done`` is what was done in the person's place, as the return sheet has it, once he is back.
    """

    line: HandoverLine
    view: HandoverView
    now: datetime
    due: Mapping[str, DueView] = field(default_factory=dict)
    done: tuple[Mapping[str, str], ...] = ()

    @property
    def items(self) -> tuple[HandoverItem, ...]:
        """What was handed over, or what is open where nothing was yet."""
        return self.view.items

    @property
    def made(self) -> bool:
        """Whether a sheet stands."""
        return bool(self.line.sheet_signed)

    @property
    def over(self) -> bool:
        """Whether the person is back."""
        until = self.line.absence.until
        return until is not None and until <= self.now

    @property
    def runs(self) -> bool:
        """Whether the person is away at this moment."""
        absence = self.line.absence
        return absence.holds and absence.starts <= self.now and not self.over


def read_shelf(desk: Desk, actor: Actor, post: int) -> Shelf:
    """Return the handovers that concern the actor, or (``post`` not 0) those kept with a post."""
    if not post:
        return Shelf(lines=desk.handovers.overview.listed(actor))
    lines = desk.handovers.overview.of_post(actor, PostId(post))
    return Shelf(lines=lines, post_name=desk.posts.get(actor, PostId(post)).name)


def read_one(desk: Desk, actor: Actor, absence: int) -> Reading:
    """Return one handover; raises ``NotAllowed`` for a stranger."""
    view = desk.handovers.of_absence(actor, AbsenceId(absence))
    calendar, today = desk.calendar.current(), office_date(desk.clock())
    due = {
        each.key: DueView(
            due=each.due,
            remaining=calendar.workdays_between(today, each.due),
            provisional=each.provisional,
            late=each.due < today,
        )
        for each in view.items
        if each.due is not None and each.stage not in _SETTLED
    }
    line = desk.handovers.overview.line(actor, AbsenceId(absence))
    reading = Reading(line=line, view=view, now=desk.clock(), due=due)
    return replace(reading, done=_done(desk, actor, reading)) if reading.over else reading


def _done(desk: Desk, actor: Actor, reading: Reading) -> tuple[Mapping[str, str], ...]:
    """Return what was done in his place; nothing where nobody was there to do it."""
    try:
        fields = desk.handovers.prefill_return(actor, reading.line.absence.id).fields
    except NotSoNow:
        return ()
    return tuple(fields.get("done") or ())
