"""What blocks become before pages are made: text, grids, things that stay whole, groups and breaks (pt)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from app.forms.sheet import Align
from app.press.grids import Band, SetGrid
from app.press.ink import Ink, Line, Placed, baseline


@dataclass(frozen=True, kw_only=True)
class TextPiece:
    """Lines of one paragraph or item; ``mark`` hangs at ``mark_x`` before the first.

    ``clings`` keeps the first line with what stands above it.
    """

    lines: tuple[Line, ...]
    size: float
    pitch: float
    x: float
    measure: float
    indent: float
    align: Align
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    clings: bool = False
    field: str = ""
    mark: Line | None = None
    mark_x: float = 0.0

    def draw(self, ink: Ink, top: float, start: int, end: int) -> None:
        """Put some of the lines on the page."""
        if self.mark and start == 0:
            ink.lines.append(Placed(self.mark_x, baseline(top, self.pitch, self.size), self.size, self.mark))
        ink.mark((self.x, top, self.measure, (end - start) * self.pitch), self.field)
        y = baseline(top, self.pitch, self.size)
        for place in range(start, end):
            line = self.lines[place]
            if line.runs:
                ink.lines.append(Placed(self._x(line, place), y, self.size, line))
            y += self.pitch

    def _x(self, line: Line, place: int) -> float:
        indent = 0.0 if place else self.indent
        spare = self.measure - indent - line.width * self.size
        shift = {Align.CENTRE: spare / 2, Align.RIGHT: spare}.get(self.align, 0.0)
        return self.x + indent + max(0.0, shift)


@dataclass(frozen=True, kw_only=True)
class GridPiece:
    """A set grid; ``clings`` keeps its beginning with what stands above it."""

    grid: SetGrid
    clings: bool = False

    @property
    def beginning(self) -> tuple[Band, ...]:
        """The first band, and of a grid that clings the bands that keeps with."""
        bands, end = self.grid.bands, 1
        while self.clings and end < len(bands) and bands[end - 1].keep:
            end += 1
        return bands[:end]


@dataclass(frozen=True, kw_only=True)
class WholePiece:
    """Something never parted, nor (``clings``) from the line above; ``before`` is swallowed at a page's top."""

    height: float
    draw: Callable[[Ink, float], None]
    before: float = 0.0
    clings: bool = False


@dataclass(frozen=True, kw_only=True)
class GroupPiece:
    """Pieces that stay on one page if it can hold them."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class GapPiece:
    """Clear height, swallowed at the top of a page."""

    height: float


@dataclass(frozen=True, kw_only=True)
class BreakPiece:
    """The next page begins here."""


Piece: TypeAlias = TextPiece | GridPiece | WholePiece | GroupPiece | GapPiece | BreakPiece
