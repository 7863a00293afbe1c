"""Filing thousands of new things at once: of each lot, all that have a pair together in one row."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from operator import attrgetter
from typing import TypeAlias, TypeVar

from sqlalchemy import Connection

from db.alongside import Alongside
from db.lots import ready_lot
from db.models.search import SPAN, lot_rows, pair_rows, text_rows
from db.search.words import Findable, keys_of, neighbours, pair_key, runs_of

Thing: TypeAlias = tuple[int, Findable]
Places: TypeAlias = dict[int, dict[str, None]]
Key = TypeVar("Key", int, str)

_LOT = 5_000  # things


def file_many(
    archive: Alongside,
    connection: Connection,
    kind: int,
    things: Iterable[Thing],
    ready: Sequence[Places] = (),
) -> None:
    """File new things under their texts and pairs, their keys rising; ``ready`` are the places of each lot."""
    for lot, places in zip(_lots(things), chain(ready, repeat(None)), strict=False):
        archive.do(ready_lot(connection, text_rows, _texts(kind, lot)))
        archive.do(ready_lot(connection, lot_rows, _filed(kind, lot[0][0], places or _places(lot))))


def places_of(found: Iterable[Findable]) -> list[Places]:
    """Return the places of each lot of things whose keys will follow one on another."""
    return list(map(_places, _lots(enumerate(found))))


def file_each(archive: Alongside, connection: Connection, kind: int, things: Sequence[Thing]) -> None:
    """File new things under their texts and pairs, each by itself: such as nobody may read in lots."""
    filed = [(pair, key) for key, found in things for pair in sorted(found.pairs())]
    pairs: dict[str, Iterable[object]] = {
        "kind": repeat(kind),
        "pair": [pair for pair, _key in filed],
        "id": [key for _pair, key in filed],
    }
    keep_texts(archive, connection, kind, things)
    archive.do(ready_lot(connection, pair_rows, pairs))


def keep_texts(archive: Alongside, connection: Connection, kind: int, things: Sequence[Thing]) -> None:
    """Keep the texts of new things, under no pairs."""
    archive.do(ready_lot(connection, text_rows, _texts(kind, things)))


def _lots(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    lot: list[Thing] = []
    for thing in things:
        if lot and (len(lot) == _LOT or thing[0] - lot[0][0] >= SPAN):
            yield lot
            lot = []
        lot.append(thing)
    if lot:
        yield lot


def _filed(kind: int, first: int, places: Places) -> dict[str, Iterable[object]]:
    pairs = sorted(places)
    return {
        "kind": repeat(kind),
        "first": repeat(first),
        "pair": pairs,
        "many": (len(places[pair]) for pair in pairs),
        "places": ("," + "".join(places[pair]) for pair in pairs),
    }


def _texts(kind: int, lot: Sequence[Thing]) -> dict[str, Iterable[object]]:
    every = [found for _key, found in lot]
    columns = {name: map(attrgetter(name), every) for name in Findable.__dataclass_fields__}
    return {"kind": repeat(kind), "id": (key for key, _found in lot), **columns}


def _places(lot: Sequence[Thing]) -> Places:
    """Return for each pair where the things that have it lie, as rising distances from the first."""
    said = [found.words + found.initials for _key, found in lot]  # what lies across begins at an end
    places = [f"{key - lot[0][0]}," for key, _found in lot]
    ran, tails = list(map(runs_of, said)), [found.tail_keys() for _key, found in lot]
    # Of the last text's end nothing begins, so there is one neighbour less than there are characters.
    numbers = _listed(places, map(len, said), neighbours("".join(said)))
    runs = _listed(places, map(len, ran), chain.from_iterable(ran))
    ends = _listed(places, map(len, tails), chain.from_iterable(tails))
    filed = ((key, numbers[number]) for number, key in keys_of(numbers))
    spelt = ((pair_key(run), having) for run, having in runs.items())
    return {pair: dict.fromkeys(having) for pair, having in chain(filed, spelt, ends.items())}


def _listed(places: Iterable[str], many: Iterable[int], keys: Iterable[Key]) -> dict[Key, list[str]]:
    """Return the places of each key, where the first place has so ``many`` of the keys, then the next."""
    having: dict[Key, list[str]] = defaultdict(list)
    at = chain.from_iterable(map(repeat, places, many))
    deque(map(list.append, map(having.__getitem__, keys), at), maxlen=0)
    return having
