"""Signature lines, the clear square for the seal, and the line to tear along (pt)."""

from __future__ import annotations

from app.forms.sheet import MM, Face, SignatureLine, Signatures, TearOff
from app.press.breaking import lines_of
from app.press.faces import Faces
from app.press.ink import Ink, Line, Placed, baseline
from app.press.pieces import WholePiece

ROW = 11 * MM
BEFORE = 3 * MM
SEAL_GAP = 6 * MM
TEAR_HEIGHT = 12 * MM
ENDLESS = 1e6


def single(text: str, faces: Faces, role: Face) -> Line:
    """Set a text on one line, however long it is."""
    return lines_of(text, faces.chain(role), ENDLESS, ENDLESS, False)[0]


def set_signatures(block: Signatures, faces: Faces, left: float, width: float) -> WholePiece:
    """Set signature rows with the seal square beside them, or below where they need the whole width."""
    seal = block.seal * MM
    margin = block.margin * MM
    beside = not block.rows or not seal or needed_width(block, faces) <= width - seal - SEAL_GAP
    rows_width = width - seal - SEAL_GAP if seal and beside else width
    rows_height = len(block.rows) * ROW
    seal_top = 0.0 if beside else rows_height + BEFORE
    date_below = 0.0 if seal or not block.date else ROW
    height = max(rows_height + date_below, seal_top + seal)

    def draw(ink: Ink, top: float) -> None:
        y = top
        for row in block.rows:
            _draw_row(ink, row, (left, y, rows_width), faces, block.size)
            y += ROW
        if seal:
            _draw_seal(ink, block, faces, (left + width - margin - seal, top + seal_top, seal))
        elif block.date or block.seal_caption:
            _draw_date(ink, block, faces, (left + width, y))

    return WholePiece(height=height, draw=draw, before=BEFORE, clings=True)


def needed_width(block: Signatures, faces: Faces) -> float:
    """Return the width in pt that the widest row needs."""
    return max(
        len(row)
        * max(
            single(item.label, faces, Face.BODY).width * block.size + item.blank * MM + 3 * MM for item in row
        )
        for row in block.rows
        if row
    )


def _draw_row(
    ink: Ink, row: tuple[SignatureLine, ...], place: tuple[float, float, float], faces: Faces, size: float
) -> None:
    left, top, width = place
    y = baseline(top, ROW, size)
    for number, item in enumerate(row):
        x = left + number * width / len(row)
        end = left + (number + 1) * width / len(row) - 3 * MM
        label = single(item.label, faces, Face.BODY)
        if label.runs:
            ink.lines.append(Placed(x, y, size, label))
        start = x + label.width * size + 1 * MM
        stop = min(start + item.blank * MM, max(end, start + 10 * MM))
        ink.rules.append((start, y + 0.22 * size, stop, y + 0.22 * size))
        text = single(item.text, faces, Face.BODY)
        if text.runs:
            spare = max(0.0, stop - start - text.width * size)
            ink.lines.append(Placed(start + spare / 2, y, size, text))


def _draw_seal(ink: Ink, block: Signatures, faces: Faces, square: tuple[float, float, float]) -> None:
    x, top, side = square
    pitch = block.size * 1.8
    y = top + (side - 2 * pitch) / 2
    for text in (block.seal_caption, block.date):
        line = single(text, faces, Face.BODY)
        if line.runs:
            left = x + (side - line.width * block.size) / 2
            ink.lines.append(Placed(left, baseline(y, pitch, block.size), block.size, line))
        y += pitch


def _draw_date(ink: Ink, block: Signatures, faces: Faces, corner: tuple[float, float]) -> None:
    right, top = corner
    text = "　".join(filter(None, (block.seal_caption, block.date)))
    line = single(text, faces, Face.BODY)
    x = right - (line.width + 2) * block.size
    ink.lines.append(Placed(x, baseline(top, ROW, block.size), block.size, line))


def set_tear_off(block: TearOff, faces: Faces, left: float, width: float) -> WholePiece:
    """Set the dashed line with its caption in the middle."""
    size = 9.0
    caption = single(block.caption, faces, Face.SONG)

    def draw(ink: Ink, top: float) -> None:
        y = top + TEAR_HEIGHT / 2
        half = caption.width * size / 2 + 2 * MM if caption.runs else 0.0
        middle = left + width / 2
        if not caption.runs:
            ink.dashes.append((left, y, left + width, y))
            return
        ink.dashes += [(left, y, middle - half, y), (middle + half, y, left + width, y)]
        ink.lines.append(Placed(middle - caption.width * size / 2, y + 0.36 * size, size, caption))

    return WholePiece(height=TEAR_HEIGHT, draw=draw)
