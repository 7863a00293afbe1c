"""What the presenters of the screen ask of the window and of each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from app.errors import Problem
from ui.dialogs.fields import FieldsQuestion
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
    def confirm(self, title: str, text: str, confirm: str) -> bool: ...
    def ask_reason(self, title: str, text: str, confirm: str) -> str | None: ...
    def ask_file(self, title: str, name: str) -> Path | None: ...


class PostsRoom(Protocol):
    """What is asked of the presenter of the screen."""

    posted: Posted

    def ask(self, question: FieldsQuestion, make: Make, told: str) -> None: ...
    def do(self, work: Callable[[], object], told: str) -> None: ...
