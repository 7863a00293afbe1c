"""What stands on every page outside the text block: headings, the part's name, page number, code (pt)."""

from __future__ import annotations

from app.forms.sheet import FORM_PT, MM, Face, Sheet
from app.press.faces import Faces
from app.press.ink import Ink, Line, Placed
from app.press.signing import single

HEADING_ABOVE = 6 * MM  # from the heading's baseline to the text block
PART_ABOVE = 12.5 * MM
FOOT_BELOW = 11 * MM  # from the text block to the page number's baseline (GB/T 9704: 7 mm to its top)
FOOT_PT = 10.5
CODE_MM = 17.0
CODE_BELOW_MM = 6.0
CODE_PT = 9.0
ADVICE = "扫码或凭验证码可核对本页真伪"


def draw_head(ink: Ink, sheet: Sheet, faces: Faces, *, first: bool) -> None:
    """Set the part's name and the headings above the text block of the ``first`` or a later page."""
    page = sheet.page
    left, right = page.left * MM, (page.left + page.block_width) * MM
    y = page.top * MM - HEADING_ABOVE
    if ink.part:
        line = single(ink.part, faces, Face.HEI)
        ink.lines.append(_ending(line, right, page.top * MM - PART_ABOVE, FORM_PT))
    if sheet.heading_left:
        ink.lines.append(Placed(left, y, FORM_PT, single(sheet.heading_left, faces, Face.BODY)))
    if words := right_heading(sheet, first=first):
        line = single(words, faces, Face.BODY)
        ink.lines.append(_ending(line, right, y, min(FORM_PT, page.block_width * MM / line.width)))


def right_heading(sheet: Sheet, *, first: bool) -> str:
    """Return what stands at the upper right of the first page, or of those that follow."""
    return (
        sheet.heading_right
        if first
        else "　".join(filter(None, (sheet.heading_right, sheet.continuation_right)))
    )


def _ending(line: Line, right: float, y: float, size: float) -> Placed:
    return Placed(right - line.width * size, y, size, line)


def draw_feet(papers: list[tuple[Sheet, list[Ink]]], faces: Faces) -> None:
    """Set the feet of papers whose pages are counted together."""
    count, number = sum(len(pages) for _sheet, pages in papers), 0
    for sheet, pages in papers:
        for page in pages:
            number += 1
            page.count = count
            _draw_foot(page, sheet, faces, number)


def _draw_foot(ink: Ink, sheet: Sheet, faces: Faces, number: int) -> None:
    """Set the page number and the words beside the code."""
    page = sheet.page
    left = page.left * MM
    bottom = (page.top + page.block_height) * MM
    if sheet.code:
        x = left + (CODE_MM + 2.5) * MM
        top = bottom + CODE_BELOW_MM * MM
        code = single("验证码 " + sheet.code.text, faces, Face.SONG)
        ink.lines.append(Placed(x, top + 8.4 * MM, CODE_PT, code))
        ink.lines.append(Placed(x, top + 13.4 * MM, CODE_PT - 1, single(ADVICE, faces, Face.SONG)))
    if number < sheet.numbered_from:
        return
    line = single(f"第{number}页　共{ink.count}页", faces, Face.SONG)
    middle = left + page.block_width * MM / 2
    if sheet.code:  # the code takes the left half of the foot
        ink.lines.append(_ending(line, left + page.block_width * MM, bottom + FOOT_BELOW, FOOT_PT))
    else:
        ink.lines.append(Placed(middle - line.width * FOOT_PT / 2, bottom + FOOT_BELOW, FOOT_PT, line))
