"""What the posts room asks of the archive."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.cases.ports import CaseUnit
from app.ledger.ports import LedgerBook
from app.people.ports import People
from app.posts.handed import Handover, HandoverId
from app.posts.models import Absence, AbsenceId, Post, PostId


class PostBook(Protocol):
    """Posts; none is ever deleted."""

    def add(self, post: Post) -> PostId:
        """Save a new post (``id`` and names ignored) and return its id."""
        ...

    def get(self, post: PostId) -> Post:
        """Return the post; raises ``Refusal`` where there is none."""
        ...

    def save(self, post: Post) -> None:
        """Save where ``post.version`` still stands (the archive adds one); else ``Conflict``."""
        ...

    def all(self, divisions: frozenset[int] | None = None) -> tuple[Post, ...]:
        """Return the posts of some divisions (None: all) by division, then id; retired ones too."""
        ...

    def held_by(self, staff: int) -> tuple[Post, ...]:
        """Return the posts in use of which the person is A or B."""
        ...


class AbsenceBook(Protocol):
    """Absences; none is ever deleted."""

    def add(self, absence: Absence) -> AbsenceId:
        """Save a new absence (``id`` and names of the archive ignored) and return its id."""
        ...

    def get(self, absence: AbsenceId) -> Absence:
        """Return the absence; raises ``Refusal`` where there is none."""
        ...

    def save(self, absence: Absence) -> None:
        """Save where ``absence.version`` still stands (the archive adds one); else ``Conflict``."""
        ...

    def between(
        self, since: datetime, until: datetime | None, staff: Iterable[int] | None = None
    ) -> tuple[Absence, ...]:
        """Return what was not declined and touches the span, by start; of some people where given."""
        ...

    def asked(self, since: datetime) -> tuple[Absence, ...]:
        """Return what is asked for and would not be over by then, by start."""
        ...

    def declined(self, since: datetime) -> tuple[Absence, ...]:
        """Return what was declined and would not be over at the moment, by start."""
        ...


class PostUnit(Protocol):
    """One unit of work of this room."""

    @property
    def posts(self) -> PostBook: ...
    @property
    def absences(self) -> AbsenceBook: ...
    @property
    def people(self) -> People: ...
    @property
    def ledger(self) -> LedgerBook: ...


class PostStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[PostUnit]: ...
    def read(self) -> AbstractContextManager[PostUnit]: ...


class HandoverBook(Protocol):
    """Handovers, one an absence; none is ever deleted."""

    def add(self, handover: Handover) -> HandoverId:
        """Save a new handover (``id`` and names of the archive ignored); ``Conflict`` where there is one."""
        ...

    def get(self, handover: HandoverId) -> Handover: ...
    def find_of(self, absence: int) -> Handover | None: ...
    def of_post(self, division: int, post_name: str) -> tuple[Handover, ...]:
        """Return what was handed over of a post, the latest first."""
        ...

    def save(self, handover: Handover) -> None:
        """Save where ``handover.version`` still stands (the archive adds one); else ``Conflict``."""
        ...

    def unserved(self, staff: int, name: str) -> tuple[int, ...]:
        """Return papers not served that he issued, or another for one of that name; none nobody works on."""
        ...


class HandoverUnit(CaseUnit, Protocol):
    """One unit of work of handovers."""

    @property
    def handovers(self) -> HandoverBook: ...
    @property
    def posts(self) -> PostBook: ...
    @property
    def absences(self) -> AbsenceBook: ...


class HandoverStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[HandoverUnit]: ...
    def read(self) -> AbstractContextManager[HandoverUnit]: ...
