"""What a thing is found by: normalised texts, telephone tails, and neighbouring pairs of characters.

Of digits there are too few pairs to tell numbers apart: two digits are filed with what follows them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import add

from app.errors import BadInput
from db.initials import initials_of

END = "\n"  # stands after every text, so that no pair reaches into the next
_BETWEEN = "\x1e"  # texts that are folded in one go
_LONGEST_WORD = 200
_MOST_WORDS = 20
_SHORTEST_TAIL = 4  # digits
_SHIFT = 21  # bits of a character
_LAST = (1 << _SHIFT) - 1
_DIGITS = "0123456789"
_RUNS_FROM = -200 << _SHIFT  # far below the keys of telephones' ends
_MOST_KEPT = 250_000  # pairs
_BRACKETS = (("〔", "["), ("【", "["), ("〕", "]"), ("】", "]"))  # broad ones are folded with all that is broad
_TELEPHONE = re.compile(r"(\+?86-?)?1[3-9][0-9]{9}|\(?0[0-9]{2,3}[)\- ]?[1-9][0-9]{6,7}")
_BETWEEN_TELEPHONES = re.compile(r"[^0-9()+\-]+")
_TAIL = re.compile(r"[0-9]{4,}|\(?[0-9]+[)\-][0-9]{4,}")
_TELEPHONE_MARKS = re.compile(r"[0-9()+\- ]+")
_MARKS = re.compile(r"[^0-9]")
_PLAIN = re.compile(r"[a-z0-9]")
_RUNS = re.compile(r"(?=([0-9]{2}.))", re.DOTALL)
_TWO_DIGITS = frozenset(first + second for first in _DIGITS for second in _DIGITS)


def pair_key(pair: str) -> int:
    """Return what stands for two neighbouring characters, or for two digits and what follows them."""
    if pair[2:]:
        return _run_key(pair) + ord(pair[2])
    return ord(pair[0]) << _SHIFT | ord(pair[1])


class _Keys(dict[str, int]):
    """The number of each pair of characters, kept once reckoned."""

    def __missing__(self, pair: str) -> int:
        if len(self) > _MOST_KEPT:
            self.clear()
        key = self[pair] = pair_key(pair)
        return key


_KEYS = _Keys()


def pair_keys(written: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the pairs that are filed, each with its number: none of two digits, none that begins at an end."""
    return ((said, _KEYS[said]) for said in written if said not in _TWO_DIGITS and said[0] != END)


def runs_of(text: str) -> list[str]:
    """Return two digits with what follows them, wherever they stand."""
    return _RUNS.findall(text)


@dataclass(frozen=True, kw_only=True)
class Findable:
    """What one thing is found by, each part a text with ``END`` after every piece."""

    words: str
    tails: str
    initials: str

    def pairs(self) -> set[int]:
        """Return the neighbouring pairs of words and initials, and the key of each telephone's end."""
        written = {*map(add, self.words, self.words[1:]), *map(add, self.initials, self.initials[1:])}
        written.update(runs_of(self.words + self.initials))
        return {pair for _said, pair in pair_keys(written)} | self.tail_keys()

    def tail_keys(self) -> set[int]:
        """Return the key of each telephone's end."""
        return {tail_key(each) for each in self.tails.split(END) if len(each) >= _SHORTEST_TAIL}


@dataclass(frozen=True, kw_only=True)
class Word:
    """One word looked for; ``tail`` is set where it may be the end of a telephone number.

    ``certain`` says that a thing with the word's pair is sure to contain the word.
    """

    text: str
    tail: str
    latin: bool
    certain: bool

    def pairs(self) -> tuple[int, ...]:
        """Return the pairs that whatever contains the word must have; none for one character or two digits."""
        return tuple(dict.fromkeys(_inner(self.text)))

    def starts(self) -> tuple[tuple[int, int], ...]:
        """Return from where to where the pairs lie one of which a word without pairs must have."""
        if len(self.text) > 1:
            start = _run_key(self.text)
            return ((start, start + _LAST),)
        start = ord(self.text) << _SHIFT
        pairs = (start, start | _LAST)
        if self.text not in _DIGITS:
            return (pairs,)
        return pairs, (_run_key(self.text + "0"), _run_key(self.text + "9") + _LAST)


