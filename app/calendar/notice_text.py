"""A pasted notice as plain text: one form of digits and brackets, cut into items and sentences.

Every piece remembers where it stood, so that a refusal can show the very sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from app.calendar import statutory
from app.errors import BadInput

LONGEST = 20_000

_QUOTES = "“”‘’\"'「」『』*_#"
_DASHES = "—–―~‐‑‒−"
_FESTIVALS = {
    "元旦": statutory.NEW_YEAR,
    "春": statutory.SPRING,
    "清明": statutory.QINGMING,
    "劳动": statutory.LABOUR,
    "五一": statutory.LABOUR,
    "端午": statutory.DRAGON_BOAT,
    "中秋": statutory.MID_AUTUMN,
    "国庆": statutory.NATIONAL,
    "十一": statutory.NATIONAL,
}
NAME = r"(?:元旦节?|春节|清明节?|(?:五一)?(?:国际)?劳动节|五一节?|端午节?|中秋节?|国庆节?|十一(?!月)节?)"
_MARK = r"(?:[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.](?!\d)|\([一二三四五六七八九十\d]{1,3}\)、?|-+)"
_ITEM = re.compile(
    rf"(?:^|(?<=[\n。;])){_MARK}?(?:(\d{{4}})年)?({NAME}(?:[、和及与暨]{NAME})*)"
    r"(?:放假安排|放假)?\n?(?::\n?|(?=\d))"
)
_ANY_ITEM = re.compile(rf"(?:^|(?<=[\n。;])){_MARK}")
_END = re.compile(r"[。;!?]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the notice: in plain form, and as it was pasted."""

    plain: str
    pasted: str


@dataclass(frozen=True, slots=True)
class Item:
    """What a notice says of one festival (or two together): its sentences in order."""

    festivals: tuple[str, ...]
    year: int | None
    sentences: tuple[Piece, ...]

    @property
    def name(self) -> str:
        """The festivals' names together."""
        return "、".join(self.festivals)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice cut up: what stands before the items, and the items."""

    before: tuple[Piece, ...]
    items: tuple[Item, ...]


class PlainText:
    """The notice in plain form with the place of each character in what was pasted."""

    def __init__(self, pasted: str) -> None:
        if len(pasted) > LONGEST:
            raise BadInput(f"粘贴的文字有{len(pasted)}个字，超过{LONGEST}字，不像是放假通知。")
        self.pasted = pasted
        self.places: list[int] = []
        signs: list[str] = []
        for place, raw in enumerate(pasted):
            for sign in _plain_signs(raw):
                if sign == "\n" and (not signs or signs[-1] == "\n"):
                    continue
                signs.append(sign)
                self.places.append(place)
        self.plain = "".join(signs)

    def piece(self, begin: int, end: int) -> Piece:
        """Cut out a stretch."""
        plain = self.plain[begin:end].replace("\n", "")
        if begin >= end:
            return Piece("", "")
        pasted = self.pasted[self.places[begin] : self.places[end - 1] + 1]
        return Piece(plain, "".join(pasted.split()))

    def sentences(self, begin: int, end: int, shown_from: int) -> Iterator[Piece]:
        """Cut a stretch into sentences; the first is shown from an earlier place (its heading)."""
        for stop in [*(each.end() for each in _END.finditer(self.plain, begin, end)), end]:
            piece = self.piece(begin, stop)
            if piece.plain:
                yield Piece(piece.plain, self.piece(shown_from, stop).pasted)
            begin = shown_from = stop


def _plain_signs(raw: str) -> str:
    if raw in "\r\n\u2028\u2029":
        return "\n"
    if raw in _QUOTES or unicodedata.category(raw) in ("Cf", "Co", "Cs"):
        return ""
    plain = unicodedata.normalize("NFKC", raw)
    return "".join("-" if sign in _DASHES else sign for sign in plain if not sign.isspace())


def cut(pasted: str) -> Notice:
    """Cut a notice into what stands before its items and the items (``BadInput`` if too long)."""
    text = PlainText(pasted)
    heads = list(_ITEM.finditer(text.plain))
    first = heads[0].start() if heads else len(text.plain)
    ends = [each.start() for each in heads[1:]] + [len(text.plain)] * bool(heads)
    return Notice(
        tuple(text.sentences(0, first, 0)),
        tuple(_item(text, head, end) for head, end in zip(heads, ends, strict=True)),
    )


def _item(text: PlainText, head: re.Match[str], end: int) -> Item:
    year = int(head[1]) if head[1] else None
    sentences = tuple(text.sentences(head.end(), end, head.start()))
    return Item(festivals_in(head[2]), year, sentences)


def festivals_in(words: str) -> tuple[str, ...]:
    """Return the festivals named, each by its one name."""
    found = [(words.index(sign), festival) for sign, festival in _FESTIVALS.items() if sign in words]
    return tuple(dict.fromkeys(festival for _, festival in sorted(found)))


def all_sentences(pasted: str) -> tuple[Piece, ...]:
    """Cut a text into its sentences, without their numbers (``BadInput`` if too long)."""
    text = PlainText(pasted)
    pieces = text.sentences(0, len(text.plain), 0)
    return tuple(Piece(_ANY_ITEM.sub("", each.plain), each.pasted) for each in pieces)
