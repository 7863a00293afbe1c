"""News of the office: that others wrote, and whether the archive can be reached, told as it happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class News:
    """What was heard: whether others wrote, and whether others opened a record for editing or left one.

    ``trouble`` says why the archive cannot be reached ("": it can).
    """

    others_wrote: bool = False
    others_moved: bool = False
    trouble: str = ""


Tell = Callable[[News], None]
Stop = Callable[[], None]
Follow = Callable[[Tell], Stop]
