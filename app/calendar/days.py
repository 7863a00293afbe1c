"""Days as the office knows them: what a notice arranges, what the office closes, what each day is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SATURDAY = 5


class ArrangedKind(StrEnum):
    """What a notice says of a day: nobody works, or everybody does although it is a weekend."""

    OFF = "off"
    WORK = "work"


class DayKind(StrEnum):
    """What a day is in the end."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    CLOSURE = "closure"

    @property
    def label(self) -> str:
        """The word on screen and paper."""
        return _LABELS[self]


_LABELS = {
    DayKind.WORKDAY: "工作日",
    DayKind.WEEKEND: "周末",
    DayKind.HOLIDAY: "放假",
    DayKind.MAKE_UP: "调休上班",
    DayKind.CLOSURE: "停止办公",
}


@dataclass(frozen=True, slots=True)
class ArrangedDay:
    """One day of a notice, with the festival it belongs to and the notice's name and number."""

    day: date
    kind: ArrangedKind
    festival: str
    source_name: str
    source_number: str

    @property
    def source(self) -> str:
        """The notice's number, or its name where no number is known."""
        return self.source_number or self.source_name


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The State Council arrangement of one year; a few days may lie in the year before or after."""

    year: int
    source_name: str
    source_number: str
    days: tuple[ArrangedDay, ...]

    @property
    def source(self) -> str:
        """The notice's number, or its name where no number is known."""
        return self.source_number or self.source_name

    @property
    def days_off(self) -> tuple[date, ...]:
        """The weekdays that are off."""
        return tuple(
            each.day for each in self.days if each.kind is ArrangedKind.OFF and not is_weekend(each.day)
        )

    @property
    def make_up(self) -> tuple[date, ...]:
        """The weekend days that are worked."""
        return tuple(each.day for each in self.days if each.kind is ArrangedKind.WORK)


@dataclass(frozen=True, slots=True)
class Closure:
    """Days, first to last inclusive, on which this office does not work (typhoon), and who said so."""

    first: date
    last: date
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class DayNote:
    """What one day is, what it is called, and on which ground; statutory means a holiday by law."""

    day: date
    kind: DayKind
    name: str = ""
    source: str = ""
    statutory: bool = False
    provisional: bool = False


def is_weekend(day: date) -> bool:
    """Say whether the day is a Saturday or Sunday, whatever is arranged."""
    return day.weekday() >= SATURDAY
