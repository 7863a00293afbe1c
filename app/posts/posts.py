"""The use cases of posts: set up, change, approve, file, retire, list; half-yearly the list for publication."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from app.clock import Clock, office_date
from app.errors import BadInput
from app.ledger.entering import enter
from app.ledger.models import Subject, subject
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor, DivisionId, StaffId
from app.people.permissions import Right, require
from app.people.staffing import refuse_own_gain
from app.people.standing import standing
from app.posts.commands import ApprovePost, ChangePost, FilePost, NotSoNow, RetirePost, SetUpPost
from app.posts.coverage import refuse_vacant
from app.posts.filing import approved, filed, left_after, refuse_own_draft
from app.posts.models import Post, PostId
from app.posts.papers import register_fields, responsibility_fields
from app.posts.ports import PostStore, PostUnit
from app.posts.rules import check_post, holders_named, refuse_beyond


class Posts:
    """Posts and who holds them (AB岗)."""

    def __init__(self, store: PostStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @once
    def set_up(self, actor: Actor, command: SetUpPost) -> Post:
        """Set up a post; raises ``BadInput`` listing everything wrong, ``NotAllowed``, ``BothAway``."""
        now = self._clock()
        with self._store.begin() as unit:
            unit.ledger.head()  # an absence that is agreed to at this moment is seen
            actor = standing(unit.people, actor)
            require(actor, Right.SET_POSTS, command.division)
            division = unit.people.get_division(DivisionId(command.division))
            refuse_own_gain(actor, command.a, command.b, command.second_b)
            check_post(unit.people, command)
            refuse_beyond(unit.people, actor, command.a)
            made = unit.posts.add(_with_contents(command))
            refuse_vacant(unit, unit.posts.get(made), now)
            text = f"设置{division.name}岗位“{command.name.strip()}”：{holders_named(unit.people, command)}"
            enter(unit.ledger, deed_of(actor, now, "set_up_post", post_subject(made), text))
            return unit.posts.get(made)

    @once
    def change(self, actor: Actor, command: ChangePost) -> Post:
        """Change a post in use; what was approved before is to be approved again.

        Raises ``Conflict`` when somebody was quicker, ``BadInput``, ``NotAllowed``, ``BothAway``.
        """
        now = self._clock()
        with self._store.begin() as unit:
            unit.ledger.head()
            actor = standing(unit.people, actor)
            before = unit.posts.get(command.post)
            require(actor, Right.SET_POSTS, before.division)
            _refuse_retired(before)
            if command.contents.division != before.division:
                raise BadInput("岗位不能改到别的处室；请停用后在那里另设。")
            _refuse_own_place(actor, before, command.contents)
            check_post(unit.people, command.contents)
            after = left_after(before, _with_contents(command.contents))
            unit.posts.save(replace(after, id=before.id, version=command.version))
            if _held_so(before) != _held_so(after):
                refuse_beyond(unit.people, actor, after.a)
                refuse_vacant(unit, unit.posts.get(before.id), now)
            named = holders_named(unit.people, command.contents)
            again = "；须重新批准和备案" if before.approved_on and not after.approved_on else ""
            text = f"修改岗位“{after.name}”：{named}{again}"
            was = {"a": before.a_name, "b": before.b_name, "second_b": before.second_b_name}
            about = post_subject(before.id)
            enter(unit.ledger, deed_of(actor, now, "change_post", about, text, before=was))
            return unit.posts.get(before.id)

    @once
    def approve(self, actor: Actor, command: ApprovePost) -> Post:
        """Approve a post as it stands (分管局领导); raises ``NotAllowed``, ``NotSoNow``, ``Conflict``."""
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            before = unit.posts.get(command.post)
            require(actor, Right.APPROVE_POSTS, before.division)
            refuse_own_gain(actor, before.a, before.b, before.second_b)
            refuse_own_draft(actor, unit.ledger.entries_of(post_subject(before.id)))
            after = replace(approved(before, actor.signed, office_date(now)), version=command.version)
            return _kept(unit, actor, after, "approve_post", f"批准岗位“{before.name}”的设置", now)

    @once
    def file(self, actor: Actor, command: FilePost) -> Post:
        """Put an approved post on file; raises ``NotAllowed``, ``NotSoNow``, ``Conflict``."""
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            before = unit.posts.get(command.post)
            require(actor, Right.FILE_POSTS, before.division)
            after = replace(filed(before, office_date(now)), version=command.version)
            return _kept(unit, actor, after, "file_post", f"备案岗位“{before.name}”的设置", now)

    @once
    def retire(self, actor: Actor, command: RetirePost) -> Post:
        """Take a post out of use; from then on nobody stands in by it."""
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            before = unit.posts.get(command.post)
            require(actor, Right.SET_POSTS, before.division)
            _refuse_retired(before)
            ends = max(office_date(self._clock()), before.effective_from)
            unit.posts.save(replace(before, active=False, effective_until=ends, version=command.version))
            text = f"停用岗位“{before.name}”（自{ends}起）"
            about = post_subject(before.id)
            enter(unit.ledger, deed_of(actor, self._clock(), "retire_post", about, text))
            return unit.posts.get(before.id)

    def get(self, actor: Actor, post: PostId) -> Post:
        """Return a post; everybody knows who holds which."""
        with self._store.read() as unit:
            standing(unit.people, actor)
            return unit.posts.get(post)

    def all(self, actor: Actor, division: int | None = None, *, retired: bool = False) -> tuple[Post, ...]:
        """Return the posts (of one division), by division and in the order they were set up."""
        with self._store.read() as unit:
            standing(unit.people, actor)
            found = unit.posts.all(None if division is None else frozenset({division}))
        return tuple(each for each in found if each.active or retired)

    def for_publication(self, actor: Actor, division: int | None, year: int, half: int) -> tuple[Post, ...]:
        """Return the posts (of one division) held in a half year (1 or 2), made public: no secret ones."""
        first, last = half_year(year, half)
        return tuple(
            each for each in self.all(actor, division) if not each.secret and each.stands_within(first, last)
        )

    def register_of(self, actor: Actor, division: int, year: int, half: int) -> dict[str, Any]:
        """Return the fields of the register of posts of a half year (AB岗设置报备表); no secret ones."""
        posts = self.for_publication(actor, division, year, half)
        with self._store.read() as unit:
            name = unit.people.get_division(DivisionId(division)).name
        return register_fields(posts, name, year, half)

    def responsibility_of(self, actor: Actor, post: PostId, year: int) -> dict[str, Any]:
        """Return the fields of a post's statement of responsibility (岗位目标责任书)."""
        with self._store.read() as unit:
            standing(unit.people, actor)
            held = unit.posts.get(post)
            heads = unit.people.rota(self._clock()).heads.get(held.division, ())
            head = unit.people.get_staff(StaffId(heads[0])).name if heads else ""
            return responsibility_fields(held, year, head)


