"""From the blocks of a Sheet to pieces: every paragraph broken into lines, every grid into cells (pt)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.forms.sheet import (
    BODY_PT,
    LINE_MM,
    MM,
    Align,
    Block,
    Grid,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Sheet,
    Signatures,
    Space,
    TearOff,
    Together,
)
from app.press.breaking import balanced, lines_of
from app.press.faces import Chain, Faces
from app.press.grids import set_grid
from app.press.ink import Line
from app.press.pieces import BreakPiece, GapPiece, GridPiece, GroupPiece, Piece, TextPiece, WholePiece
from app.press.signing import set_signatures, set_tear_off

FORM_PITCH = 1.5
NOTE_PITCH = 1.4


@dataclass(frozen=True)
class Measure:
    """Where text may stand: left edge and width in pt, and the faces."""

    left: float
    width: float
    faces: Faces


def pieces_of(sheet: Sheet, faces: Faces) -> tuple[Piece, ...]:
    """Set every block of a Sheet."""
    place = Measure(sheet.page.left * MM, sheet.page.block_width * MM, faces)
    return _pieces(sheet.blocks, place)


def _pieces(blocks: tuple[Block, ...], place: Measure) -> tuple[Piece, ...]:
    found = [piece for block in blocks for piece in _set(block, place)]
    return tuple(_clinging(found))


def _clinging(pieces: list[Piece]) -> Iterator[Piece]:
    """Give the gap before something whole to it, so that nothing stands between it and the line above."""
    gap = 0.0
    for number, piece in enumerate(pieces):
        if isinstance(piece, GapPiece) and isinstance(pieces[min(number + 1, len(pieces) - 1)], WholePiece):
            gap = piece.height
        elif isinstance(piece, WholePiece) and gap:
            yield replace(piece, before=piece.before + gap)
            gap = 0.0
        else:
            yield piece


def _set(block: Block, place: Measure) -> Iterator[Piece]:  # noqa: C901  (one line for each kind of block)
    match block:
        case Paragraph():
            yield from _paragraphs(block, place)
        case Items():
            yield from _items(block, place)
        case Grid():
            spare = place.width - sum(block.widths) * MM
            grid = set_grid(block, place.faces, place.left + max(0.0, spare / 2))
            yield GridPiece(grid=grid, clings=block.clings)
        case Signatures():
            yield set_signatures(block, place.faces, place.left, place.width)
        case Note():
            first, *rest = _paragraphs(_as_paragraph(block), place)
            yield replace(first, clings=block.clings)
            yield from rest
        case TearOff():
            yield set_tear_off(block, place.faces, place.left, place.width)
        case Space():
            yield GapPiece(height=block.height * MM)
        case PageBreak():
            yield BreakPiece()
        case Together():
            yield GroupPiece(pieces=_pieces(block.blocks, place))


def _as_paragraph(note: Note) -> Paragraph:
    return Paragraph(
        text=note.text,
        size=note.size,
        line_mm=note.size * NOTE_PITCH / MM,
        before=1.5,
        field=note.field,
    )


def line_pitch(size: float, line_mm: float | None) -> float:
    """Return the line pitch in pt of a size whose pitch may be given in mm."""
    if line_mm is not None:
        return line_mm * MM
    return LINE_MM * MM if size == BODY_PT else size * FORM_PITCH


def _paragraphs(block: Paragraph, place: Measure) -> Iterator[TextPiece]:
    texts = block.text.split("\n")
    chain = place.faces.chain(block.face)
    x = place.left + block.hang * block.size
    measure = place.width - block.hang * block.size
    indent = block.indent * block.size if block.align in (Align.LEFT, Align.JUSTIFY) else 0.0
    for number, text in enumerate(texts):
        yield TextPiece(
            lines=_lines(text, chain, block, measure / block.size, (measure - indent) / block.size),
            size=block.size,
            pitch=line_pitch(block.size, block.line_mm),
            x=x,
            measure=measure,
            indent=indent,
            align=block.align,
            before=0.0 if number else block.before * MM,
            after=block.after * MM if number == len(texts) - 1 else 0.0,
            keep=block.keep_with_next and number == len(texts) - 1,
            field=block.field,
        )


def _lines(text: str, chain: Chain, block: Paragraph, measure: float, first: float) -> tuple[Line, ...]:
    if block.align is Align.CENTRE:
        return balanced(text, chain, measure)
    return lines_of(text, chain, measure, first, block.align is not Align.RIGHT)


def _items(block: Items, place: Measure) -> Iterator[Piece]:
    chain = place.faces.chain(block.face)
    mark_x = place.left + block.indent * block.size
    for item in block.items:
        mark = lines_of(item.mark, chain, 1000.0, 1000.0, False)[0]
        hang = max(block.hang, mark.width + 0.25) if mark.runs else block.hang
        x = mark_x + hang * block.size
        measure = place.left + place.width - x
        for number, text in enumerate(item.text.split("\n")):
            yield TextPiece(
                lines=lines_of(text, chain, measure / block.size, measure / block.size, True),
                size=block.size,
                pitch=line_pitch(block.size, block.line_mm),
                x=x,
                measure=measure,
                indent=0.0,
                align=Align.JUSTIFY,
                field=item.field,
                mark=mark if number == 0 and mark.runs else None,
                mark_x=mark_x,
            )
