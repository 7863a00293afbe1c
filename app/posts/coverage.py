"""That a post is never left by A and B at one moment (岗位目标责任制度七): seen at planning and approval."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.errors import NotAllowed
from app.people.halves import span_words, start_of
from app.people.models import Actor, Role, Staff
from app.people.rota import Away, present
from app.posts.approving import may_decide
from app.posts.commands import AwayAlready, BothAway, Stopgap
from app.posts.models import Absence, AbsenceState, Post
from app.posts.ports import PostUnit
from app.posts.stopgaps import check_stopgap

_SENIORS = frozenset({
    Role.DIVISION_HEAD, Role.LEADER_IN_CHARGE, Role.EFFICIENCY_OFFICE, Role.ADMINISTRATOR,
})  # fmt: skip


def refuse_twice(
    unit: PostUnit,
    absent: Staff,
    since: datetime,
    until: datetime | None,
    *,
    but: int = 0,
    asked: bool = True,
) -> None:
    """Raise ``AwayAlready`` where an absence that was agreed to, or (``asked``) waits, lies in the span."""
    for each in unit.absences.between(since, until, (absent.id,)):
        if each.id != but and (asked or each.holds):
            raise AwayAlready(
                f"{absent.name}在{span_words(each.starts, each.until)}已有离岗（{each.state.value}），"
                "时间不能重叠；请先改那一次。"
            )


def first_free(unit: PostUnit, absent: Staff, since: datetime, now: datetime) -> datetime:
    """Return from when up to now the person was away anew: no moment is counted to two absences."""
    before = unit.absences.between(since, now, (absent.id,))
    ends = (each.until for each in before if each.holds and each.overlaps(since, now))
    return max((since, *(each for each in ends if each is not None and each <= now)))


def refuse_own_gain(unit: PostUnit, actor: Actor, absent: Staff, now: datetime) -> None:
    """Raise ``NotAllowed`` for one who would stand in for his senior by entering alone that he is away."""
    if not any(each.role in _SENIORS for each in absent.grants) or may_decide(unit.people, actor, absent):
        return
    rota = unit.people.rota(now)
    gone = Away(id=0, staff=absent.id, since=now, until=None)
    there = present(replace(rota, away=(*rota.away, gone)), now)
    if there.cover_of(actor.id, absent.id) is not None:
        raise NotAllowed(
            f"{absent.name}离岗后由{actor.name}顶岗，不能由本人登记{absent.name}临时离岗；请另一位同事或上级登记。"
        )


def left_alone(
    unit: PostUnit, absent: Staff, since: datetime, until: datetime | None, *, asked: bool = False
) -> tuple[str, ...]:
    """Return what posts would be left by both holders at one moment of the span: a sentence for each partner.

    What waits for approval counts where ``asked``. Whoever stands in temporarily may not leave either.
    """
    posts = unit.posts.held_by(absent.id)
    others = [
        each
        for each in unit.absences.between(since, until)
        if each.staff != absent.id and (each.holds or (asked and each.state is AbsenceState.ASKED))
    ]
    met: dict[tuple[str, ...], list[Absence]] = {}
    for each in others:
        names = tuple(post.name for post in posts if _meet(post, absent, each, since, until))
        if names:
            met.setdefault(names, []).append(each)
    found = [_both(names, absent, away) for names, away in met.items()]
    found += [
        f"{absent.name}是{each.staff_name}离岗期间（{span_words(each.starts, each.until)}）的临时替代人。"
        for each in others
        if each.substitute == absent.id
    ]
    return tuple(dict.fromkeys(found))


def refuse_vacant(unit: PostUnit, post: Post, now: datetime) -> None:
    """Raise ``BothAway`` where both who are to hold the post were allowed to be away at one moment of it.

    An absence with a temporary substitute leaves nobody alone.
    """
    first = max(now, start_of(post.effective_from))
    last = _last_of(post)
    if last is not None and last <= first:
        return
    agreed = [each for each in unit.absences.between(first, last, (post.a, post.b)) if each.holds]
    alone = [each for each in agreed if each.substitute is None]
    for one in (each for each in alone if each.staff == post.a):
        since, until = max(first, one.starts), _earlier(last, one.until)
        other = next((each for each in alone if each.staff == post.b and each.overlaps(since, until)), None)
        if other is not None:
            raise BothAway(
                f"岗位“{post.name}”的A岗{one.staff_name}（{span_words(one.starts, one.until)}）和"
                f"B岗{other.staff_name}（{span_words(other.starts, other.until)}）会同时离岗："
                "请换一人，或改生效日期；确需这样设的，先由单位负责人为其中一次离岗指定临时替代人。"
            )


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _meet(post: Post, absent: Staff, other: Absence, since: datetime, until: datetime | None) -> bool:
    """Tell whether both holders are away at one moment in which the post is held so."""
    partner = post.b if post.a == absent.id else post.a
    if other.staff != partner:
        return False
    first = max(since, start_of(post.effective_from))
    ends = [each for each in (until, _last_of(post)) if each is not None]
    last = min(ends) if ends else None
    return (last is None or first < last) and other.overlaps(first, last)


def _last_of(post: Post) -> datetime | None:
    return None if post.effective_until is None else start_of(post.effective_until)


def _both(names: tuple[str, ...], absent: Staff, away: list[Absence]) -> str:
    posts = "、".join(f"“{name}”" for name in dict.fromkeys(names))
    told = "；".join(
        f"{each.staff_name}{span_words(each.starts, each.until)}离岗（{each.state.value}）" for each in away
    )
    return f"岗位{posts}的A岗和B岗不能同时离岗：{told}，{absent.name}须错开。"


def refuse_left_alone(
    unit: PostUnit, absent: Staff, since: datetime, until: datetime | None, stopgap: Stopgap | None
) -> None:
    """Raise ``BothAway`` unless the head named a temporary substitute; raises ``BadInput`` for an unfit one."""
    if stopgap is not None:
        check_stopgap(unit, absent, since, until, stopgap)
    else:
        _refuse(left_alone(unit, absent, since, until))


def refuse_to_ask(unit: PostUnit, absent: Staff, since: datetime, until: datetime | None) -> None:
    """Raise ``BothAway`` where the other holder is away then, or has asked to be: who asks later gives way."""
    _refuse(left_alone(unit, absent, since, until, asked=True))


def _refuse(found: tuple[str, ...]) -> None:
    if found:
        raise BothAway("".join(found) + "确需离岗的，由单位负责人安排，并指定在岗的临时替代人。")
