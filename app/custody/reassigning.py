"""Reassigning (改派): the division head gives open items to another of his division, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Generic, TypeVar

from app.clock import Clock
from app.custody.commands import Candidate, CannotTake, Moved, Piece, Reassign, Reassigned
from app.custody.handing import hand
from app.custody.models import Segment
from app.custody.ports import CustodyUnit, MovingStore
from app.custody.rooms import Room, Turn
from app.errors import BadInput, Conflict, NotAllowed, Problem
from app.forms.characters import text_faults
from app.ledger.entering import enter
from app.ledger.models import Subject
from app.once import once
from app.people.acting import actor_of
from app.people.deeds import deed_of
from app.people.models import Actor, Staff, StaffId
from app.people.permissions import Right, require
from app.people.rota import present
from app.people.standing import standing

LONGEST_REASON = 200
MOST = 200  # items at once
Unit = TypeVar("Unit", bound=CustodyUnit)


class Reassigning(Generic[Unit]):
    """The use cases of a division head who moves work; ``rooms`` by the first word of a subject."""

    def __init__(self, store: MovingStore[Unit], clock: Clock, rooms: Mapping[str, Room[Unit]]) -> None:
        self._store = store
        self._clock = clock
        self._rooms = rooms

    @once
    def reassign(self, actor: Actor, command: Reassign) -> Reassigned:
        """Give the items to another person: all of them or none.

        Raises ``BadInput`` for no reason or nobody, ``CannotTake`` with a sentence for each item that cannot
        go to him, ``NotAllowed``, and ``Conflict`` where somebody else has it by now.
        """
        now, reason = self._clock(), _checked(command)
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.REASSIGN)
            to = _receiver(unit, command.to)
            segments = [_held(unit, piece) for piece in command.items]
            self._refuse(unit, actor, segments, to)
            why = f"{actor.signed}改派：{reason}"
            moved = tuple(
                self._turn(unit, Turn(actor=actor, segment=each, to=actor_of(unit.people, to), why=why, at=now))
                for each in segments
            )
        return Reassigned(to_name=to.name, items=moved)

    @once
    def undo(self, actor: Actor, done: Reassigned) -> None:
        """Give the items back to who had them; raises ``Conflict`` where somebody went on with one."""
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            for each in done.items:
                require(actor, Right.REASSIGN, each.was.holding.division)
                if unit.custody.open_of(each.was.holding.subject) != each.now:
                    raise Conflict(f"{_called(each.was)}已有人接着办理，改派不能撤销；需要时请再改派一次。")
                self._room(each.was).put_back(unit, each.before)
                why = f"{actor.signed}撤销改派"
                hand(unit.custody, replace(each.was.holding, why=why), now, by=actor.holder)
                text = f"撤销改派{_called(each.was)}：仍由{_name(each.was)}办理"
                enter(unit.ledger, deed_of(actor, now, "undo_reassign", each.was.holding.subject, text))

    def candidates(self, actor: Actor, items: Iterable[Piece]) -> tuple[Candidate, ...]:
        """Return the colleagues of the items' division, and why each cannot take them."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.REASSIGN)
            segments = [_held(unit, piece) for piece in items]
            divisions = {each.holding.division for each in segments}
            people = (each for each in unit.people.staff() if each.active and each.division in divisions)
            return tuple(self._candidate(unit, actor, segments, each) for each in people)

    def find(self, actor: Actor, named: str) -> tuple[Segment, ...]:
        """Return the open items of a number (or the one of a key such as case:12) that the actor may move.

        Raises ``BadInput`` where there is none.
        """
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.REASSIGN)
            one = unit.custody.open_of(Subject(named.strip()))
            found = (one,) if one is not None else unit.custody.of_number(named.strip())
            mine = tuple(each for each in found if not self._why_fixed(unit, actor, each))
            if found and not mine:
                raise NotAllowed(self._why_fixed(unit, actor, found[0]))
        if not mine:
            raise BadInput(f"没有编号为“{named[:60]}”的待办。")
        return mine

    def _refuse(self, unit: Unit, actor: Actor, segments: Iterable[Segment], to: Staff) -> None:
        sentences = tuple(filter(None, (self._why_not(unit, actor, each, to) for each in segments)))
        if sentences:
            raise CannotTake("\n".join(dict.fromkeys(sentences)))

    def _why_not(self, unit: Unit, actor: Actor, segment: Segment, to: Staff) -> str:
        if fixed := self._why_fixed(unit, actor, segment):
            return fixed
        if other := _why_other(unit, segment, to, self._clock()):
            return f"{_called(segment)}不能改派给{to.name}：{other}"
        closed = self._room(segment).why_not(unit, segment, actor_of(unit.people, to))
        return f"{_called(segment)}不能改派给{to.name}：{closed}" if closed else ""

    def _why_fixed(self, unit: Unit, actor: Actor, segment: Segment) -> str:
        """Return why the actor cannot move the item at all, "" where he can.

        What lies with another division's stays there, unless he cannot do it any more: he left or moved on.
        """
        division = segment.holding.division
        try:
            require(actor, Right.REASSIGN, division)
        except NotAllowed as refusal:
            return f"{_called(segment)}在{segment.division_name}：{refusal}"
        if segment.holding.staff is None:
            return ""
        holder = unit.people.get_staff(StaffId(segment.holding.staff))
        if holder.division == division or self._left(unit, segment, holder):
            return ""
        where = segment.division_name
        return f"{_called(segment)}现由{_name(segment)}办理，不是{where}的人员，不能由本处室改派。"

    def _left(self, unit: Unit, segment: Segment, holder: Staff) -> bool:
        """Tell whether the holder may not have the item any more."""
        return not holder.active or bool(
            self._room(segment).why_not(unit, segment, actor_of(unit.people, holder))
        )

    def _candidate(self, unit: Unit, actor: Actor, segments: list[Segment], staff: Staff) -> Candidate:
        closed = next(filter(None, (self._why_not(unit, actor, each, staff) for each in segments)), "")
        return Candidate(
            login=staff.login, name=staff.name, items=unit.custody.held_by(staff.id), closed=closed
        )

    def _turn(self, unit: Unit, turn: Turn) -> Moved:
        about, was = turn.segment.holding.subject, turn.segment
        turned = self._room(was).hand_on(unit, turn)
        hand(unit.custody, turned.holding, turn.at, by=turn.actor.holder, reassigned=True)
        text = f"改派{_called(was)}：由{_name(was)}改为{turn.to.name}办理，{turned.holding.why}"
        deed = deed_of(
            turn.actor,
            turn.at,
            "reassign",
            about,
            text,
            was=was.holding.staff,
            to=int(turn.to.id),
            why=turned.holding.why,
        )
        enter(unit.ledger, deed)
        now = unit.custody.open_of(about)
        assert now is not None
        return Moved(was=was, now=now, before=turned.before)

    def _room(self, segment: Segment) -> Room[Unit]:
        kind = segment.holding.subject.partition(":")[0]
        return self._rooms.get(kind, Room(why_not=_nobodys))


