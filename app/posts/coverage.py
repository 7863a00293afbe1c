"""That a post is never left by A and B at one moment (岗位目标责任制度七): seen at planning and approval."""

from __future__ import annotations

from datetime import datetime

from app.errors import BadInput, Problem
from app.forms.characters import text_faults
from app.people.halves import span_words, start_of
from app.people.models import Staff
from app.posts.commands import AwayAlready, BothAway, Stopgap
from app.posts.models import Absence, AbsenceState, Post
from app.posts.ports import PostUnit


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


def left_alone(unit: PostUnit, absent: Staff, since: datetime, until: datetime | None) -> tuple[str, ...]:
    """Return a sentence for each post both of whose holders would be away at one moment of the span.

    Whoever stands in temporarily for somebody may not leave either.
    """
    posts = unit.posts.held_by(absent.id)
    agreed = [each for each in unit.absences.between(since, until) if each.holds and each.staff != absent.id]
    found = [
        _both(post, absent, each)
        for post in posts
        for each in agreed
        if _meet(post, absent, each, since, until)
    ]
    found += [
        f"{absent.name}是{each.staff_name}离岗期间（{span_words(each.starts, each.until)}）的临时替代人。"
        for each in agreed
        if each.substitute == absent.id
    ]
    return tuple(dict.fromkeys(found))


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


def _both(post: Post, absent: Staff, other: Absence) -> str:
    span = span_words(other.starts, other.until)
    return f"岗位“{post.name}”的A岗和B岗不能同时离岗：{other.staff_name}在{span}已离岗，{absent.name}须错开。"


def refuse_left_alone(
    unit: PostUnit, absent: Staff, since: datetime, until: datetime | None, stopgap: Stopgap | None
) -> None:
    """Raise ``BothAway`` unless the head named a temporary substitute; raises ``BadInput`` for an unfit one."""
    if stopgap is not None:
        _check_stopgap(unit, absent, since, until, stopgap)
        return
    found = left_alone(unit, absent, since, until)
    if found:
        raise BothAway("".join(found) + "确需离岗的，由单位负责人指定在岗的临时替代人。")


def _check_stopgap(
    unit: PostUnit, absent: Staff, since: datetime, until: datetime | None, stopgap: Stopgap
) -> None:
    problems = []
    substitute = unit.people.get_staff(stopgap.staff)
    problems += [Problem("ground", fault) for fault in text_faults("理由", stopgap.ground, lines=False)]
    if not stopgap.ground.strip():
        problems.append(Problem("ground", "指定临时替代人须写明理由。"))
    if substitute.id == absent.id or not substitute.active:
        problems.append(Problem("substitute", f"{substitute.name}不能作{absent.name}的临时替代人，请换一人。"))
    for each in unit.absences.between(since, until, (stopgap.staff,)):
        if each.state is not AbsenceState.ASKED:
            span = span_words(each.starts, each.until)
            problems.append(Problem("substitute", f"{substitute.name}在{span}也离岗，请换一位在岗的人。"))
    if problems:
        raise BadInput.listing(tuple(problems))
