"""What retention asks of the archive."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.register.models import DocumentId
from app.register.ports import RegisterUnit
from app.retention.left import LeftBehind, Told
from app.retention.models import (
    Chosen,
    Disposal,
    DisposalId,
    DisposalState,
    DuePaper,
    Erasure,
    Group,
    Hold,
    HoldId,
    Item,
    KeptBack,
    Rule,
    Span,
)


class RetentionBook(Protocol):
    """Terms, holds, what is due, and disposals."""

    def rules(self) -> tuple[Rule, ...]:
        """Return every rule of the office by type, then day."""
        ...

    def add_rule(self, rule: Rule) -> None: ...
    def holds(self) -> tuple[Hold, ...]:
        """Return the holds that were not lifted, newest first."""
        ...

    def place_hold(self, hold: Hold) -> HoldId: ...
    def lift_hold(self, hold: HoldId, at: datetime, by: str, why: str) -> None:
        """Lift a hold; raises ``Conflict`` where it was lifted before."""
        ...

    def is_known(self, number: str) -> bool:
        """Tell whether a paper bears the number or is linked to it, or a case, contact or order bears it."""
        ...

    def groups(self, spans: Sequence[Span], divisions: frozenset[int] | None) -> tuple[Group, ...]:
        """Count what is past its time by type, year and period, oldest first; what has no papers last."""
        ...

    def due(
        self, spans: Sequence[Span], chosen: Chosen, divisions: frozenset[int] | None, limit: int
    ) -> tuple[DuePaper, ...]:
        """Return papers past their time, oldest first."""
        ...

    def past_among(
        self, spans: Sequence[Span], documents: Sequence[DocumentId], divisions: frozenset[int] | None
    ) -> frozenset[DocumentId]:
        """Return which of the papers are past their time and still there."""
        ...

    def why_kept(self, documents: Sequence[DocumentId], *, proposed: bool) -> dict[DocumentId, KeptBack]:
        """Return why papers are kept back; ``proposed`` counts a disposal under way too."""
        ...

    def propose(
        self, disposal: Disposal, items: Sequence[tuple[DocumentId, str]], left: Sequence[LeftBehind]
    ) -> DisposalId:
        """Keep a new disposal with its papers, and what goes with the last of them."""
        ...

    def disposals(self, limit: int) -> tuple[Disposal, ...]:
        """Return disposals, newest first."""
        ...

    def get(self, disposal: DisposalId) -> Disposal:
        """Return a disposal, locked when writing; raises ``Refusal`` where there is none."""
        ...

    def items(self, disposal: DisposalId) -> tuple[Item, ...]: ...
    def decide(self, disposal: Disposal) -> None:
        """Keep the decision where the version before still stands; else ``Conflict``."""
        ...

    def finish(self, disposal: DisposalId, version: int, state: DisposalState, at: datetime) -> None: ...
    def left_by(self, documents: Sequence[DocumentId]) -> tuple[LeftBehind, ...]:
        """Return what would be left without any paper if these went, and those of disposals under way."""
        ...

    def bare(
        self,
        spans: Sequence[Span],
        chosen: Chosen,
        limit: int,
        among: Collection[tuple[str, int]] | None = None,
    ) -> tuple[LeftBehind, ...]:
        """Return things past their time that never had any paper, oldest first.

        ``among`` these alone, each by its kind and id.
        """
        ...

    def listed(self, disposal: DisposalId) -> tuple[LeftBehind, ...]:
        """Return what both sign with a disposal, by kind and number."""
        ...

    def to_clear(self, disposal: DisposalId) -> tuple[LeftBehind, ...]:
        """Return what both signed and the disposal has left without any paper by now."""
        ...

    def held_bare(self, disposal: DisposalId) -> tuple[str, ...]:
        """Return the numbers of things without papers that a disposal lists and somebody holds back."""
        ...

    def told(self, left: LeftBehind) -> Told:
        """Return everything that a thing says; raises ``NotAllowed`` where it is not over."""
        ...

    def file(self, attachment: int) -> bytes:
        """Return what is in a file of a denial."""
        ...

    def clear(self, left: LeftBehind, at: datetime) -> None:
        """Take away what a thing said; raises ``NotAllowed`` where a paper is left, or nobody signed it."""
        ...

    def erase(self, erasure: Erasure) -> None:
        """Erase what a paper said and what it was found by; raises ``NotAllowed`` where that is not agreed."""
        ...


class RetentionUnit(RegisterUnit, Protocol):
    """One unit of work of this room."""

    @property
    def retention(self) -> RetentionBook: ...


class RetentionStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[RetentionUnit]: ...
    def read(self) -> AbstractContextManager[RetentionUnit]: ...
