"""Paragraphs and runs of Word's language; lengths in twentieths of a point."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

from app.forms.sheet import MM, Align, Face
from app.press.docx_package import WORD_NAMES, fonts

TWIPS = 20
NEARLY = 1e-6
SIGNS = {"\t": "<w:tab/>", "\u2028": "<w:br/>"}
JUSTIFICATION = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
PLAIN = (
    '<w:widowControl w:val="0"/>{tabs}<w:kinsoku w:val="1"/><w:overflowPunct w:val="1"/>'
    '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
)


def twips(points: float) -> int:
    """Return points as twentieths."""
    return round(points * TWIPS)


def mm(length: float) -> int:
    """Return mm as twentieths of a point."""
    return round(length * MM * TWIPS)


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a paragraph stands; lengths in pt; ``tabs`` are (kind, place in pt, leader)."""

    pitch: float
    align: Align = Align.JUSTIFY
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0  # of the first line; negative: hanging
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    tabs: tuple[tuple[str, float, str], ...] = ()


@lru_cache(maxsize=2048)
def manner(style: Manner) -> str:
    """Return a paragraph's properties."""
    tabs = "".join(
        f'<w:tab w:val="{kind}" w:leader="{leader}" w:pos="{twips(place)}"/>'
        for kind, place, leader in style.tabs
    )
    first = f' w:hanging="{twips(-style.first)}"' if style.first < 0 else f' w:firstLine="{twips(style.first)}"'
    return (
        "<w:pPr>"
        + ("<w:keepNext/>" if style.keep else "")
        + PLAIN.format(tabs=f"<w:tabs>{tabs}</w:tabs>" if tabs else "")
        + f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}"'
        f' w:line="{max(1, twips(style.pitch))}" w:lineRule="exact"/>'
        f'<w:ind w:left="{twips(style.left)}" w:right="{twips(style.right)}"{first}/>'
        f'<w:jc w:val="{JUSTIFICATION[style.align]}"/></w:pPr>'
    )


@lru_cache(maxsize=256)
def letters(role: Face, size: float, underlined: bool = False) -> str:
    """Return a run's properties; Word knows half points only, what these add is taken from the gaps."""
    halves = math.ceil(size * 2 - NEARLY)
    over = math.ceil((halves / 2 - size) * TWIPS - NEARLY)
    tight = f'<w:spacing w:val="{-over}"/>' if over else ""
    line = '<w:u w:val="single"/>' if underlined else ""
    sizes = f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'
    return f"<w:rPr>{fonts(WORD_NAMES[role])}{tight}{sizes}{line}</w:rPr>"


def run(text: str, role: Face, size: float, underlined: bool = False) -> str:
    """Return a run of text; tabs and line separators become Word's."""
    if not text:
        return ""
    content = "".join(SIGNS.get(part) or _letters(part) for part in re.split("([\t\u2028])", text) if part)
    return f"<w:r>{letters(role, size, underlined)}{content}</w:r>"


def _letters(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def paragraph(runs: str, style: Manner) -> str:
    """Return a paragraph of runs."""
    return f"<w:p>{manner(style)}{runs}</w:p>"


def gap(height: float, keep: bool = False) -> str:
    """Return an empty paragraph exactly so high (pt)."""
    return f"<w:p>{manner(Manner(pitch=max(height, 1.0), keep=keep))}</w:p>"
