"""The list of denials: what it is found by, and which columns give way."""

from __future__ import annotations

from enum import Enum

from ui.screens.denials.rows import COLUMNS, DUE, NUMBER, OPENED, PARTY, SITUATION, key_of
from ui.screens.denials.words import EMPTY, Tab
from ui.tables.columns import ROOMY
from ui.tables.listing import Listing

_DATED = (Tab.MINE, Tab.AFTER)
_NARROW, _MIDDLE, _WIDE = 560, 860, 1000
_UNDATED_ROOMY = 700  # px: names have more room here already, where no dates stand


def hidden(width: int, view: Enum) -> frozenset[int]:
    """Return the columns that have no room at a width (px): dates stay longest where days are counted."""
    found = {SITUATION} if width < _WIDE else set()
    if width < _MIDDLE:
        found |= {NUMBER if view in _DATED else DUE, OPENED}
    if width < _NARROW:
        found |= {DUE, NUMBER, PARTY}
    return frozenset(found)


def roomy(view: Enum) -> int:
    """Return from which width (px) of the table names have all the room they want in a view."""
    return ROOMY if view in _DATED else _UNDATED_ROOMY


LISTING = Listing(
    name="否定报备",
    icon="denial",
    hint="受理编号、申请人、拼音首字母、电话尾号、事项、理由",
    columns=COLUMNS,
    key_of=key_of,
    empty=EMPTY,
    hidden=hidden,
)
