"""What the reading pane says of an item, and the times a promise is usually given for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from app.calendar.engine import WorkCalendar
from app.cases.counter import CaseView
from app.cases.models import DeferredAnswer
from app.clock import SHANGHAI, local
from app.custody.worklist import DueProof, WorkItem
from ui.dates.due import DueView, day_words
from ui.screens.acts import Act, item_due

ANSWER = "answer"
OPEN = "open"
END_OF_DAY = time(17)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """An item opened for reading: a case with its acts, a question to be answered, or a denial."""

    item: WorkItem
    view: CaseView | None = None
    acts: tuple[Act, ...] = ()
    question: DeferredAnswer | None = None
    proof: DueProof | None = None
    uncovered: bool = False

    @property
    def due(self) -> DueView | None:
        """Return the due date as it is shown."""
        return item_due(self.item)


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A time a reply is promised for, as it is offered."""

    words: str
    at: datetime


def promises(calendar: WorkCalendar, now: datetime) -> tuple[Promise, ...]:
    """Return the usual promises: the coming working day's end, two and five working days on."""
    today = local(now).date()
    found = []
    if calendar.is_workday(today) and local(now).time() < END_OF_DAY:
        found.append(("今天下班前", today))
    found += [
        ("下个工作日下班前", calendar.workday_after(today, 1)),
        ("2个工作日后", calendar.workday_after(today, 2)),
        ("5个工作日后", calendar.workday_after(today, 5)),
    ]
    return tuple(
        Promise(
            words=f"{words}（{day_words(day)} 17:00）",
            at=datetime.combine(day, END_OF_DAY, SHANGHAI),
        )
        for words, day in found
    )
