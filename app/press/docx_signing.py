"""Signature lines and the square for the seal as Word tables; lengths in twentieths of a point."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from app.forms.sheet import MM, Align, Face, SignatureLine, Signatures
from app.press.docx_tables import RULE, table_opening
from app.press.docx_words import Manner, gap, paragraph, run, twips
from app.press.faces import Faces
from app.press.grids import PITCH
from app.press.signing import BEFORE, ROW, SEAL_GAP, needed_width, single


def write_signatures(block: Signatures, faces: Faces, width: float) -> str:
    """Return signature lines and the seal square in the width of the text block (pt)."""
    seal = block.seal * MM
    if not seal:
        return gap(BEFORE, keep=True) + _rows(block, faces, width) + _date(block)
    beside = not block.rows or needed_width(block, faces) <= width - seal - SEAL_GAP
    left = width - seal if beside else 0.0
    rows = _rows(block, faces, width - seal - SEAL_GAP if beside else width)
    if not beside:
        return gap(BEFORE, keep=True) + rows + gap(BEFORE, keep=True) + _square(block, faces, "", (0.0, seal))
    return gap(BEFORE, keep=True) + _square(block, faces, rows + gap(1), (left, seal))


def _square(block: Signatures, faces: Faces, rows: str, wide: tuple[float, float]) -> str:
    """Return a table of one row: the signature lines, and the clear square with its caption and date."""
    left, seal = wide
    square = twips(seal + 2 * block.margin * MM)  # the caption is centred on the seal
    widths = [twips(left), square] if rows else [square]
    height = max(twips(seal), twips(len(block.rows) * ROW) if rows else 0)
    caption = "".join(_on_seal(text, block, faces) for text in (block.seal_caption, block.date))
    cells = f'<w:tc><w:tcPr><w:tcW w:w="{widths[0]}" w:type="dxa"/></w:tcPr>{rows}</w:tc>' if rows else ""
    return (
        table_opening(widths, "", "right", (0, 0))
        + f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>{cells}'
        f'<w:tc><w:tcPr><w:tcW w:w="{widths[-1]}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{caption}</w:tc></w:tr></w:tbl>"
    )


def _on_seal(text: str, block: Signatures, faces: Faces) -> str:
    """Return a line in the middle of the square; a longer one stands out on both sides and is not broken."""
    over = max(0.0, single(text, faces, Face.BODY).width * block.size - (block.seal + 2 * block.margin) * MM)
    side = -(over / 2 + block.size) if over else 0.0
    style = Manner(pitch=block.size * 1.8, align=Align.CENTRE, left=side, right=side)
    return paragraph(run(text, Face.BODY, block.size), style)


def _rows(block: Signatures, faces: Faces, width: float) -> str:
    """Return the signature lines as a table whose blanks are cells ruled below."""
    rows = [_cells(row, block.size, faces, width) for row in block.rows if row]
    if not rows:
        return ""
    edges = sorted({edge for cells in rows for cell in cells for edge in (cell.start, cell.end)})
    widths = [end - start for start, end in pairwise(edges)]
    lines = "".join(
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(ROW)}" w:hRule="exact"/></w:trPr>'
        f"{''.join(_cell(cell, edges, block.size) for cell in cells)}</w:tr>"
        for cells in rows
    )
    return table_opening(widths, "", "left", (0, 0)) + lines + "</w:tbl>"


class _Stretch(NamedTuple):
    """A stretch of a signature row: a label, a blank to sign on, or clear."""

    start: int
    end: int
    text: str = ""
    blank: bool = False


def _cells(row: tuple[SignatureLine, ...], size: float, faces: Faces, width: float) -> list[_Stretch]:
    cells = []
    for number, item in enumerate(row):
        start, end = number * width / len(row), (number + 1) * width / len(row)
        left = min(end, start + single(item.label, faces, Face.BODY).width * size + MM)
        right = max(left, min(left + item.blank * MM, end - 3 * MM))
        cells += [
            _Stretch(twips(start), twips(left), item.label),
            _Stretch(twips(left), twips(right), item.text, blank=True),
            _Stretch(twips(right), twips(end)),
        ]
    return [cell for cell in cells if cell.start < cell.end]


def _cell(cell: _Stretch, edges: list[int], size: float) -> str:
    span = edges.index(cell.end) - edges.index(cell.start)
    line = f"<w:tcBorders>{RULE.format(side='bottom')}</w:tcBorders>" if cell.blank else ""
    style = Manner(pitch=size * PITCH, align=Align.CENTRE if cell.blank else Align.LEFT, keep=True)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{cell.end - cell.start}" w:type="dxa"/><w:gridSpan w:val="{span}"/>{line}'
        f'<w:vAlign w:val="bottom"/></w:tcPr>{paragraph(run(cell.text, Face.BODY, size), style)}</w:tc>'
    )


def _date(block: Signatures) -> str:
    text = "　".join(filter(None, (block.seal_caption, block.date)))
    if not text:
        return ""
    words = run(text + "　　", Face.BODY, block.size)
    return paragraph(words, Manner(pitch=ROW, align=Align.RIGHT))
