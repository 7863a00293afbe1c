"""Grids on their way to paper: cells, heights that grow with the text, cuts between pages (pt)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from app.forms.sheet import MM, Align, Cell, Face, Grid
from app.press.bars import bars_height, draw_bars
from app.press.breaking import balanced, lines_of
from app.press.faces import Faces
from app.press.ink import Ink, Line, Placed, baseline

PAD_X = 1.8 * MM
PAD_Y = 1.4 * MM
PITCH = 1.5  # of the type size
CONTINUED = "（续）"
NEARLY = 0.01


class Writing(NamedTuple):
    """How the text of a cell is set."""

    size: float
    align: Align
    top: bool
    label: bool
    role: Face

    @property
    def pitch(self) -> float:
        """Line pitch in pt."""
        return self.size * PITCH


class SetCell(NamedTuple):
    """A cell with its lines set; rows are counted within its band."""

    row: int
    rows: int
    column: int
    x: float
    width: float
    lines: tuple[Line, ...]
    foot: tuple[Line, ...]
    writing: Writing
    field: str
    text: str
    bars: tuple[float, ...] = ()

    @property
    def text_height(self) -> float:
        """What the lines and the foot need, without padding."""
        return (len(self.lines) + len(self.foot)) * self.writing.pitch

    @property
    def height(self) -> float:
        """What the cell needs."""
        if self.bars:
            return bars_height(self.bars) + 2 * PAD_Y
        return self.text_height + 2 * PAD_Y if self.lines or self.foot else 0.0


@dataclass(frozen=True)
class Band:
    """Rows that cells tie together, with the least height of each; ``keep`` ties its end to the next band."""

    least: tuple[float, ...]
    cells: tuple[SetCell, ...]
    keep: bool = False
    heights: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        heights = list(self.least)
        for cell in sorted(self.cells, key=lambda cell: cell.rows):
            below = cell.row + cell.rows
            lack = cell.height - sum(heights[cell.row : below])
            if lack > 0:
                heights[below - 1] += lack
        object.__setattr__(self, "heights", tuple(heights))

    @property
    def height(self) -> float:
        """The height of all its rows."""
        return sum(self.heights)


@dataclass(frozen=True)
class SetGrid:
    """A grid ready to be placed: its left edge, column edges, repeated heading and bands."""

    x: float
    edges: tuple[float, ...]
    heading: tuple[Band, ...]
    bands: tuple[Band, ...]

    @property
    def heading_height(self) -> float:
        """The height of the repeated heading."""
        return sum(band.height for band in self.heading)


def set_grid(grid: Grid, faces: Faces, left: float) -> SetGrid:
    """Set every cell of a grid whose left edge is at ``left`` pt."""
    edges = [left]
    for width in grid.widths:
        edges.append(edges[-1] + width * MM)
    places = _columns(grid)
    bands: list[Band] = []
    heading: list[Band] = []
    start = 0
    for end in _band_ends(grid):
        cells = tuple(
            _set_cell(grid, faces, edges, (row - start, column, end - row), cell)
            for row in range(start, end)
            for column, cell in zip(places[row], grid.rows[row].cells, strict=True)
        )
        rows = grid.rows[start:end]
        band = Band(tuple(row.height * MM for row in rows), cells, rows[-1].keep_with_next)
        (heading if end <= grid.heading else bands).append(band)
        start = end
    return SetGrid(left, tuple(edges), tuple(heading), tuple(bands))


def _columns(grid: Grid) -> list[list[int]]:
    """Return the first column of every cell, row by row."""
    taken: set[tuple[int, int]] = set()
    places = []
    for row, cells in enumerate(grid.rows):
        column, line = 0, []
        for cell in cells.cells:
            while (row, column) in taken:
                column += 1
            line.append(column)
            if cell.rows > 1:
                taken |= {
                    (row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)
                }
            column += cell.columns
        places.append(line)
    return places


def _band_ends(grid: Grid) -> list[int]:
    """Return after which rows no cell reaches into the next."""
    ends, reach = [], 0
    for row, cells in enumerate(grid.rows):
        reach = max([reach, row + 1, *(row + cell.rows for cell in cells.cells)])
        if min(reach, len(grid.rows)) == row + 1:
            ends.append(row + 1)
    return ends


def _set_cell(grid: Grid, faces: Faces, edges: list[float], place: tuple[int, int, int], cell: Cell) -> SetCell:
    row, column, below = place
    role = cell.face or (grid.label_face if cell.label else grid.value_face)
    align = cell.align or (Align.CENTRE if cell.label else Align.JUSTIFY)
    writing = Writing(cell.size or grid.size, align, cell.top, cell.label, role)
    x, right = edges[column], edges[min(column + cell.columns, len(edges) - 1)]
    measure = (right - x - 2 * PAD_X) / writing.size
    lines = set_text(cell.text, faces, writing, measure) if cell.text else ()
    foot = set_text(cell.foot, faces, writing, measure) if cell.foot else ()
    rows = max(1, min(cell.rows, below))
    return SetCell(row, rows, column, x, right - x, lines, foot, writing, cell.field, cell.text, cell.bars)


def set_text(text: str, faces: Faces, writing: Writing, measure: float) -> tuple[Line, ...]:
    """Set the paragraphs of a cell."""
    chain = faces.chain(writing.role)
    found: list[Line] = []
    for paragraph in text.split("\n"):
        if writing.align is Align.CENTRE:
            found += balanced(paragraph, chain, measure)
        else:
            found += lines_of(paragraph, chain, measure, measure, writing.align is not Align.RIGHT)
    return tuple(found)


def draw_band(ink: Ink, band: Band, top: float) -> None:
    """Put the words of a band on the page."""
    tops = [top]
    for height in band.heights:
        tops.append(tops[-1] + height)
    for cell in band.cells:
        upper, lower = tops[cell.row], tops[cell.row + cell.rows]
        _draw_cell(ink, cell, upper, lower)
        ink.mark((cell.x, upper, cell.width, lower - upper), cell.field)


def _draw_cell(ink: Ink, cell: SetCell, upper: float, lower: float) -> None:
    draw_bars(ink, cell.bars, (cell.x + PAD_X, cell.width - 2 * PAD_X), (upper + lower) / 2)
    pitch = cell.writing.pitch
    y = upper + PAD_Y
    if not cell.writing.top:
        y += max(0.0, (lower - upper - 2 * PAD_Y - cell.text_height) / 2)
    for line in cell.lines:
        _draw_line(ink, cell, line, y, cell.writing.align)
        y += pitch
    y = lower - PAD_Y - len(cell.foot) * pitch
    for line in cell.foot:
        _draw_line(ink, cell, line, y, Align.RIGHT)
        y += pitch


def _draw_line(ink: Ink, cell: SetCell, line: Line, y: float, align: Align) -> None:
    if not line.runs:
        return
    size = cell.writing.size
    x = cell.x + PAD_X
    if align is Align.CENTRE or align is Align.RIGHT:
        spare = max(0.0, cell.width - 2 * PAD_X - line.width * size)
        x += spare / 2 if align is Align.CENTRE else spare
    ink.lines.append(Placed(x, baseline(y, cell.writing.pitch, size), size, line))


def cut(band: Band, room: float, faces: Faces) -> tuple[Band, Band] | None:
    """Cut a band so that the first part is at most ``room`` high; None where no line would find room."""
    row, used = 0, 0.0
    while row < len(band.heights) - 1 and used + band.heights[row] <= room + NEARLY:
        used += band.heights[row]
        row += 1
    inside = _cuttable(band, row, room - used)
    if not inside and row == 0:
        return None
    return _parted(band, row, room - used if inside else 0.0, faces)


def _cuttable(band: Band, row: int, room: float) -> bool:
    """Say whether every cell of a row (labels aside) gets at least one line into the room."""
    cells = [cell for cell in band.cells if cell.row == row and cell.lines]
    return bool(cells) and all(_fitting(cell, room) >= 1 for cell in cells if not cell.writing.label)


def _fitting(cell: SetCell, room: float) -> int:
    return int((room - 2 * PAD_Y + NEARLY) / cell.writing.pitch)


def _parted(band: Band, row: int, room: float, faces: Faces) -> tuple[Band, Band]:
    """Part a band in ``row`` after ``room`` pt of it (0: before the row)."""
    heights = (*band.heights[:row], room) if room else band.heights[:row]
    upper, lower = [], []
    for cell in band.cells:
        if cell.row >= len(heights):
            lower.append(cell._replace(row=cell.row - row))
        elif cell.row + cell.rows <= row:
            upper.append(cell)
        else:
            first, rest = _parted_cell(cell, row, heights, faces)
            upper.append(first)
            lower.append(rest)
    left = max(0.0, band.least[row] - room)
    return Band(heights, tuple(upper)), Band((left, *band.least[row + 1 :]), tuple(lower), band.keep)


def _parted_cell(cell: SetCell, row: int, heights: tuple[float, ...], faces: Faces) -> tuple[SetCell, SetCell]:
    count = max(0, _fitting(cell, sum(heights[cell.row :])))
    if count < len(cell.lines) and cell.writing.label:
        count = 0  # a label is not parted: it stands below as a whole
    first = cell._replace(rows=len(heights) - cell.row, lines=cell.lines[:count], foot=())
    lines = cell.lines[count:]
    if cell.writing.label and not lines and cell.text:
        measure = (cell.width - 2 * PAD_X) / cell.writing.size
        lines = set_text(cell.text.removesuffix(CONTINUED) + CONTINUED, faces, cell.writing, measure)
    rest = cell._replace(
        row=max(0, cell.row - row), rows=cell.row + cell.rows - max(row, cell.row), lines=lines
    )
    return first, rest