def half_year(year: int, half: int) -> tuple[date, date]:
    """Return the first and the last day of a half year (1 or 2)."""
    return (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))


def post_subject(post: PostId) -> Subject:
    """Name a post for the ledger."""
    return subject("post", post)


def half_of_day(day: date) -> tuple[int, int]:
    """Return the year and the half year (1 or 2) of a day."""
    return day.year, 1 if day <= half_year(day.year, 1)[1] else 2


def _kept(unit: PostUnit, actor: Actor, post: Post, act: str, text: str, now: datetime) -> Post:
    unit.posts.save(post)
    enter(unit.ledger, deed_of(actor, now, act, post_subject(post.id), text))
    return unit.posts.get(post.id)


def _refuse_retired(post: Post) -> None:
    if not post.active:
        raise NotSoNow(f"岗位“{post.name}”已停用，不能再改；请另设岗位。")


def _refuse_own_place(actor: Actor, before: Post, after: SetUpPost) -> None:
    """Raise ``NotAllowed`` where one who acts on behalf takes a place on the post that he did not have."""
    places = (before.a, after.a), (before.b, after.b), (before.second_b, after.second_b)
    refuse_own_gain(actor, *(new for old, new in places if new != old))


def _held_so(post: Post) -> tuple[object, ...]:
    """Return by whom and when the post is held."""
    return post.a, post.b, post.second_b, post.effective_from, post.effective_until


def _with_contents(contents: SetUpPost) -> Post:
    """Return a post with the contents, texts without blanks around them."""
    values: dict[str, Any] = {}
    for each in fields(SetUpPost):
        value = getattr(contents, each.name)
        values[each.name] = value.strip() if isinstance(value, str) else value
    values["second_b"] = contents.second_b or None
    return Post(id=PostId(0), **values)
