"""The square code beside the verification code: QR of versions 1 to 10, level M, bytes (GB/T 18284).

Written here because the codes of a run all differ: bits are moved by prepared tables, not one by one.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

# per version: check words in a block, and the data words of each block (level M)
BLOCKS: dict[int, tuple[int, tuple[int, ...]]] = {
    1: (10, (16,)),
    2: (16, (28,)),
    3: (26, (44,)),
    4: (18, (32, 32)),
    5: (24, (43, 43)),
    6: (16, (27, 27, 27, 27)),
    7: (18, (31, 31, 31, 31)),
    8: (22, (38, 38, 39, 39)),
    9: (22, (36, 36, 36, 37, 37)),
    10: (26, (43, 43, 43, 43, 44)),
}
CENTRES: dict[int, tuple[int, ...]] = {
    1: (), 2: (6, 18), 3: (6, 22), 4: (6, 26), 5: (6, 30), 6: (6, 34),
    7: (6, 22, 38), 8: (6, 24, 42), 9: (6, 26, 46), 10: (6, 28, 50),
}  # fmt: skip
MASK = 0  # (row + column) % 2; any mask is valid, one is enough
LEVEL_M = 0b00


class TooLong(ValueError):
    """The payload is longer than a code of version 10 holds (213 bytes)."""


class Code(NamedTuple):
    """A square code: its side in modules and its rows of "1" (dark) and "0"."""

    side: int
    rows: tuple[str, ...]


@lru_cache(maxsize=256)
def square_code(payload: str) -> Code:
    """Return the code of a payload in UTF-8; raises TooLong."""
    content = payload.encode()
    version = _version(len(content))
    plan = _plan(version)
    words = int.from_bytes(bytes(_words(content, version)), "big") << plan.spare
    masked = f"{words ^ plan.flips:0{plan.length}b}"
    text = "".join(plan.order(masked + "01"))
    return Code(plan.side, tuple(text[start : start + plan.side] for start in range(0, len(text), plan.side)))


def _version(length: int) -> int:
    for version, (_, blocks) in BLOCKS.items():
        if length + (2 if version < 10 else 3) <= sum(blocks):  # noqa: PLR2004
            return version
    raise TooLong(f"{length} bytes")


def _words(content: bytes, version: int) -> list[int]:
    """Return the words of the code in their order of placement: data and check words, interleaved."""
    checks, sizes = BLOCKS[version]
    stream = _letter_words(content, version, sum(sizes))
    blocks, start = [], 0
    for size in sizes:
        blocks.append(stream[start : start + size])
        start += size
    remainders = [_remainder(block, checks) for block in blocks]
    words = [block[place] for place in range(max(sizes)) for block in blocks if place < len(block)]
    return words + [remainder[place] for place in range(checks) for remainder in remainders]


def _letter_words(content: bytes, version: int, room: int) -> bytes:
    long = version >= 10  # noqa: PLR2004  (the length takes two bytes from version 10 on)
    number = 4 << (16 if long else 8) | len(content)
    number = (number << 8 * len(content)) | int.from_bytes(content, "big")
    number <<= 4
    stream = number.to_bytes(len(content) + (3 if long else 2), "big")
    return stream + (b"\xec\x11" * room)[: room - len(stream)]


@cache
def _powers() -> tuple[list[int], list[int]]:
    exponents, logarithms = [0] * 512, [0] * 256
    value = 1
    for power in range(255):
        exponents[power] = exponents[power + 255] = value
        logarithms[value] = power
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    return exponents, logarithms


def _times(left: int, right: int) -> int:
    exponents, logarithms = _powers()
    return exponents[logarithms[left] + logarithms[right]] if left and right else 0


@cache
def _multiples(checks: int) -> list[int]:
    """Return for each byte its multiple of the generator as one number of ``checks`` bytes."""
    generator = [1]
    for power in range(checks):
        root = _powers()[0][power]
        longer = [*generator, 0]
        for place, factor in enumerate(generator):
            longer[place + 1] ^= _times(factor, root)
        generator = longer
    return [
        int.from_bytes(bytes(_times(byte, factor) for factor in generator[1:]), "big") for byte in range(256)
    ]


def _remainder(block: bytes, checks: int) -> bytes:
    table, shift = _multiples(checks), 8 * (checks - 1)
    low = (1 << shift) - 1
    rest = 0
    for byte in block:
        rest = ((rest & low) << 8) ^ table[byte ^ rest >> shift]
    return rest.to_bytes(checks, "big")


class _Plan(NamedTuple):
    """A version: its side, its data bits and those left over, the mask, where each module comes from."""

    side: int
    length: int
    spare: int
    flips: int
    order: Callable[[str], tuple[str, ...]]


@cache
def _plan(version: int) -> _Plan:
    side = 17 + 4 * version
    grid: list[list[str | None]] = [[None] * side for _ in range(side)]
    _draw_finders(grid)
    _draw_alignments(grid, CENTRES[version])
    for place in range(8, side - 8):
        grid[6][place] = grid[place][6] = "10"[place % 2]
    _draw_format(grid)
    if version >= 7:  # noqa: PLR2004
        _draw_version(grid, version)
    places = _zigzag(grid)
    length = len(places)
    flips = int("".join("01"[(place // side + place % side) % 2 == 0] for place in places), 2)
    # a module is a data bit, or one of the two signs that stand behind the data: 0, 1
    order = [length + (module == "1") for row in grid for module in row]
    for bit, place in enumerate(places):
        order[place] = bit
    return _Plan(side, length, length % 8, flips, itemgetter(*order))


def _draw_finders(grid: list[list[str | None]]) -> None:
    side = len(grid)
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        for row in range(max(top - 1, 0), min(top + 8, side)):
            for column in range(max(left - 1, 0), min(left + 8, side)):
                ring = max(abs(row - top - 3), abs(column - left - 3))
                grid[row][column] = "1" if ring in (0, 1, 3) else "0"


def _draw_alignments(grid: list[list[str | None]], centres: tuple[int, ...]) -> None:
    for middle in centres:
        for centre in centres:
            if grid[middle][centre] is not None:
                continue
            for row in range(-2, 3):
                for column in range(-2, 3):
                    grid[middle + row][centre + column] = "01"[max(abs(row), abs(column)) != 1]


def _draw_format(grid: list[list[str | None]]) -> None:
    side = len(grid)
    word = LEVEL_M << 3 | MASK
    bits = (word << 10 | _checked(word, 10, 0x537)) ^ 0x5412
    first = [(row, 8) for row in (0, 1, 2, 3, 4, 5, 7, 8)] + [(8, column) for column in (7, 5, 4, 3, 2, 1, 0)]
    second = [(8, side - 1 - place) for place in range(8)] + [(side - 7 + place, 8) for place in range(7)]
    for way in (first, second):
        for place, (row, column) in enumerate(way):
            grid[row][column] = "01"[bits >> place & 1]
    grid[side - 8][8] = "1"


def _draw_version(grid: list[list[str | None]], version: int) -> None:
    bits = version << 12 | _checked(version, 12, 0x1F25)
    for place in range(18):
        bit = "01"[bits >> place & 1]
        row, column = place // 3, len(grid) - 11 + place % 3
        grid[row][column] = grid[column][row] = bit


def _checked(word: int, length: int, generator: int) -> int:
    rest = word
    for _ in range(length):
        rest = rest << 1 ^ (rest >> (length - 1)) * generator
    return rest


def _zigzag(grid: list[list[str | None]]) -> tuple[int, ...]:
    side = len(grid)
    places = []
    right, upward = side - 1, True
    while right > 0:
        right -= right == 6  # noqa: PLR2004  (the upright timing line is no column of data)
        for step in range(side):
            row = side - 1 - step if upward else step
            places += [row * side + column for column in (right, right - 1) if grid[row][column] is None]
        right, upward = right - 2, not upward
    return tuple(places)


def png(code: Code, scale: int = 8, quiet: int = 4) -> bytes:
    """Return the code as a black and white picture with a quiet border of so many modules."""
    side = (code.side + 2 * quiet) * scale
    width = (side + 7) // 8
    blank = (b"\0" + b"\xff" * width) * (quiet * scale)
    edge, fill = "1" * quiet * scale, "1" * (-side % 8)
    lines = [blank]
    for row in code.rows:
        bits = edge + "".join("01"[module == "0"] * scale for module in row) + edge + fill
        lines.append((b"\0" + int(bits, 2).to_bytes(width, "big")) * scale)
    lines.append(blank)
    chunks = [
        (b"IHDR", struct.pack(">2L5B", side, side, 1, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(lines), 1)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(content)) + tag + content + struct.pack(">L", zlib.crc32(tag + content))
        for tag, content in chunks
    )
