"""The code on every page: made from what a paper says, read back from a PDF, held against the office's own copy."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.forms.sheet import VerificationCode

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O 1 I L
GROUPS, IN_GROUP = 3, 4
_SHAPE = re.compile(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,20}〔\d{4}〕\d+号")


@dataclass(frozen=True)
class PaperClaim:
    """What a PDF says it is: its number, its verification code ("" where it bears none), its text."""

    number: str
    code: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One place where a paper is not the office's own: the page (from 1) and a Chinese sentence."""

    page: int
    text: str


def fingerprint(type_key: str, number: str, values: Mapping[str, Any]) -> str:
    """Return the short code of a paper: XXXX-XXXX-XXXX over type, number and fields."""
    said = json.dumps([type_key, number, dict(values)], ensure_ascii=False, sort_keys=True)
    left = int.from_bytes(hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest(), "big")
    letters = []
    for _ in range(GROUPS * IN_GROUP):
        left, place = divmod(left, len(ALPHABET))
        letters.append(ALPHABET[place])
    code = "".join(letters)
    return "-".join(code[at : at + IN_GROUP] for at in range(0, len(code), IN_GROUP))


def code_for(type_key: str, number: str, values: Mapping[str, Any]) -> VerificationCode:
    """Return the code that every page of the paper bears."""
    text = fingerprint(type_key, number, values)
    return VerificationCode(text=text, payload=f"{number}|{text}")


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page as a reader of the PDF extracts it."""
    import pypdfium2  # noqa: PLC0415 - slow to load, and wanted only to check a paper

    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def read_code(pdf: bytes) -> PaperClaim:
    """Return what a PDF claims to be."""
    text = "\n".join(page_texts(pdf))
    code, number = _SHAPE.search(text), _NUMBER.search(text)
    return PaperClaim(number[0] if number else "", code[0] if code else "", text)


def same_paper(pdf: bytes, expected: bytes) -> tuple[Difference, ...]:
    """Return every page on which the PDF says something else than the office's own copy."""
    found, wanted = page_texts(pdf), page_texts(expected)
    differences = []
    if len(found) != len(wanted):
        differences.append(Difference(0, f"应有{len(wanted)}页，纸面为{len(found)}页。"))
    for number, (said, meant) in enumerate(zip(found, wanted, strict=False), 1):
        if said != meant:
            differences.append(Difference(number, f"第{number}页的文字与签发时不符。"))
    if not differences and pdf != expected:
        differences.append(Difference(0, "文件与签发时的文件不一致，图面可能被改动。"))
    return tuple(differences)
