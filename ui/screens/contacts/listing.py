"""The list of first contacts: what it is found by, and which columns give way."""

from __future__ import annotations

from enum import Enum

from ui.screens.contacts.rows import COLUMNS, FIRST_PERSON, HOLDER, NUMBER, TELEPHONE, VISITOR, key_of
from ui.screens.contacts.words import EMPTY
from ui.tables.listing import Listing

_NARROW, _QUESTION, _MIDDLE, _WIDE = 640, 800, 900, 1120


def hidden(width: int, _view: Enum) -> frozenset[int]:
    """Return the columns that have no room at a width (px)."""
    found = set() if width >= _WIDE else {NUMBER, TELEPHONE}
    if width < _MIDDLE:
        found |= {FIRST_PERSON}
    if width < _QUESTION:
        found |= {VISITOR}  # masked, he says less than his question; the pane names him
    if width < _NARROW:
        found |= {HOLDER}
    return frozenset(found)


LISTING = Listing(
    name="首问登记",
    icon="contacts",
    hint="来访人、电话后几位、拼音首字母、编号、内容",
    columns=COLUMNS,
    key_of=key_of,
    empty=EMPTY,
    hidden=hidden,
)
