"""What is filed under a pair: thing by thing, and in lots of such as came together.

On a server nobody reads the lots themselves: ``rules.filed`` tells each the things that he may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Select,
    Table,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.sql.functions import FunctionElement

from db.models.search import SPAN, lot_rows, pair_rows
from db.plans import kept
from db.rows import to_json
from db.search.words import Word

_TOLD = Table(
    "filed",
    MetaData(),
    Column("kind", Integer),
    Column("pair", BigInteger),
    Column("first", BigInteger),
    Column("id", BigInteger),
    schema="rules",
)
_ADD = insert(pair_rows)
# A server is asked once, not once for each pair.
_ADD_AT_ONCE = kept(text("SELECT rules.file_pairs(:kind, CAST(:pairs AS bigint[]), :id)"))
_DROP = delete(pair_rows).where(
    pair_rows.c.kind == bindparam("of_kind"),
    pair_rows.c.id == bindparam("of_id"),
    pair_rows.c.pair == bindparam("of_pair"),
)
_PLACE = "," + (bindparam("of_id") - lot_rows.c.first).cast(lot_rows.c.places.type) + ","
_UNFILE = (
    update(lot_rows)
    .where(
        lot_rows.c.kind == bindparam("of_kind"),
        lot_rows.c.pair == bindparam("of_pair"),
        lot_rows.c.first.between(bindparam("of_id") - SPAN, bindparam("of_id")),
        func.instr(lot_rows.c.places, _PLACE) > 0,
    )
    .values(places=func.replace(lot_rows.c.places, _PLACE, ","), many=lot_rows.c.many - 1)
)
_UNFILE_AT_ONCE = text("SELECT rules.unfile(:kind, :id, CAST(:pairs AS bigint[]))")
Bounds = tuple[int, int]


class Filed:
    """What is filed under pairs for one kind of thing, over one connection.

    ``in_lots`` says that such things may have come together.
    """

    def __init__(self, connection: Connection, kind: int, *, in_lots: bool) -> None:
        self._connection = connection
        self._kind = kind
        self._on_server = connection.dialect.name == "postgresql"
        self.in_lots = in_lots

    def under(self, *pairs: Bounds, ids: Bounds | None = None) -> Select[tuple[int]]:
        """Return the things filed under pairs from one to another, some twice; between two ids where given."""
        first, *others = (each for bounds in pairs for each in self._parts(bounds, ids))
        return select(first.union_all(*others).subquery().c.id) if others else first

    def led(self, division: int, staff: int, word: Word, *pairs: Bounds) -> Select[tuple[int]]:
        """Return the orders that a division leads or shares, and a person's own, that have a word: on a server.

        They are filed under pairs from one to another, and have the word in their text unless that is certain.
        """
        lows, highs = (cast(list(each), ARRAY(BigInteger)) for each in zip(*pairs, strict=True))
        said = "" if word.certain or not word.pairs() else word.text
        return _told(func.rules.led(lows, highs, division, staff, said, word.latin, word.tail))

    def beside_led(self, division: int, staff: int, word: Word) -> Select[tuple[int]]:
        """Return of the orders that a division shares, and a person's own, those with a word: on a server."""
        return _told(func.rules.beside_led(division, staff, word.text, word.latin, word.tail))

    def file(self, key: int, pairs: Iterable[int]) -> None:
        """File a thing under pairs."""
        every = sorted(pairs)
        if every and self._on_server:
            self._connection.execute(_ADD_AT_ONCE, {"kind": self._kind, "pairs": every, "id": key})
        elif every:
            self._connection.execute(_ADD, [{"kind": self._kind, "pair": pair, "id": key} for pair in every])

    def unfile(self, key: int, pairs: Iterable[int]) -> None:
        """Take a thing away from under pairs, however it was filed."""
        gone = [{"of_kind": self._kind, "of_id": key, "of_pair": pair} for pair in sorted(pairs)]
        if not gone:
            return
        self._connection.execute(_DROP, gone)
        if self.in_lots and self._on_server:
            every = [each["of_pair"] for each in gone]
            self._connection.execute(_UNFILE_AT_ONCE, {"kind": self._kind, "id": key, "pairs": every})
        elif self.in_lots:
            self._connection.execute(_UNFILE, gone)

    def _parts(self, pairs: Bounds, ids: Bounds | None) -> Iterable[Select[tuple[int]]]:
        of, key = pair_rows.c, pair_rows.c.id
        alone = select(key).where(of.kind == self._kind, _within(of.pair, pairs))
        yield alone if ids is None else alone.where(key.between(*ids))
        if self.in_lots:
            yield self._in_lots(pairs, ids)

    def _in_lots(self, pairs: Bounds, ids: Bounds | None) -> Select[tuple[int]]:
        of, key = self._lots()
        found = select(key.label("id")).where(of.kind == self._kind, _within(of.pair, pairs))
        if ids is None:
            return found
        low, high = ids
        return found.where(of.first.between(low - SPAN, high), key.between(low, high))

    def _lots(self) -> tuple[Any, Any]:
        """Return the columns to narrow by, and each thing of the lots."""
        if self._on_server:
            return _TOLD.c, _TOLD.c.id
        packed = "[" + func.trim(lot_rows.c.places, ",") + "]"
        places = func.json_each(packed).table_valued("value", joins_implicitly=True)
        return lot_rows.c, lot_rows.c.first + places.c.value


def listed(connection: Connection, keys: Sequence[int]) -> Select[tuple[int]]:
    """Return keys that are known, however many, as a statement."""
    if connection.dialect.name == "postgresql":
        return select(func.unnest(cast(list(keys), ARRAY(BigInteger))).label("id"))
    each = func.json_each(to_json(list(keys))).table_valued("value")
    return select(each.c.value.label("id"))


def _told(ids: FunctionElement[int]) -> Select[tuple[int]]:
    return select(ids.table_valued("id").render_derived().c.id)


def _within(column: ColumnElement[int], bounds: Bounds) -> ColumnElement[bool]:
    low, high = bounds
    return column == low if low == high else column.between(low, high)
