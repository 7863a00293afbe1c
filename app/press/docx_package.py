"""The Word package: python-docx's skeleton made ready once, then filled and zipped with fixed times."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from app.forms.sheet import Face
from app.press.bars import PICTURES, counted, has_bars
from app.press.faces import OFFICIAL

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
ROOT = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KEPT = ("_rels/.rels", "word/styles.xml", "word/settings.xml", "word/fontTable.xml")
WORD_NAMES: dict[Face, str] = {
    Face.TITLE: "方正小标宋简体",
    Face.BODY: "仿宋_GB2312",
    Face.KAI: "楷体_GB2312",
    Face.HEI: "黑体",
    Face.SONG: "宋体",
}
ALTERNATIVES: dict[Face, str] = {
    Face.TITLE: "方正小标宋_GBK",
    Face.BODY: "仿宋",
    Face.KAI: "楷体",
    Face.HEI: "SimHei",
    Face.SONG: "SimSun",
}
LEVEL = 1
STORED_AT = 0x0021  # 1980-01-01: a package has no time of its own


class Entry(NamedTuple):
    """One file of the package, already compressed."""

    name: bytes
    check: int
    size: int
    packed: bytes


def entry(name: str, content: bytes) -> Entry:
    """Compress one file."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return Entry(name.encode(), zlib.crc32(content), len(content), packer.compress(content) + packer.flush())


@cache
def skeleton() -> tuple[Entry, ...]:
    """Return the parts that never change: styles, settings, font table."""
    document = Document()
    _set_defaults(document)
    target = io.BytesIO()
    document.save(target)
    with zipfile.ZipFile(target) as package:
        parts = {name: package.read(name) for name in KEPT if name in package.namelist()}
    parts["_rels/.rels"] = _package_relations().encode()
    parts["word/fontTable.xml"] = _font_table().encode()
    return tuple(entry(name, content) for name, content in parts.items())


def _set_defaults(document: object) -> None:
    """Set the style everything rests on: no theme faces, no space between paragraphs, Chinese."""
    styles = document.styles.element  # type: ignore[attr-defined]
    defaults = styles.find(qn("w:docDefaults"))
    name = WORD_NAMES[Face.BODY]
    fresh = parse_xml(
        f'<w:docDefaults xmlns:w="{W}"><w:rPrDefault><w:rPr>{fonts(name)}<w:kern w:val="2"/><w:sz w:val="24"/>'
        '<w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    styles.replace(defaults, fresh)
    for style in list(styles.findall(qn("w:style"))):
        if style.get(qn("w:styleId")) not in ("Normal", "DefaultParagraphFont", "TableNormal", "NoList"):
            styles.remove(style)
    settings = document.settings.element  # type: ignore[attr-defined]
    for tag in ("w:themeFontLang", "w:clrSchemeMapping"):
        for found in settings.findall(qn(tag)):
            settings.remove(found)
    settings.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")


def fonts(name: str) -> str:
    """Return the element that names one face for every script, so that quotes and dashes stay Chinese."""
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _package_relations() -> str:
    office = R
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f'{HEAD}<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/></Relationships>'
    )


def _font_table() -> str:
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{ALTERNATIVES[role]}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"swiss" if role is Face.HEI else "roman"}"/><w:pitch w:val="variable"/></w:font>'
        for role, name in WORD_NAMES.items()
        if name in OFFICIAL[role]
    )
    return f"{HEAD}<w:fonts {ROOT}>{rows}</w:fonts>"


@cache
def _content_types(headers: int, footers: int) -> Entry:
    overrides = [
        ("/word/document.xml", TYPES + "document.main+xml"),
        ("/word/styles.xml", TYPES + "styles+xml"),
        ("/word/settings.xml", TYPES + "settings+xml"),
        ("/word/fontTable.xml", TYPES + "fontTable+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        *((f"/word/header{number}.xml", TYPES + "header+xml") for number in range(1, headers + 1)),
        *((f"/word/footer{number}.xml", TYPES + "footer+xml") for number in range(1, footers + 1)),
    ]
    listed = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides)
    return entry(
        "[Content_Types].xml",
        (
            f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="png" ContentType="image/png"/>{listed}</Types>'
        ).encode(),
    )


@cache
def _document_relations(headers: int, footers: int, *, bars: bool) -> Entry:
    targets = [
        ("rIdStyles", "styles", "styles.xml"),
        ("rIdSettings", "settings", "settings.xml"),
        ("rIdFonts", "fontTable", "fontTable.xml"),
        *((f"rIdHeader{number}", "header", f"header{number}.xml") for number in range(1, headers + 1)),
        *((f"rIdFooter{number}", "footer", f"footer{number}.xml") for number in range(1, footers + 1)),
        *((name, "image", f"media/{name}.png") for name in PICTURES if bars),
    ]
    return entry("word/_rels/document.xml.rels", _relations(targets))


def _relations(targets: list[tuple[str, str, str]]) -> bytes:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"/>' for name, kind, target in targets
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'.encode()


class Contents(NamedTuple):
    """What one document adds to the skeleton; ``picture`` is the square code (PNG), or nothing."""

    title: str
    author: str
    body: str
    headers: tuple[str, ...]
    footers: tuple[str, ...]
    picture: bytes


def package(contents: Contents) -> bytes:
    """Return the .docx file."""
    bars = has_bars(contents.body)
    entries = [
        _content_types(len(contents.headers), len(contents.footers)),
        *skeleton(),
        _document_relations(len(contents.headers), len(contents.footers), bars=bars),
        entry("word/document.xml", f"{HEAD}<w:document {ROOT}>{counted(contents.body)}</w:document>".encode()),
        entry("docProps/core.xml", _core(contents.title, contents.author)),
    ]
    for number, header in enumerate(contents.headers, start=1):
        entries.append(entry(f"word/header{number}.xml", f"{HEAD}<w:hdr {ROOT}>{header}</w:hdr>".encode()))
    for number, footer in enumerate(contents.footers, start=1):
        name = f"footer{number}.xml"
        entries.append(entry(f"word/{name}", f"{HEAD}<w:ftr {ROOT}>{footer}</w:ftr>".encode()))
        if contents.picture:
            entries.append(
                entry(f"word/_rels/{name}.rels", _relations([("rIdCode", "image", "media/code.png")]))
            )
    if contents.picture:
        entries.append(entry("word/media/code.png", contents.picture))
    entries += [entry(f"word/media/{name}.png", picture) for name, picture in PICTURES.items() if bars]
    return zipped(entries)


def _core(title: str, author: str) -> bytes:
    return (
        f"{HEAD}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()


def zipped(entries: list[Entry]) -> bytes:
    """Return a zip of entries already compressed; every time in it is the same."""
    parts, listing, offset = [], [], 0
    for name, check, size, packed in entries:
        fixed = struct.pack("<5H3L2H", 20, 0x800, 8, 0, STORED_AT, check, len(packed), size, len(name), 0)
        parts += [b"PK\3\4", fixed, name, packed]
        listing.append(
            b"PK\1\2" + struct.pack("<H", 20) + fixed + struct.pack("<3H2L", 0, 0, 0, 0, offset) + name
        )
        offset += 4 + len(fixed) + len(name) + len(packed)
    directory = b"".join(listing)
    ending = struct.pack("<4H2LH", 0, 0, len(entries), len(entries), len(directory), offset, 0)
    return b"".join([*parts, directory, b"PK\5\6", ending])
