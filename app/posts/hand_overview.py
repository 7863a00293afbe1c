"""Which handovers concern somebody, how each stands, whose turn it is, and what one is told on signing in."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.clock import Clock
from app.people.models import Actor, DivisionId, StaffId
from app.people.permissions import Right, may
from app.people.rota import present
from app.posts.hand_looking import Look, person
from app.posts.hand_papers import Hand, Paper
from app.posts.hand_people import concerned, post_name_of, post_of, present_in, receiver_of
from app.posts.hand_signing import Signature, hand_of, signed_of
from app.posts.hand_standing import Papers, Standing, Step, Turn, standing_of
from app.posts.handed import Handover, Stage
from app.posts.models import Absence, AbsenceId, PostId
from app.posts.ports import HandoverStore, HandoverUnit

_PAST, _AHEAD = timedelta(days=62), timedelta(days=62)
_FRESH = timedelta(days=31)
_NEWS = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class HandoverLine:
    """A handover as a list shows it; ``hand`` is as who the reader signs, ``turn`` what waits for him."""

    absence: Absence
    handover: Handover | None
    standing: Standing
    post_name: str
    receiver_name: str
    sheet_signed: tuple[Signature, ...] = ()
    return_signed: tuple[Signature, ...] = ()
    hand: Hand | None = None

    @property
    def turn(self) -> Turn | None:
        """What waits for the reader, None where nothing does."""
        return self.standing.turn if self.hand in self.standing.hands else None

    @property
    def waiting(self) -> int:
        """How many items wait to be taken over."""
        return len(self.handover.listed(Stage.WAITING)) if self.handover is not None else 0


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody is told on signing in.

    ``away`` is an absence of his own that runs; ``back`` his last one that is over and not closed yet, with
    how much was ``done`` in his place by whom; ``turns`` are the handovers that wait for him, ``declined``
    what he asked for and was not granted of late.
    """

    away: HandoverLine | None = None
    back: HandoverLine | None = None
    done: int = 0
    done_by: tuple[str, ...] = ()
    turns: tuple[HandoverLine, ...] = ()
    declined: tuple[Absence, ...] = ()


