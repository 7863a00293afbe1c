"""A Sheet as a Word document: the words of the PDF in the same order, real tables, exact line pitch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.forms.sheet import (
    MM,
    Align,
    Block,
    Face,
    Grid,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Sheet,
    Signatures,
    Space,
    TearOff,
    Together,
)
from app.press.docx_frame import footers, header, section
from app.press.docx_package import Contents, package
from app.press.docx_signing import write_signatures
from app.press.docx_tables import write_grid
from app.press.docx_words import Manner, gap, paragraph, run
from app.press.faces import Faces
from app.press.papers import papers_of
from app.press.qr import png, square_code
from app.press.setting import NOTE_PITCH, line_pitch
from app.press.signing import TEAR_HEIGHT, single

TEAR_PT = 9.0
HAIR = 1.0  # pt: the height of a paragraph that only Word needs


def write_docx(sheet: Sheet, faces: Faces) -> bytes:
    """Return the .docx file of a Sheet; the same Sheet gives the same bytes."""
    papers = [(each, _written(each.sheet, faces)) for each in papers_of(sheet)]
    sections = [(part, *paper) for part in sheet.parts or ("",) for paper in papers]
    body, headers = [], []
    for number, (part, paper, words) in enumerate(sections, 1):
        headers += [header(paper.sheet, part, first=first) for first in (True, False)]
        properties = section(paper, 2 * number - 1)
        body.append(words)
        last = number == len(sections)
        body.append(properties if last else f"<w:p><w:pPr>{_hair()}{properties}</w:pPr></w:p>")
    picture = png(square_code(sheet.code.payload), quiet=0) if sheet.code else b""
    contents = Contents(
        title=sheet.title,
        author=sheet.author,
        body=f"<w:body>{''.join(body)}</w:body>",
        headers=tuple(headers),
        footers=footers(sheet, many=sum(not paper.counts_on for _part, paper, _words in sections) > 1),
        picture=picture,
    )
    return package(contents)


def _written(sheet: Sheet, faces: Faces) -> str:
    return "".join(_Writer(sheet, faces).blocks(sheet.blocks, keep=False))


def _hair() -> str:
    return '<w:spacing w:line="20" w:lineRule="exact"/>'


@dataclass(frozen=True)
class _Writer:
    """Writes blocks one after another; ``keep`` holds a block to the one that follows."""

    sheet: Sheet
    faces: Faces

    def blocks(self, blocks: tuple[Block, ...], keep: bool, keep_last: bool = False) -> Iterator[str]:
        """Write blocks; with ``keep`` each stays with the next, with ``keep_last`` the last one does."""
        for number, block in enumerate(blocks):
            rest = blocks[number + 1 :]
            held = _clings(rest) or (keep and bool(rest)) or (keep_last and not rest)
            yield from self._block(block, held, keep)
            if isinstance(block, Grid | Signatures) and (not rest or isinstance(rest[0], Grid | Together)):
                yield gap(HAIR, keep=held)

    def _block(self, block: Block, held: bool, keep: bool) -> Iterator[str]:  # noqa: C901  (a line for each kind)
        match block:
            case Paragraph():
                yield from _paragraphs(block, held or block.keep_with_next)
            case Items():
                yield from _items(block, self.faces, held, keep)
            case Grid():
                yield write_grid(block, self.faces, held, keep)
            case Signatures():
                yield write_signatures(block, self.faces, self.sheet.page.block_width * MM)
            case Note():
                style = Manner(pitch=block.size * NOTE_PITCH, before=1.5 * MM, keep=held)
                yield from (
                    paragraph(run(text, Face.BODY, block.size), style) for text in block.text.split("\n")
                )
            case TearOff():
                yield self._tear_off(block)
            case Space():
                yield gap(block.height * MM, keep=held)
            case PageBreak():
                yield f'<w:p><w:pPr>{_hair()}</w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'
            case Together():
                yield from self.blocks(block.blocks, keep=True, keep_last=held)

    def _tear_off(self, block: TearOff) -> str:
        width = self.sheet.page.block_width * MM
        style = {"pitch": TEAR_HEIGHT, "align": Align.LEFT}
        if not block.caption:
            tabs = (("right", width, "hyphen"),)
            return paragraph(run("\t", Face.SONG, TEAR_PT), Manner(**style, tabs=tabs))  # type: ignore[arg-type]
        half = single(block.caption, self.faces, Face.SONG).width * TEAR_PT / 2 + 2 * MM
        tabs3 = (
            ("right", width / 2 - half, "hyphen"),
            ("center", width / 2, "none"),
            ("left", width / 2 + half, "none"),
            ("right", width, "hyphen"),
        )
        words = run(f"\t\t{block.caption}\t\t", Face.SONG, TEAR_PT)
        return paragraph(words, Manner(**style, tabs=tabs3))  # type: ignore[arg-type]


def _clings(rest: tuple[Block, ...]) -> bool:
    """Say whether signature lines come next (a gap before them does not count), or what clings."""
    after = next((block for block in rest if not isinstance(block, Space)), None)
    return isinstance(after, Signatures) or (isinstance(after, Note | Grid) and after.clings)


def _paragraphs(block: Paragraph, held: bool) -> Iterator[str]:
    texts = block.text.split("\n")
    indented = block.align in (Align.LEFT, Align.JUSTIFY)
    for number, text in enumerate(texts):
        last = number == len(texts) - 1
        style = Manner(
            pitch=line_pitch(block.size, block.line_mm),
            align=block.align,
            left=block.hang * block.size,
            first=block.indent * block.size if indented else 0.0,
            before=0.0 if number else block.before * MM,
            after=block.after * MM if last else 0.0,
            keep=held and last,
        )
        yield paragraph(run(text, block.face, block.size), style)


def _items(block: Items, faces: Faces, held: bool, keep: bool) -> Iterator[str]:
    for number, item in enumerate(block.items):
        hang = max(block.hang, single(item.mark, faces, block.face).width + 0.25 if item.mark else 0.0)
        for line, text in enumerate(item.text.split("\n")):
            marked = item.mark and line == 0
            style = Manner(
                pitch=line_pitch(block.size, block.line_mm),
                left=(block.indent + hang) * block.size,
                first=-hang * block.size if marked else 0.0,
                keep=keep or (held and number == len(block.items) - 1),
            )
            words = f"{item.mark}\t{text}" if marked else text
            yield paragraph(run(words, block.face, block.size), style)
