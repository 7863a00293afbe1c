"""How matters and people are found by what is typed: characters, pinyin, initials, or a mixture of them."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

EXACT = 0
TEXT_PREFIX = 1
INITIALS_PREFIX = 2
PINYIN_PREFIX = 3
TEXT_INSIDE = 4
INITIALS_INSIDE = 5
PINYIN_INSIDE = 6

_WORDS = re.compile(r"[a-z0-9]+|[^\sa-z0-9]+")
_LONG_INITIALS = ("zh", "ch", "sh")

Readings = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SearchKeys:
    """A text as it sounds: commonest ``pinyin`` ("gui hua"), commonest ``initials`` ("gh"), all ``readings``.

    ``readings`` holds, for each character that can be typed, every way to say it (行: xing, hang).
    """

    pinyin: str
    initials: str
    readings: Readings


@lru_cache(maxsize=32_768)
def search_keys(text: str) -> SearchKeys:
    """Return how the text sounds; punctuation has no sound, letters and digits stand for themselves."""
    readings = tuple(sounds for character in _fold(text) if (sounds := _sounds(character)))
    pinyin = " ".join(sounds[0] for sounds in readings)
    return SearchKeys(pinyin, "".join(sounds[0][0] for sounds in readings), readings)


def matches(query: str, text: str, keys: SearchKeys) -> int | None:
    """Return how well the query finds the text (0 best), or None; every word of the query must be found.

    The order: the text itself, its beginning, initials from its beginning, pinyin from its beginning,
    then the same three somewhere inside.
    """
    wanted, own = _fold(query).strip(), _fold(text)
    if not wanted:
        return None
    if wanted == own:
        return EXACT
    if own.startswith(wanted):
        return TEXT_PREFIX
    ranks = [_rank(word, own, keys.readings) for word in _WORDS.findall(wanted.replace("'", ""))]
    found = [rank for rank in ranks if rank is not None]
    return max(found) if found and len(found) == len(ranks) else None


def _rank(word: str, own: str, readings: Readings) -> int | None:
    """Rank one word of a query against a folded text and its readings."""
    if own.startswith(word):
        return TEXT_PREFIX
    inside = TEXT_INSIDE if word in own else None
    heard = _rank_of_sound(word, readings) if word.isascii() else None
    return min((rank for rank in (inside, heard) if rank is not None), default=None)


def _rank_of_sound(word: str, readings: Readings) -> int | None:
    """Rank typed letters: initials before pinyin, the beginning before the inside."""
    if _initials_at(word, readings, 0):
        return INITIALS_PREFIX
    if _spelt_at(word, readings, 0):
        return PINYIN_PREFIX
    if _anywhere(_initials_at, word, readings):
        return INITIALS_INSIDE
    return PINYIN_INSIDE if _anywhere(_spelt_at, word, readings) else None


def _anywhere(test: Callable[[str, Readings, int], bool], word: str, readings: Readings) -> bool:
    return any(test(word, readings, start) for start in range(1, len(readings)))


def _initials_at(word: str, readings: Readings, start: int) -> bool:
    """Tell whether each letter begins a reading of the characters from ``start`` on."""
    if len(word) > len(readings) - start:
        return False
    return all(
        any(sound[0] == letter for sound in readings[start + place]) for place, letter in enumerate(word)
    )


def _spelt_at(word: str, readings: Readings, start: int) -> bool:
    """Tell whether the word spells the characters from ``start`` on: whole syllables or their initials."""
    reached = {0}
    for sounds in readings[start:]:
        further: set[int] = set()
        for offset in reached:
            rest = word[offset:]
            if any(sound.startswith(rest) for sound in sounds):
                return True
            further.update(offset + size for sound in sounds for size in _eaten(rest, sound))
        if not further:
            return False
        reached = further
    return False


def _eaten(rest: str, sound: str) -> tuple[int, ...]:
    """Return how many letters of ``rest`` one syllable may take: its initial, zh/ch/sh, or all of it."""
    if rest[0] != sound[0]:
        return ()
    sizes = [1]
    if sound[:2] in _LONG_INITIALS and rest.startswith(sound[:2]):
        sizes.append(2)
    if len(sound) > 1 and rest.startswith(sound):
        sizes.append(len(sound))
    return tuple(sizes)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


@lru_cache(maxsize=16_384)
def _sounds(character: str) -> tuple[str, ...]:
    """Return the ways to type one character, commonest first; nothing for punctuation."""
    if character.isascii():
        return (character,) if character.isalnum() else ()
    spoken = [sound for sound in _pinyin()(character) if sound.isascii() and sound.isalpha()]
    return tuple(dict.fromkeys(spoken + [sound.replace("v", "u") for sound in spoken]))


@lru_cache(maxsize=1)
def _pinyin() -> Callable[[str], list[str]]:
    """Load the dictionary of single characters at first use.

    Its dictionary of phrases would cost another 0.3 s and 44 MB, and every reading is searched anyhow.
    """
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, pinyin  # noqa: PLC0415

    def readings_of(character: str) -> list[str]:
        found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
        return found[0] if found else []

    return readings_of
