"""The search: things are looked up by neighbouring pairs of characters and made sure of by their text.

SQLite and PostgreSQL answer alike, and as a plain search through every text would.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    true,
    update,
)  # fmt: skip

from db.models.search import pair_rows, text_rows
from db.pair_filing import file_many
from db.rows import contents
from db.words import END, Findable, Word, tail_key, words_of

_MOST_PAIRS = 24  # of a word are weighed; its text makes sure of the rest
_CHECKED_PAIRS = 2  # of a word are looked up for each thing before its text is read
_ENOUGH = (100, 2000, 20_000)  # pairs are counted so far, and further only while all are that common
_ADD_TEXT = insert(text_rows)
_ADD_PAIRS = insert(pair_rows)
# A server is asked once, not once for each pair.
_ADD_PAIRS_AT_ONCE = text(
    "INSERT INTO search_pairs (kind, pair, id) SELECT :kind, unnest(CAST(:pairs AS bigint[])), :id"
)
_TEXT = select(text_rows).where(text_rows.c.kind == bindparam("of_kind"), text_rows.c.id == bindparam("of_id"))
_SET_TEXT = update(text_rows).where(
    text_rows.c.kind == bindparam("of_kind"), text_rows.c.id == bindparam("of_id")
)
_DROP_PAIR = delete(pair_rows).where(
    pair_rows.c.kind == bindparam("of_kind"),
    pair_rows.c.id == bindparam("of_id"),
    pair_rows.c.pair == bindparam("of_pair"),
)
_HOW_MANY = select(func.count()).select_from(
    select(pair_rows.c.id)
    .where(pair_rows.c.kind == bindparam("of_kind"), pair_rows.c.pair == bindparam("of_pair"))
    .limit(bindparam("enough"))
    .subquery()
)


class Kind(IntEnum):
    """What is looked for."""

    DOCUMENT = 1
    CASE = 2
    DENIAL = 3
    CONTACT = 4
    ORDER = 5
    HIDDEN_ORDER = 6  # what anybody may find a confidential order by
    ANSWER = 7


@dataclass(frozen=True, kw_only=True)
class Match:
    """What narrows a statement to the things that contain every word, newest first by ``order``.

    ``join`` ties the pairs that are walked to the things themselves; None where the things are walked.
    """

    conditions: tuple[ColumnElement[bool], ...]
    order: ColumnElement[Any]
    join: ColumnElement[bool] | None = None


@dataclass(frozen=True, kw_only=True)
class _Sought:
    """A word with its pairs, the rarest first, and how many things may match (capped)."""

    word: Word
    pairs: tuple[int, ...]
    many: float


class Index:
    """The search over one kind of thing, over one connection."""

    def __init__(self, connection: Connection, kind: Kind) -> None:
        self._connection = connection
        self._kind = int(kind)

    def add(self, key: int, found: Findable) -> None:
        """File a new thing under what it is found by."""
        self._connection.execute(_ADD_TEXT, {"kind": self._kind, "id": key, **contents(found)})
        self._file(key, found.pairs())

    def add_many(self, things: Iterable[tuple[int, Findable]]) -> None:
        """File thousands of new things at once, their keys rising."""
        file_many(self._connection, self._kind, things)

    def replace(self, key: int, found: Findable) -> None:
        """File a thing anew; only what has changed is written."""
        this = {"of_kind": self._kind, "of_id": key}
        row = self._connection.execute(_TEXT, this).one()
        before = Findable(words=row.words or "", tails=row.tails or "", initials=row.initials or "")
        if before == found:
            return
        self._connection.execute(_SET_TEXT, {**this, **contents(found)})
        gone = [{**this, "of_pair": pair} for pair in sorted(before.pairs() - found.pairs())]
        if gone:
            self._connection.execute(_DROP_PAIR, gone)
        self._file(key, found.pairs() - before.pairs())

    def matching(self, looked_for: str, key: ColumnElement[Any]) -> Match:
        """Return what narrows a statement over ``key``; raises ``BadInput`` for unreasonably long words.

        Of all pairs that a match must have, the rarest is walked in the order of ids.
        """
        sought = sorted(map(self._weigh, words_of(looked_for)), key=lambda each: each.many)
        if not sought or sought[0].word.tail or not sought[0].pairs:
            return Match(conditions=tuple(self._contains(each, key) for each in sought), order=key)
        walked = pair_rows.alias("walked")
        first, rest = sought[0], sought[1:]
        conditions = [walked.c.kind == self._kind, walked.c.pair == first.pairs[0]]
        conditions += [self._contains(replace(first, pairs=first.pairs[1:]), walked.c.id)]
        conditions += [self._contains(each, walked.c.id) for each in rest]
        return Match(conditions=tuple(conditions), order=walked.c.id, join=walked.c.id == key)

    def _file(self, key: int, pairs: set[int]) -> None:
        if pairs and self._connection.dialect.name == "postgresql":
            this = {"kind": self._kind, "pairs": sorted(pairs), "id": key}
            self._connection.execute(_ADD_PAIRS_AT_ONCE, this)
        elif pairs:
            rows = [{"kind": self._kind, "pair": pair, "id": key} for pair in sorted(pairs)]
            self._connection.execute(_ADD_PAIRS, rows)

    def _weigh(self, word: Word) -> _Sought:
        weighed: list[tuple[int, int]] = []
        for enough in _ENOUGH:
            weighed = sorted((self._how_many(pair, enough), pair) for pair in word.pairs()[:_MOST_PAIRS])
            if not weighed or weighed[0][0] < enough:
                break
        many = weighed[0][0] if weighed else float("inf")
        if word.tail:
            many += self._how_many(tail_key(word.tail), _ENOUGH[-1])
        return _Sought(word=word, pairs=tuple(pair for _, pair in weighed), many=many)

    def _how_many(self, pair: int, enough: int) -> int:
        this = {"of_kind": self._kind, "of_pair": pair, "enough": enough}
        return int(self._connection.execute(_HOW_MANY, this).scalar_one())

    def _contains(self, sought: _Sought, key: ColumnElement[Any]) -> ColumnElement[bool]:
        if not sought.word.tail:
            return self._within(sought, key)
        # Both ways are looked up at once: an "or" of two look-ups would read every thing there is.
        candidates = self._having(tail_key(sought.word.tail)).union_all(self._having(sought.pairs[0]))
        end = self._text(text_rows.c.tails.contains(sought.word.tail + END, autoescape=True), key)
        return and_(key.in_(candidates), or_(self._within(sought, key), end))

    def _within(self, sought: _Sought, key: ColumnElement[Any]) -> ColumnElement[bool]:
        word = sought.word
        pairs = [self._has(pair, key) for pair in sought.pairs[:_CHECKED_PAIRS]]
        if len(word.text) == 1:
            pairs = [key.in_(self._beginning(word))]
        if word.certain:
            return and_(true(), *pairs)
        said = text_rows.c.words.contains(word.text, autoescape=True)
        if word.latin:
            said = or_(said, text_rows.c.initials.contains(word.text, autoescape=True))
        return and_(*pairs, self._text(said, key))

    def _has(self, pair: int, key: ColumnElement[Any]) -> ColumnElement[bool]:
        filed = pair_rows.alias()
        return exists().where(filed.c.kind == self._kind, filed.c.pair == pair, filed.c.id == key)

    def _having(self, pair: int) -> Select[tuple[int]]:
        return select(pair_rows.c.id).where(pair_rows.c.kind == self._kind, pair_rows.c.pair == pair)

    def _beginning(self, word: Word) -> Select[tuple[int]]:
        """Return the things with a pair that begins with the word's one character (a last one has its end)."""
        first, last = word.starts()
        return select(pair_rows.c.id).where(
            pair_rows.c.kind == self._kind, pair_rows.c.pair.between(first, last)
        )

    def _text(self, condition: ColumnElement[bool], key: ColumnElement[Any]) -> ColumnElement[bool]:
        return exists().where(text_rows.c.kind == self._kind, text_rows.c.id == key, condition)


def tied(match: Match) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions with what ties the pairs that are walked to the things themselves."""
    return match.conditions if match.join is None else (*match.conditions, match.join)


def counted(connection: Connection, match: Match, narrowing: Sequence[ColumnElement[bool]]) -> int:
    """Count what matches; the things themselves are read only where they are narrowed further."""
    conditions = (*tied(match), *narrowing) if narrowing else match.conditions
    return int(connection.execute(select(func.count(match.order)).where(*conditions)).scalar_one())
