"""How a division stands (处室负荷): what each person has open, who is away, and what falls due meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.clock import Clock, office_date
from app.custody.asking import Held
from app.custody.ports import Leave, LoadStore
from app.custody.standing_in import answering, left_alone
from app.people.halves import end_of, span_words
from app.people.models import Actor, Staff
from app.people.permissions import Right, reach_of, require
from app.people.rota import Present, present
from app.people.standing import standing

AHEAD = timedelta(days=13)  # today and the thirteen days after: two weeks


@dataclass(frozen=True, kw_only=True)
class AwaySpan:
    """An absence in words, its first and last day in sight, whether it is now, and who answers then.

    ``ends`` is its last day, in sight or not; None: until further notice.
    """

    words: str
    first: date
    last: date
    now: bool
    answers: str = ""
    ends: date | None = None


@dataclass(frozen=True, kw_only=True)
class PersonLoad:
    """What one person has: open, due today, late, answered for others; and what falls due while away."""

    staff: int
    login: str
    name: str
    division: str
    items: int
    today: int
    late: int
    behalf: int
    away: tuple[AwaySpan, ...] = ()
    due_away: int = 0

    @property
    def is_away(self) -> bool:
        """Whether the person is away now."""
        return any(each.now for each in self.away)


@dataclass(frozen=True, kw_only=True)
class DivisionLoad:
    """The people, the most pressed first; what nobody holds, and what only a head answers for."""

    people: tuple[PersonLoad, ...]
    unheld: int
    alone: int
    until: date


class Loads:
    """Reads how the divisions of a head stand."""

    def __init__(self, store: LoadStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def read(self, actor: Actor) -> DivisionLoad:
        """Return how the divisions stand that the actor heads; raises ``NotAllowed`` for one who heads none."""
        now = self._clock()
        today = office_date(now)
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.REASSIGN)
            divisions = reach_of(actor, Right.REASSIGN)
            look = _Look(
                there=present(unit.people.rota(now), now),
                held=unit.custody.held(divisions),
                names={int(each.id): each.name for each in unit.people.staff()},
                places={int(each.id): each.name for each in unit.people.divisions()},
                leaves=[each for each in unit.absences.between(now, end_of(today + AHEAD)) if each.holds],
                now=now,
            )
            people = [each for each in unit.people.staff() if _belongs(each, divisions, look.held)]
        return DivisionLoad(
            people=tuple(sorted(map(look.person, people), key=_pressed)),
            unheld=sum(each.items for each in look.held if each.staff is None),
            alone=look.alone(divisions),
            until=today + AHEAD,
        )


@dataclass(frozen=True, kw_only=True)
class _Look:
    """What was read at one moment."""

    there: Present
    held: tuple[Held, ...]
    names: dict[int, str]
    places: dict[int, str]
    leaves: list[Leave]
    now: datetime

    def person(self, staff: Staff) -> PersonLoad:
        """Return what the person has."""
        mine = [each for each in self.held if each.staff == staff.id]
        today = office_date(self.now)
        away = tuple(self._span(each, staff) for each in self.leaves if each.staff == staff.id)
        days = {day for span in away for day in _days(span)}
        return PersonLoad(
            staff=int(staff.id),
            login=staff.login,
            name=staff.name,
            division=self.places[int(staff.division)],
            items=_sum(mine),
            today=_sum(each for each in mine if each.due == today),
            late=_sum(each for each in mine if each.due is not None and each.due < today),
            behalf=self._behalf.get(int(staff.id), 0),
            away=away,
            due_away=_sum(each for each in mine if each.due in days),
        )

    def alone(self, divisions: frozenset[int] | None) -> int:
        """Return how many items only a head or leader answers for, because their holder is away."""
        left = {each.staff: each.divisions for each in left_alone(self.there, divisions)}
        return _sum(each for each in self.held if each.division in (left.get(each.staff or 0) or ()))

    @property
    def _behalf(self) -> dict[int, int]:
        held: Counter[tuple[int | None, int]] = Counter()
        for each in self.held:
            if each.staff is not None:
                held[each.staff, each.division] += each.items
        return answering(self.there, held)

    def _span(self, leave: Leave, staff: Staff) -> AwaySpan:
        today = office_date(self.now)
        horizon = today + AHEAD
        ends = None if leave.until is None else office_date(leave.until - timedelta(microseconds=1))
        is_now = leave.starts <= self.now
        return AwaySpan(
            words=span_words(leave.starts, leave.until),
            first=max(today, office_date(leave.starts)),
            last=min(horizon, ends or horizon),
            now=is_now,
            answers=self._answers(staff) if is_now else "",
            ends=ends,
        )

    def _answers(self, staff: Staff) -> str:
        answers = self.there.substitute_of(int(staff.id), int(staff.division))
        if answers.uncovered or answers.staff is None:
            return answers.why.value
        return f"{self.names[answers.staff]}（{answers.why.value}）"


def _days(span: AwaySpan) -> Iterable[date]:
    return (span.first + timedelta(days=each) for each in range((span.last - span.first).days + 1))


def _sum(held: Iterable[Held]) -> int:
    return sum(each.items for each in held)


def _belongs(staff: Staff, divisions: frozenset[int] | None, held: Iterable[Held]) -> bool:
    """Tell whether the person is one of theirs, or left or moved on and still holds something there."""
    if staff.active and (divisions is None or int(staff.division) in divisions):
        return True
    return any(each.staff == staff.id and not _reaches(staff, each.division) for each in held)


def _reaches(staff: Staff, division: int) -> bool:
    return staff.active and any(each.division in (None, division) for each in staff.grants)


def _pressed(load: PersonLoad) -> tuple[object, ...]:
    return -load.late, -load.today, -load.due_away, -load.items, load.login
