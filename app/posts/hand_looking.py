"""An absence as somebody looks at its handover: who he is, who stands in, and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.people.acting import natural
from app.people.halves import span_words
from app.people.models import Actor, DivisionId, Staff, StaffId
from app.people.rota import Present
from app.people.standing import standing
from app.posts.commands import NotSoNow
from app.posts.hand_commands import HandoverStands
from app.posts.hand_people import (
    concerned,
    post_name_of,
    post_of,
    present_in,
    receiver_of,
    require_concern,
    supervisor_of,
)
from app.posts.hand_sheets import Parties
from app.posts.handed import Handover
from app.posts.models import Absence, AbsenceId, AbsenceState
from app.posts.ports import HandoverUnit
from app.register.models import DocumentId, DocumentState


@dataclass(frozen=True, kw_only=True)
class Look:
    """Who looks at whose absence, and the rota in it."""

    actor: Actor
    absence: Absence
    absent: Staff
    there: Present
    at: datetime
    whole: bool


def look_at(unit: HandoverUnit, actor: Actor, key: AbsenceId, now: datetime) -> Look:
    """Return who looks at an absence; raises ``NotAllowed`` for a stranger, ``NotSoNow`` where it never was."""
    actor = person(unit, actor)
    absence = unit.absences.get(key)
    absent = unit.people.get_staff(StaffId(absence.staff))
    if absence.until is not None and absence.until <= absence.starts:
        raise NotSoNow(f"{absent.name}的这次离岗已撤回，不用交接。")
    if absence.state is AbsenceState.DECLINED:
        raise NotSoNow(f"{absent.name}的这次离岗没有批准，不用交接。")
    there = present_in(unit, absence, now)
    require_concern(unit, actor, absent, there)
    whole = concerned(actor, absent, there)
    return Look(actor=actor, absence=absence, absent=absent, there=there, at=now, whole=whole)


def person(unit: HandoverUnit, actor: Actor) -> Actor:
    """Return the natural person: nobody hands over, takes over or gives back in another's place."""
    return natural(unit.people, standing(unit.people, actor))


def parties_of(unit: HandoverUnit, look: Look) -> Parties:
    """Return who stands on the sheets; raises ``NotSoNow`` where nobody is there to take over."""
    post = post_of(unit, look.absent)
    division = DivisionId(post.division if post is not None else look.absent.division)
    receiver = receiver_of(look.there, look.absent, division)
    if receiver.uncovered or receiver.staff is None or receiver.staff == look.absent.id:
        raise NotSoNow(f"{look.absent.name}离岗期间没有在岗的人可以接收，请单位负责人先指定临时替代人。")
    watcher = supervisor_of(look.there, division, (look.absent.id, receiver.staff))
    return Parties(
        absent=look.absent,
        receiver=receiver.staff,
        receiver_name=unit.people.get_staff(StaffId(receiver.staff)).name,
        receiver_why=receiver.why,
        supervisor_name=unit.people.get_staff(watcher).name if watcher is not None else "",
        division=division,
        division_name=unit.people.get_division(division).name,
        post_name=post_name_of(post, look.absent),
    )


def refuse_standing(unit: HandoverUnit, before: Handover | None) -> None:
    """Raise ``HandoverStands`` where a handover was made that is not void, or was given back."""
    if before is None:
        return
    if before.returned_at is not None:
        raise HandoverStands("这次离岗已出具返岗交还单，不用再交接。")
    if before.sheet and not is_void(unit, before.sheet):
        number = unit.documents.get(DocumentId(before.sheet)).number
        raise HandoverStands(f"这次离岗已签发工作交接单{number}；要重出，请先在文书登记中作废它。")


def refuse_unless_away(look: Look) -> None:
    """Raise ``NotSoNow`` unless the absence was agreed to and is not over."""
    absence = look.absence
    if absence.state is not AbsenceState.APPROVED:
        raise NotSoNow(f"{look.absent.name}的这次离岗现为“{absence.word}”，批准后、返岗前才能交接。")
    if absence.until is not None and absence.until <= look.at:
        raise NotSoNow(f"{look.absent.name}的离岗在{span_of(look)}，已经结束；请出具返岗交还单。")


def refuse_unless_over(look: Look) -> None:
    """Raise ``NotSoNow`` unless the person is back."""
    absence = look.absence
    if not absence.holds:
        raise NotSoNow(f"{look.absent.name}的这次离岗现为“{absence.word}”，没有可以交还的工作。")
    if absence.until is None or absence.until > look.at:
        raise NotSoNow(f"{look.absent.name}还在离岗（{span_of(look)}），返岗后才能交还；已返岗的请先登记返岗。")


def span_of(look: Look) -> str:
    """Return when the person is away, in words."""
    return span_words(look.absence.starts, look.absence.until)


def is_void(unit: HandoverUnit, paper: int) -> bool:
    """Tell whether the paper was made void."""
    return unit.documents.get(DocumentId(paper)).state is DocumentState.VOID
