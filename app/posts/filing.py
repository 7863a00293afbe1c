"""How a post's arrangement is approved and filed, and when that no longer stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.errors import NotAllowed
from app.ledger.models import Entry
from app.people.models import Actor
from app.posts.commands import NotSoNow
from app.posts.models import Filing, Post, PostId

_DRAFTING = ("set_up_post", "change_post")


def approved(post: Post, by: str, day: date) -> Post:
    """Return the post approved by somebody on the day; raises ``NotSoNow`` for one approved or out of use."""
    _refuse_unless(post, Filing.WAITS)
    return replace(post, approved_by_name=by, approved_on=day)


def refuse_own_draft(actor: Actor, entries: Sequence[Entry]) -> None:
    """Raise ``NotAllowed`` for one who approves what he set up or changed, once in another's place."""
    drafted = [each for each in entries if each.act in _DRAFTING]
    last = drafted[-1] if drafted else None
    if last is not None and last.actor == actor.id and (last.behalf or actor.behalf):
        raise NotAllowed(f"这个岗位由{actor.name}设置或修改，不能又由本人批准（代他人也不行）；请换一人。")


def filed(post: Post, day: date) -> Post:
    """Return the approved post as filed on the day; raises ``NotSoNow`` for one that is not so far."""
    _refuse_unless(post, Filing.APPROVED)
    return replace(post, filed_on=day)


def left_after(before: Post, after: Post) -> Post:
    """Return the changed post without an approval that was given to what it said before."""
    same_approval = (before.approved_by_name, before.approved_on) == (after.approved_by_name, after.approved_on)
    if not same_approval or _substance(before) == _substance(after):
        return after
    return _unapproved(after)


def _substance(post: Post) -> Post:
    """Return what an approval is given to."""
    return replace(
        _unapproved(post), id=PostId(0), version=0, division_name="", a_name="", b_name="", second_b_name=""
    )


def _unapproved(post: Post) -> Post:
    return replace(post, approved_by_name="", approved_on=None, filed_on=None)


def _refuse_unless(post: Post, filing: Filing) -> None:
    if not post.active:
        raise NotSoNow(f"岗位“{post.name}”已停用，不用再批准和备案。")
    if post.filing is not filing:
        raise NotSoNow(f"岗位“{post.name}”现为“{post.filing.value}”，不能这样办理。请刷新后再看。")
