"""Filing the pairs of thousands of new things at once, in the order in which the archive keeps them.

Pair by pair they go in where they belong, instead of thing by thing all over the index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import repeat
from operator import attrgetter

from sqlalchemy import Connection, text

from db.lots import write_lot
from db.models.search import text_rows
from db.words import END, Findable, pair_key

_SHIFT = 20  # bits of a thing's place in the lot
# What is packed into one whole number each is unpacked by the archive: far fewer values cross to it.
_IN_FILE = (
    "INSERT INTO search_pairs (kind, pair, id) SELECT ?, value >> 20, (value & 1048575) + ? FROM json_each(?)"
)
_ON_SERVER = text(
    "INSERT INTO search_pairs (kind, pair, id)"
    " SELECT :kind, one.pair, one.id"
    " FROM unnest(CAST(:pairs AS bigint[]), CAST(:ids AS bigint[])) AS one (pair, id)"
)


def file_many(connection: Connection, kind: int, things: Sequence[tuple[int, Findable]]) -> None:
    """File new things under their texts and pairs, their keys rising and less than a million apart."""
    every = [found for _key, found in things]
    columns = {name: map(attrgetter(name), every) for name in Findable.__dataclass_fields__}
    write_lot(connection, text_rows, {"kind": repeat(kind), "id": (key for key, _found in things), **columns})
    _file_pairs(connection, kind, things)


def _file_pairs(connection: Connection, kind: int, things: Sequence[tuple[int, Findable]]) -> None:
    first = things[0][0]
    holders = _holders(things, first)
    if connection.dialect.name == "postgresql":
        _file_on_server(connection, kind, first, holders)
    else:
        _file_in_file(connection, kind, first, holders)


def _holders(things: Sequence[tuple[int, Findable]], first: int) -> dict[int, list[int]]:
    """Return for each pair the things that have it, as rising distances from the first."""
    written: dict[str, list[int]] = defaultdict(list)
    holders: dict[int, list[int]] = defaultdict(list)
    for key, found in things:
        place = key - first
        for pair in found.neighbours():
            written[pair].append(place)
        for tail in found.tail_keys():
            holders[tail].append(place)
    holders.update((pair_key(pair), places) for pair, places in written.items() if pair[0] != END)
    return holders


def _file_in_file(connection: Connection, kind: int, first: int, holders: dict[int, list[int]]) -> None:
    packed: list[int] = []
    for pair in sorted(holders):
        packed += map((pair << _SHIFT).__or__, holders[pair])
    connection.exec_driver_sql(_IN_FILE, (kind, first, repr(packed)))


def _file_on_server(connection: Connection, kind: int, first: int, holders: dict[int, list[int]]) -> None:
    pairs: list[int] = []
    ids: list[int] = []
    for pair in sorted(holders):
        some = holders[pair]
        pairs += [pair] * len(some)
        ids += map(first.__add__, some)
    connection.execute(_ON_SERVER, {"kind": kind, "pairs": pairs, "ids": ids})
