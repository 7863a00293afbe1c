"""The use cases of absences: ask, enter a sudden one, decide, end, prolong; who is away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.clock import Clock
from app.errors import BadInput, NotAllowed, Problem
from app.ledger.entering import enter
from app.ledger.models import Subject, subject
from app.once import once
from app.people.deeds import deed_of
from app.people.halves import end_of, half_of, span_words, start_of
from app.people.models import Actor, Staff, StaffId
from app.people.permissions import Right, require
from app.people.rota import Substitute, present
from app.people.standing import standing
from app.posts.approving import may_decide, require_decider
from app.posts.commands import DecideAbsence, EndAbsence, EnterSudden, NotSoNow, PlanAbsence, ProlongAbsence
from app.posts.coverage import first_free, refuse_left_alone, refuse_own_gain, refuse_to_ask, refuse_twice
from app.posts.models import Absence, AbsenceId, AbsenceState
from app.posts.ports import PostStore, PostUnit
from app.posts.spans import check_longer, check_planned, check_sudden, check_words
from app.posts.stopgaps import check_stopgap, kept, named, stopped


class Absences:
    """Who is away, and when; nothing changes hands by it."""

    def __init__(self, store: PostStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @once
    def plan(self, actor: Actor, command: PlanAbsence) -> Absence:
        """Ask for an absence; one that its approver plans is approved with it.

        Raises ``BadInput``, ``AwayAlready``, ``BothAway``, and ``NotAllowed`` for planning another's.
        """
        now = self._clock()
        with self._store.begin() as unit:
            _one_at_a_time(unit)
            actor = standing(unit.people, actor)
            absent = unit.people.get_staff(command.staff or actor.id)
            own = absent.id == actor.id
            if own:
                require(actor, Right.PLAN_ABSENCE)
            else:
                require_decider(unit.people, actor, absent)
            check_planned(command, own=own, now=now)
            since = max(command.starts, now)
            refuse_twice(unit, absent, since, command.ends)
            if own:
                refuse_to_ask(unit, absent, since, command.ends)
            else:
                refuse_left_alone(unit, absent, since, command.ends, named(actor, command.stopgap))
            starts = first_free(unit, absent, command.starts, now)
            absence = replace(_begun(actor, absent, command, now), starts=starts, ends=command.ends)
            absence = absence if own else _decided(absence, actor, now, AbsenceState.APPROVED)
            word = "申请离岗" if own else "安排离岗"
            return self._keep(unit, actor, stopped(absence, command.stopgap), "plan_absence", word, now)

    @once
    def enter_sudden(self, actor: Actor, command: EnterSudden) -> Absence:
        """Enter that somebody else of the division is away: in force at once (a substitute needs its head).

        Raises ``BadInput``, ``AwayAlready``, ``NotAllowed``.
        """
        now = self._clock()
        with self._store.begin() as unit:
            _one_at_a_time(unit)
            actor = standing(unit.people, actor)
            absent = unit.people.get_staff(command.staff)
            _require_near(unit, actor, absent)
            starts = half_of(now) if command.starts is None else command.starts
            check_sudden(command, starts, now)
            refuse_twice(unit, absent, now, command.ends, asked=False)
            refuse_own_gain(unit, actor, absent, now)
            if command.stopgap is not None:
                require_decider(unit.people, actor, absent)
                refuse_left_alone(unit, absent, now, command.ends, named(actor, command.stopgap))
            starts = first_free(unit, absent, starts, now)
            absence = replace(
                _begun(actor, absent, command, now), sudden=True, starts=starts, ends=command.ends
            )
            absence = stopped(_decided(absence, actor, now, AbsenceState.APPROVED), command.stopgap)
            return self._keep(unit, actor, absence, "enter_sudden_absence", "登记临时离岗", now)

    @once
    def decide(self, actor: Actor, command: DecideAbsence) -> Absence:
        """Approve or decline what was asked; both holders away is looked at again.

        Raises ``NotAllowed``, ``NotSoNow``, ``BothAway``, ``BadInput``, ``Conflict``.
        """
        now = self._clock()
        with self._store.begin() as unit:
            _one_at_a_time(unit)
            actor, absence, absent = _looked_at(unit, actor, command.absence)
            require_decider(unit.people, actor, absent)
            _refuse_unless(absence, AbsenceState.ASKED)
            check_words(command.opinion, "意见")
            if not command.agree and not command.opinion.strip():
                raise BadInput.listing((Problem("opinion", "不批准离岗须写明意见。"),))
            state = AbsenceState.APPROVED if command.agree else AbsenceState.DECLINED
            stopgap = named(actor, command.stopgap) if command.agree else None
            if command.agree:
                if absence.ends is not None and absence.ends <= now:
                    raise NotSoNow(f"{absent.name}申请的离岗时间已经过去，不能再批准。")
                since = max(absence.starts, now)
                refuse_twice(unit, absent, since, absence.ends, but=absence.id)
                refuse_left_alone(unit, absent, since, absence.ends, stopgap)
                absence = replace(absence, starts=first_free(unit, absent, absence.starts, now))
            decided = _decided(absence, actor, now, state)
            decided = replace(stopped(decided, stopgap), opinion=command.opinion.strip())
            word = "批准离岗" if command.agree else "不批准离岗"
            return self._save(unit, actor, replace(decided, version=command.version), word, now)

    @once
    def end(self, actor: Actor, command: EndAbsence) -> Absence:
        """Be back from this very moment, or take back what was planned.

        The person himself, whoever decides on it, or whoever entered a sudden one; raises ``NotAllowed``,
        ``NotSoNow``, ``Conflict``.
        """
        now = self._clock()
        with self._store.begin() as unit:
            _one_at_a_time(unit)
            actor, absence, absent = _looked_at(unit, actor, command.absence)
            entered = absence.sudden and absence.entered_by == actor.id
            if actor.id != absent.id and not entered:
                require_decider(unit.people, actor, absent)
            _refuse_unless(absence, AbsenceState.ASKED, AbsenceState.APPROVED)
            if absence.ends is not None and absence.ends <= now:
                raise NotSoNow(f"{absent.name}的离岗在{span_words(absence.starts, absence.ends)}，已经结束。")
            asked = absence.state is AbsenceState.ASKED
            ended = replace(
                absence,
                state=AbsenceState.ENDED,
                ended_at=min(now, absence.starts) if asked else now,
                version=command.version,
            )
            word = "返岗" if not asked and now >= absence.starts else "撤回离岗"
            return self._save(unit, actor, ended, word, now)

    @once
    def prolong(self, actor: Actor, command: ProlongAbsence) -> Absence:
        """Let it last longer, or say when one until further notice ends; A and B are looked at anew.

        Raises ``NotAllowed``, ``NotSoNow``, ``BothAway``, ``BadInput``, ``Conflict``.
        """
        now = self._clock()
        with self._store.begin() as unit:
            _one_at_a_time(unit)
            actor, absence, absent = _looked_at(unit, actor, command.absence)
            require_decider(unit.people, actor, absent)
            _refuse_unless(absence, AbsenceState.APPROVED)
            check_longer(absence, command.ends, now)
            stopgap = named(actor, command.stopgap)
            if absence.ends is not None:
                refuse_twice(unit, absent, absence.ends, command.ends, but=absence.id)
                refuse_left_alone(unit, absent, absence.ends, command.ends, stopgap or kept(absence))
            if stopgap is not None:
                check_stopgap(unit, absent, max(absence.starts, now), command.ends, stopgap)
            longer = replace(stopped(absence, stopgap), ends=command.ends, version=command.version)
            return self._save(unit, actor, longer, "延长离岗", now)

    def get(self, actor: Actor, absence: AbsenceId) -> Absence:
        """Return an absence."""
        with self._store.read() as unit:
            standing(unit.people, actor)
            return unit.absences.get(absence)

    def away(self, actor: Actor, first: date, last: date) -> tuple[Absence, ...]:
        """Return who is away, or asked to be, between two days (both included), by start.

        Everybody sees it: who is away concerns whoever works with him.
        """
        with self._store.read() as unit:
            standing(unit.people, actor)
            return unit.absences.between(start_of(first), end_of(last))

    def declined(self, actor: Actor, since: date) -> tuple[Absence, ...]:
        """Return what was declined of the actor's own or by right of his, and would not be over by then."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found, people = unit.absences.declined(start_of(since)), unit.people
            return tuple(
                each
                for each in found
                if each.staff == actor.id or may_decide(people, actor, people.get_staff(StaffId(each.staff)))
            )

    def waiting(self, actor: Actor) -> tuple[Absence, ...]:
        """Return what waits for the actor's approval, by start."""
        now = self._clock()
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            people = unit.people
            return tuple(
                each
                for each in unit.absences.asked(now)
                if may_decide(people, actor, people.get_staff(StaffId(each.staff)))
            )

    def answering(self, actor: Actor, staff: StaffId) -> Substitute:
        """Return who answers now for the person's work of his division."""
        with self._store.read() as unit:
            standing(unit.people, actor)
            asked = unit.people.get_staff(staff)
            there = present(unit.people.rota(self._clock()), self._clock())
            return there.substitute_of(asked.id, asked.division)

    def _keep(
        self, unit: PostUnit, actor: Actor, absence: Absence, act: str, word: str, now: datetime
    ) -> Absence:
        made = unit.absences.get(unit.absences.add(absence))
        enter(unit.ledger, deed_of(actor, now, act, absence_subject(made.id), _told(made, word)))
        return made

    def _save(self, unit: PostUnit, actor: Actor, absence: Absence, word: str, now: datetime) -> Absence:
        unit.absences.save(absence)
        saved = unit.absences.get(absence.id)
        enter(unit.ledger, deed_of(actor, now, _ACTS[word], absence_subject(saved.id), _told(saved, word)))
        return saved


