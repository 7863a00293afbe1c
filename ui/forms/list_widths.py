"""How the columns of a list share its width: choices and days keep theirs, words give way first."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from app.forms.fields import Field, Kind

_LEAST, _LEAST_WORDS = 56, 64
_PER_TWELFTH = 40
_ROOM = 24
_DAY = "2026-12-30"
_NAME = "国国国"  # most names have three characters


def usual_width(column: Field, measure: QFontMetrics) -> int:
    """Return the width a column asks for, in pixels."""
    said = (*column.choices, *([_DAY] if column.kind is Kind.DATE else []))
    words = max((measure.horizontalAdvance(each) for each in said), default=0)
    by_width = _LEAST if column.choices else column.width * _PER_TWELFTH
    return max(_LEAST, by_width, words + _ROOM)


def least_width(columns: tuple[Field, ...], measure: QFontMetrics) -> int:
    """Return the width below which a list scrolls sideways, in pixels."""
    return sum(_least(column, measure) for column in columns)


def shared_widths(columns: tuple[Field, ...], measure: QFontMetrics, room: int) -> tuple[int, ...]:
    """Return the widths of the columns in so much room: grown alike, or narrowed where words can give way."""
    usual = [usual_width(column, measure) for column in columns]
    least = [_least(column, measure) for column in columns]
    wanted, needed = sum(usual), sum(least)
    if wanted <= room:
        return tuple(int(each * room / wanted) for each in usual)
    give = sum(usual) - needed
    part = max(0.0, (room - needed) / give) if give else 0.0
    return tuple(low + int((high - low) * part) for low, high in zip(least, usual, strict=True))


def _least(column: Field, measure: QFontMetrics) -> int:
    usual = usual_width(column, measure)
    if column.kind is Kind.DATE or (column.choices and usual <= 2 * _LEAST_WORDS):
        return usual
    words = max(measure.horizontalAdvance(_NAME), measure.horizontalAdvance(column.label)) + _ROOM
    return min(usual, max(_LEAST_WORDS, words))
