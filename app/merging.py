"""Two changed one record: what does not collide is merged, what does is asked, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]


def _equal(one: Any, other: Any) -> bool:
    return bool(one == other)


@dataclass(frozen=True, kw_only=True)
class Merge:
    """What two made of a record: both changed ``collides``, each otherwise; the other alone ``taken``."""

    mine: Values
    theirs: Values
    collides: tuple[str, ...]
    taken: tuple[str, ...]

    def settled(self, kept: Collection[str]) -> dict[str, Any]:
        """Return the record where mine is kept in the colliding fields that are named."""
        others = {*self.taken, *(each for each in self.collides if each not in kept)}
        keys = {**self.mine, **self.theirs}
        return {key: (self.theirs if key in others else self.mine).get(key) for key in keys}


def merge(base: Values, mine: Values, theirs: Values, same: Callable[[Any, Any], bool] = _equal) -> Merge:
    """Compare both with what both began with, field by field; ``same`` says when two texts are one."""
    collides: list[str] = []
    taken: list[str] = []
    for key in {**mine, **theirs}:
        before, own, other = base.get(key), mine.get(key), theirs.get(key)
        if same(own, other) or same(other, before):
            continue
        (taken if same(own, before) else collides).append(key)
    return Merge(mine=mine, theirs=theirs, collides=tuple(collides), taken=tuple(taken))
