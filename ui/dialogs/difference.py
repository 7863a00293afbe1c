"""What two people left different, as it is put before one of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that differs: its key, its name, both texts, and whether mine is kept at first."""

    key: str
    label: str
    mine: str
    theirs: str
    keep_mine: bool
