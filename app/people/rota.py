"""Who answers for whom at a moment (岗位目标责任制度七): A, else B, else the division head; nothing is moved.

Everything here is pure and half-open in time. Nobody is asked twice and no rule asks another: the answer is
the first who is there of one list, so that no circle of absences can hold it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from app.clock import office_date


class Why(Enum):
    """Why somebody answers; the value is how a ground calls him."""

    SELF = "本人"
    TEMPORARY = "临时替代人"
    B = "B岗"
    SECOND_B = "第二B岗"
    HEAD = "单位负责人"
    HEADS_DEPUTY = "单位负责人的顶岗人"
    LEADER = "分管局领导"
    NOBODY = "无人在位"


@dataclass(frozen=True, kw_only=True)
class Posting:
    """Who holds a post, from ``since`` up to but not including ``until`` (None: open), by office days."""

    id: int
    name: str
    division: int
    a: int
    b: int
    second_b: int | None = None
    since: date = date.min
    until: date | None = None

    def stands_on(self, day: date) -> bool:
        """Tell whether the post is held so on the day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, kw_only=True)
class Away:
    """An absence in force from ``since`` up to but not including ``until`` (None: until further notice)."""

    id: int
    staff: int
    since: datetime
    until: datetime | None
    reason: str = ""
    substitute: int | None = None

    def covers(self, at: datetime) -> bool:
        """Tell whether the person is away at the moment."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, kw_only=True)
class Rota:
    """The posts, the absences, and who heads and leads each division; ``working`` may sign in at all."""

    postings: tuple[Posting, ...]
    away: tuple[Away, ...]
    heads: Mapping[int, tuple[int, ...]]
    leaders: Mapping[int, tuple[int, ...]]
    working: frozenset[int]
    staff: frozenset[int]

    @property
    def divisions(self) -> frozenset[int]:
        """Every division that is known."""
        return frozenset((*self.heads, *self.leaders, *(each.division for each in self.postings)))


@dataclass(frozen=True, kw_only=True)
class Substitute:
    """Who answers (None: there is no head, no leader and nobody else), why, and by which post."""

    staff: int | None
    why: Why
    post: str = ""

    @property
    def uncovered(self) -> bool:
        """Whether nobody is there."""
        return self.why is Why.NOBODY


@dataclass(frozen=True, kw_only=True)
class Cover:
    """That one person answers now for an absent one's work in some divisions (``everywhere``: in all)."""

    absent: int
    divisions: frozenset[int]
    everywhere: bool
    substitute: Substitute
    away: Away | None


def substitute_of(rota: Rota, staff: int | None, division: int, at: datetime) -> Substitute:
    """Return who answers at the moment for what the person (None: the division itself) holds there."""
    return present(rota, at).substitute_of(staff, division)


def standing_in_for(rota: Rota, staff: int, at: datetime) -> tuple[Cover, ...]:
    """Return for which absent people this one answers at the moment: the inverse of ``substitute_of``."""
    return present(rota, at).covers_of(staff)


def holders_of(
    rota: Rota, held: Iterable[tuple[int | None, int]], at: datetime
) -> Mapping[tuple[int | None, int], Substitute]:
    """Return who answers at the moment for each kind of item: its holder (None: the division) and division."""
    there = present(rota, at)
    return {each: there.substitute_of(*each) for each in set(held)}


def present(rota: Rota, at: datetime) -> Present:
    """Return the rota as it stands at the moment."""
    day = office_date(at)
    away: dict[int, Away] = {}
    for absence in sorted((each for each in rota.away if each.covers(at)), key=_by_substitute):
        away.setdefault(absence.staff, absence)
    posts: dict[int, list[Posting]] = {}
    for posting in sorted((each for each in rota.postings if each.stands_on(day)), key=lambda each: each.id):
        posts.setdefault(posting.a, []).append(posting)
    return Present(rota=rota, away=away, posts=posts)


def _by_substitute(absence: Away) -> tuple[bool, int]:
    return absence.substitute is None, absence.id


_Found = Substitute | None


