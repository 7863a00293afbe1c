"""What is typed or pasted into a cell of a list, read as its column means it."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.catalogue.keys import matches, search_keys
from app.forms.fields import Field, Kind
from ui.dates.typed import read_date, read_time

_YES = ("是", "✓", "√", "true", "1")


def read_cell(column: Field, text: str, today: date) -> Any:
    """Return a cell's text as the column's value; what cannot be read stays as typed.

    A day may be short (11.25, +3; a moment 11.25 9:30), and so may one of the names that are the choices of a
    TEXT (bdc).
    """
    typed = text.strip()
    match column.kind:
        case Kind.YES:
            return typed in _YES
        case Kind.COUNT:
            return int(typed) if typed.isdecimal() else typed or None
        case Kind.DATE:
            day = read_date(typed, today)
            return day.isoformat() if day is not None else typed
        case Kind.MOMENT:
            return _moment(typed, today) or typed
        case Kind.CHOICE:
            return typed
        case _:
            return _whole_name(typed, column.choices) or text


def _moment(typed: str, today: date) -> str:
    """Return day and time as the form keeps them, "" where they cannot be read."""
    day, _, clock = typed.replace("T", " ").partition(" ")
    on, at = read_date(day, today), read_time(clock)
    return f"{on.isoformat()}T{at:%H:%M}" if on is not None and at is not None else ""


def _whole_name(typed: str, names: tuple[str, ...]) -> str:
    """Return the one name that is meant best, "" where none or several are."""
    ranked = [(rank, each) for each in names if (rank := matches(typed, each, search_keys(each))) is not None]
    best = min((rank for rank, _ in ranked), default=0)
    found = [each for rank, each in ranked if rank == best]
    return found[0] if len(found) == 1 else ""
