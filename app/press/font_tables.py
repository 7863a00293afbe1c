"""The tables of a font file that say what is in it: the directory, the names, the character map."""

from __future__ import annotations

import mmap
import struct
from functools import cache

TRUETYPE = (b"\x00\x01\x00\x00", b"true")
NO_PRINT = (  # control, format, direction and variation marks, half characters and private ones
    (0x00, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x600, 0x605), (0x61C, 0x61C), (0x6DD, 0x6DD), (0x70F, 0x70F),
    (0x890, 0x891), (0x8E2, 0x8E2), (0x180B, 0x180F), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F),
    (0xD800, 0xF8FF), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0x110BD, 0x110BD),
    (0x110CD, 0x110CD), (0x13430, 0x1343F), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
)  # fmt: skip
LAST = "\U000e0000"  # tags, variation marks and private characters follow


class NotOutlines(ValueError):
    """The file holds no TrueType outlines (Noto CJK, for example, holds PostScript ones)."""


def tables_of(content: mmap.mmap | bytes, number: int = 0) -> dict[str, tuple[int, int]]:
    """Return where each table of one face lies; raises NotOutlines when it has no TrueType outlines."""
    start = 0
    if content[:4] == b"ttcf":
        count = struct.unpack_from(">L", content, 8)[0]
        if number >= count:
            raise NotOutlines(f"no face {number}")
        start = struct.unpack_from(">L", content, 12 + 4 * number)[0]
    if content[start : start + 4] not in TRUETYPE:
        raise NotOutlines("no TrueType outlines")
    count = struct.unpack_from(">H", content, start + 4)[0]
    tables = {}
    for place in range(count):
        tag, _, offset, length = struct.unpack_from(">4s3L", content, start + 12 + 16 * place)
        tables[tag.decode("latin-1")] = (offset, length)
    return tables


def names_of(content: mmap.mmap | bytes, tables: dict[str, tuple[int, int]]) -> dict[int, str]:
    """Return the names of a face by their number (1 family, 4 full, 6 PostScript), Chinese before English."""
    start, _ = tables["name"]
    _, count, strings = struct.unpack_from(">3H", content, start)
    found: dict[int, str] = {}
    for place in range(count):
        platform, _, language, number, length, offset = struct.unpack_from(
            ">6H", content, start + 6 + 12 * place
        )
        if platform != 3 or (number in found and language != 0x804):  # noqa: PLR2004  (Windows, zh-CN)
            continue
        at = start + strings + offset
        found[number] = content[at : at + length].decode("utf-16-be", "replace")
    return found


def all_names(content: mmap.mmap | bytes, tables: dict[str, tuple[int, int]]) -> set[str]:
    """Return the full and PostScript names of a face, and the family's if it is the upright one."""
    start, _ = tables["name"]
    _, count, strings = struct.unpack_from(">3H", content, start)
    found: dict[int, set[str]] = {1: set(), 2: set(), 4: set(), 6: set()}
    for place in range(count):
        platform, _, _, number, length, offset = struct.unpack_from(">6H", content, start + 6 + 12 * place)
        if platform == 3 and number in found:  # noqa: PLR2004  (Windows)
            at = start + strings + offset
            found[number].add(content[at : at + length].decode("utf-16-be", "replace"))
    styled = any(word in style for style in found[2] for word in ("Bold", "Italic", "Oblique"))
    return found[4] | found[6] | (set() if styled else found[1])


def glyphs_by_character(cmap: bytes) -> dict[str, int]:
    """Read the character map (format 12, else 4), without what is never printed."""
    count = struct.unpack_from(">H", cmap, 2)[0]
    chosen: dict[int, int] = {}
    for place in range(count):
        platform, _, offset = struct.unpack_from(">HHL", cmap, 4 + 8 * place)
        if platform in (0, 3):
            chosen[struct.unpack_from(">H", cmap, offset)[0]] = offset
    glyphs: dict[str, int] = {}
    if 12 in chosen:  # noqa: PLR2004
        glyphs = _long_map(cmap, chosen[12])
    elif 4 in chosen:  # noqa: PLR2004
        glyphs = _short_map(cmap, chosen[4])
    return {sign: glyph for sign, glyph in glyphs.items() if sign < LAST and sign not in never_printed()}


@cache
def never_printed() -> frozenset[str]:
    """Return the characters that are no print even where a font has an outline for them."""
    return frozenset(chr(code) for low, high in NO_PRINT for code in range(low, high + 1))


def _long_map(cmap: bytes, offset: int) -> dict[str, int]:
    count = struct.unpack_from(">L", cmap, offset + 12)[0]
    flat = struct.unpack_from(f">{count * 3}L", cmap, offset + 16)
    glyphs: dict[str, int] = {}
    for first, last, glyph in zip(flat[::3], flat[1::3], flat[2::3], strict=True):
        if first == last:
            glyphs[chr(first)] = glyph
        else:
            glyphs.update(zip(map(chr, range(first, last + 1)), range(glyph, glyph + last - first + 1)))  # noqa: B905
    return glyphs


def _short_map(cmap: bytes, offset: int) -> dict[str, int]:
    count = struct.unpack_from(">H", cmap, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", cmap, offset + 14)
    at = offset + 16 + 2 * count
    starts = struct.unpack_from(f">{count}H", cmap, at)
    deltas = struct.unpack_from(f">{count}H", cmap, at + 2 * count)
    ranges = struct.unpack_from(f">{count}H", cmap, at + 4 * count)
    glyphs: dict[str, int] = {}
    for place in range(count):
        for code in range(starts[place], min(ends[place], 0xFFFE) + 1):
            glyph = code
            if ranges[place]:
                where = at + 4 * count + 2 * place + ranges[place] + 2 * (code - starts[place])
                glyph = struct.unpack_from(">H", cmap, where)[0]
            if glyph or not ranges[place]:
                glyph = (glyph + deltas[place]) % 0x10000
            if glyph:
                glyphs[chr(code)] = glyph
    return glyphs