_ACTS = {
    "批准离岗": "approve_absence",
    "不批准离岗": "decline_absence",
    "返岗": "end_absence",
    "撤回离岗": "withdraw_absence",
    "延长离岗": "prolong_absence",
}


def absence_subject(absence: AbsenceId) -> Subject:
    """Name an absence for the ledger."""
    return subject("absence", absence)


def _one_at_a_time(unit: PostUnit) -> None:
    """Take the ledger first: of A and B, who ask or are approved at one moment, the second sees the first."""
    unit.ledger.head()


def _told(absence: Absence, word: str) -> str:
    instead = (
        f"，临时替代人{absence.substitute_name}（{absence.substitute_ground}）" if absence.substitute else ""
    )
    span = span_words(absence.starts, absence.told_until)
    return f"{word}：{absence.staff_name}{absence.reason.value}，{span}{instead}"


def _looked_at(unit: PostUnit, actor: Actor, key: AbsenceId) -> tuple[Actor, Absence, Staff]:
    actor = standing(unit.people, actor)
    absence = unit.absences.get(key)
    return actor, absence, unit.people.get_staff(StaffId(absence.staff))


def _begun(actor: Actor, absent: Staff, command: PlanAbsence | EnterSudden, now: datetime) -> Absence:
    check_words(command.note, "说明")
    return Absence(
        id=AbsenceId(0),
        staff=absent.id,
        reason=command.reason,
        sudden=False,
        starts=now,
        ends=None,
        state=AbsenceState.ASKED,
        entered_by=actor.id,
        entered_by_name=actor.signed,
        entered_at=now,
        note=command.note.strip(),
    )


def _decided(absence: Absence, actor: Actor, now: datetime, state: AbsenceState) -> Absence:
    return replace(absence, state=state, decided_by=actor.id, decided_by_name=actor.signed, decided_at=now)


def _refuse_unless(absence: Absence, *states: AbsenceState) -> None:
    if absence.state not in states:
        raise NotSoNow(f"{absence.staff_name}的这次离岗现为“{absence.word}”，不能这样办理。请刷新后再看。")


def _require_near(unit: PostUnit, actor: Actor, absent: Staff) -> None:
    """Raise ``NotAllowed`` unless the actor is somebody else of the division, or decides on the absence."""
    require(actor, Right.ENTER_SUDDEN_ABSENCE)
    if absent.id in (actor.id, actor.holder):
        raise NotAllowed("自己的离岗请用“申请离岗”；临时离岗由同处室的人登记。")
    if actor.division != absent.division and not may_decide(unit.people, actor, absent):
        raise NotAllowed(f"{absent.name}不在{actor.division_name}，临时离岗由其同处室的人或负责人登记。")
