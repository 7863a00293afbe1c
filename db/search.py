"""The search: things are looked up by neighbouring pairs of characters and made sure of by their text.

SQLite and PostgreSQL answer alike, and as a plain search through every text would.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from db.models.search import pair_rows, text_rows
from db.words import END, Findable, Word, words_of

_MOST_PAIRS = 8  # of a word; its text makes sure of the rest
_ENOUGH = 300  # a pair is common enough not to be counted further
_ADD_TEXT = insert(text_rows)
_ADD_PAIRS = insert(pair_rows)
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
    .limit(_ENOUGH)
    .subquery()
)


class Kind(IntEnum):
    """What is looked for."""

    DOCUMENT = 1
    CASE = 2


class Index:
    """The search over one kind of thing, over one connection."""

    def __init__(self, connection: Connection, kind: Kind) -> None:
        self._connection = connection
        self._kind = int(kind)

    def add(self, key: int, found: Findable) -> None:
        """File a new thing under what it is found by."""
        self._connection.execute(_ADD_TEXT, {"kind": self._kind, "id": key, **_parts(found)})
        self._file(key, found.pairs())

    def replace(self, key: int, found: Findable) -> None:
        """File a thing anew; only what has changed is written."""
        this = {"of_kind": self._kind, "of_id": key}
        row = self._connection.execute(_TEXT, this).one()
        before = Findable(words=row.words or "", tails=row.tails or "", initials=row.initials or "")
        if before == found:
            return
        self._connection.execute(_SET_TEXT, {**this, **_parts(found)})
        gone = [{**this, "of_pair": pair} for pair in sorted(before.pairs() - found.pairs())]
        if gone:
            self._connection.execute(_DROP_PAIR, gone)
        self._file(key, found.pairs() - before.pairs())

    def _file(self, key: int, pairs: set[int]) -> None:
        if pairs:
            rows = [{"kind": self._kind, "pair": pair, "id": key} for pair in sorted(pairs)]
            self._connection.execute(_ADD_PAIRS, rows)

    def matching(self, looked_for: str, key: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """Return what narrows a statement over ``key`` to the things that contain every word.

        The rarest pair is joined, so that its things are walked in the order of their ids.
        """
        words = words_of(looked_for)
        conditions = [self._contains(word, key) for word in words]
        rarest = self._rarest(words)
        if rarest is None:
            return conditions
        walked = pair_rows.alias("walked")
        return [walked.c.kind == self._kind, walked.c.pair == rarest, walked.c.id == key, *conditions]

    def _contains(self, word: Word, key: ColumnElement[Any]) -> ColumnElement[bool]:
        ways = [self._within(word, key)]
        if word.tail:
            ways.append(self._tail(word, key))
        return or_(*ways)

    def _within(self, word: Word, key: ColumnElement[Any]) -> ColumnElement[bool]:
        pairs = [self._has(pair, key) for pair in word.pairs()[:_MOST_PAIRS]] or [self._starts(word, key)]
        if word.certain:
            return and_(*pairs)
        text = text_rows.c.words.contains(word.text, autoescape=True)
        if word.latin:
            text = or_(text, text_rows.c.initials.contains(word.text, autoescape=True))
        return and_(*pairs, self._text(text, key))

    def _starts(self, word: Word, key: ColumnElement[Any]) -> ColumnElement[bool]:
        """Say that some pair begins with the word's one character (a last one is paired with its end)."""
        first, last = word.starts()
        begun = select(pair_rows.c.id).where(
            pair_rows.c.kind == self._kind, pair_rows.c.pair.between(first, last)
        )
        return key.in_(begun)

    def _tail(self, word: Word, key: ColumnElement[Any]) -> ColumnElement[bool]:
        pairs = [self._has(pair, key) for pair in word.tail_pairs()[-_MOST_PAIRS:]]
        return and_(*pairs, self._text(text_rows.c.tails.contains(word.tail + END, autoescape=True), key))

    def _has(self, pair: int, key: ColumnElement[Any]) -> ColumnElement[bool]:
        filed = pair_rows.alias()
        return exists().where(filed.c.kind == self._kind, filed.c.pair == pair, filed.c.id == key)

    def _text(self, condition: ColumnElement[bool], key: ColumnElement[Any]) -> ColumnElement[bool]:
        return exists().where(text_rows.c.kind == self._kind, text_rows.c.id == key, condition)

    def _rarest(self, words: tuple[Word, ...]) -> int | None:
        """Return the pair that the fewest things have, of those that every match must have."""
        pairs = [pair for word in words for pair in _necessary(word)[:_MOST_PAIRS]]
        return min(dict.fromkeys(pairs), key=self._how_many, default=None)

    def _how_many(self, pair: int) -> int:
        return self._connection.execute(_HOW_MANY, {"of_kind": self._kind, "of_pair": pair}).scalar_one()


def _necessary(word: Word) -> tuple[int, ...]:
    """Return the pairs of the word that no match can lack, whichever way it matches."""
    if not word.tail:
        return word.pairs()
    ends = set(word.tail_pairs())
    return tuple(pair for pair in word.pairs() if pair in ends)


def _parts(found: Findable) -> dict[str, str]:
    return {"words": found.words, "tails": found.tails, "initials": found.initials}
