"""Before anything is printed: every character must have a face; what has none is named with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from app.errors import Problem, Refusal
from app.forms.characters import unfit_kind
from app.forms.sheet import (
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
from app.press.faces import Faces, machine_faces
from app.press.papers import papers_of

AROUND = 8  # characters of the text shown before and after one that cannot be printed
Words = tuple[str, Face, str]  # text, face, field


class CannotPrint(Refusal):
    """A character has no face (or is no character of print); every one is named."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.text for problem in problems))
        self.problems = problems


def stop_if_unprintable(sheet: Sheet, faces: Faces) -> None:
    """Raise CannotPrint unless every character of the Sheet can be printed."""
    for text, role, _ in words_of(sheet):
        chain = faces.chain(role)
        if not chain.first.characters.issuperset(text) and chain.missing(text.replace("\n", "")):
            raise CannotPrint(preflight(sheet, faces))


def preflight(sheet: Sheet, faces: Faces | None = None) -> tuple[Problem, ...]:
    """Return one problem for each character (once in each field) that no face draws."""
    faces = faces or machine_faces()
    found: dict[tuple[str, str], Problem] = {}
    for text, role, field in words_of(sheet):
        for character in sorted(faces.chain(role).missing(text.replace("\n", "")), key=text.index):
            found.setdefault((field, character), Problem(field, _sentence(character, text)))
    return tuple(found.values())


def _sentence(character: str, text: str) -> str:
    place = text.index(character)
    before = "".join(map(_shown, text[max(0, place - AROUND) : place]))
    after = "".join(map(_shown, text[place + 1 : place + 1 + AROUND]))
    where = f"在“{before}【{_shown(character)}】{after}”中"
    code = f"U+{ord(character):04X}"
    if _invisible(character):
        return f"{where}有不可打印的控制字符（{code}），请删去后重新输入"
    return f"{where}的“{character}”（{code}）没有可用的字体，不能打印：请安装含此字的字体，或改用其他写法"


def _invisible(character: str) -> bool:
    kind = unicodedata.category(character)
    newer_han = kind == "Cn" and not unfit_kind(character)  # newer than our tables, yet an ideograph
    return kind[0] in "CZM" and not newer_han


def _shown(character: str) -> str:
    return "□" if _invisible(character) and character != " " else character


def words_of(sheet: Sheet) -> Iterator[Words]:
    """Give every text of a Sheet with its face and field."""
    yield sheet.heading_left, Face.BODY, ""
    yield sheet.heading_right, Face.BODY, ""
    yield sheet.continuation_right, Face.BODY, ""
    for paper in papers_of(sheet):
        yield paper.sheet.continuation, Face.HEI, ""
    yield sheet.watermark, Face.HEI, ""
    if sheet.code:
        yield sheet.code.text, Face.SONG, ""
    for part in sheet.parts:
        yield part, Face.HEI, ""
    yield from _words(sheet.blocks)


def _words(blocks: tuple[Block, ...]) -> Iterator[Words]:
    for block in blocks:
        match block:
            case Grid():
                yield from _grid_words(block)
            case Items():
                yield from _item_words(block)
            case Signatures():
                yield from _signature_words(block)
            case Together():
                yield from _words(block.blocks)
            case Paragraph() | Note() | TearOff():
                yield _plain_words(block)
            case Space() | PageBreak():
                continue


def _plain_words(block: Paragraph | Note | TearOff) -> Words:
    match block:
        case Paragraph():
            return block.text, block.face, block.field
        case Note():
            return block.text, Face.BODY, block.field
        case TearOff():
            return block.caption, Face.SONG, ""


def _item_words(block: Items) -> Iterator[Words]:
    for item in block.items:
        yield item.mark, block.face, item.field
        yield item.text, block.face, item.field


def _grid_words(grid: Grid) -> Iterator[Words]:
    for row in grid.rows:
        for cell in row.cells:
            role = cell.face or (grid.label_face if cell.label else grid.value_face)
            yield cell.text, role, cell.field
            yield cell.foot, role, cell.field


def _signature_words(block: Signatures) -> Iterator[Words]:
    for row in block.rows:
        for item in row:
            yield item.label, Face.BODY, ""
            yield item.text, Face.BODY, ""
    yield block.seal_caption, Face.BODY, ""
    yield block.date, Face.BODY, ""
