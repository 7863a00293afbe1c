"""Papers that belong to no case: a room of its own begins, sets and issues them, and takes back from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from app.desk import Desk
from app.forms.sheet import Sheet
from app.people.models import Actor
from app.register.models import Document


class Back(NamedTuple):
    """Where a paper leads back to: the words of the button, the screen, and what it is told."""

    words: str
    screen: str
    arguments: Mapping[str, Any]


class Kept(NamedTuple):
    """Under which key, and about what, a draft is kept."""

    key: str
    about: int


class PaperRoom(Protocol):
    """One paper of a room, to be filled in."""

    @property
    def type_key(self) -> str:
        """The type of the paper."""
        ...

    @property
    def about(self) -> str:
        """What the paper is about, in words."""
        ...

    @property
    def kept(self) -> Kept | None:
        """Where its draft is kept; None for one that is begun anew each time."""
        ...

    @property
    def back(self) -> Back:
        """Where it leads back to."""
        ...

    def begin(self, desk: Desk, actor: Actor) -> tuple[Mapping[str, Any], tuple[str, ...]]:
        """Return what it begins with, and the fields of it that nobody types."""
        ...

    def draft_sheet(self, desk: Desk, actor: Actor, fields: Mapping[str, Any]) -> Sheet:
        """Return the page as it would print now."""
        ...

    def issue(self, desk: Desk, actor: Actor, fields: Mapping[str, Any], request: str) -> Document:
        """Issue it."""
        ...
