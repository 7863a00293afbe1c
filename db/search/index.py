"""The search: things are looked up by neighbouring pairs of characters and made sure of by their text.

SQLite and PostgreSQL answer alike, and as a plain search through every text would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from types import MappingProxyType
from typing import Any, TypeAlias

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
    true,
    update,
)  # fmt: skip

from app.errors import NotAllowed
from db.alongside import Alongside
from db.models.search import pair_rows, text_rows
from db.plans import kept, kept_as_asked
from db.rows import contents
from db.search.filed import Bounds, Filed, listed
from db.search.lot_pairs import Pairs
from db.search.pair_filing import file_many
from db.search.weighing import Sought, Weigher
from db.search.words import END, Findable, Word, words_of

_CHECKED_PAIRS = 2  # of a word are looked up for each thing before its text is read
_READ = {"sqlite": 8, "postgresql": 5}  # times as many are quicker read than looked up one by one
_ADD_TEXT = kept(insert(text_rows))
_THIS = text_rows.c.kind == bindparam("of_kind"), text_rows.c.id == bindparam("of_id")
_TEXT = kept(select(text_rows).where(*_THIS))
_SET_TEXT = kept(update(text_rows).where(*_THIS))
_DROP_TEXT = delete(text_rows).where(*_THIS)


Tests: TypeAlias = Callable[[ColumnElement[Any]], tuple[ColumnElement[bool], ...]]


class Kind(IntEnum):
    """What is looked for."""

    DOCUMENT = 1
    CASE = 2
    DENIAL = 3
    CONTACT = 4
    ORDER = 5
    HIDDEN_ORDER = 6  # what anybody may find a confidential order by
    ANSWER = 7
    CALLER = 8  # what a confidential order is found by, by whoever may know its caller


_IN_LOTS = frozenset({Kind.ORDER})  # of which thousands come at once
Besides: TypeAlias = Mapping[str, Sequence[int]]  # of words, the things that have them elsewhere
_NOWHERE: Besides = MappingProxyType({})


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

    ``source`` gives the ids of whatever may match, some twice, about ``many`` of them (countless where that is
    infinite); ``gist`` are fewer of them where that is quickly told, about ``fewer`` by reading ``listed`` ids.
    ``near`` is what a thing (between two ids, where given; among fewer than the source has, where given) must
    stand to be of the source, ``sure`` what one of the source must stand yet, ``said`` what one must stand of
    which nothing is told yet. ``bounded`` says that a server looks at each before it is told. Of what a
    division leads or shares, and of a person's own, a server tells what is of the source (``led``); and what
    has the first word, but is not led (``beside_led``).
    """

    many: float
    listed: float
    fewer: float
    source: Select[tuple[int]]
    gist: Select[tuple[int]]
    near: Callable[[ColumnElement[Any], Bounds | None, Select[tuple[int]] | None], ColumnElement[bool]]
    sure: Tests
    said: Tests
    bounded: bool
    led: Callable[[int, int], Select[tuple[int]]]
    beside_led: Callable[[int, int], Select[tuple[int]]]


