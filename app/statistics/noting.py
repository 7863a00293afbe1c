"""What counts about a case behind a figure, in a few words for its list."""

from __future__ import annotations

from app.calendar.engine import WorkCalendar
from app.people.halves import short_words
from app.statistics.events import Event
from app.statistics.models import Happened, Worked
from app.statistics.tables import spent_days


def note_of(each: Happened, event: Event, calendar: WorkCalendar) -> str:
    """Return why something is behind a figure: the days it took, the absence it fell into, or its mark."""
    if each.since is not None:
        return _away(each, event, short_words(each.since, each.until))
    if event is Event.MEASURED and each.accepted_on is not None and each.completed_on is not None:
        spent = spent_days(_worked(each), calendar)
        return f"用{spent}个工作日，时限{each.committed}个"
    if each.completed_on is not None and each.due_on is not None and not each.mark:
        late = calendar.workdays_between(each.due_on, each.completed_on)
        past = f"，逾期{late}个工作日" if late > 0 else "，逾期办结"
        return f"应于{each.due_on}前办结{past if each.completed_on > each.due_on else ''}"
    return each.mark


def _away(each: Happened, event: Event, span: str) -> str:
    if event is Event.LATE_AWAY:
        return f"{each.mark}；{each.state}{span}"
    return f"{span}，{f'交接单{each.mark}' if each.mark else '没有交接单'}"


def _worked(each: Happened) -> Worked:
    assert each.accepted_on is not None
    assert each.completed_on is not None
    return Worked("", each.accepted_on, each.completed_on, each.committed, each.pauses, 1)
