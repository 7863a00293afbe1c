"""Filing thousands of new things at once: of each lot, all that have a pair together in one row."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, repeat
from operator import attrgetter
from typing import TypeAlias

from sqlalchemy import Connection

from db.alongside import Alongside
from db.lots import write_lot
from db.models.search import SPAN, lot_rows, pair_rows, text_rows
from db.words import Findable, keys_of, neighbours, pair_key, runs_of

Thing: TypeAlias = tuple[int, Findable]

_LOT = 2_500  # things


def file_many(archive: Alongside, connection: Connection, kind: int, things: Iterable[Thing]) -> None:
    """File new things under their texts and pairs, their keys rising."""
    for lot in _lots(things):
        places = _places(lot)
        archive.do(_write, connection, kind, lot, places)


def file_each(archive: Alongside, connection: Connection, kind: int, things: Sequence[Thing]) -> None:
    """File new things under their texts and pairs, each by itself: such as nobody may read in lots."""
    filed = [(pair, key) for key, found in things for pair in sorted(found.pairs())]
    pairs: dict[str, Iterable[object]] = {
        "kind": repeat(kind),
        "pair": [pair for pair, _key in filed],
        "id": [key for _pair, key in filed],
    }
    keep_texts(archive, connection, kind, things)
    archive.do(write_lot, connection, pair_rows, pairs)


def keep_texts(archive: Alongside, connection: Connection, kind: int, things: Sequence[Thing]) -> None:
    """Keep the texts of new things, under no pairs."""
    archive.do(write_lot, connection, text_rows, _texts(kind, things))


def _lots(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    lot: list[Thing] = []
    for thing in things:
        if lot and (len(lot) == _LOT or thing[0] - lot[0][0] >= SPAN):
            yield lot
            lot = []
        lot.append(thing)
    if lot:
        yield lot


def _write(connection: Connection, kind: int, lot: Sequence[Thing], places: dict[int, dict[str, None]]) -> None:
    write_lot(connection, text_rows, _texts(kind, lot))
    pairs = sorted(places)
    filed: dict[str, Iterable[object]] = {
        "pair": pairs,
        "many": (len(places[pair]) for pair in pairs),
        "places": ("," + "".join(places[pair]) for pair in pairs),
    }
    write_lot(connection, lot_rows, {"kind": repeat(kind), "first": repeat(lot[0][0]), **filed})


def _texts(kind: int, lot: Sequence[Thing]) -> dict[str, Iterable[object]]:
    every = [found for _key, found in lot]
    columns = {name: map(attrgetter(name), every) for name in Findable.__dataclass_fields__}
    return {"kind": repeat(kind), "id": (key for key, _found in lot), **columns}


def _places(lot: Sequence[Thing]) -> dict[int, dict[str, None]]:
    """Return for each pair where the things that have it lie, as rising distances from the first."""
    said = [found.words + found.initials for _key, found in lot]  # what lies across begins at an end
    places = [f"{key - lot[0][0]}," for key, _found in lot]
    numbers: dict[int, list[str]] = defaultdict(list)
    runs: dict[str, list[str]] = defaultdict(list)
    tails: dict[int, list[str]] = defaultdict(list)
    everywhere = chain.from_iterable(map(repeat, places, map(len, said)))
    _put_down(everywhere, neighbours("".join(said)), numbers.__getitem__)
    for place, text, (_key, found) in zip(places, said, lot, strict=True):
        _put_down(repeat(place), runs_of(text), runs.__getitem__)
        _put_down(repeat(place), found.tail_keys(), tails.__getitem__)
    filed = ((key, numbers[number]) for number, key in keys_of(numbers))
    ran = ((pair_key(run), places) for run, places in runs.items())
    return {pair: dict.fromkeys(places) for pair, places in chain(filed, ran, tails.items())}


def _put_down(places: Iterable[str], pairs: Iterable[object], list_of: Callable[..., list[str]]) -> None:
    """Put each place into the list of the pair beside it."""
    deque(map(list.append, map(list_of, pairs), places), maxlen=0)
