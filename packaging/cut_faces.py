"""Cut the faces in resources/faces from the open fonts of Debian: `python packaging/cut_faces.py`.

Rarely needed. A PDF of ours wants TrueType outlines; the sources are fonts-noto-cjk and fonts-lxgw-wenkai
(both SIL OFL 1.1).
The cut faces bear names of their own because the licence keeps the originals' names for the originals.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FACES = Path(__file__).resolve().parent.parent / "resources" / "faces"
NOTO = "/usr/share/fonts/opentype/noto/"
WENKAI = "/usr/share/fonts/truetype/lxgw-wenkai/"
SIMPLIFIED = 2  # the place of the SC font in a Noto CJK collection
EM = 1000
WIDE = "“”‘’…—―·"  # as wide as a character in Chinese text, narrow in many fonts
CURVE_ERROR = 1.5  # thousandths of an em; 0.01 mm at the largest size
FIXED_DATE = 3849724800  # 2026-01-01 in the seconds of the format: the same cut gives the same bytes


@dataclass(frozen=True)
class Cut:
    """One face to cut: its file and name here, where it comes from, and whether the rarest characters stay."""

    file: str
    family: str
    chinese: str
    source: str
    number: int
    common_only: bool = False


CUTS = (
    Cut("counter-song.ttf", "Counter Song", "窗口宋体", NOTO + "NotoSerifCJK-Regular.ttc", SIMPLIFIED),
    Cut("counter-title.ttf", "Counter Title", "窗口标题宋", NOTO + "NotoSerifCJK-Bold.ttc", SIMPLIFIED, True),
    Cut("counter-hei.ttf", "Counter Hei", "窗口黑体", NOTO + "NotoSansCJK-Regular.ttc", SIMPLIFIED, True),
    Cut("counter-fang.ttf", "Counter Fang", "窗口仿宋", WENKAI + "LXGWWenKai-Light.ttf", -1),
    Cut("counter-kai.ttf", "Counter Kai", "窗口楷体", WENKAI + "LXGWWenKai-Regular.ttf", -1, True),
)


def _gb2312_symbols() -> set[str]:
    found = set()
    for row in range(0xA1, 0xAA):
        for cell in range(0xA1, 0xFF):
            try:
                found |= {bytes([row, cell]).decode(table) for table in ("gb2312", "gbk")}
            except UnicodeDecodeError:
                continue
    return found


def wanted(common_only: bool = False) -> list[str]:
    """Return the characters to keep in order of code point: the national tables, symbols, Latin."""
    text = (FACES / "characters.txt").read_text(encoding="utf-8")
    tables = [line for line in text.splitlines() if line and not line.startswith("#")]
    han = set("".join(tables[:1] + tables[4:] if common_only else tables))
    latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180))}
    signs = set("☐☑☒✓✔✗□■○●◎△▲▽▼◇◆★☆①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㎡㎥㎏㎜㎝㎞℃‰№€₂₃〇⸺–•‖′″≤≥≈≠")
    return sorted(han | latin | signs | _gb2312_symbols())


def _shift(character: str, width: float, box: tuple[float, ...]) -> tuple[float, float]:
    """Return how far to move a narrow mark, and its new advance, so that it fills a character's place."""
    if character not in WIDE or width >= EM:
        return 0.0, width
    left, _, right, _ = box
    if character in "“‘":
        return EM * 0.93 - right, EM
    if character in "”’":
        return EM * 0.07 - left, EM
    return (EM - (right - left)) / 2 - left, EM


def _dash(pen: TTGlyphPen, box: tuple[float, ...]) -> None:
    """Draw the dash through the whole width, so that two of them join."""
    _, low, _, high = box
    for step, point in enumerate(((0, low), (0, high), (EM, high), (EM, low))):
        (pen.lineTo if step else pen.moveTo)(point)
    pen.closePath()


def _outline(glyphs: Any, name: str, character: str, scale: float) -> tuple[Any, float]:
    from fontTools.pens.boundsPen import BoundsPen  # noqa: PLC0415  (a small pen used here only)

    bounds = BoundsPen(glyphs)
    glyphs[name].draw(bounds)
    box = tuple(value * scale for value in bounds.bounds or (0, 0, 0, 0))
    dx, width = _shift(character, glyphs[name].width * scale, box)
    pen = TTGlyphPen(None)
    if character in "—―":
        _dash(pen, box)
        return pen.glyph(), EM
    drawing = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(drawing)
    dy = EM * 0.37 - (box[1] + box[3]) / 2 if character == "…" else 0
    curves = Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True) if "glyf" not in glyphs.font else pen
    drawing.replay(TransformPen(curves, (scale, 0, 0, scale, dx, dy)))
    return pen.glyph(), width


def _open(cut: Cut) -> TTFont:
    return TTFont(cut.source, fontNumber=cut.number, lazy=True)


def cut(face: Cut) -> Path:
    """Write one cut face and return its path."""
    source = _open(face)
    mapping = source.getBestCmap()
    glyphs = source.getGlyphSet()
    scale = EM / source["head"].unitsPerEm
    empty = TTGlyphPen(None).glyph()
    outlines, widths, names = {".notdef": empty}, {".notdef": (EM, 0)}, {}
    for character in wanted(face.common_only):
        if ord(character) not in mapping:
            continue
        name = f"u{ord(character):05X}"
        outlines[name], width = _outline(glyphs, mapping[ord(character)], character, scale)
        widths[name] = (round(width), 0)
        names[ord(character)] = name
    return _write(face, source, outlines, widths, names)


def _write(face: Cut, source: TTFont, outlines: Any, widths: Any, names: Any) -> Path:
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(list(outlines))
    builder.setupCharacterMap(names)
    builder.setupGlyf(outlines)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (width, getattr(table[name], "xMin", 0)) for name, (width, _) in widths.items()}
    )
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable(
        {
            "copyright": source["name"].getDebugName(0) or "",
            "familyName": {"en": face.family, "zh": face.chinese},
            "styleName": "Regular",
            "fullName": face.family,
            "psName": face.family.replace(" ", ""),
            "version": "1.0",
            "licenseDescription": "SIL Open Font License, Version 1.1",
            "licenseInfoURL": "https://openfontlicense.org",
        }
    )
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=1000, usWinDescent=250)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = FIXED_DATE
    builder.font.recalcTimestamp = False
    target = FACES / face.file
    builder.save(target)
    return target


def main() -> int:
    """Cut every face, or those whose file names are given."""
    chosen = sys.argv[1:]
    for face in CUTS:
        if chosen and face.file not in chosen:
            continue
        if not Path(face.source).exists():
            print(f"缺少 {face.source}：请先安装 fonts-noto-cjk 和 fonts-lxgw-wenkai", file=sys.stderr)
            return 1
        target = cut(face)
        print(f"{target.name}: {target.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
