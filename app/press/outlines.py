"""A TrueType face as the press needs it: which characters it draws, how wide, and their outlines."""

from __future__ import annotations

import mmap
import struct
import zlib
from array import array
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path

from app.press.font_tables import TRUETYPE, glyphs_by_character, names_of, tables_of

LEVEL = 1  # of compression
ZLIB_HEAD = b"\x78\x01"
HINTS = ("cvt ", "fpgm", "prep")
ARGUMENTS_ARE_WORDS, HAS_SCALE, MORE_PARTS, HAS_XY_SCALE, HAS_TWO_BY_TWO = 1, 8, 32, 64, 128


class FaceFile:
    """One face of a font file; read lazily, so that naming it costs nothing until it draws."""

    def __init__(self, path: Path, number: int = 0) -> None:
        self.path = path
        self.number = number

    def __repr__(self) -> str:
        return f"FaceFile({self.path.name}, {self.number})"

    @cached_property
    def _bytes(self) -> mmap.mmap:
        with self.path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    @cached_property
    def _tables(self) -> dict[str, tuple[int, int]]:
        return tables_of(self._bytes, self.number)

    def _table(self, tag: str) -> bytes:
        offset, length = self._tables[tag]
        return self._bytes[offset : offset + length]

    @cached_property
    def em(self) -> int:
        """Units in an em."""
        return int(struct.unpack_from(">H", self._table("head"), 18)[0])

    @cached_property
    def name(self) -> str:
        """The PostScript name, or the file's."""
        return names_of(self._bytes, self._tables).get(6) or self.path.stem

    @cached_property
    def family(self) -> str:
        """The family name as the file gives it, Chinese first."""
        return names_of(self._bytes, self._tables).get(1) or self.path.stem

    @cached_property
    def glyphs(self) -> dict[str, int]:
        """Each character the face draws and the number of its outline."""
        return glyphs_by_character(self._table("cmap"))

    @cached_property
    def advances(self) -> dict[str, float]:
        """The width of each character in em."""
        widths, em = self._widths, self.em
        last = len(widths) - 1
        return {character: widths[min(glyph, last)] / em for character, glyph in self.glyphs.items()}

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character the face draws."""
        return frozenset(self.glyphs)

    @cached_property
    def wide(self) -> frozenset[str]:
        """The characters exactly one em wide."""
        return frozenset(character for character, width in self.advances.items() if width == 1)

    @cached_property
    def _metrics(self) -> tuple[list[int], list[int]]:
        """The advances (the last one holds for all that follow) and the left bearings."""
        count = struct.unpack_from(">H", self._table("hhea"), 34)[0]
        metrics = array("H", self._table("hmtx"))
        metrics.byteswap()
        pairs = metrics[: count * 2]
        return list(pairs[::2]), list(pairs[1::2]) + list(metrics[count * 2 :])

    @property
    def _widths(self) -> list[int]:
        return self._metrics[0]

    @cached_property
    def _offsets(self) -> array[int]:
        long = struct.unpack_from(">h", self._table("head"), 50)[0]
        offsets = array("I" if long else "H", self._table("loca"))
        offsets.byteswap()
        return offsets if long else array("I", [offset * 2 for offset in offsets])

    def outline(self, glyph: int) -> bytes:
        """Return the bytes of one outline, filled up to a multiple of four."""
        start = self._tables["glyf"][0]
        low, high = self._offsets[glyph], self._offsets[glyph + 1]
        return self._bytes[start + low : start + high] + bytes((low - high) % 4)

    def packed_program(self, glyphs: Iterable[int]) -> tuple[bytes, int]:
        """Return a font program of the given outlines, packed by zlib, and its length.

        The outlines are numbered from 1 in their order. They are packed one by one and
        kept, so that a form after the first packs nothing anew.
        """
        outlines, measures = self._renumbered(list(glyphs))
        head, tail = self._assemble(outlines, measures)
        body = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        parts = [ZLIB_HEAD, body.compress(head), body.flush(zlib.Z_FULL_FLUSH)]
        parts += map(_packed, outlines)
        ending = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        parts += [ending.compress(tail), ending.flush()]
        plain = b"".join([head, *outlines, tail])
        parts.append(zlib.adler32(plain).to_bytes(4, "big"))
        return b"".join(parts), len(plain)

    def _renumbered(self, glyphs: list[int]) -> tuple[list[bytes], list[int]]:
        """Return the outlines in their new order and their measures (advance, left bearing, ...)."""
        places = {glyph: place for place, glyph in reversed(list(enumerate(glyphs, start=1)))}
        queue = list(glyphs)
        outlines = [b""]
        for glyph in queue:  # grows while parts of composed outlines are found
            outline = self.outline(glyph)
            if outline[:1] >= b"\x80":
                outline = _with_parts_renumbered(outline, places, queue)
            outlines.append(outline)
        advances, bearings = self._metrics
        last = len(advances) - 1
        measures = [self.em, 0]
        for glyph in queue:
            measures += (advances[min(glyph, last)], bearings[glyph])
        return outlines, measures

    def _assemble(self, outlines: list[bytes], measures: list[int]) -> tuple[bytes, bytes]:
        """Return what stands before the outlines in the program, and what stands behind them."""
        offsets = array("I", accumulate(map(len, outlines), initial=0))
        size = offsets[-1]
        offsets.byteswap()
        metrics = array("H", measures)
        metrics.byteswap()
        head, hhea, maxp = (bytearray(self._table(tag)) for tag in ("head", "hhea", "maxp"))
        struct.pack_into(">h", head, 50, 1)
        struct.pack_into(">H", hhea, 34, len(outlines))
        struct.pack_into(">H", maxp, 4, len(outlines))
        tables = {tag: self._table(tag) for tag in HINTS if tag in self._tables}
        tables |= {"head": bytes(head), "hhea": bytes(hhea), "hmtx": metrics.tobytes()}
        return program_around(size, tables | {"loca": offsets.tobytes(), "maxp": bytes(maxp)})

    @cached_property
    def box(self) -> tuple[int, int, int, int]:
        """The box around every outline in thousandths of an em."""
        values = struct.unpack_from(">4h", self._table("head"), 36)
        left, low, right, high = (value * 1000 // self.em for value in values)
        return left, low, right, high

    @cached_property
    def tag(self) -> str:
        """Six letters that tell this file from another of the same name (PDF wants them before a cut face)."""
        number = zlib.crc32(self._table("head") + self._table("maxp"))
        return "".join(chr(65 + number // 26**place % 26) for place in range(6))


def _with_parts_renumbered(outline: bytes, places: dict[int, int], queue: list[int]) -> bytes:
    """Return a composed outline whose parts are numbered by ``places``; parts not yet there join the queue."""
    changed = bytearray(outline)
    position, more = 10, True
    while more:
        flags, part = struct.unpack_from(">HH", changed, position)
        if part not in places:
            queue.append(part)
            places[part] = len(queue)
        struct.pack_into(">H", changed, position + 2, places[part])
        position += 4 + (4 if flags & ARGUMENTS_ARE_WORDS else 2)
        position += 2 * bool(flags & HAS_SCALE) + 4 * bool(flags & HAS_XY_SCALE)
        position += 8 * bool(flags & HAS_TWO_BY_TWO)
        more = bool(flags & MORE_PARTS)
    return bytes(changed)


def program_around(outlines: int, tables: dict[str, bytes]) -> tuple[bytes, bytes]:
    """Return the directory of a font program and what follows its outlines, which are so many bytes long.

    Check sums are left out, as a PDF reader does not look at them.
    """
    count = len(tables) + 1
    position = 12 + 16 * count
    places = {"glyf": (position, outlines)}
    position += outlines
    for tag, content in tables.items():
        places[tag] = (position, len(content))
        position += len(content) + -len(content) % 4
    power = count.bit_length() - 1
    span = 16 << power
    directory = [struct.pack(">4s4H", TRUETYPE[0], count, span, power, count * 16 - span)]
    directory += (struct.pack(">4s3L", tag.encode(), 0, *places[tag]) for tag in sorted(places))
    return b"".join(directory), b"".join(content + bytes(-len(content) % 4) for content in tables.values())


@lru_cache(maxsize=20_000)
def _packed(outline: bytes) -> bytes:
    """Return one outline as a stretch of a deflate stream that needs nothing before it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return packer.compress(outline) + packer.flush(zlib.Z_FULL_FLUSH)
