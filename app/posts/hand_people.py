"""Whose a handover is: who leaves, who takes over, who watches, and who may see and do what."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from app.errors import NotAllowed
from app.people.models import ROLE_NAMES, Actor, Staff, StaffId
from app.people.permissions import Right, may
from app.people.rota import Away, Present, Substitute, present
from app.posts.approving import may_decide
from app.posts.hand_items import covered
from app.posts.handed import HandoverItem
from app.posts.models import Absence, Post
from app.posts.ports import HandoverUnit

_INSTANT = timedelta(microseconds=1)


def moment_in(absence: Absence, now: datetime) -> datetime:
    """Return the moment of the absence nearest to now: who stands in is asked for then."""
    last = absence.until - _INSTANT if absence.until is not None else now
    return max(absence.starts, min(now, last))


def present_in(unit: HandoverUnit, absence: Absence, now: datetime) -> Present:
    """Return the rota in the absence, as though it had been agreed to."""
    at = moment_in(absence, now)
    rota = unit.people.rota(at)
    own = Away(
        id=absence.id,
        staff=absence.staff,
        since=absence.starts,
        until=absence.until,
        reason=absence.reason.value,
        substitute=absence.substitute,
    )
    others = tuple(each for each in rota.away if each.staff != absence.staff)
    return present(replace(rota, away=(*others, own)), at)


def post_of(unit: HandoverUnit, absent: Staff) -> Post | None:
    """Return the post of which the person is A, that of his own division first."""
    posts = [each for each in unit.posts.held_by(absent.id) if each.a == absent.id]
    return min(posts, key=lambda each: (each.division != absent.division, each.id), default=None)


def post_name_of(post: Post | None, absent: Staff) -> str:
    """Return the name of the post, or of the person's first role where he has none."""
    if post is not None:
        return post.name
    return ROLE_NAMES[absent.grants[0].role] if absent.grants else "未设岗位"


def receiver_of(there: Present, absent: Staff, division: int) -> Substitute:
    """Return who answers for the person's work of the division."""
    return there.substitute_of(absent.id, division)


def supervisor_of(there: Present, division: int, but: tuple[int | None, ...]) -> StaffId | None:
    """Return the head, else the leader in charge, who is neither A nor B; None where there is none."""
    above = (*there.rota.heads.get(division, ()), *there.rota.leaders.get(division, ()))
    return next((StaffId(each) for each in above if each not in but), None)


def watches(unit: HandoverUnit, actor: Actor, absent: Staff, there: Present) -> bool:
    """Tell whether he watches over the handover: he decides on the absence, or the one who does takes over."""
    if may_decide(unit.people, actor, absent):
        return True
    post = post_of(unit, absent)
    division = post.division if post is not None else absent.division
    receiver = receiver_of(there, absent, division).staff
    return actor.id == supervisor_of(there, division, (absent.id, receiver))


def stands_in(actor: Actor, absent: Staff, there: Present) -> bool:
    """Tell whether he answers for the person where that one belongs or holds a post, not just elsewhere."""
    cover = there.cover_of(actor.id, absent.id)
    places = {int(absent.division), *(each.division for each in there.posts.get(absent.id, ()))}
    return cover is not None and bool(cover.divisions & places)


def concerned(actor: Actor, absent: Staff, there: Present) -> bool:
    """Tell whether the handover is his own, whole: he leaves, or stands in."""
    return actor.id == absent.id or stands_in(actor, absent, there)


def require_concern(unit: HandoverUnit, actor: Actor, absent: Staff, there: Present) -> None:
    """Raise ``NotAllowed`` but for A, whoever stands in for him anywhere, and whoever watches over it."""
    answers = there.cover_of(actor.id, absent.id) is not None
    if answers or actor.id == absent.id or watches(unit, actor, absent, there):
        return
    raise NotAllowed(f"{absent.name}的工作交接由本人、顶岗的人和单位负责人办理，{actor.name}不能查看或办理。")


def seen_by(actor: Actor, items: tuple[HandoverItem, ...], *, whole: bool) -> tuple[HandoverItem, ...]:
    """Return the items with the applicants in full where the reader may see them so."""
    return tuple(each if whole or may(actor, Right.UNCOVER, each.division) else covered(each) for each in items)
