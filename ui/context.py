"""What a screen is given and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.people.models import Actor, Role
from ui.jobs import Jobs
from ui.parts.banner import Notice


@dataclass(frozen=True, kw_only=True)
class Command:
    """Something the palette offers: what it is called, the key that does it too, and the doing.

    By its ``words`` it is found too.
    """

    title: str
    run: Callable[[], None]
    detail: str = ""
    key: str = ""
    icon: str = "command"
    kind: str = "操作"
    words: tuple[str, ...] = ()


class PagePlace(Protocol):
    """The page around a screen: its title line and its banner."""

    def set_title(self, title: str, detail: str = "") -> None:
        """Change the page's title, and the quiet words after it."""

    def put_filters(self, *widgets: QWidget) -> None:
        """Set the views and filters of the title line."""

    def put_actions(self, *widgets: QWidget) -> None:
        """Set the actions at the right of the title line, the primary one last."""

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in the page's banner until it is read."""

    def clear_notice(self) -> None:
        """Take the notice away."""

    def take_back(self, notice: Notice) -> None:
        """Take a notice away that is true no longer, where it is still shown."""

    def look_at(self, record: str) -> None:
        """Take a notice away that is about another record than the one that is read now."""


class WindowServices(Protocol):
    """What the window does for its screens."""

    def go_to(self, key: str, arguments: Mapping[str, Any]) -> None:
        """Open a screen."""

    def go_back(self) -> None:
        """Return to the screen before."""

    def toast(self, text: str, undo: Callable[[], None] | None) -> None:
        """Tell what was done."""

    def set_count(self, key: str, count: int) -> None:
        """Show how much waits behind a rail entry."""

    def set_substitution(self, text: str) -> None:
        """Show for whom one acts ("" for nobody)."""

    def act_for(self, staff: int, key: str, arguments: Mapping[str, Any]) -> None:
        """Act for somebody who is away (0: for oneself again), and go on at a screen."""

    def set_saved(self, text: str) -> None:
        """Say in the status bar what was saved, and when."""

    def set_warnings(self, warnings: tuple[str, ...]) -> None:
        """Show the office's warnings in the status bar."""

    def leave_seat(self, text: str) -> None:
        """Have everybody sign in anew, and say why there."""

    def today(self) -> date:
        """Return the office's date."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """All a screen needs: the desk, who acts, its jobs, its page and the window's services.

    Jobs explain their troubles in the page's banner.
    """

    desk: Desk
    actor: Actor
    jobs: Jobs
    page: PagePlace
    window: WindowServices

    def go_to(self, key: str, **arguments: Any) -> None:
        """Open another screen with what it needs to know."""
        self.window.go_to(key, arguments)

    def go_back(self) -> None:
        """Return to the screen before."""
        self.window.go_back()

    def toast(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Tell what was done, with Undo where undo exists."""
        self.window.toast(text, undo)

    def show_banner(self, notice: Notice) -> None:
        """Show a notice on the page until it is read."""
        self.page.show_notice(notice)

    def set_count(self, key: str, count: int) -> None:
        """Show how much waits behind a rail entry."""
        self.window.set_count(key, count)

    def today(self) -> date:
        """Return the office's date."""
        return self.window.today()


class Screen(QWidget):
    """A screen; what it does not say for itself, it has nothing to say to."""

    edited: Callable[[], str] | None = None  # says which record is open for editing here
    of_all: frozenset[str] = frozenset()  # kinds of things shown here whomever they concern

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Answer a visit: load what the arguments name; called each time the screen is opened."""

    def refresh(self) -> None:
        """Read again what is shown, keeping selection and place (F5)."""

    def look_again(self) -> None:
        """Answer what others did: read the lists again, leaving alone whatever is typed or uncovered."""

    def look_beside(self) -> None:
        """Answer what others did that left the person's work list as it was."""
        self.look_again()

    def leave(self) -> None:
        """Answer the clerk's going elsewhere: save drafts."""

    def looks_at(self) -> str:
        """Return the record that is shown (case:12), "" for none: who else edits it is told at the title."""
        return self.edits()

    def edits(self) -> str:
        """Return the record that is open for editing here, "" for none: it is told to others."""
        return self.edited() if self.edited is not None else ""

    def commands(self) -> tuple[Command, ...]:
        """Return what the palette offers while this screen is shown."""
        return ()


@dataclass(frozen=True, kw_only=True)
class ScreenEntry:
    """A screen as the window knows it before it is made.

    ``key`` names it, also in ``go_to``; ``help_page`` is a file of ``resources/help`` (without .md);
    ``roles`` None lets everybody in; ``in_rail`` False keeps it out of the rail (reached from elsewhere),
    and out of the palette too unless ``in_palette``.
    """

    key: str
    title: str
    icon: str
    make: Callable[[Context], Screen]
    help_page: str = "index"
    roles: frozenset[Role] | None = None
    in_rail: bool = True
    in_palette: bool = False
    words: tuple[str, ...] = field(default=())

    def open_to(self, actor: Actor) -> bool:
        """Say whether one of the actor's roles lets him in."""
        return self.roles is None or any(grant.role in self.roles for grant in actor.grants)


@dataclass(frozen=True)
class Later:
    """A screen class named by module and class, loaded when the screen is first opened."""

    module: str
    name: str

    def __call__(self, context: Context) -> Screen:
        """Load the class and make the screen."""
        made: Screen = getattr(import_module(self.module), self.name)(context)
        return made
