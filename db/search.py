"""The search: things are looked up by neighbouring pairs of characters and made sure of by their text.

SQLite and PostgreSQL answer alike, and as a plain search through every text would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
    false,
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
_ENOUGH = (1000, 20_000)  # pairs are counted so far, and further only where all are that common
_COMMON_PAIRS = 4  # are counted further
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
class Sieve:
    """What is looked for, to be found from either end: from what is filed, or thing by thing.

    ``source`` gives the ids of whatever may match, some twice, ``many`` of them (more where that is infinite);
    ``gist`` are fewer of them where that is quickly told; ``tests`` is what a thing of these must stand yet, or
    any thing at all.
    """

    many: float
    source: Select[tuple[int]]
    gist: Select[tuple[int]]
    tests: Callable[[ColumnElement[Any], bool], tuple[ColumnElement[bool], ...]]


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
        sought = self._weighed(looked_for)
        if not sought or sought[0].word.tail or not sought[0].pairs:
            return Match(conditions=tuple(self._contains(each, key) for each in sought), order=key)
        walked = pair_rows.alias("walked")
        first, rest = sought[0], sought[1:]
        conditions = [walked.c.kind == self._kind, walked.c.pair == first.pairs[0]]
        conditions += [self._contains(replace(first, pairs=first.pairs[1:]), walked.c.id)]
        conditions += [self._contains(each, walked.c.id) for each in rest]
        return Match(conditions=tuple(conditions), order=walked.c.id, join=walked.c.id == key)

    def sieve(self, looked_for: str) -> Sieve | None:
        """Return what finds the things that contain every word, None for no words; raises ``BadInput``."""
        sought = self._weighed(looked_for)
        if not sought:
            return None
        first, rest = sought[0], sought[1:]

        def tests(key: ColumnElement[Any], filed: bool) -> tuple[ColumnElement[bool], ...]:
            begun = self._made_sure(first, key) if filed else self._stood(first, key)
            return (begun, *(self._stood(each, key) for each in rest))

        return Sieve(many=first.many, source=self._source(first), gist=self._gist(first), tests=tests)

    def _weighed(self, looked_for: str) -> list[_Sought]:
        return sorted(map(self._weigh, words_of(looked_for)), key=lambda each: each.many)

    def _source(self, sought: _Sought) -> Select[tuple[int]]:
        if not sought.word.pairs():
            return self._beginning(sought.word)
        having = self._having(sought.pairs[0])
        if not sought.word.tail:
            return having
        both = having.union_all(self._having(tail_key(sought.word.tail))).subquery()
        return select(both.c.id)

    def _gist(self, sought: _Sought) -> Select[tuple[int]]:
        """Return the source; of two long lists, what both have is quickly told."""
        source = self._source(sought)
        if not _is_long(sought):
            return source
        every = source.subquery()
        return select(every.c.id).where(
            func.coalesce(every.c.id, every.c.id).in_(self._having(sought.pairs[1]))
        )

    def _made_sure(self, sought: _Sought, key: ColumnElement[Any]) -> ColumnElement[bool]:
        """Return what a thing filed under the word's rarest pair must stand to contain the word."""
        if not sought.word.pairs():
            return true()
        known = 2 if _is_long(sought) else 1
        return self._stood(replace(sought, pairs=sought.pairs[known:]), key)

    def _stood(self, sought: _Sought, key: ColumnElement[Any]) -> ColumnElement[bool]:
        """Return what a thing must stand to contain the word."""
        pairs = [self._has(pair, key) for pair in sought.pairs[:_CHECKED_PAIRS]]
        if sought.word.certain and sought.word.pairs():
            return and_(true(), *pairs)
        if sought.word.tail:
            ends = and_(self._has(tail_key(sought.word.tail), key), self._said(sought.word, key))
            return or_(and_(*pairs, self._said(sought.word, key)), ends)
        return and_(*pairs, self._said(sought.word, key))

    def _said(self, word: Word, key: ColumnElement[Any]) -> ColumnElement[bool]:
        """Return that the text has the word."""
        said = text_rows.c.words.contains(word.text, autoescape=True)
        if word.latin:
            said = or_(said, text_rows.c.initials.contains(word.text, autoescape=True))
        if word.tail:
            said = or_(said, text_rows.c.tails.contains(word.tail + END, autoescape=True))
        return self._text(said, key)

    def _file(self, key: int, pairs: set[int]) -> None:
        if pairs and self._connection.dialect.name == "postgresql":
            this = {"kind": self._kind, "pairs": sorted(pairs), "id": key}
            self._connection.execute(_ADD_PAIRS_AT_ONCE, this)
        elif pairs:
            rows = [{"kind": self._kind, "pair": pair, "id": key} for pair in sorted(pairs)]
            self._connection.execute(_ADD_PAIRS, rows)

    def _weigh(self, word: Word) -> _Sought:
        """Find the word's rarest pairs; they are counted further only where all are common."""
        pairs = word.pairs()[:_MOST_PAIRS]
        if not pairs:
            return _Sought(
                word=word, pairs=(), many=_many(self._how_many(self._beginning(word), limit=_ENOUGH[-1]))
            )
        weighed: list[tuple[int, int]] = []
        for enough in _ENOUGH:
            counts = self._how_many(*map(self._having, pairs), limit=enough)
            weighed = sorted(zip(counts, pairs, strict=True))
            if weighed[0][0] < enough:
                break
            pairs = pairs[:: -(-len(pairs) // _COMMON_PAIRS)]
        many = _many([weighed[0][0]])
        if word.tail:
            many += self._how_many(self._having(tail_key(word.tail)), limit=_ENOUGH[-1])[0]
        return _Sought(word=word, pairs=tuple(pair for _, pair in weighed), many=many)

    def _how_many(self, *filed: Select[tuple[int]], limit: int) -> list[int]:
        """Return how many things are filed each time, counted so far, asked for at once."""
        counts = (
            select(func.count()).select_from(some.limit(limit).subquery()).scalar_subquery() for some in filed
        )
        return [int(count) for count in self._connection.execute(select(*counts)).one()]

    def _contains(self, sought: _Sought, key: ColumnElement[Any]) -> ColumnElement[bool]:
        if not sought.word.tail:
            return self._within(sought, key)
        # Both ways are looked up at once: an "or" of two look-ups would read every thing there is.
        candidates = self._having(tail_key(sought.word.tail)).union_all(self._having(sought.pairs[0]))
        end = self._text(text_rows.c.tails.contains(sought.word.tail + END, autoescape=True), key)
        return and_(key.in_(candidates), or_(self._within(sought, key), end))

    def _within(self, sought: _Sought, key: ColumnElement[Any]) -> ColumnElement[bool]:
        word = sought.word
        if not word.pairs():
            return key.in_(self._beginning(word))
        pairs = [self._has(pair, key) for pair in sought.pairs[:_CHECKED_PAIRS]]
        if word.certain:
            return and_(true(), *pairs)
        return and_(*pairs, self._said(replace(word, tail=""), key))

    def _has(self, pair: int, key: ColumnElement[Any]) -> ColumnElement[bool]:
        filed = pair_rows.alias()
        this = (filed.c.kind == self._kind, filed.c.pair == pair, filed.c.id == key)
        return _alone(select(true()).where(*this))

    def _having(self, pair: int) -> Select[tuple[int]]:
        return select(pair_rows.c.id).where(pair_rows.c.kind == self._kind, pair_rows.c.pair == pair)

    def _beginning(self, word: Word) -> Select[tuple[int]]:
        """Return the things with a pair that begins with the word (a last one has its end)."""
        filed = select(pair_rows.c.id).where(pair_rows.c.kind == self._kind)
        first, *others = (filed.where(pair_rows.c.pair.between(*bounds)) for bounds in word.starts())
        return select(first.union_all(*others).subquery().c.id) if others else first

    def _text(self, condition: ColumnElement[bool], key: ColumnElement[Any]) -> ColumnElement[bool]:
        return _alone(select(condition).where(text_rows.c.kind == self._kind, text_rows.c.id == key))


def _is_long(sought: _Sought) -> bool:
    return sought.many >= _ENOUGH[-1] and len(sought.pairs) > 1 and not sought.word.tail


def _many(counts: Sequence[int]) -> float:
    return counts[0] if counts[0] < _ENOUGH[-1] else float("inf")


def _alone(one: Select[Any]) -> ColumnElement[bool]:
    """Return a question put to each thing by itself: a server would else read all there is to join it."""
    return func.coalesce(one.scalar_subquery(), false())


def tied(match: Match) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions with what ties the pairs that are walked to the things themselves."""
    return match.conditions if match.join is None else (*match.conditions, match.join)


def counted(connection: Connection, match: Match, narrowing: Sequence[ColumnElement[bool]]) -> int:
    """Count what matches; the things themselves are read only where they are narrowed further."""
    conditions = (*tied(match), *narrowing) if narrowing else match.conditions
    return int(connection.execute(select(func.count(match.order)).where(*conditions)).scalar_one())
