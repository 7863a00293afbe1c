"""Keeps the working calendar: shows what a change would move, applies it in one go, takes it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.calendar.arrangement_csv import read_csv
from app.calendar.closures import make_closure
from app.calendar.days import Arrangement, Closure
from app.calendar.engine import WorkCalendar
from app.calendar.notice import read_notice
from app.calendar.shelf import CalendarShelf
from app.calendar.source import notice_name
from app.clock import Clock, office_date
from app.custody.calendar_change import CalendarChange, apply_change, kept, read_kept
from app.custody.ports import CustodyStore, CustodyUnit
from app.custody.redating import Move, MovedItem, Redated, by_dating, moved_items, moves_of, told
from app.errors import Conflict, Refusal
from app.ledger.entering import enter
from app.ledger.models import subject
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing

__all__ = ["CalendarKeeping", "MovedItem", "NothingToUndo", "Redated", "Rehearsal"]

OFFICE_CALENDAR = subject("calendar", "office")


class NothingToUndo(Refusal):
    """The calendar was never changed since the office was set up."""


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What a change would do, before it is done; ``version`` is the calendar it was reckoned on."""

    change: CalendarChange
    moved: tuple[MovedItem, ...]
    version: int


class CalendarKeeping:
    """The calendar screen's use cases."""

    def __init__(self, store: CustodyStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def current(self) -> WorkCalendar:
        """Return the calendar in force."""
        with self._store.read() as unit:
            return self._shelf.current(unit.calendars)

    def warning(self) -> str | None:
        """Return what must be said of a missing year, from 1 November on."""
        return self.current().office_warning(office_date(self._clock()))

    def read(self, text: str, *, csv: bool = False, source_name: str = "", number: str = "") -> Arrangement:
        """Read a notice's own text, or CSV; raises ``BadInput`` with the sentence that is wrong."""
        if not csv:
            loaded = {each.year: each for each in self.current().arrangements}
            return read_notice(text, loaded)
        read = read_csv(text, source_name=source_name or "表格载入", source_number=number)
        if source_name:
            return read
        return read_csv(text, source_name=f"{notice_name(read.year)}（表格载入）", source_number=number)

    def rehearse_year(self, arrangement: Arrangement) -> Rehearsal:
        """Return every open item whose date would move if the year were loaded."""
        calendar = self.current()
        before = calendar.arrangement(arrangement.year)
        return self._rehearse(CalendarChange(before=before, after=arrangement))

    def rehearse_closure(self, first: date, last: date, reason: str, source: str) -> Rehearsal:
        """Return what closing the office from first to last day would move; raises ``BadInput``."""
        closure = make_closure(first, last, reason, source)
        return self._rehearse(CalendarChange(before=None, after=closure))

    def rehearse_opening(self, closure: Closure) -> Rehearsal:
        """Return what lifting a closure would move."""
        return self._rehearse(CalendarChange(before=closure, after=None))

    def rehearse_undo(self) -> Rehearsal:
        """Return what taking back the last change would move; raises ``NothingToUndo``."""
        with self._store.read() as unit:
            last = unit.ledger.last_of(OFFICE_CALENDAR)
        if last is None:
            raise NothingToUndo("工作日历没有可撤销的改动。")
        detail = json.loads(last.detail)
        change = CalendarChange(before=read_kept(detail["before"]), after=read_kept(detail["after"]))
        return self._rehearse(change.reverse)

    def apply(self, actor: Actor, rehearsal: Rehearsal) -> Redated:
        """Make the change and date the open items anew, all or nothing; return what moved (see ``listed``).

        What is loaded already is not loaded again. Raises ``Conflict`` when the calendar changed
        after the rehearsal.
        """
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.EDIT_CALENDAR)
            old = self._shelf.current(unit.calendars)
            if old.version != rehearsal.version:
                raise Conflict("工作日历已被他人改动，请重新查看将要变动的日期。")
            if rehearsal.change.before == rehearsal.change.after:
                return Redated()
            apply_change(unit.calendars, rehearsal.change)
            redated = Redated(moves=moves_of(unit.custody.open_clocks(), old, _calendar_of(unit)))
            unit.custody.redate(by_dating(redated.moves))
            change = rehearsal.change
            text = f"{change.text}，{redated.dates}件日期变动"
            enter(
                unit.ledger,
                deed_of(
                    actor,
                    now,
                    "change_calendar",
                    OFFICE_CALENDAR,
                    text,
                    before=kept(change.before),
                    after=kept(change.after),
                    moved=told(redated.moves),
                    version=old.version,
                ),
            )
        return redated

    def listed(self, redated: Redated) -> tuple[MovedItem, ...]:
        """Return every item that a change moved, as it is shown."""
        with self._store.read() as unit:
            return _listed(unit, redated.moves)

    def _rehearse(self, change: CalendarChange) -> Rehearsal:
        with self._store.read() as unit:
            old = self._shelf.current(unit.calendars)
            moves = moves_of(unit.custody.open_clocks(), old, _changed(old, change))
            return Rehearsal(change=change, moved=_listed(unit, moves), version=old.version)


def _listed(unit: CustodyUnit, moves: Sequence[Move]) -> tuple[MovedItem, ...]:
    """Read what the moved segments are about, all at once."""
    segments = [segment for move in moves for segment in move.segments]
    return moved_items(moves, unit.custody.clocks_of(segments))


def _calendar_of(unit: CustodyUnit) -> WorkCalendar:
    calendars = unit.calendars
    return WorkCalendar(calendars.arrangements(), calendars.closures(), calendars.version())


def _changed(old: WorkCalendar, change: CalendarChange) -> WorkCalendar:
    arrangements = [each for each in old.arrangements if each != change.before]
    closures = [each for each in old.closures if each != change.before]
    match change.after:
        case Arrangement() as after:
            arrangements = [each for each in arrangements if each.year != after.year] + [after]
        case Closure() as after:
            closures.append(after)
        case None:
            pass
    return WorkCalendar(tuple(arrangements), tuple(closures), old.version)