class HandoverOverview:
    """Handovers as they stand, for whoever has a part in them."""

    def __init__(self, store: HandoverStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def listed(self, actor: Actor) -> tuple[HandoverLine, ...]:
        """Return the handovers of the last and next two months that concern the actor, his turn first."""
        with self._store.read() as unit:
            lines = list(_lines(unit, person(unit, actor), self._clock()))
        return tuple(sorted(lines, key=_order))

    def line(self, actor: Actor, absence: AbsenceId) -> HandoverLine:
        """Return how the handover of an absence stands."""
        with self._store.read() as unit:
            actor = person(unit, actor)
            return _line(unit, _look(unit, actor, unit.absences.get(absence), self._clock()))

    def of_post(self, actor: Actor, post: PostId) -> tuple[HandoverLine, ...]:
        """Return every handover kept with a post, the latest first; those of strangers are left out."""
        with self._store.read() as unit:
            actor, wanted, now = person(unit, actor), unit.posts.get(post), self._clock()
            kept = unit.handovers.of_post(wanted.division, wanted.name)
            looks = [_look(unit, actor, unit.absences.get(AbsenceId(each.absence)), now) for each in kept]
            return tuple(_line(unit, each) for each in looks if hand_of(unit, each) is not None)

    def told(self, actor: Actor) -> Told:
        """Return what the person is told on signing in."""
        now = self._clock()
        with self._store.read() as unit:
            actor = person(unit, actor)
            lines = tuple(_lines(unit, actor, now))
            own = [each for each in lines if each.absence.staff == actor.id]
            away = next((each for each in own if _runs(each.absence, now)), None)
            back = next((each for each in reversed(own) if _is_fresh(each, now)), None)
            done = _done_by(unit, back.absence, now) if back is not None else []
            asked = max((each.absence.entered_at for each in own), default=now - _NEWS)
            since = max(asked, now - _NEWS)
            refused = tuple(each for each in unit.absences.declined(now) if _is_news(each, actor, since))
        turns = tuple(each for each in lines if each.turn is not None and each is not back)
        by = tuple(dict.fromkeys(done))
        return Told(away=away, back=back, done=len(done), done_by=by, turns=turns, declined=refused)


def _lines(unit: HandoverUnit, actor: Actor, now: datetime) -> Iterator[HandoverLine]:
    held = _stands_by(unit, actor, now)
    for absence in unit.absences.between(now - _PAST, now + _AHEAD):
        if absence.until is not None and absence.until <= absence.starts:
            continue
        if _may_concern(actor, absence, held):
            line = _line(unit, _look(unit, actor, absence, now))
            if line.hand is not None:
                yield line


def _stands_by(unit: HandoverUnit, actor: Actor, now: datetime) -> set[int]:
    """Return for whom one is A, B or second B, or answers at the moment."""
    there = present(unit.people.rota(now), now)
    held = {each.a for each in there.rota.postings if actor.id in (each.a, each.b, each.second_b)}
    return held | {each.absent for each in there.covers_of(actor.id)}


def _may_concern(actor: Actor, absence: Absence, held: Container[int]) -> bool:
    """Tell whether it need be asked: A, a holder of his posts, a substitute, who approves there."""
    own = absence.staff == actor.id or absence.staff in held or absence.substitute == actor.id
    return own or may(actor, Right.APPROVE_ABSENCE, absence.division)


def _look(unit: HandoverUnit, actor: Actor, absence: Absence, now: datetime) -> Look:
    absent = unit.people.get_staff(StaffId(absence.staff))
    there = present_in(unit, absence, now)
    whole = concerned(actor, absent, there)
    return Look(actor=actor, absence=absence, absent=absent, there=there, at=now, whole=whole)


def _line(unit: HandoverUnit, look: Look) -> HandoverLine:
    found = unit.handovers.find_of(look.absence.id)
    post = post_of(unit, look.absent)
    receiver = found.receiver_name if found is not None else _receiver(unit, look)
    papers = _papers(unit, found)
    return HandoverLine(
        absence=look.absence,
        handover=found,
        standing=standing_of(look.absence, found, papers, receiver, look.at),
        post_name=found.post_name if found is not None else post_name_of(post, look.absent),
        receiver_name=receiver,
        sheet_signed=papers.sheet,
        return_signed=papers.return_sheet,
        hand=hand_of(unit, look),
    )


def _receiver(unit: HandoverUnit, look: Look) -> str:
    post = post_of(unit, look.absent)
    division = DivisionId(post.division if post is not None else look.absent.division)
    found = receiver_of(look.there, look.absent, division)
    if found.uncovered or found.staff is None or found.staff == look.absent.id:
        return ""
    return unit.people.get_staff(StaffId(found.staff)).name


def _papers(unit: HandoverUnit, found: Handover | None) -> Papers:
    """Return the signatures of the papers that were issued and stand."""
    halves = unit.office.settings().handover_halves
    if found is None:
        return Papers(halves=halves)
    return Papers(
        halves=halves,
        sheet=signed_of(unit, found, Paper.SHEET),
        return_sheet=signed_of(unit, found, Paper.RETURN),
    )


def _order(line: HandoverLine) -> tuple[bool, bool, float]:
    closed = line.standing.step in (Step.CLOSED, Step.SHORT)
    starts = line.absence.starts.timestamp()
    return line.turn is None, closed, -starts if closed else starts


def _runs(absence: Absence, now: datetime) -> bool:
    return absence.holds and absence.starts <= now and (absence.until is None or now < absence.until)


def _is_fresh(line: HandoverLine, now: datetime) -> bool:
    """Tell whether an own absence ended of late and its return still waits for the person."""
    until = line.absence.until
    if until is None or not line.absence.holds or not now - _FRESH <= until <= now:
        return False
    return line.standing.step is not Step.CLOSED and (line.turn is not None or line.handover is not None)


def _is_news(absence: Absence, actor: Actor, since: datetime) -> bool:
    """Tell whether it is an own request that was declined after the moment: nothing was asked for again."""
    decided = absence.decided_at
    return absence.staff == actor.id and decided is not None and decided >= since


def _done_by(unit: HandoverUnit, absence: Absence, now: datetime) -> list[str]:
    entries = unit.ledger.on_behalf(StaffId(absence.staff), absence.starts, absence.until or now)
    return [each.actor_name for each in entries]
