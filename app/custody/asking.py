"""What the wall asks of the archive, and how it is counted there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.custody.clocks import Limit


class Held(NamedTuple):
    """How many open items somebody (``staff`` None: the division itself) holds at a step, by day and limit."""

    division: int
    division_name: str
    staff: int | None
    staff_name: str
    step: str
    due: date | None
    unit: str
    limit: int
    items: int


@dataclass(frozen=True, kw_only=True)
class WallQuery:
    """Which open items are asked for, of these ``divisions`` (None: all); empty parts do not narrow.

    ``holder`` is a person's id, ``pool`` the division that holds what no person does, ``kind`` the first word
    of a subject. ``since`` and ``until`` are the first and last due day; ``longer`` lets some limits end later,
    ``but`` lets some begin later. ``undated`` asks for what has no day.
    """

    divisions: frozenset[int] | None = None
    holder: int | None = None
    pool: int | None = None
    step: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    longer: tuple[Limit, ...] = ()
    but: tuple[Limit, ...] = ()
    undated: bool = False
