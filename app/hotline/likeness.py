"""How alike two texts are, by the neighbouring pairs of characters they have in common."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

Pairs = frozenset[tuple[str, str]]


def folded(text: str) -> str:
    """Return what counts of a text: its letters and digits, width and case folded."""
    return "".join(each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum())


def pairs_of(text: str) -> Pairs:
    """Return the neighbouring pairs of what counts of a text."""
    return frozenset(pairwise(folded(text)))


def likeness(one: Pairs, other: Pairs) -> float:
    """Return how alike two texts are, 0 to 1: the pairs in common against those of both (Dice)."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0
