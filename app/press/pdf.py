"""Pages of ink to a PDF through ReportLab's document: faces cut to what is used, text that reads back.

The same pages give the same bytes: no time, no chance, characters numbered in the order they come.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator
from math import cos, radians, sin

from reportlab.pdfbase import pdfdoc

from app.forms.sheet import MM, Face, Sheet
from app.press.bars import FAINT, STRONG
from app.press.faces import Faces
from app.press.furniture import CODE_BELOW_MM, CODE_MM
from app.press.ink import Ink, Placed
from app.press.outlines import FaceFile
from app.press.qr import square_code
from app.press.signing import single

PRODUCER = "效能工作台 press 1"
RULE = 0.5
LEVEL = 1  # of compression: twice as fast as 6 for a tenth more bytes
WATERMARK_PT = 110.0
WATERMARK_ANGLE = 45
DARK = re.compile("1+")


class Codes(dict[str, str]):
    """The characters of one face in one file: numbered from 1 as they come, as four hexadecimal digits."""

    def __init__(self, face: FaceFile, name: str) -> None:
        super().__init__()
        self.face = face
        self.name = name

    def __missing__(self, character: str) -> str:
        code = self[character] = f"{len(self) + 1:04X}"
        return code

    def hexadecimal(self, text: str) -> str:
        """Return a text as the numbers of its characters."""
        return "".join(map(self.__getitem__, text))


class Printing:
    """One PDF while its pages are added."""

    def __init__(self, faces: Faces, offset: tuple[float, float] = (0.0, 0.0)) -> None:
        self.faces = faces
        self.offset = offset
        self.pages = 0
        self._fonts: dict[FaceFile, Codes] = {}
        self._document = pdfdoc.PDFDocument(compression=0, invariant=1, lang="zh-CN")
        self._parent = self._named(self._document.Pages)
        self._resources = self._named(self._document.idToObject["BasicFonts"])

    def _named(self, item: pdfdoc.PDFObject) -> str:
        """Return how another object names this one."""
        return str(self._document.Reference(item).format(self._document), "ascii")

    def add(self, sheet: Sheet, inks: Iterable[Ink]) -> None:
        """Add the pages of one sheet."""
        for ink in inks:
            self._add_page(sheet, "\n".join(self._page(sheet, ink)).encode("ascii"))

    def _add_page(self, sheet: Sheet, content: bytes) -> None:
        document = self._document
        width, height = sheet.page.width * MM, sheet.page.height * MM
        contents = self._named(_stream(content))
        page = _Raw(
            f"<< /Type /Page /Parent {self._parent} /MediaBox [0 0 {width:.2f} {height:.2f}]"
            f" /Resources << /Font {self._resources} >> /Contents {contents} >>"
        )
        document.addPage(page)
        self.pages += 1

    def _page(self, sheet: Sheet, ink: Ink) -> Iterator[str]:
        height = sheet.page.height * MM
        dx, dy = self.offset
        yield f"1 0 0 1 {dx * MM:.2f} {-dy * MM:.2f} cm"
        if sheet.watermark:
            yield from self._watermark(sheet)
        yield from _fills(ink, height)
        yield from self._rules(ink, height)
        yield "BT"
        yield from self._lines(ink.lines, height)
        yield "ET"
        if sheet.code:
            yield from _code(sheet, sheet.code.payload)

    def _lines(self, lines: list[Placed], height: float) -> Iterator[str]:
        face_now: tuple[Codes | None, float] = (None, 0.0)
        gap_now = 0.0
        for x, y, size, line in lines:
            gap = line.gap * size
            if gap != gap_now:
                yield f"{gap:.4f} Tc"
                gap_now = gap
            start = 0
            yield f"1 0 0 1 {x:.2f} {height - y:.2f} Tm"
            for face, text in line.runs:
                codes = self._codes(face)
                if face_now != (codes, size):
                    yield f"/{codes.name} {size:.2f} Tf"
                    face_now = (codes, size)
                if line.pinches:
                    yield _pinched(codes, text, line.pinches, start)
                    start += len(text)
                else:
                    yield f"<{codes.hexadecimal(text)}> Tj"

    def _codes(self, face: FaceFile) -> Codes:
        codes = self._fonts.get(face)
        if codes is None:
            codes = self._fonts[face] = Codes(face, f"T{len(self._fonts) + 1}")
        return codes

    @staticmethod
    def _rules(ink: Ink, height: float) -> Iterator[str]:
        if ink.rules:
            yield f"{RULE} w 2 J"
            for x, y, x2, y2 in ink.rules:
                yield f"{x:.2f} {height - y:.2f} m {x2:.2f} {height - y2:.2f} l"
            yield "S"
        if ink.dashes:
            yield f"q {RULE} w 0 J [3 2] 0 d"
            for x, y, x2, y2 in ink.dashes:
                yield f"{x:.2f} {height - y:.2f} m {x2:.2f} {height - y2:.2f} l"
            yield "S Q"

    def _watermark(self, sheet: Sheet) -> Iterator[str]:
        line = single(sheet.watermark, self.faces, Face.HEI)
        size = min(WATERMARK_PT, 200 * MM / max(line.width, 1))
        middle, centre = sheet.page.width * MM / 2, sheet.page.height * MM / 2
        turn = radians(WATERMARK_ANGLE)
        along, across = line.width * size / 2, 0.38 * size
        x = middle - along * cos(turn) + across * sin(turn)
        y = centre - along * sin(turn) - across * cos(turn)
        yield f"q 0.88 g BT {cos(turn):.5f} {sin(turn):.5f} {-sin(turn):.5f} {cos(turn):.5f} {x:.2f} {y:.2f} Tm"
        for face, text in line.runs:
            codes = self._codes(face)
            yield f"/{codes.name} {size:.2f} Tf <{codes.hexadecimal(text)}> Tj"
        yield "ET Q"

    def save(self, title: str, author: str) -> bytes:
        """Embed the faces and return the file."""
        document = self._document
        for codes in self._fonts.values():
            self._embed(codes)
        document.info.producer = PRODUCER
        document.info.creator = PRODUCER
        document.info.title = title
        document.info.author = author
        document.info.subject = ""
        target = io.BytesIO()
        document.SaveToFile(target, _Saved())
        return target.getvalue()

    def _embed(self, codes: Codes) -> None:
        face = codes.face
        name = f"/{face.tag}+{_plain(face.name)}"
        left, low, right, high = face.box
        program = self._named(_program(face, [face.glyphs[character] for character in codes]))
        descriptor = _Raw(
            f"<< /Type /FontDescriptor /FontName {name} /Flags 4 /FontBBox [{left} {low} {right} {high}]"
            f" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 /FontFile2 {program} >>"
        )
        descendant = _Raw(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont {name} /CIDToGIDMap /Identity /DW 1000"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            f" /FontDescriptor {self._named(descriptor)} /W {_widths(codes)} >>"
        )
        reading = self._named(_stream(_reading(codes)))
        font = _Raw(
            f"<< /Type /Font /Subtype /Type0 /BaseFont {name} /Encoding /Identity-H"
            f" /DescendantFonts [{self._named(descendant)}] /ToUnicode {reading} >>"
        )
        fonts = self._document.idToObject["BasicFonts"].dict
        fonts[codes.name] = self._document.Reference(font, codes.name)


class _Saved:
    """What ReportLab asks of a canvas when its document is saved."""

    _doctemplate = None
    _outlineEntries = ()  # noqa: N815  (ReportLab's name)


class _Raw(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab brings no types
    """An object already written."""

    __RefOnly__ = 1

    def __init__(self, content: str | bytes) -> None:
        self.content = content.encode("ascii") if isinstance(content, str) else content

    def format(self, _document: object) -> bytes:
        """Return it as it is."""
        return self.content


def _stream(content: bytes) -> _Raw:
    return _packed(zlib.compress(content, LEVEL), len(content))


def _packed(packed: bytes, length: int) -> _Raw:
    head = f"<< /Filter /FlateDecode /Length {len(packed)} /Length1 {length} >>\nstream\n"
    return _Raw(head.encode("ascii") + packed + b"\nendstream")


def _program(face: FaceFile, glyphs: list[int]) -> _Raw:
    return _packed(*face.packed_program(glyphs))


def _plain(name: str) -> str:
    return (
        "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "-_"))
        or "Face"
    )


def _widths(codes: Codes) -> str:
    advances = codes.face.advances
    parts = [
        f"{number} [{advances[character] * 1000:.0f}]"
        for number, character in enumerate(codes, start=1)
        if advances[character] != 1
    ]
    return f"[{' '.join(parts)}]"


def _reading(codes: Codes) -> bytes:
    """Return the map from numbers to characters, for whoever copies or searches the text."""
    lines = [f"<{number}> <{character.encode('utf-16-be').hex()}>" for character, number in codes.items()]
    parts = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Counter def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(lines), 100):
        some = lines[start : start + 100]
        parts += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    parts.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(parts).encode("ascii")


def _pinched(codes: Codes, text: str, pinches: tuple[tuple[int, float], ...], start: int) -> str:
    parts, last = [], 0
    for place, given in pinches:
        if start <= place < start + len(text):
            end = place - start + 1
            parts.append(f"<{codes.hexadecimal(text[last:end])}> {given * 1000:.1f}")
            last = end
    parts.append(f"<{codes.hexadecimal(text[last:])}>")
    return f"[{' '.join(parts)}] TJ"


def _fills(ink: Ink, height: float) -> Iterator[str]:
    for fill in ink.fills:
        red, green, blue = FAINT if fill.faint else STRONG
        box = f"{fill.x:.2f} {height - fill.y - fill.height:.2f} {fill.width:.2f} {fill.height:.2f}"
        yield f"{red / 255:.3f} {green / 255:.3f} {blue / 255:.3f} rg {box} re f 0 g"


def _code(sheet: Sheet, payload: str) -> Iterator[str]:
    """Draw the square code: each row's dark stretches as one path."""
    code = square_code(payload)
    page = sheet.page
    step = CODE_MM * MM / code.side
    left = page.left * MM
    top = page.height * MM - (page.top + page.block_height + CODE_BELOW_MM) * MM
    yield f"q {step:.5f} 0 0 {step:.5f} {left:.3f} {top - code.side * step:.3f} cm"
    width = code.side + 1  # a light module ends each row
    stretches = [stretch.span() for stretch in DARK.finditer("0".join(code.rows))]
    yield "\n".join(
        [f"{start % width} {code.side - 1 - start // width} {end - start} 1 re" for start, end in stretches]
    )
    yield "f Q"