class Index:
    """The search over one kind of thing, over one connection; ``besides`` is found as well."""

    def __init__(self, connection: Connection, kind: Kind, besides: Besides = _NOWHERE) -> None:
        self._connection = connection
        self._kind = int(kind)
        self._besides = besides
        self._filed = Filed(connection, self._kind, in_lots=kind in _IN_LOTS)
        self._weigher = Weigher(connection, self._kind, self._filed)

    def add(self, key: int, found: Findable) -> None:
        """File a new thing under what it is found by."""
        self._connection.execute(_ADD_TEXT, {"kind": self._kind, "id": key, **contents(found)})
        self._filed.file(key, found.pairs())

    def add_many(
        self, things: Iterable[tuple[int, Findable]], archive: Alongside, ready: Sequence[Pairs] = ()
    ) -> None:
        """File thousands of new things at once, their keys rising; ``ready`` are the pairs of each lot."""
        file_many(archive, self._connection, self._kind, things, ready)

    def replace(self, key: int, found: Findable) -> None:
        """File a thing anew, only what has changed; raises ``NotAllowed`` where a server does not let him."""
        this = {"of_kind": self._kind, "of_id": key}
        before = self._filed_as(this)
        if before == found:
            return
        if self._connection.execute(_SET_TEXT, {**this, **contents(found)}).rowcount != 1:
            raise NotAllowed("这一步要改动的检索内容不归您办理，没有保存。")
        self._filed.unfile(key, before.pairs() - found.pairs())
        self._filed.file(key, found.pairs() - before.pairs())

    def drop(self, key: int) -> None:
        """Let a thing be found no more."""
        this = {"of_kind": self._kind, "of_id": key}
        self._filed.unfile(key, self._filed_as(this).pairs())
        self._connection.execute(_DROP_TEXT, this)

    def _filed_as(self, this: Mapping[str, int]) -> Findable:
        row = self._connection.execute(_TEXT, this).one()
        return Findable(words=row.words or "", tails=row.tails or "", initials=row.initials or "")

    def matching(self, looked_for: str, key: ColumnElement[Any]) -> Match:
        """Return what narrows a statement over ``key``; raises ``BadInput`` for unreasonably long words.

        Of all pairs that a match must have, the rarest is walked in the order of ids.
        """
        sought = self._weighed(looked_for)
        if sought and self._filed.in_lots:
            some = (key.in_(self._source(sought[0])), self._made_sure(sought[0], key))
            return Match(conditions=(*some, *(self._said(each.word, key) for each in sought[1:])), order=key)
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
        source, has_gist = self._source(first), self._has_gist(first)
        last = max(self._weigher.last, 1)
        return Sieve(
            many=first.many,
            listed=first.many + first.second if has_gist else first.many,
            fewer=first.many * min(1.0, first.second / last) if has_gist else first.many,
            source=source,
            gist=self._gist(first, source) if has_gist else source,
            near=lambda key, ids, among: _listed(key, _of_these(self._source(first, ids), among)),
            sure=lambda key: (self._made_sure(first, key), *(self._said(each.word, key) for each in rest)),
            said=lambda key: tuple(self._said(each.word, key) for each in sought),
            bounded=self._weigher.bounded,
            led=lambda of, who: self._also(self._filed.led(of, who, first.word, *_under(first)), first.word),
            beside_led=lambda of, who: self._also(self._filed.beside_led(of, who, first.word), first.word),
        )

    def _weighed(self, looked_for: str) -> list[Sought]:
        return sorted(map(self._weighed_word, words_of(looked_for)), key=lambda each: each.many)

    def _weighed_word(self, word: Word) -> Sought:
        sought = self._weigher.weigh(word)
        elsewhere = len(self._besides.get(word.text, ()))
        return replace(sought, many=sought.many + elsewhere)

    def _source(self, sought: Sought, ids: Bounds | None = None) -> Select[tuple[int]]:
        return self._also(self._filed.under(*_under(sought), ids=ids), sought.word)

    def _also(self, found: Select[tuple[int]], word: Word) -> Select[tuple[int]]:
        """Return what is found here, and what has the word elsewhere."""
        elsewhere = self._besides.get(word.text)
        if not elsewhere:
            return found
        return select(found.union_all(listed(self._connection, elsewhere)).subquery().c.id)

    def _has_gist(self, sought: Sought) -> bool:
        return sought.has_two and sought.second < sought.many * _READ[self._connection.dialect.name]

    def _gist(self, sought: Sought, source: Select[tuple[int]]) -> Select[tuple[int]]:
        """Return what two lists have both: it is quickly told."""
        every = source.subquery()
        second = self._also(self._filed.under((sought.pairs[1], sought.pairs[1])), sought.word)
        return select(every.c.id).where(_apart(every.c.id).in_(second))

    def _made_sure(self, sought: Sought, key: ColumnElement[Any]) -> ColumnElement[bool]:
        """Return what a thing of the source must stand to contain the word."""
        is_sure = not sought.word.pairs() or sought.word.certain
        return true() if is_sure else self._said(sought.word, key)

    def _said(self, word: Word, key: ColumnElement[Any]) -> ColumnElement[bool]:
        """Return that the text has the word."""
        said = text_rows.c.words.contains(word.text, autoescape=True)
        if word.latin:
            said = or_(said, text_rows.c.initials.contains(word.text, autoescape=True))
        if word.tail:
            said = or_(said, text_rows.c.tails.contains(word.tail + END, autoescape=True))
        elsewhere = self._besides.get(word.text)
        here = self._text(said, key)
        return or_(here, key.in_(listed(self._connection, elsewhere))) if elsewhere else here

    def _contains(self, sought: Sought, key: ColumnElement[Any]) -> ColumnElement[bool]:
        if not sought.word.tail:
            return self._within(sought, key)
        # Both ways are looked up at once: an "or" of two look-ups would read every thing there is.
        candidates = self._source(sought)
        end = self._text(text_rows.c.tails.contains(sought.word.tail + END, autoescape=True), key)
        return and_(key.in_(candidates), or_(self._within(sought, key), end))

    def _within(self, sought: Sought, key: ColumnElement[Any]) -> ColumnElement[bool]:
        word = sought.word
        if not word.pairs():
            return key.in_(self._source(sought))
        pairs = [self._has(pair, key) for pair in sought.pairs[:_CHECKED_PAIRS]]
        if word.certain:
            return and_(true(), *pairs)
        return and_(*pairs, self._said(replace(word, tail=""), key))

    def _has(self, pair: int, key: ColumnElement[Any]) -> ColumnElement[bool]:
        filed = pair_rows.alias()
        this = (filed.c.kind == self._kind, filed.c.pair == pair, filed.c.id == key)
        return _alone(select(true()).where(*this))

    def _text(self, condition: ColumnElement[bool], key: ColumnElement[Any]) -> ColumnElement[bool]:
        return _alone(select(condition).where(text_rows.c.kind == self._kind, text_rows.c.id == key))


