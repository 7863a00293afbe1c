"""The rules of a grid (0.5 pt): each drawn once and whole, whatever its cells span (pt)."""

from __future__ import annotations

from app.press.grids import NEARLY, Band
from app.press.ink import Ink


def draw_rules(ink: Ink, edges: tuple[float, ...], pieces: list[tuple[float, Band]]) -> None:
    """Rule one stretch of bands, each line once and whole: frame, rows, columns joined downwards."""
    left, right = edges[0], edges[-1]
    upright: dict[float, list[list[float]]] = {left: [], right: []}
    top = bottom = pieces[0][0]
    for top, band in pieces:
        ink.rules.append((left, top, right, top))
        bottom = top + band.height
        _rule_within(ink, band, top)
        _join(upright[left], top, bottom)
        _join(upright[right], top, bottom)
        tops = [top]
        for height in band.heights:
            tops.append(tops[-1] + height)
        for cell in band.cells:
            if cell.x > left + NEARLY:
                _join(upright.setdefault(cell.x, []), tops[cell.row], tops[cell.row + cell.rows])
    ink.rules.append((left, bottom, right, bottom))
    ink.rules.extend((x, start, x, end) for x in upright for start, end in upright[x])


def _join(stretches: list[list[float]], start: float, end: float) -> None:
    for stretch in stretches:
        if abs(stretch[1] - start) < NEARLY:
            stretch[1] = end
            return
    stretches.append([start, end])


def _rule_within(ink: Ink, band: Band, top: float) -> None:
    y = top
    for row in range(1, len(band.heights)):
        y += band.heights[row - 1]
        stretches: list[list[float]] = []
        for cell in sorted((cell for cell in band.cells if cell.row == row), key=lambda cell: cell.x):
            _join(stretches, cell.x, cell.x + cell.width)
        ink.rules.extend((start, y, end, y) for start, end in stretches)
