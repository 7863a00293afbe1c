"""What the presenters of the screen ask of the window and of each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from app.errors import Problem
from app.posts.models import Post
from ui.dialogs.difference import Difference
from ui.dialogs.fields import FieldsQuestion
from ui.dialogs.merging import Merging
from ui.screens.posts.reading import Posted

Submit = Callable[[dict[str, Any]], None]
Make = Callable[[dict[str, Any]], Callable[[], object]]


class PostsPlace(Protocol):
    """What is asked of the window."""

    def show_posted(self, posted: Posted) -> None: ...
    def choose(self, absence: int, post: int) -> None: ...
    def ask_fields(self, question: FieldsQuestion, submit: Submit) -> None: ...
    def show_problems(self, problems: tuple[Problem, ...]) -> None: ...
    def fields_kept(self) -> None: ...
    def fill(self, values: Mapping[str, Any]) -> None: ...
    def ask_merge(self, found: tuple[Difference, ...], what: str) -> frozenset[str] | None: ...
    def confirm(self, title: str, text: str, confirm: str) -> bool: ...
    def ask_reason(self, title: str, text: str, confirm: str) -> str | None: ...
    def ask_file(self, title: str, name: str) -> Path | None: ...


class PostsRoom(Protocol):
    """What is asked of the presenter of the screen."""

    posted: Posted

    def ask(
        self,
        question: FieldsQuestion,
        make: Make,
        told: str,
        *,
        merging: Merging[Post] | None = None,
    ) -> None: ...
    def do(self, work: Callable[[], object], told: str) -> None: ...