def _under(sought: Sought) -> tuple[Bounds, ...]:
    """Return pairs, from one to another, of which a thing with the word has one."""
    return sought.word.keys(sought.pairs[0] if sought.pairs else None)


def _apart(key: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a key that is looked up in what it is asked of, and never the other way round."""
    return func.coalesce(key, key)


def _listed(key: ColumnElement[Any], source: Select[tuple[int]]) -> ColumnElement[bool]:
    """Return that a key is in a list read once: a server would else guess it short, and walk it each time."""
    return func.coalesce(_apart(key).in_(source), false())


def _of_these(source: Select[tuple[int]], these: Select[tuple[int]] | None) -> Select[tuple[int]]:
    """Return what of a source is among these, which are kept in mind while the longer source is read."""
    if these is None:
        return source
    every = source.offset(0).subquery()
    return select(every.c.id).where(_listed(every.c.id, these))


def _alone(one: Select[Any]) -> ColumnElement[bool]:
    """Return a question put to each thing by itself: a server would else read all there is to join it."""
    return func.coalesce(one.scalar_subquery(), false())


def tied(match: Match) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions with what ties the pairs that are walked to the things themselves."""
    return match.conditions if match.join is None else (*match.conditions, match.join)


def counted(connection: Connection, match: Match, narrowing: Sequence[ColumnElement[bool]]) -> int:
    """Count what matches; the things themselves are read only where they are narrowed further."""
    conditions = (*tied(match), *narrowing) if narrowing else match.conditions
    statement = select(func.count(match.order)).where(*conditions)
    if not match.conditions:  # what waits is asked for all day; words are asked for once
        statement = kept_as_asked(statement)
    return int(connection.execute(statement).scalar_one())
