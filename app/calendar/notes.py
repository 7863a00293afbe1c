"""What is said of a single day: the kind, the name, the ground, and the sentence of the trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.calendar.days import ArrangedDay, ArrangedKind, Closure, DayKind, DayNote, is_weekend
from app.calendar.dues import TraceDay
from app.calendar.statutory import LAW, statutory_days
from app.clock import WEEKDAYS


def plain_note(day: date, provisional: bool) -> DayNote:
    """Describe a day no notice speaks of; in an unloaded year the statutory days are off."""
    festival = statutory_days(day.year).get(day) if provisional else None
    if festival is not None:
        return DayNote(day, DayKind.HOLIDAY, festival, LAW, statutory=True, provisional=True)
    if is_weekend(day):
        return DayNote(day, DayKind.WEEKEND, WEEKDAYS[day.weekday()], provisional=provisional)
    return DayNote(day, DayKind.WORKDAY, provisional=provisional)


def note_of_arranged(arranged: ArrangedDay, provisional: bool) -> DayNote:
    """Describe a day that a notice gives off or has worked."""
    off = arranged.kind is ArrangedKind.OFF
    return DayNote(
        arranged.day,
        DayKind.HOLIDAY if off else DayKind.MAKE_UP,
        arranged.festival,
        arranged.source,
        statutory=off and arranged.day in statutory_days(arranged.day.year),
        provisional=provisional,
    )


def closure_note(note: DayNote, closure: Closure) -> DayNote:
    """Describe a day inside a local closure: a rest day stays what it is."""
    if note.kind not in (DayKind.WORKDAY, DayKind.MAKE_UP):
        return note
    return replace(note, kind=DayKind.CLOSURE, name=closure.reason, source=closure.source)


def reason(note: DayNote) -> str:
    """Say in the trace's words why a day is what it is."""
    match note.kind:
        case DayKind.HOLIDAY:
            return f"{note.name}放假（{_ground(note)}）"
        case DayKind.MAKE_UP:
            return f"调休上班（{note.source}）"
        case DayKind.CLOSURE:
            return f"{note.name}，停止办公（{note.source}）"
        case DayKind.WEEKEND:
            return note.name
        case DayKind.WORKDAY:
            return "工作日"


def _ground(note: DayNote) -> str:
    if not note.provisional or note.source != LAW:
        return note.source
    return f"{note.source}，{note.day.year}年放假安排未公布，暂定"


def line_of(note: DayNote) -> TraceDay:
    """Make the trace's line of a day.

    A rest day with its reason, a working day with the words that stand before its count.
    """
    if note.kind is DayKind.WORKDAY:
        return TraceDay(note.day, True, None, "", note.provisional)
    if note.kind is DayKind.MAKE_UP:
        return TraceDay(note.day, True, None, f"{reason(note)}，", note.provisional)
    return TraceDay(note.day, False, None, reason(note), note.provisional)
