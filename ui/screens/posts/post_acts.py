"""What happens with posts: they are set up, changed, approved, filed, retired; their papers are begun."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from app.clock import office_date
from app.people.permissions import Right, may
from app.posts.commands import ApprovePost, ChangePost, FilePost, RetirePost
from app.posts.list_sheet import list_title, write_list
from app.posts.models import Filing, Post
from app.posts.posts import half_of_day
from ui.context import Context
from ui.dialogs.difference import words_of
from ui.dialogs.fields import FieldsQuestion
from ui.dialogs.merging import Merging
from ui.jobs import PRESS
from ui.screens.posts.asking import Names
from ui.screens.posts.offers import APPROVE, CHANGE, RETIRE, STATEMENT, post_offers
from ui.screens.posts.paper_form import LIST, asked_of, paper_question
from ui.screens.posts.ports import PostsPlace, PostsRoom
from ui.screens.posts.post_form import contents_of, post_question, typed_post

_REGISTER, _STATEMENT = "post_register", "post_responsibility"
_BLANK = {
    _REGISTER: ("approved_by", "approved_on", "filed_on"),
    _STATEMENT: ("second_b_name", "head_name", "section_duties", "goals", "integrity_duties"),
}


class PostActs:
    """The acts on posts."""

    def __init__(self, room: PostsRoom, place: PostsPlace, context: Context) -> None:
        self._room = room
        self._place = place
        self._context = context
        self._posts = context.desk.posts
        self._actor = context.actor

    def act(self, act: str, post: Post | None) -> None:
        """Begin an act on a post, or say why it is closed."""
        offer = next(each for each in post_offers(post, self._actor) if each.act == act)
        if offer.closed or post is None:
            self._context.toast(offer.closed)
            return
        {APPROVE: self._approve, STATEMENT: self._statement, CHANGE: self._ask, RETIRE: self._retire}[act](post)

    def set_up(self) -> None:
        """Ask for a new post."""
        self._ask(None)

    def list_papers(self) -> None:
        """Ask for the register of posts of a half year, or the list for the public."""
        year, half = half_of_day(self._today())
        registers = may(self._actor, Right.SET_POSTS, self._actor.division)
        self._place.ask_fields(paper_question(year, half, registers=registers), self._begin_paper)

    def _begin_paper(self, values: dict[str, Any]) -> None:
        kind, year, half = asked_of(values)
        division = int(self._actor.division)
        self._place.fields_kept()
        if kind == LIST:
            self._write_list(year, half)
            return
        work = partial(self._posts.register_of, self._actor, division, year, half)
        self._context.jobs.run(work).then(partial(self._open_form, _REGISTER)).start()

    def _write_list(self, year: int, half: int) -> None:
        title = list_title(year, half)
        path = self._place.ask_file("公开名单", f"{title}.xlsx")
        if path is None:
            return
        division = self._room.posted.division

        def work() -> int:
            posts = self._posts.for_publication(self._actor, division, year, half)
            write_list(path, posts, title)
            return len(posts)

        self._context.jobs.run(work, PRESS).then(partial(self._written, path)).start()

    def _written(self, path: Path, count: int) -> None:
        self._context.toast(f"已存 {count} 个岗位（涉密的不列入）：{path.name}")

    def _statement(self, post: Post) -> None:
        work = partial(self._posts.responsibility_of, self._actor, post.id, self._today().year)
        self._context.jobs.run(work).then(partial(self._open_form, _STATEMENT)).start()

    def _open_form(self, type_key: str, fields: Mapping[str, Any]) -> None:
        """Open the paper filled in; what the record knows nothing of is not taken from another post's draft."""
        blank = dict.fromkeys(_BLANK[type_key], None)
        self._context.go_to("document_form", type_key=type_key, fields={**blank, **fields})

    def _approve(self, post: Post) -> None:
        """Approve a post that waits for it, or put an approved one on file."""
        files = post.filing is Filing.APPROVED
        word = "备案" if files else "批准"
        second = f"，第二B岗{post.second_b_name}" if post.second_b_name else ""
        text = f"{post.division_name}，A岗{post.a_name}，B岗{post.b_name}{second}。职责：{post.duties}"
        if not self._place.confirm(f"{word}岗位“{post.name}”的设置", text, word):
            return
        work = (
            partial(self._posts.file, self._actor, FilePost(post=post.id, version=post.version))
            if files
            else partial(self._posts.approve, self._actor, ApprovePost(post=post.id, version=post.version))
        )
        self._room.do(work, f"已{word}岗位“{post.name}”的设置")

    def _retire(self, post: Post) -> None:
        text = "停用后不再按这个岗位顶岗；已办的事项和记录都保留。"
        if self._place.confirm(f"停用岗位“{post.name}”", text, "停用"):
            command = RetirePost(post=post.id, version=post.version)
            self._room.do(partial(self._posts.retire, self._actor, command), f"已停用岗位“{post.name}”")

    def _ask(self, post: Post | None) -> None:
        people, divisions = self._room.posted.names(), self._divisions()
        question = post_question(post, people, divisions, self._today())
        merging = self._merging(post, people, question) if post is not None else None
        told = f"已保存岗位“{post.name}”" if post else "已设置岗位"

        def make(values: dict[str, Any]) -> Callable[[], object]:
            contents = contents_of(values, post, people, divisions)
            if merging is None:
                return partial(self._posts.set_up, self._actor, contents)
            seen = merging.seen
            command = ChangePost(post=seen.id, version=seen.version, contents=contents)
            return partial(self._posts.change, self._actor, command)

        self._room.ask(question, make, told, merging=merging)

    def _merging(self, post: Post, people: Names, question: FieldsQuestion) -> Merging[Post]:
        read = partial(self._posts.get, self._actor, post.id)
        return Merging(post, read, partial(typed_post, people), words_of(question.sections), "这个岗位")

    def _divisions(self) -> Names:
        """Return where the actor may set up posts."""
        return {
            each.name: int(each.id)
            for each in self._room.posted.divisions
            if each.active and may(self._actor, Right.SET_POSTS, each.id)
        }

    def _today(self) -> date:
        return office_date(self._context.desk.clock())
