"""What the window stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.desk import Desk
from app.people.models import Actor
from ui.context import ScreenEntry
from ui.dates.today import office_today
from ui.palette.matching import Rank, rank_by_text
from ui.palette.view import Find
from ui.theme import Theme


@dataclass(frozen=True, kw_only=True)
class Office:
    """What the window stands in: the desk, who acts, the database and its ``address``, its screens and look.

    ``find`` answers the palette from the archive (called in the worker); ``rank`` says how well what
    was typed finds a title (0 best); ``day_word`` gives a day's word and colour role (班 or 休).
    """

    desk: Desk
    actor: Actor
    database: str
    entries: tuple[ScreenEntry, ...]
    theme: Theme
    find: Find | None = None
    address: str = ""
    rank: Rank = rank_by_text
    day_word: Callable[[date], tuple[str, str]] | None = None
    today: Callable[[], date] = office_today