@dataclass(frozen=True, kw_only=True)
class Present:
    """The rota at one moment; what was found once is remembered."""

    rota: Rota
    away: Mapping[int, Away]
    posts: Mapping[int, list[Posting]]
    _deputies: dict[tuple[int, int | None], _Found] = field(default_factory=dict, init=False)
    _seniors: dict[int, _Found] = field(default_factory=dict, init=False)

    def is_there(self, staff: int | None) -> bool:
        """Tell whether the person works here and is not away."""
        return staff in self.rota.working and staff not in self.away

    def substitute_of(self, staff: int | None, division: int) -> Substitute:
        """Return who answers for what the person (None: the division itself) holds in the division."""
        if staff is not None:
            if self.is_there(staff):
                return Substitute(staff=staff, why=Why.SELF)
            if found := self._deputy(staff, division):
                return found
        return self._senior(division) or self._nobody(staff, division)

    def covers_of(self, staff: int) -> tuple[Cover, ...]:
        """Return for whom the person answers, in which divisions."""
        found = ((absent, self._reach(staff, absent)) for absent in sorted(self._absent()))
        return tuple(self._cover(absent, reach) for absent, reach in found if reach)

    def cover_of(self, staff: int, absent: int) -> Cover | None:
        """Return where the person answers for the absent one, None where he does nowhere."""
        reach = self._reach(staff, absent) if absent in self._absent() else frozenset()
        return self._cover(absent, reach) if reach else None

    def _absent(self) -> frozenset[int]:
        return frozenset(self.away) | (self.rota.staff - self.rota.working)

    def _reach(self, staff: int, absent: int) -> frozenset[int]:
        places = [None, *(each.division for each in self.posts.get(absent, ()))]
        deputies = [self._deputy(absent, each) for each in places]
        if staff == absent or all(each is not None and each.staff != staff for each in deputies):
            return frozenset()
        return frozenset(
            each for each in self.rota.divisions if self.substitute_of(absent, each).staff == staff
        )

    def _cover(self, absent: int, reach: frozenset[int]) -> Cover:
        return Cover(
            absent=absent,
            divisions=reach,
            everywhere=reach == self.rota.divisions,
            substitute=self.substitute_of(absent, min(reach)),
            away=self.away.get(absent),
        )

    def _deputy(self, staff: int, division: int | None) -> _Found:
        """Return the first deputy who is there; the division matters only where the person has a post."""
        here = division if any(each.division == division for each in self.posts.get(staff, ())) else None
        key = staff, here
        if key not in self._deputies:
            self._deputies[key] = self._first(self._named(staff, here))
        return self._deputies[key]

    def _named(self, staff: int, division: int | None) -> Iterator[Substitute]:
        """Yield the temporary substitute, then B and second B of each post, that of the division first."""
        absence = self.away.get(staff)
        if absence is not None and absence.substitute is not None:
            yield Substitute(staff=absence.substitute, why=Why.TEMPORARY)
        for post in sorted(self.posts.get(staff, ()), key=lambda each: each.division != division):
            yield Substitute(staff=post.b, why=Why.B, post=post.name)
            yield Substitute(staff=post.second_b, why=Why.SECOND_B, post=post.name)

    def _senior(self, division: int) -> _Found:
        if division not in self._seniors:
            self._seniors[division] = self._first(self._above(division))
        return self._seniors[division]

    def _above(self, division: int) -> Iterator[Substitute]:
        """Yield the division's heads, their deputies, then the leaders in charge."""
        heads = self.rota.heads.get(division, ())
        yield from (Substitute(staff=head, why=Why.HEAD) for head in heads)
        for head in heads:
            for deputy in self._named(head, division):
                yield Substitute(staff=deputy.staff, why=Why.HEADS_DEPUTY, post=deputy.post)
        yield from (Substitute(staff=leader, why=Why.LEADER) for leader in self.rota.leaders.get(division, ()))

    def _first(self, asked: Iterable[Substitute]) -> _Found:
        return next((each for each in asked if self.is_there(each.staff)), None)

    def _nobody(self, staff: int | None, division: int) -> Substitute:
        """Return the head, though he is away too; where there is none the leader, else the person himself."""
        heads = (*self.rota.heads.get(division, ()), *self.rota.leaders.get(division, ()))
        return Substitute(staff=heads[0] if heads else staff, why=Why.NOBODY)
