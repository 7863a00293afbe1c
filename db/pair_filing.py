"""Filing thousands of new things at once, their pairs in the order in which the archive keeps them.

Pair by pair they go in where they belong, instead of thing by thing all over the index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice, repeat
from operator import attrgetter
from typing import TypeAlias

from sqlalchemy import Connection, text

from db.lots import write_lot
from db.models.search import text_rows
from db.words import END, Findable, pair_key

Thing: TypeAlias = tuple[int, Findable]

_LOT = 2_500  # things
# Each pair comes with all that have it: far fewer values cross to the archive.
_IN_FILE = (
    "INSERT INTO search_pairs (kind, pair, id) SELECT ?, CAST(one.key AS INTEGER), place.value + ?"
    " FROM json_each(?) AS one, json_each(one.value) AS place"
)
_ON_SERVER = text(
    "INSERT INTO search_pairs (kind, pair, id)"
    " SELECT :kind, CAST(one.key AS bigint), CAST(place.value AS bigint) + :first"
    " FROM json_each(CAST(:pairs AS json)) AS one, json_array_elements_text(one.value) AS place (value)"
)


def file_many(connection: Connection, kind: int, things: Iterable[Thing]) -> None:
    """File new things under their texts and pairs, their keys rising.

    While the archive files the pairs of some of them, the next are made ready. That is one statement: of many
    small ones each would wait for its turn among the threads.
    """
    with ThreadPoolExecutor(max_workers=1) as archive:
        filing: Future[None] | None = None
        for lot in _lots(things):
            pairs = _packed(lot)
            if filing is not None:
                filing.result()
            _write_texts(connection, kind, lot)
            filing = archive.submit(_file_pairs, connection, kind, lot[0][0], pairs)
        if filing is not None:
            filing.result()


def _lots(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    waiting = iter(things)
    while lot := list(islice(waiting, _LOT)):
        yield lot


def _write_texts(connection: Connection, kind: int, lot: Sequence[Thing]) -> None:
    every = [found for _key, found in lot]
    columns = {name: map(attrgetter(name), every) for name in Findable.__dataclass_fields__}
    write_lot(connection, text_rows, {"kind": repeat(kind), "id": (key for key, _found in lot), **columns})


def _file_pairs(connection: Connection, kind: int, first: int, pairs: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_ON_SERVER, {"kind": kind, "first": first, "pairs": pairs})
    else:
        connection.exec_driver_sql(_IN_FILE, (kind, first, pairs))


def _holders(lot: Sequence[Thing]) -> dict[int, list[int]]:
    """Return for each pair the things that have it, as rising distances from the first."""
    first = lot[0][0]
    written: dict[str, list[int]] = defaultdict(list)
    holders: dict[int, list[int]] = defaultdict(list)
    for key, found in lot:
        place = key - first
        for pair in found.neighbours():
            written[pair].append(place)
        for tail in found.tail_keys():
            holders[tail].append(place)
    holders.update((pair_key(pair), places) for pair, places in written.items() if pair[0] != END)
    return holders


def _packed(lot: Sequence[Thing]) -> str:
    """Return the pairs as the archive unpacks them: each with the places of those that have it."""
    holders = _holders(lot)
    return "{" + ",".join(f'"{pair}":{holders[pair]}' for pair in sorted(holders)) + "}"
