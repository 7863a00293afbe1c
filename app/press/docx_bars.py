"""The bars of charts in Word: a picture of one point stretched to a bar, a line for each."""

from __future__ import annotations

from app.forms.sheet import Align
from app.press.bars import GAP_PT, PICTURES, UNCOUNTED, bar_height
from app.press.docx_words import Manner, gap, paragraph

_EMU = 12700  # in a pt
_STRONG, _FAINT = PICTURES
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def write_bars(bars: tuple[float, ...], width: float, *, keep: bool) -> str:
    """Return the paragraphs of a cell with bars, the longest ``width`` pt."""
    height = bar_height(bars)
    style = Manner(pitch=height + GAP_PT, align=Align.LEFT, keep=keep)
    return "".join(
        paragraph(_bar(_FAINT if place else _STRONG, width * min(1.0, part), height), style)
        if part > 0
        else gap(height + GAP_PT, keep=keep)
        for place, part in enumerate(bars)
    )


def _bar(picture: str, width: float, height: float) -> str:
    extent = f'cx="{max(1, round(width * _EMU))}" cy="{round(height * _EMU)}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {extent}/>{UNCOUNTED} name="图"/><a:graphic><a:graphicData uri="{_MAIN}"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="0" name="图"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{picture}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
