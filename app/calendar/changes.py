"""What a new calendar changes: the open items whose date moves, old and new."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from app.calendar.dues import Due, Suspension, Unit
from app.calendar.engine import WorkCalendar

Key = TypeVar("Key", bound=Hashable)


class OpenItem(NamedTuple, Generic[Key]):
    """An open item's period: its key, start day, length, unit and pauses."""

    key: Key
    start: date
    count: int  # type: ignore[assignment]  # hides tuple.count
    unit: Unit = Unit.WORKDAY
    suspensions: tuple[Suspension, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved(Generic[Key]):
    """An item whose deadline is another under the new calendar, or no longer provisional."""

    key: Key
    old: Due
    new: Due

    @property
    def date_moves(self) -> bool:
        """Say whether the date itself moves, not only the provisional mark."""
        return self.old.due != self.new.due


def changed_dues(
    old: WorkCalendar,
    new: WorkCalendar,
    items: Iterable[OpenItem[Key]],
    *,
    marks_too: bool = False,
) -> tuple[Moved[Key], ...]:
    """Return the items whose due date moves.

    With ``marks_too`` also those whose date stays but becomes firm or provisional.
    """
    moved = []
    for item in items:
        before, after = _due(old, item), _due(new, item)
        if before.due != after.due or (marks_too and before.provisional != after.provisional):
            moved.append(Moved(item.key, before, after))
    return tuple(moved)


def _due(calendar: WorkCalendar, item: OpenItem[Key]) -> Due:
    if item.suspensions:
        return calendar.due_with_suspensions(item.start, item.count, item.suspensions, item.unit)
    return calendar.due(item.start, item.count, item.unit)
