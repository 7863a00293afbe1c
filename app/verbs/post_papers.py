"""``post``: approve and file posts, the list for publication, and the two papers of posts."""

from __future__ import annotations

import uuid
from argparse import Namespace
from pathlib import Path
from typing import Any

from app.clock import office_date
from app.errors import BadInput
from app.posts.commands import ApprovePost, FilePost
from app.posts.list_sheet import list_title, write_list
from app.posts.models import Filing, Post
from app.posts.posts import half_of_day
from app.register.commands import IssueDocument
from app.verbs.document import ready_folder, written
from app.verbs.post import division_named, line_of, row_of
from app.verbs.terminal import Terminal, read_fields


def approve(terminal: Terminal, options: Namespace) -> None:
    """Approve the post of that name, or all that wait (in a division)."""
    desk, actor = terminal.desk.posts, terminal.actor
    done = [
        desk.approve(actor, ApprovePost(post=each.id, version=each.version))
        for each in _waiting(terminal, options, Filing.WAITS)
    ]
    _tell(terminal, done, "已批准")


def put_on_file(terminal: Terminal, options: Namespace) -> None:
    """Put the approved post of that name, or all that are approved (in a division), on file."""
    desk, actor = terminal.desk.posts, terminal.actor
    done = [
        desk.file(actor, FilePost(post=each.id, version=each.version))
        for each in _waiting(terminal, options, Filing.APPROVED)
    ]
    _tell(terminal, done, "已备案")


def public(terminal: Terminal, options: Namespace) -> None:
    """Tell the list of a half year for publication, and write it to a spreadsheet where one is named."""
    division = division_named(terminal, options.division) if options.division else None
    year, half = _half(terminal, options)
    posts = terminal.desk.posts.for_publication(terminal.actor, division, year, half)
    if options.xlsx:
        write_list(Path(options.xlsx), posts, list_title(year, half))
    lines = [list_title(year, half), *map(line_of, posts)]
    terminal.answer([row_of(each) for each in posts], "\n".join(lines))


def register(terminal: Terminal, options: Namespace) -> None:
    """Issue the register of posts of the actor's division for a half year."""
    actor = terminal.actor
    division = division_named(terminal, options.division) if options.division else int(actor.division)
    if division != actor.division:
        raise BadInput("《AB岗设置报备表》由本处室的单位负责人签发。")
    fields = terminal.desk.posts.register_of(actor, division, *_half(terminal, options))
    _issue(terminal, options, "post_register", fields)


def responsibility(terminal: Terminal, options: Namespace) -> None:
    """Issue the statement of responsibility of a post of the actor's division."""
    actor = terminal.actor
    post = _named(terminal, options.name, int(actor.division))
    year = options.year or office_date(terminal.clock()).year
    fields = terminal.desk.posts.responsibility_of(actor, post.id, year)
    _issue(terminal, options, "post_responsibility", fields)


def _issue(terminal: Terminal, options: Namespace, type_key: str, known: dict[str, Any]) -> None:
    more = read_fields(options.fields) if options.fields else {}
    folder = ready_folder(options.out)
    command = IssueDocument(type_key=type_key, fields={**known, **more}, request_key=uuid.uuid4().hex)
    paper = terminal.desk.caseless_papers.issue(terminal.actor, command)
    terminal.answer(written(paper, folder), f"已签发《{paper.title}》{paper.number}，存于{options.out}。")


def _half(terminal: Terminal, options: Namespace) -> tuple[int, int]:
    year, half = half_of_day(office_date(terminal.clock()))
    return options.year or year, options.half or half


def _waiting(terminal: Terminal, options: Namespace, filing: Filing) -> list[Post]:
    """Return the posts that wait for this, or the one named however it stands."""
    division = division_named(terminal, options.division) if options.division else None
    if options.name:
        return [_named(terminal, options.name, division)]
    found = [each for each in terminal.desk.posts.all(terminal.actor, division) if each.filing is filing]
    if not found:
        raise BadInput(f"没有“{filing.value}”的岗位。")
    return found


def _named(terminal: Terminal, name: str, division: int | None) -> Post:
    posts = [each for each in terminal.desk.posts.all(terminal.actor, division) if each.name == name.strip()]
    if len(posts) != 1:
        raise BadInput(f"名为“{name.strip()[:60]}”的岗位有{len(posts)}个，请写准岗位名称和处室。")
    return posts[0]


def _tell(terminal: Terminal, posts: list[Post], word: str) -> None:
    terminal.answer([row_of(each) for each in posts], "\n".join(f"{word}：{line_of(each)}" for each in posts))