def _nobodys(_unit: CustodyUnit, _segment: Segment, _to: Actor) -> str:
    return "这一类待办不能改派。"


def _checked(command: Reassign) -> str:
    """Return the reason; raises ``BadInput``."""
    reason = command.reason.strip()
    faults = text_faults("改派理由", reason, lines=False, longest=LONGEST_REASON)
    problems = [Problem("reason", fault) for fault in faults]
    if not reason:
        problems.append(Problem("reason", "改派须写明理由。"))
    if not 0 < len(command.items) <= MOST:
        problems.append(Problem("items", f"一次改派1件至{MOST}件，请重新选择。"))
    if problems:
        raise BadInput.listing(tuple(problems))
    return reason


def _receiver(unit: CustodyUnit, login: str) -> Staff:
    found = unit.people.find_by_login(login.strip())
    if found is None or not found.active:
        raise BadInput.listing((Problem("to", f"没有登录名为“{login.strip()[:60]}”的在用人员，请另选。"),))
    return found


def _held(unit: CustodyUnit, piece: Piece) -> Segment:
    """Return who holds the item; raises ``Conflict`` where it is done, or another's than the one looked at."""
    segment = unit.custody.open_of(piece.subject)
    if segment is None:
        raise Conflict("所选的待办中有一件已经办完或不在本单位，没有改派。请刷新后再选。")
    if piece.segment not in (0, segment.id):
        raise Conflict(f"{_called(segment)}刚由别人接手或办理，没有改派。请刷新后再选。")
    return segment


def _why_other(unit: CustodyUnit, segment: Segment, to: Staff, at: datetime) -> str:
    """Return why this person is not one to give the item to, whatever it is."""
    if to.division != segment.holding.division:
        return (
            f"改派只在{segment.division_name}之内，{to.name}是{unit.people.get_division(to.division).name}的。"
        )
    if to.id == segment.holding.staff:
        return f"现在就由{to.name}办理。"
    there = present(unit.people.rota(at), at)
    if not there.is_there(to.id):
        return f"{to.name}现在离岗或账号停用，请选一位在岗的人。"
    return ""


def _called(segment: Segment) -> str:
    holding = segment.holding
    return f"{holding.number or holding.title}（{holding.step}）"


def _name(segment: Segment) -> str:
    return segment.staff_name or f"{segment.division_name}（待分）"
