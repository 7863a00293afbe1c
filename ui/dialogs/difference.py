"""What two people left different, as it is put before one of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that both changed, each otherwise: its key, its name and both texts."""

    key: str
    label: str
    mine: str
    theirs: str
