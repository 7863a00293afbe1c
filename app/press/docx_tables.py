"""Grids as Word tables; lengths in twentieths of a point."""

from __future__ import annotations

from dataclasses import replace

from app.forms.sheet import MM, Align, Cell, Face, Grid
from app.press.docx_bars import write_bars
from app.press.docx_words import Manner, gap, mm, paragraph, run, twips
from app.press.faces import Faces
from app.press.grids import PAD_X, PAD_Y, PITCH, Band, SetCell, set_grid

SOFT = "\u2028"  # a new line within the paragraph
BLANK = (
    "\u00a0"  # underlined, it makes the line to sign on; LibreOffice draws no tab at the end of a cell's line
)
CUT_OVER = 225 * MM / 3  # a row higher than this (pt) may be cut between pages
LINE = 0.5  # pt: Word adds a rule to the height of its row, the PDF draws it over the edge
RULE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
BORDERS = "<w:tblBorders>" + "".join(RULE.format(side=side) for side in SIDES) + "</w:tblBorders>"


def table_opening(widths: list[int], borders: str, align: str, pad: tuple[int, int]) -> str:
    """Return the beginning of a table: column widths, borders, place, and the padding of its cells."""
    across, upright = pad
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", upright), ("left", across), ("bottom", upright), ("right", across))
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="{align}"/>{borders}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )


def write_grid(grid: Grid, faces: Faces, keep: bool, keep_all: bool) -> str:
    """Return a grid as a table; ``keep``: its last row stays with the next block, ``keep_all``: every row."""
    widths = [mm(width) for width in grid.widths]
    ready = set_grid(grid, faces, 0.0)
    parts = [table_opening(widths, BORDERS, "center", (twips(PAD_X), twips(PAD_Y - LINE / 2)))]
    row = 0
    for band in (*ready.heading, *ready.bands):
        for inner in range(len(band.heights)):
            last = row == len(grid.rows) - 1
            small = band.heights[inner] <= CUT_OVER  # Word moves the whole of a row that is kept
            held = keep_all or (keep and last) or (small and grid.rows[row].keep_with_next)
            parts.append(_row(grid, band, (row, inner), widths, held))
            row += 1
    parts.append("</w:tbl>")
    return "".join(parts)


def _row(grid: Grid, band: Band, place: tuple[int, int], widths: list[int], keep: bool) -> str:
    row, inner = place
    height = band.heights[inner]
    properties = "" if height > CUT_OVER else "<w:cantSplit/>"
    least = mm(grid.rows[row].height)
    properties += f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>'
    if row < grid.heading:
        properties += "<w:tblHeader/>"
    starting = {cell.column: cell for cell in band.cells if cell.row == inner}
    passing = {cell.column: cell for cell in band.cells if cell.row < inner < cell.row + cell.rows}
    source = dict(zip(sorted(starting), grid.rows[row].cells, strict=True))
    cells, column = [], 0
    while column < len(widths):
        if column in starting:
            span = source[column].columns
            cells.append(
                _cell(grid, source[column], (starting[column], height), widths[column : column + span], keep)
            )
        else:
            span = _span(passing[column], widths) if column in passing else 1
            merge = "<w:vMerge/>" if column in passing else ""
            cells.append(_blank(widths[column : column + span], merge))
        column += span
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _span(cell: SetCell, widths: list[int]) -> int:
    span, total = 0, 0
    while total < twips(cell.width) - len(widths) and cell.column + span < len(widths):
        total += widths[cell.column + span]
        span += 1
    return max(1, span)


def _blank(widths: list[int], merge: str) -> str:
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/>{span}{merge}</w:tcPr>{gap(10)}</w:tc>'


def _cell(grid: Grid, cell: Cell, ready: tuple[SetCell, float], widths: list[int], keep: bool) -> str:
    done, height = ready
    properties = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/>'
    if cell.columns > 1:
        properties += f'<w:gridSpan w:val="{cell.columns}"/>'
    if cell.rows > 1:
        properties += '<w:vMerge w:val="restart"/>'
    stands = "bottom" if cell.foot and not cell.text else "top" if cell.foot or cell.top else "center"
    properties += f'<w:vAlign w:val="{stands}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_cell_words(grid, cell, done, height, keep)}</w:tc>"


def _cell_words(grid: Grid, cell: Cell, done: SetCell, height: float, keep: bool) -> str:
    size = cell.size or grid.size
    role = cell.face or (grid.label_face if cell.label else grid.value_face)
    spare = max(0.0, height - 2 * PAD_Y - done.text_height) if cell.foot and cell.text else 0.0
    above = 0.0 if cell.top else spare / 2
    style = Manner(pitch=size * PITCH, align=done.writing.align, keep=keep, before=above)
    if cell.bars:
        return write_bars(cell.bars, done.width - 2 * PAD_X, keep=keep)
    words = ""
    if cell.text or not cell.foot:
        even = cell.text
        if done.writing.align is Align.CENTRE and "\n" not in cell.text:
            even = SOFT.join(line.text for line in done.lines)
        words = _paragraphs(even, role, size, style)
    if cell.foot:
        style = Manner(pitch=size * PITCH, align=Align.RIGHT, keep=keep, before=spare - above)
        words += _paragraphs(cell.foot, role, size, style)
    return words


def _paragraphs(text: str, role: Face, size: float, first: Manner) -> str:
    written = []
    for number, line in enumerate(text.split("\n")):
        words = line.rstrip(" \u3000") if first.align is Align.RIGHT else line
        style = replace(
            first,
            before=0.0 if number else first.before,
            right=(len(line) - len(words)) * size,  # Word lets blanks at the end hang out
        )
        written.append(paragraph(run(words, role, size), style))
    return "".join(written)
