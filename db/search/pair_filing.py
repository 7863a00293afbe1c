"""Filing thousands of new things at once: of each lot, all that have a pair together in one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from operator import attrgetter

from sqlalchemy import Connection

from db.alongside import Alongside
from db.lots import ready_lot
from db.models.search import SPAN, lot_rows, pair_rows, text_rows
from db.search.lot_pairs import LOT, Pairs, Thing, pairs_of
from db.search.words import Findable


def file_many(
    archive: Alongside,
    connection: Connection,
    kind: int,
    things: Iterable[Thing],
    ready: Sequence[Pairs] = (),
) -> None:
    """File new things under their texts and pairs, their keys rising; ``ready`` are the pairs of each lot."""
    for lot, pairs in zip(_lots(things), chain(ready, repeat(None)), strict=False):
        archive.do(ready_lot(connection, text_rows, _texts(kind, lot)))
        archive.do(ready_lot(connection, lot_rows, _filed(kind, lot[0][0], pairs or pairs_of(lot))))


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
        if lot and (len(lot) == LOT or thing[0] - lot[0][0] >= SPAN):
            yield lot
            lot = []
        lot.append(thing)
    if lot:
        yield lot


def _filed(kind: int, first: int, lot: Pairs) -> dict[str, Iterable[object]]:
    of = {"pair": lot.pairs, "many": lot.many, "places": lot.places}
    return {"kind": repeat(kind), "first": repeat(first), **of}


def _texts(kind: int, lot: Sequence[Thing]) -> dict[str, Iterable[object]]:
    every = [found for _key, found in lot]
    columns = {name: map(attrgetter(name), every) for name in Findable.__dataclass_fields__}
    return {"kind": repeat(kind), "id": (key for key, _found in lot), **columns}
