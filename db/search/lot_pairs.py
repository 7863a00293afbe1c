"""What thousands of new things are filed by: their texts, and of each lot the pairs with where they lie."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from typing import NamedTuple, TypeAlias, TypeVar

from db.search.words import Findable, Said, findables, keys_of, neighbours, pair_key, runs_of

Thing: TypeAlias = tuple[int, Findable]
Key = TypeVar("Key", int, str)

LOT = 5_000  # things


class Pairs(NamedTuple):
    """The pairs of one lot, rising: how many things have each, and where these lie, as distances."""

    pairs: Sequence[int]
    many: Sequence[int]
    places: Sequence[str]


class Filing(NamedTuple):
    """What things are filed by whose keys will follow one on another."""

    found: Sequence[Findable]
    lots: Sequence[Pairs]


def filing_of(said: Sequence[Said]) -> Filing:
    """Return what things are filed by, in the order given."""
    found = findables(said)
    lots = (found[start : start + LOT] for start in range(0, len(found), LOT))
    return Filing(found, [pairs_of(list(enumerate(lot))) for lot in lots])


def pairs_of(lot: Sequence[Thing]) -> Pairs:
    """Return the pairs of a lot of things whose keys rise."""
    said = [found.words + found.initials for _key, found in lot]  # what lies across begins at an end
    places = [f"{key - lot[0][0]}," for key, _found in lot]
    ran, tails = list(map(runs_of, said)), [found.tail_keys() for _key, found in lot]
    # Of the last text's end nothing begins, so there is one neighbour less than there are characters.
    numbers = _listed(places, map(len, said), neighbours("".join(said)))
    runs = _listed(places, map(len, ran), chain.from_iterable(ran))
    ends = _listed(places, map(len, tails), chain.from_iterable(tails))
    filed = ((key, numbers[number]) for number, key in keys_of(numbers))
    spelt = ((pair_key(run), having) for run, having in runs.items())
    every = {pair: dict.fromkeys(having) for pair, having in chain(filed, spelt, ends.items())}
    pairs = sorted(every)
    return Pairs(pairs, [len(every[pair]) for pair in pairs], ["," + "".join(every[pair]) for pair in pairs])


def _listed(places: Iterable[str], many: Iterable[int], keys: Iterable[Key]) -> dict[Key, list[str]]:
    """Return the places of each key, where the first place has so ``many`` of the keys, then the next."""
    having: dict[Key, list[str]] = defaultdict(list)
    at = chain.from_iterable(map(repeat, places, many))
    deque(map(list.append, map(having.__getitem__, keys), at), maxlen=0)
    return having