def tail_key(tail: str) -> int:
    """Return what stands among the pairs for a telephone number with these last four digits."""
    return -1 - int(tail[-_SHORTEST_TAIL:])


def normalise(text: str) -> str:
    """Fold width, case and brackets, so that ＡＢ〔1〕 is found by ab[1]; blanks become one blank."""
    return _tidied(_folded(text))


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    for bracket, plain in _BRACKETS:
        folded = folded.replace(bracket, plain)
    return folded


def _tidied(folded: str) -> str:
    if not folded.isprintable():  # halves of characters are not
        folded = folded.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    elif " " not in folded:
        return folded
    return " ".join(folded.split())


def _normalised(texts: Sequence[str]) -> list[str]:
    """Normalise texts, all in one go: nothing is folded together across what stands between them."""
    pieces = _folded(_BETWEEN.join(texts)).split(_BETWEEN)
    return list(map(_tidied, pieces if len(pieces) == len(texts) else map(_folded, texts)))


def findable(*, texts: Sequence[str], names: Sequence[str], telephones: Sequence[str] = ()) -> Findable:
    """Gather what a thing is found by: texts by their words, names by their initials too.

    Telephone numbers, also such as stand alone among the texts, are found by their end.
    """
    every = _normalised([*names, *texts, *telephones])
    named, rest = every[: len(names)], every[len(names) + len(texts) :]
    pieces = dict.fromkeys(every[: len(names) + len(texts)])
    given = [each for text in rest for each in _BETWEEN_TELEPHONES.split(text)]
    tails = dict.fromkeys(map(_digits, [*given, *filter(_TELEPHONE.fullmatch, pieces)]))
    initials = sorted({each for name in named for each in initials_of(name)})
    return Findable(
        words=_ended(piece for piece in pieces if piece and not _is_one_of(piece, tails)),
        tails=_ended(filter(None, tails)),
        initials=_ended(initials),
    )


def words_of(looked_for: str) -> tuple[Word, ...]:
    """Split what is looked for at blanks; raises ``BadInput`` when it is unreasonably long."""
    found = tuple(dict.fromkeys(normalise(looked_for).split()))
    if len(found) > _MOST_WORDS or any(len(each) > _LONGEST_WORD for each in found):
        raise BadInput(f"查找的内容太长。请最多输入 {_MOST_WORDS} 个词，每个词不超过 {_LONGEST_WORD} 个字。")
    return tuple(map(_word, found))


def _word(text: str) -> Word:
    return Word(
        text=text,
        tail=_digits(text) if _TAIL.fullmatch(text) else "",
        latin=bool(re.fullmatch(r"[a-z0-9]+", text)),
        certain=len(text) <= 2 and not _PLAIN.search(text),  # noqa: PLR2004  # a pair
    )


def _is_one_of(piece: str, tails: Iterable[str]) -> bool:
    """Say whether the piece is nothing but one of the telephone numbers."""
    return bool(_TELEPHONE_MARKS.fullmatch(piece)) and _digits(piece) in tails


def _digits(text: str) -> str:
    return _MARKS.sub("", text)


def _ended(pieces: Iterable[str]) -> str:
    return "".join(piece + END for piece in pieces)


def _inner(text: str) -> Iterator[int]:
    pairs = map("".join, pairwise(text))
    return map(pair_key, chain((pair for pair in pairs if pair not in _TWO_DIGITS), _RUNS.findall(text)))


def _run_key(digits: str) -> int:
    """Return the key that stands for two digits at what would be before all characters that may follow."""
    return _RUNS_FROM + (int(digits[:2]) << _SHIFT)
