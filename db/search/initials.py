"""Pinyin initials: how 王伟 is found by ww, and 曾 by z as by c."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_RUNS = re.compile(f"[{_HAN}]+|[a-z0-9]+")
_IS_HAN = re.compile(f"[{_HAN}]")
_SHORT = 6  # characters: longer than a person's name


@lru_cache(maxsize=4096)
def initials_of(name: str) -> frozenset[str]:
    """Return the initials of a normalised name, one for each way its first character is read."""
    runs = _RUNS.findall(name)
    if not any(map(_IS_HAN.match, runs)):
        return frozenset()
    letters = "".join(_letters(run) for run in runs)
    heads = set(letters[:1]) | _readings(runs[0][0])
    return frozenset(head + letters[1:] for head in heads)


def learn() -> None:
    """Load what names are read with, most of a second's work, before a saving has to wait for it."""
    initials_of("重庆")


def _letters(run: str) -> str:
    """Return the first letter of each character as it is read in this run; Latin stays as it is."""
    if not _IS_HAN.match(run):
        return run
    if len(run) > _SHORT or _has_phrase(run):
        return "".join(_read(run))
    return "".join(map(_letter, run))


def _has_phrase(run: str) -> bool:
    """Tell whether some of the run is a word, whose characters may be read otherwise than each alone."""
    phrases = _phrases()
    ends = range(2, len(run) + 1)
    return any(run[start:end] in phrases for end in ends for start in range(end - 1))


@cache
def _phrases() -> Mapping[str, object]:
    """Return the dictionary of words; whoever needed single characters only may have loaded it without."""
    from pypinyin import load_phrases_dict  # noqa: PLC0415  # slow to load, needed only to file a name
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415

    if len(PHRASES_DICT) < len(phrases_dict):
        load_phrases_dict(phrases_dict)
    return PHRASES_DICT


@lru_cache(maxsize=32_768)
def _letter(character: str) -> str:
    return "".join(_read(character))


def _read(run: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    _phrases()
    return lazy_pinyin(run, style=Style.FIRST_LETTER, errors="ignore")


@lru_cache(maxsize=32_768)
def _readings(character: str) -> frozenset[str]:
    """Return the first letter of every reading of one character."""
    if not _IS_HAN.match(character):
        return frozenset()
    from pypinyin import Style, pinyin  # noqa: PLC0415

    found = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
    return frozenset(letter for letters in found for letter in letters if letter)
