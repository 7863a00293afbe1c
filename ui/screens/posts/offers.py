"""What may be done with an absence, each act with its key, and why not where it is closed."""

from __future__ import annotations

from dataclasses import dataclass

from app.people.models import Actor
from app.people.permissions import Right, may
from app.posts.models import Absence, AbsenceState, Filing, Post
from ui.screens.posts.reading import Posted, is_over, sets_posts

AGREE, DECLINE, END, PROLONG = "agree", "decline", "end", "prolong"
APPROVE, STATEMENT, CHANGE, RETIRE = "approve", "statement", "change", "retire"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An act with its key; ``closed`` says why it cannot be done now."""

    act: str
    title: str
    key: str
    closed: str = ""


def offers_of(absence: Absence | None, posted: Posted, actor: Actor) -> tuple[Offer, ...]:
    """Return every act on the absence; finer rules are kept by the act itself."""
    closed = _closed(absence, posted, actor)
    withdraws = absence is not None and (absence.state is AbsenceState.ASKED or absence.starts > posted.now)
    end = "撤回" if withdraws else "返岗"
    titles = ((AGREE, "批准", "A"), (DECLINE, "不批准", "D"), (END, end, "B"), (PROLONG, "延长", "E"))
    return tuple(Offer(act=act, title=title, key=key, closed=closed[act]) for act, title, key in titles)


def _closed(absence: Absence | None, posted: Posted, actor: Actor) -> dict[str, str]:
    acts = (AGREE, DECLINE, END, PROLONG)
    if absence is None:
        return dict.fromkeys(acts, "请先选一次离岗。")
    if absence.state is AbsenceState.DECLINED:
        return dict.fromkeys(acts, f"{absence.decided_by_name}没有批准：{absence.opinion}")
    if is_over(absence, posted.now):
        return dict.fromkeys(acts, f"这次离岗已经结束（{absence.word}）。")
    asked = absence.state is AbsenceState.ASKED
    decides = int(absence.id) in posted.deciding
    waits = "" if decides else f"{absence.staff_name}的离岗不由您批准。"
    able = may(actor, Right.APPROVE_ABSENCE, absence.division) and absence.staff != actor.id
    approves = decides if asked else able
    entered = absence.sudden and absence.entered_by == actor.id
    ends = absence.staff == actor.id or entered or approves
    return {
        AGREE: waits if asked else "已经批准；要撤销的登记返岗或撤回。",
        DECLINE: waits if asked else "已经批准；要撤销的登记返岗或撤回。",
        END: "" if ends else "返岗由本人、登记人或批准人登记。",
        PROLONG: "还没有批准，不能延长。" if asked else "" if approves else "延长由批准离岗的人登记。",
    }


def post_offers(post: Post | None, actor: Actor) -> tuple[Offer, ...]:
    """Return every act on the post: the second approval of it is the filing."""
    title = "备案" if post is not None and post.filing is Filing.APPROVED else "批准"
    titles = ((APPROVE, title, "O"), (STATEMENT, "责任书", "R"), (CHANGE, "修改", "M"), (RETIRE, "停用", "T"))
    if post is None:
        closed = dict.fromkeys((act for act, _, _ in titles), "请先选一个岗位。")
    else:
        sets = sets_posts(actor, post.division)
        closed = {
            APPROVE: unapprovable(post, actor),
            STATEMENT: _unstated(post, actor),
            CHANGE: f"{sets}。" if sets else "",
            RETIRE: f"{sets}。" if sets else "",
        }
    return tuple(Offer(act=act, title=title, key=key, closed=closed[act]) for act, title, key in titles)


def unapprovable(post: Post, actor: Actor) -> str:
    """Return why the actor cannot approve the post, or put it on file; "" where he can."""
    if post.filing is Filing.FILED:
        return "这个岗位的设置已批准并备案。"
    if post.filing is Filing.APPROVED:
        return "" if may(actor, Right.FILE_POSTS, post.division) else "岗位设置由效能办或系统管理员备案。"
    return "" if may(actor, Right.APPROVE_POSTS, post.division) else "岗位设置由分管局领导批准。"


def _unstated(post: Post, actor: Actor) -> str:
    own = post.division == actor.division and may(actor, Right.SET_POSTS, post.division)
    return "" if own else "责任书由本处室的单位负责人出具。"
