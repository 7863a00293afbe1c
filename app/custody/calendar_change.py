"""A change of the calendar as the ledger keeps it: what stood before and after, so it can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.calendar.days import ArrangedDay, ArrangedKind, Arrangement, Closure
from app.calendar.ports import Calendars


@dataclass(frozen=True, kw_only=True)
class CalendarChange:
    """One change: of a year's arrangement, or of a closure; None where nothing stood or stands."""

    before: Arrangement | Closure | None
    after: Arrangement | Closure | None

    @property
    def reverse(self) -> CalendarChange:
        """The change that takes this one back."""
        return CalendarChange(before=self.after, after=self.before)

    @property
    def text(self) -> str:
        """What the change is, in words."""
        return "与现行日历相同，没有改动" if self.before == self.after else self._words

    @property
    def _words(self) -> str:
        match self.before, self.after:
            case None, Arrangement() as after:
                return f"载入{after.year}年放假安排（{after.source}）"
            case Arrangement() as before, None:
                return f"撤下{before.year}年放假安排（{before.source}）"
            case Arrangement(), Arrangement() as after:
                return f"更换{after.year}年放假安排（{after.source}）"
            case None, Closure() as after:
                return f"登记停止办公：{after.first}至{after.last}，{after.reason}（{after.source}）"
            case Closure() as before, None:
                return f"撤销停止办公：{before.first}至{before.last}（{before.source}）"
            case _:
                return "更换停止办公"


def apply_change(calendars: Calendars, change: CalendarChange) -> None:
    """Write the change and raise the calendar's version."""
    version = calendars.version()
    before, after = change.before, change.after
    if isinstance(before, Closure):
        calendars.remove_closure(before, version=version)
        version = calendars.version()
    elif isinstance(before, Arrangement) and after is None:
        calendars.remove_arrangement(before.year, version=version)
    if isinstance(after, Arrangement):
        calendars.save_arrangement(after, version=version)
    elif isinstance(after, Closure):
        calendars.save_closure(after, version=version)


def kept(thing: Arrangement | Closure | None) -> dict[str, Any] | None:
    """Return an arrangement or closure as the ledger keeps it (JSON)."""
    match thing:
        case None:
            return None
        case Closure():
            return {"closure": [thing.first.isoformat(), thing.last.isoformat(), thing.reason, thing.source]}
        case Arrangement():
            days = [
                [d.day.isoformat(), d.kind.value, d.festival, d.source_name, d.source_number]
                for d in thing.days
            ]
            return {"year": thing.year, "name": thing.source_name, "number": thing.source_number, "days": days}


def read_kept(stored: Mapping[str, Any] | None) -> Arrangement | Closure | None:
    """Return what ``kept`` stored."""
    if stored is None:
        return None
    if "closure" in stored:
        first, last, reason, source = stored["closure"]
        return Closure(date.fromisoformat(first), date.fromisoformat(last), reason, source)
    days = tuple(
        ArrangedDay(date.fromisoformat(day), ArrangedKind(kind), festival, name, number)
        for day, kind, festival, name, number in stored["days"]
    )
    return Arrangement(stored["year"], stored["name"], stored["number"], days)
