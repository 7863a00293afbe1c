"""The bars of charts: size and colours, drawn on a page, and as pictures of one point that Word stretches."""

from __future__ import annotations

import re
import struct
import zlib
from itertools import count

from app.forms.sheet import MM
from app.press.ink import Fill, Ink

STRONG, FAINT = (29, 95, 191), (176, 196, 226)
BAR_PT, THIN_PT = 3.2 * MM, 2.2 * MM  # alone, and with another below it
GAP_PT = 0.6 * MM
UNCOUNTED = '<wp:docPr id="bar"'  # no text holds it: its brackets are written otherwise


def bar_height(bars: tuple[float, ...]) -> float:
    """Return the height of each bar of a cell in pt."""
    return BAR_PT if len(bars) == 1 else THIN_PT


def bars_height(bars: tuple[float, ...]) -> float:
    """Return the height of all bars of a cell in pt."""
    return len(bars) * (bar_height(bars) + GAP_PT) - GAP_PT


def draw_bars(ink: Ink, bars: tuple[float, ...], across: tuple[float, float], middle: float) -> None:
    """Draw bars about a height; ``across`` is their left edge and the longest there can be."""
    left, width = across
    top = middle - bars_height(bars) / 2 if bars else 0.0
    for place, part in enumerate(bars):
        if part > 0:
            y = top + place * (bar_height(bars) + GAP_PT)
            ink.fills.append(Fill(left, y, width * min(1.0, part), bar_height(bars), place > 0))


def _point(colour: tuple[int, int, int]) -> bytes:
    """Return a picture (PNG) of one point."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" + bytes(colour))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


PICTURES = {"rIdStrong": _point(STRONG), "rIdFaint": _point(FAINT)}


def has_bars(body: str) -> bool:
    """Tell whether a Word document's body has bars."""
    return UNCOUNTED in body


def counted(body: str) -> str:
    """Give every bar of a Word document's body a number of its own."""
    numbers = count(100)
    return re.sub(UNCOUNTED, lambda _found: f'<wp:docPr id="{next(numbers)}"', body)
