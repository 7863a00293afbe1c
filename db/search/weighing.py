"""How common the pairs of a word are: told by how close the oldest and the newest things with each lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, TextClause, func, select, text

from db.rows import AnyRow
from db.search.filed import Bounds, Filed
from db.search.words import Word, tail_key

_MOST_PAIRS = 24  # of a word are weighed; its text makes sure of the rest
_SAMPLE = 500  # things of a pair are looked at, the oldest and the newest
_ENOUGH = 20_000  # things of a beginning are counted so far
_ONE_END = (
    "SELECT {place} AS place, {newest} AS newest, count(*) AS many, {edge}(id) AS edge FROM"
    " (SELECT id FROM search_pairs WHERE kind = :kind AND pair = :pair{place}"
    " ORDER BY id {way} LIMIT :sample) AS {edge}{place}"
)
_OF_LOTS = -1  # where no thing is an edge
_IN_LOTS = (
    "SELECT {place} AS place, 0 AS newest, coalesce(sum(many), 0) AS many, -1 AS edge FROM search_lots"
    " WHERE kind = :kind AND pair = :pair{place}"
)
_LAST = "SELECT -1 AS place, 0 AS newest, 0 AS many, max(id) AS edge FROM search_texts WHERE kind = :kind"
# A server plans the row policies anew wherever a table is named: so it tells by itself, roughly.
_WEIGHED = text(
    "SELECT place, many FROM rules.weighed"
    "(:kind, CAST(:lows AS bigint[]), CAST(:highs AS bigint[]), :sample, :lots) ORDER BY place DESC"
)


@dataclass(frozen=True, kw_only=True)
class Sought:
    """A word with its pairs, the rarest first, and about how many things may match; of the second pair too."""

    word: Word
    pairs: tuple[int, ...]
    many: float
    second: float = 0

    @property
    def has_two(self) -> bool:
        """Whether its second pair leaves fewer of the things that have the first."""
        return self.many >= _SAMPLE and len(self.pairs) > 1 and not self.word.tail


class Weigher:
    """Weighs words by what is filed for one kind of thing, over one connection.

    ``last`` is the last of them, ``bounded`` whether a server looks at each before it is told, as far as known.
    """

    def __init__(self, connection: Connection, kind: int, filed: Filed) -> None:
        self._connection = connection
        self._kind = kind
        self._filed = filed
        self._on_server = connection.dialect.name == "postgresql"
        self.last = 0
        self.bounded = False

    def weigh(self, word: Word) -> Sought:
        """Find the word's rarest pairs, and about how many things may have it."""
        pairs = word.pairs()[:_MOST_PAIRS]
        if not pairs and self._on_server:
            return Sought(word=word, pairs=(), many=sum(self._told(word.starts())))
        if not pairs:
            some = self._filed.under(*word.starts()).limit(_ENOUGH).subquery()
            begun = self._connection.execute(select(func.count()).select_from(some)).scalar_one()
            return Sought(word=word, pairs=(), many=begun if begun < _ENOUGH else float("inf"))
        tails = (tail_key(word.tail),) if word.tail else ()
        counts = self._sampled((*pairs, *tails))
        weighed = sorted(zip(counts, pairs, strict=False))
        second = weighed[1][0] if len(weighed) > 1 else 0
        many = weighed[0][0] + (counts[-1] if tails else 0)
        return Sought(word=word, pairs=tuple(pair for _, pair in weighed), many=many, second=second)

    def _sampled(self, pairs: tuple[int, ...]) -> list[float]:
        """Return about how many things each pair is filed for, exactly where they are few."""
        if self._on_server:
            return self._told([(pair, pair) for pair in pairs])
        named: dict[str, object] = {"kind": self._kind, "sample": _SAMPLE}
        named |= {f"pair{place}": pair for place, pair in enumerate(pairs)}
        rows = self._connection.execute(_samples(len(pairs), in_lots=self._filed.in_lots), named).all()
        last = self.last = rows[-1].edge or 0
        many = [0.0] * len(pairs)
        for row in rows[:-1]:
            many[row.place] += row.many if row.edge == _OF_LOTS else _about(row, last) / 2
        return many

    def _told(self, pairs: Sequence[Bounds]) -> list[float]:
        """Return about how many things a server says are filed under each, from one pair to another."""
        lows, highs = map(list, zip(*pairs, strict=True))
        asked = {"kind": self._kind, "sample": _SAMPLE, "lots": self._filed.in_lots}
        told = self._connection.execute(_WEIGHED, {**asked, "lows": lows, "highs": highs})
        *counted, last, bounded = (row.many for row in told)
        self.last, self.bounded = last, bool(bounded)
        return [float("inf") if each is None else float(each) for each in reversed(counted)]


@lru_cache
def _samples(many: int, *, in_lots: bool) -> TextClause:
    """Return the statement that looks at the oldest and the newest things of so many pairs, and at lots."""
    ends = ({"newest": 0, "edge": "max", "way": "ASC"}, {"newest": 1, "edge": "min", "way": "DESC"})
    parts = [_ONE_END.format(place=place, **end) for place in range(many) for end in ends]
    parts += [_IN_LOTS.format(place=place) for place in range(many) if in_lots]
    return text(" UNION ALL ".join((*parts, _LAST)))


def _about(row: AnyRow, last: int) -> float:
    """Return how many there are by how close the oldest, or the newest, lie to each other."""
    if row.many < _SAMPLE:
        return float(row.many)
    return float(row.many * last / max(last - row.edge + 1 if row.newest else row.edge, row.many))
