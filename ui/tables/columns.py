"""What a column shows of a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ui.dates.due import DueView

STRETCH = 0
ROOMY = 1040


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its heading, the text of a row, and how it is drawn.

    ``width`` is in logical pixels, 0 takes the room that is left; ``wide`` is what it has more where the
    table is ``ROOMY`` or wider. ``role`` gives the text's colour
    (a name of ``theme.Tokens``), ``chip`` a word and colour role drawn as a chip instead of the text,
    ``due`` a due date drawn with its chip. ``masked`` says that the text hides personal data; ``ends``
    that names differ at their ends, so that the middle is left out where there is no room, ``wraps`` that
    what has no room is written smaller, on two lines at most.
    """

    title: str
    text: Callable[[Any], str]
    width: int = STRETCH
    wide: int = 0
    right: bool = False
    bold: bool = False
    masked: bool = False
    ends: bool = False
    wraps: bool = False
    role: Callable[[Any], str] | None = None
    chip: Callable[[Any], tuple[str, str] | None] | None = None
    due: Callable[[Any], DueView | None] | None = None
    tip: Callable[[Any], str] | None = None
    record: Callable[[Any], str] | None = None  # whose editing by others is told in this cell
