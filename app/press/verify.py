"""The verification code of a paper, and how a PDF is compared with what was issued."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from app.errors import BadInput
from app.forms.sheet import VerificationCode

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs; 0 O 1 I are not among them
LENGTH = 12  # 60 bits
GROUP = 4
NUMBER = re.compile(r"[\w·]+〔\d{4}〕\d+号")
CODE = re.compile(rf"验证码([{LETTERS}]{{{GROUP}}}(?:-[{LETTERS}]{{{GROUP}}}){{{LENGTH // GROUP - 1}}})")
BLANK = re.compile(r"\s+")
DPI = 100
SHADE = 16  # of 255: a picture that differs by less was only drawn by another version
AROUND = 6  # characters shown beside a difference
SHOWN = 40  # characters of a difference shown
MOST = 8  # differences told for a page


@dataclass(frozen=True)
class PaperClaim:
    """What a PDF says of itself: its number, its short code, and the words of each page."""

    number: str
    code: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """Where a paper is not the one that was issued: the page (0: the file) and a Chinese sentence."""

    page: int
    text: str


def fingerprint(values: Mapping[str, Any], type_key: str, number: str) -> str:
    """Return the short code over a document's type, number and fields: XXXX-XXXX-XXXX."""
    written = json.dumps([type_key, number, dict(values)], ensure_ascii=False, sort_keys=True, default=str)
    bits = int.from_bytes(hashlib.sha256(written.encode()).digest(), "big")
    signs = "".join(LETTERS[bits >> 5 * place & 31] for place in range(LENGTH))
    return "-".join(signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def code_for(type_key: str, number: str, values: Mapping[str, Any]) -> VerificationCode:
    """Return the code printed on every page: the short code, and in the square the number with it."""
    text = fingerprint(values, type_key, number)
    return VerificationCode(text=text, payload=f"{number} {text}")


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise BadInput("这个文件不是能读取的 PDF，请选择由本系统签发的 PDF 文件") from error
    with closing(document):
        yield document


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """Return the words of each page without blanks; raises BadInput for what is no PDF."""
    with _opened(pdf) as document:
        return tuple(_words(page) for page in document)


def _words(page: pypdfium2.PdfPage) -> str:
    return BLANK.sub("", _lines(page))


def _lined_texts(pdf: bytes) -> tuple[str, ...]:
    """Return the words of each page with their lines, which part a number from what stands above it."""
    with _opened(pdf) as document:
        return tuple(_lines(page) for page in document)


def _lines(page: pypdfium2.PdfPage) -> str:
    with closing(page.get_textpage()) as text:
        return str(text.get_text_range())


def read_code(pdf: bytes) -> PaperClaim:
    """Read what a PDF says of itself; number and code are "" where it does not say; raises BadInput."""
    pages = page_texts(pdf)
    number = next((found[0] for page in _lined_texts(pdf) if (found := NUMBER.search(page))), "")
    code = next((found[1] for page in pages if (found := CODE.search(page))), "")
    return PaperClaim(number, code, pages)


def same_paper(pdf: bytes, expected: bytes) -> tuple[Difference, ...]:
    """Compare a PDF with the one printed anew from what is stored; nothing means that both show the same.

    Compared are the words of every page, what lies over it (annotations, pictures), later additions to the
    file, and the drawn page itself wherever both were set in the same faces. Raises BadInput.
    """
    if pdf == expected:
        return ()
    if pdf.startswith(expected) and pdf[len(expected) :].strip():
        return (Difference(0, "文件在签发之后追加过内容"),)
    with _opened(pdf) as paper, _opened(expected) as issued:
        return tuple(_differences(pdf, paper, issued))


def _differences(
    pdf: bytes, paper: pypdfium2.PdfDocument, issued: pypdfium2.PdfDocument
) -> Iterator[Difference]:
    if pdf.count(b"startxref") > 1:
        yield Difference(0, "文件在签发之后追加过内容")
    if len(paper) != len(issued):
        yield Difference(0, f"应为{len(issued)}页，实为{len(paper)}页")
    for number in range(min(len(paper), len(issued))):
        yield from _page_differences(number + 1, paper[number], issued[number])


def _page_differences(number: int, paper: pypdfium2.PdfPage, issued: pypdfium2.PdfPage) -> Iterator[Difference]:
    words = list(_word_differences(number, _words(paper), _words(issued)))
    yield from words
    if pdfium.FPDFPage_GetAnnotCount(paper):
        yield Difference(number, f"第{number}页：加有批注或其他覆盖在原件上的内容")
    extra = _kinds(paper) - _kinds(issued)
    if extra:
        yield Difference(number, f"第{number}页：加有原件没有的图像")
    elif not words and _faces(paper) == _faces(issued):
        yield from _picture_difference(number, paper, issued)


def _kinds(page: pypdfium2.PdfPage) -> set[int]:
    return {item.type for item in page.get_objects(max_depth=1)}


def _faces(page: pypdfium2.PdfPage) -> set[str]:
    """Return the names of the faces a page is set in."""
    names = set()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        font = pdfium.FPDFTextObj_GetFont(item)
        buffer = bytearray(256)
        size = pdfium.FPDFFont_GetBaseFontName(font, (pdfium.c_char * 256).from_buffer(buffer), 256)
        names.add(bytes(buffer[:size]).decode("latin-1").strip("\0"))
    return names


def _word_differences(number: int, paper: str, issued: str) -> Iterator[Difference]:
    if paper == issued:
        return
    told = 0
    for kind, start, end, other, until in SequenceMatcher(None, issued, paper, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if told == MOST:
            yield Difference(number, f"第{number}页：还有其他不同")
            return
        told += 1
        wanted = _excerpt(issued, start, end)
        found = _excerpt(paper, other, until)
        yield Difference(number, f"第{number}页：应为“{wanted}”，纸面为“{found}”")


def _excerpt(text: str, start: int, end: int) -> str:
    middle = text[start:end] if end - start <= SHOWN else text[start : start + SHOWN] + "…"
    return f"{text[max(0, start - AROUND) : start]}{middle}{text[end : end + AROUND]}"


def _picture_difference(
    number: int, paper: pypdfium2.PdfPage, issued: pypdfium2.PdfPage
) -> Iterator[Difference]:
    ours, theirs = (page.render(scale=DPI / 72, grayscale=True) for page in (issued, paper))
    if (ours.width, ours.height) != (theirs.width, theirs.height):
        yield Difference(number, f"第{number}页：纸张大小不同")
        return
    first, second = bytes(ours.buffer), bytes(theirs.buffer)
    if first == second:
        return
    for place, (one, other) in enumerate(zip(first, second, strict=True)):
        if abs(one - other) > SHADE:
            across = place % ours.stride / DPI * 25.4
            down = place // ours.stride / DPI * 25.4
            where = f"距左{across:.0f}毫米、距上{down:.0f}毫米处"
            yield Difference(number, f"第{number}页：{where}的画面与原件不同")
            return
