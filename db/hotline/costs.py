"""What each way costs on which orders are found by words, so that the one that reads less is taken.

A way is left for another when it turns out longer than thought; what is merely hoped of it may be tried for
less than the other costs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from db.search.index import Sieve

_LEAST = 20  # orders are walked at once, and a quarter more than are thought to be needed
_MORE = 16  # times as many at most each time after
_LUCK = 3  # more may be met among those walked than were: by so much the walk is hoped to be shorter
_IN_LIST = 0.35  # µs that a server takes to read a thing from a list unasked, and _SAID to look into its text
_SAID = 3.0
_TRIED = 0.75  # of what another way costs may be spent on a hope


class Way(Enum):
    """How all matches are found, to be put in order then."""

    GATHERED = auto()  # from what is filed
    DRAWN = auto()  # from the few orders that are seen
    LED = auto()  # from what a server tells of the division's


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What an order costs, in µs: passed by on a walk, read from a list, looked up, its text looked into.

    ``led`` is how long a server takes to tell what a division leads, however little it is.
    """

    walked: float
    listed: float
    looked_up: float
    said: float
    led: float = float("inf")


IN_FILE = Costs(walked=0.6, listed=0.3, looked_up=1.2, said=3.0)
ON_SERVER = Costs(walked=1.0, listed=_IN_LIST, looked_up=2.7, said=_SAID, led=4_000)
# Row policies are asked of every order that is passed by or listed, and let few of them pass.
ON_SERVER_BOUNDED = Costs(walked=5.0, listed=6.0, looked_up=8.0, said=10.0, led=6_000)


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """What it costs to find words, of ``every`` order or the ``reach`` that are seen (None: all of them).

    ``lane`` says that those of one division are walked.
    """

    costs: Costs
    sieve: Sieve
    every: int
    reach: int | None
    lane: bool

    @property
    def along(self) -> int:
        """How many orders there are to walk past."""
        return (self.reach or 0) if self.lane else self.every

    @property
    def is_common(self) -> bool:
        """Whether more is filed under the words than can be seen: their texts are quicker looked into."""
        return self.reach is not None and self.reach < self.sieve.many

    @cached_property
    def by_lists(self) -> bool:
        """Whether what is filed tells sooner than their texts which of those walked past may match."""
        return self.sieve.many * self.costs.listed < self.along * self.costs.said

    def begin(self, wanted: int) -> tuple[int, Way | None]:
        """Return how many orders to walk first, at least; and what is less to read, whatever is met."""
        every = max(self.every, 1)
        part = 1.0 if self.reach is None or self.lane else self.reach / every
        share = part * min(1.0, self.sieve.many / every)
        ahead = wanted / max(share, 1 / every)
        other, cost = self._other(share)
        return max(_LEAST, int(ahead * 1.25)), None if self._walking(ahead) <= cost * _TRIED else other

    def after(self, met: int, walked: int, wanted: int, long: int) -> tuple[int, Way | None]:
        """Return how many orders to walk next; and what is less to read than to walk on, if anything is."""
        share = max(met, 0.5) / walked
        ahead, hoped = wanted / share, wanted / ((met + _LUCK) / walked)
        other, cost = self._other(share)
        if self._walking(ahead) <= cost:
            return min(int(ahead * 1.25), long * _MORE) + 1, None
        return int(hoped * 1.25) + 1, None if self._walking(hoped) <= cost * _TRIED else other

    def is_rest(self, long: int, walked: int) -> bool:
        """Tell whether little more than so many orders are left to be walked."""
        return 2 * long >= self.along - walked > _LEAST

    def _walking(self, ahead: float) -> float:
        """Return what it costs to walk past so many orders; the lists are read for each lot of them."""
        costs, along = self.costs, max(self.along, 1)
        told = costs.listed * self.sieve.many / along if self.by_lists else costs.said
        return min(ahead, along) * (costs.walked + told)

    def _other(self, share: float) -> tuple[Way, float]:
        """Return how else all matches are found, and what it costs, where of the orders this share matches."""
        costs, sieve, every = self.costs, self.sieve, max(self.every, 1)
        looked_up = min(max(sieve.fewer, share * every), sieve.many)
        ways = {Way.GATHERED: sieve.listed * costs.listed + looked_up * costs.looked_up}
        if self.reach is not None:
            told = self.reach * costs.said if self.is_common else sieve.many * costs.listed
            ways[Way.DRAWN] = self.reach * costs.looked_up + told
        if self.reach is not None and self.lane:
            read = costs.led + (sieve.many + self.reach) * _IN_LIST + sieve.many * self.reach / every * _SAID
            ways[Way.LED] = read + min(share, sieve.many / every) * self.reach * costs.looked_up
        least = min(ways, key=lambda way: ways[way])
        return least, ways[least]
