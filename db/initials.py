"""Pinyin initials: how 王伟 is found by ww, and 曾 by z as by c."""

from __future__ import annotations

import re
from functools import lru_cache

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_RUNS = re.compile(f"[{_HAN}]+|[a-z0-9]+")
_IS_HAN = re.compile(f"[{_HAN}]")


@lru_cache(maxsize=4096)
def initials_of(name: str) -> frozenset[str]:
    """Return the initials of a normalised name, one for each way its first character is read."""
    runs = _RUNS.findall(name)
    if not any(map(_IS_HAN.match, runs)):
        return frozenset()
    letters = "".join(_letters(run) for run in runs)
    heads = set(letters[:1]) | _readings(runs[0][0])
    return frozenset(head + letters[1:] for head in heads)


def _letters(run: str) -> str:
    """Return the first letter of each character as it is read in this run; Latin stays as it is."""
    if not _IS_HAN.match(run):
        return run
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  # slow to load, needed only to file a name

    return "".join(lazy_pinyin(run, style=Style.FIRST_LETTER, errors="ignore"))


def _readings(character: str) -> set[str]:
    """Return the first letter of every reading of one character."""
    if not _IS_HAN.match(character):
        return set()
    from pypinyin import Style, pinyin  # noqa: PLC0415

    found = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
    return {letter for letters in found for letter in letters if letter}
