"""How the columns of a list share its width: choices, days and numbers keep theirs, words give way first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtGui import QFontMetrics

from app.forms.fields import Field, Kind

_LEAST, _LEAST_WORDS = 56, 64
_PER_TWELFTH = 40
_ROOM = 24
_HEADING = 12 / 14  # how large a heading is beside what stands below it
_DAY = "2026-12-30"
_NAME = "国国国"  # most names have three characters
_NUMBER = 24  # characters of the longest number that is shown whole
Numbers = Mapping[str, str]  # the longest number in a column, by its key
_NONE: Numbers = MappingProxyType({})


def is_number(text: str) -> bool:
    """Tell whether a text is a number that nobody can read in part: digits and letters in one piece."""
    return text.isascii() and text.isalnum() and len(text) <= _NUMBER and any(map(str.isdigit, text))


def usual_width(column: Field, measure: QFontMetrics, numbers: Numbers = _NONE) -> int:
    """Return the width a column asks for, in pixels; numbers in it are shown whole."""
    said = (*column.choices, *([_DAY] if column.kind is Kind.DATE else []), numbers.get(column.key, ""))
    words = max((measure.horizontalAdvance(each) for each in said), default=0)
    by_width = column.width * _PER_TWELFTH
    if column.choices:  # its heading is short, and would be cut
        by_width = int(measure.horizontalAdvance(f"* {column.label}") * _HEADING) + _ROOM
    return max(_LEAST, by_width, words + _ROOM)


def least_width(columns: tuple[Field, ...], measure: QFontMetrics, numbers: Numbers = _NONE) -> int:
    """Return the width below which a list scrolls sideways, in pixels."""
    return sum(_least(column, measure, numbers) for column in columns)


def shared_widths(
    columns: tuple[Field, ...], measure: QFontMetrics, room: int, numbers: Numbers = _NONE
) -> tuple[int, ...]:
    """Return the widths of the columns in so much room: grown alike, or narrowed where words can give way."""
    usual = [usual_width(column, measure, numbers) for column in columns]
    least = [_least(column, measure, numbers) for column in columns]
    wanted, needed = sum(usual), sum(least)
    if wanted <= room:
        return tuple(int(each * room / wanted) for each in usual)
    give = sum(usual) - needed
    part = max(0.0, (room - needed) / give) if give else 0.0
    return tuple(low + int((high - low) * part) for low, high in zip(least, usual, strict=True))


def _least(column: Field, measure: QFontMetrics, numbers: Numbers) -> int:
    usual = usual_width(column, measure, numbers)
    if column.kind is Kind.DATE or (column.choices and usual <= 2 * _LEAST_WORDS):
        return usual
    whole = (_NAME, column.label, numbers.get(column.key, ""))
    words = max(measure.horizontalAdvance(each) for each in whole) + _ROOM
    return min(usual, max(_LEAST_WORDS, words))
