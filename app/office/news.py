"""News of the office: that others wrote, and whether the archive can be reached, told as it happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.office.touching import Touched


@dataclass(frozen=True, kw_only=True)
class News:
    """What was heard: whether others wrote, and whether others opened a record for editing or left one.

    ``touched`` says what the others wrote about, None: it may be anything.
    ``trouble`` says why the archive cannot be reached ("": it can).
    """

    others_wrote: bool = False
    others_moved: bool = False
    touched: Touched | None = None
    trouble: str = ""


Tell = Callable[[News], None]
Stop = Callable[[], None]
Follow = Callable[[Tell], Stop]
