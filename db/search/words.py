"""What a thing is found by: normalised texts, telephone tails, and neighbouring pairs of characters.

Of digits there are too few pairs to tell numbers apart: two digits are filed with what follows them.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

from app.errors import BadInput
from db.search.initials import initials_of

END = "\n"  # stands after every text, so that no pair reaches into the next
_BETWEEN = "\x1e"  # texts that are folded in one go
_LONGEST_WORD = 200
_MOST_WORDS = 20
_SHORTEST_TAIL = 4  # digits
_SHIFT = 21  # bits of a character
_LAST = (1 << _SHIFT) - 1
_DIGITS = "0123456789"
_RUNS_FROM = -200 << _SHIFT  # far below the keys of telephones' ends
_BRACKETS = (("〔", "["), ("【", "["), ("〕", "]"), ("】", "]"))  # broad ones are folded with all that is broad
_TELEPHONE = re.compile(r"(\+?86-?)?1[3-9][0-9]{9}|\(?0[0-9]{2,3}[)\- ]?[1-9][0-9]{6,7}")
_BETWEEN_TELEPHONES = re.compile(r"[^0-9()+\-]+")
_TAIL = re.compile(r"[0-9]{4,}|\(?[0-9]+[)\-][0-9]{4,}")
_MARKS_OF_TELEPHONES = frozenset("0123456789()+- ")
_TELEPHONE_MARKS = re.compile(r"[0-9()+\- ]+")
_MARKS = re.compile(r"[^0-9]")
_PLAIN = re.compile(r"[a-z0-9]")
_RUNS = re.compile(r"[0-9]{2,}.", re.DOTALL)
_FIRST, _END = (1 << 32) - 1, ord(END)
_TWO_DIGITS = frozenset(ord(first) | ord(second) << 32 for first in _DIGITS for second in _DIGITS)


def pair_key(pair: str) -> int:
    """Return what stands for two neighbouring characters, or for two digits and what follows them."""
    if pair[2:]:
        return _run_key(pair) + ord(pair[2])
    return ord(pair[0]) << _SHIFT | ord(pair[1])


def neighbours(text: str) -> array[int]:
    """Return each two neighbouring characters as one number, the first in its lower 32 bits."""
    written = text.encode("utf-32-le")
    numbers = array("Q", bytes(8 * max(0, len(text) - 1)))
    numbers[::2] = array("Q", written[: len(text) // 2 * 8])
    numbers[1::2] = array("Q", written[4 : 4 + (len(text) - 1) // 2 * 8])
    return numbers


def keys_of(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the neighbours that are filed, each with its key: no two digits, none that begins at an end."""
    for number in numbers:
        first, second = number & _FIRST, number >> 32
        if first != _END and number not in _TWO_DIGITS:
            yield number, first << _SHIFT | second


def runs_of(text: str) -> list[str]:
    """Return two digits with what follows them, wherever they stand."""
    return [run[at : at + 3] for run in _RUNS.findall(text) for at in range(len(run) - 2)]


@dataclass(frozen=True, kw_only=True)
class Findable:
    """What one thing is found by, each part a text with ``END`` after every piece."""

    words: str
    tails: str
    initials: str

    def pairs(self) -> set[int]:
        """Return the neighbouring pairs of words and initials, and the key of each telephone's end."""
        said = self.words + self.initials  # what lies across begins at an end
        keys = {key for _number, key in keys_of(neighbours(said))}
        return keys.union(map(pair_key, runs_of(said)), self.tail_keys())

    def tail_keys(self) -> set[int]:
        """Return the key of each telephone's end."""
        return {tail_key(each) for each in self.tails.split(END) if len(each) >= _SHORTEST_TAIL}


class Said(NamedTuple):
    """What is said of one thing, as it is written."""

    texts: Sequence[str]
    names: Sequence[str]
    telephones: Sequence[str] = ()


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

    def keys(self, rarest: int | None = None) -> tuple[tuple[int, int], ...]:
        """Return from where to where the pairs lie one of which a thing with the word has: its ``rarest``."""
        pairs = self.pairs()
        if not pairs:
            return self.starts()
        keys = (pairs[0] if rarest is None else rarest, *((tail_key(self.tail),) if self.tail else ()))
        return tuple((key, key) for key in keys)

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
    folded = pieces if len(pieces) == len(texts) else map(_folded, texts)
    return [each if " " not in each and each.isprintable() else _tidied(each) for each in folded]


def findable(*, texts: Sequence[str], names: Sequence[str], telephones: Sequence[str] = ()) -> Findable:
    """Gather what a thing is found by: texts by their words, names by their initials too.

    Telephone numbers, also such as stand alone among the texts, are found by their end.
    """
    return findables([Said(texts=texts, names=names, telephones=telephones)])[0]


def findables(many: Sequence[Said]) -> list[Findable]:
    """Gather what each of many things is found by, all in one go."""
    every = iter(_normalised([each for said in many for part in said for each in part]))
    return [
        _found(
            list(islice(every, len(said.texts))),
            list(islice(every, len(said.names))),
            list(islice(every, len(said.telephones))),
        )
        for said in many
    ]


def _found(texts: list[str], names: list[str], telephones: list[str]) -> Findable:
    pieces = dict.fromkeys(filter(None, (*names, *texts)))
    numbers = [each for each in pieces if each[0] in _MARKS_OF_TELEPHONES and _TELEPHONE_MARKS.fullmatch(each)]
    given = [each for text in telephones for each in _BETWEEN_TELEPHONES.split(text)]
    tails = dict.fromkeys(map(_digits, [*given, *filter(_TELEPHONE.fullmatch, numbers)]))
    for number in numbers:
        if _digits(number) in tails:  # the piece is nothing but one of the telephone numbers
            del pieces[number]
    initials = sorted({each for name in names for each in initials_of(name)})
    return Findable(
        words=_ended(pieces),
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


def _digits(text: str) -> str:
    return text if text.isdecimal() and text.isascii() else _MARKS.sub("", text)


def _ended(pieces: Iterable[str]) -> str:
    return END.join((*pieces, ""))


def _inner(text: str) -> Iterator[int]:
    keys = (key for _number, key in keys_of(neighbours(text)))
    return chain(keys, map(pair_key, runs_of(text)))


def _run_key(digits: str) -> int:
    """Return the key that stands for two digits at what would be before all characters that may follow."""
    return _RUNS_FROM + (int(digits[:2]) << _SHIFT)
