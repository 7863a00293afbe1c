"""What advice, directory and knowledge base ask of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from app.hotline.directory import DirectoryEntry, EntryId
from app.hotline.knowledge import Answer, AnswerId, AnswerQuery
from app.hotline.models import OrderId, WorkOrder
from app.hotline.ports import AnswersOfOrders, OrderUnit


class DirectoryBook(Protocol):
    """The responsibility directory; no line is ever deleted, one ends."""

    def all(self) -> tuple[DirectoryEntry, ...]:
        """Return every line by topic, with the divisions as they are called today."""
        ...

    def get(self, entry: EntryId) -> DirectoryEntry:
        """Return the line; raises ``Refusal`` where there is none."""
        ...

    def add(self, entry: DirectoryEntry) -> EntryId:
        """Save a new line (``id`` ignored)."""
        ...

    def save(self, entry: DirectoryEntry) -> None:
        """Save where ``entry.version`` still stands (the archive adds one); else ``Conflict``."""
        ...


class AnswerBook(AnswersOfOrders, Protocol):
    """The knowledge base; no answer is ever deleted."""

    def get(self, answer: AnswerId) -> Answer:
        """Return the answer; raises ``Refusal`` where there is none."""
        ...

    def add(self, answer: Answer) -> AnswerId:
        """Save a new answer (``id`` ignored)."""
        ...

    def save(self, answer: Answer) -> None:
        """Save where ``answer.version`` still stands (the archive adds one); else ``Conflict``."""
        ...

    def of_order(self, number: str) -> tuple[Answer, ...]:
        """Return the answers that came from an order."""
        ...

    def find(self, query: AnswerQuery, *, limit: int) -> tuple[Answer, ...]:
        """Return the newest matches."""
        ...

    def alike(self, text: str, *, limit: int) -> tuple[Answer, ...]:
        """Return those that share most of the text's rarer pairs of characters, most first."""
        ...


class LikeBook(Protocol):
    """Orders that are like another; however many there are, only a bounded part is read."""

    def alike(self, text: str, *, limit: int) -> tuple[WorkOrder, ...]:
        """Return those that share most of the text's rarer pairs of characters, most first, then newest."""
        ...

    def open_of_name(self, name: str, *, limit: int) -> tuple[WorkOrder, ...]:
        """Return the newest open orders of a caller of this very name."""
        ...

    def returned(self, orders: Iterable[OrderId]) -> Mapping[OrderId, frozenset[int]]:
        """Return the divisions that asked to return each of the orders; those that nobody did are left out."""
        ...


class AdviceUnit(OrderUnit, Protocol):
    """One unit of work of this room."""

    @property
    def directory(self) -> DirectoryBook:
        """The responsibility directory."""
        ...

    @property
    def answers(self) -> AnswerBook:
        """The knowledge base."""
        ...

    @property
    def likes(self) -> LikeBook:
        """Orders that are like another."""
        ...


class AdviceStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[AdviceUnit]:
        """Open a unit of work that is kept as a whole or not at all."""
        ...

    def read(self) -> AbstractContextManager[AdviceUnit]:
        """Open a unit of work that only reads."""
        ...
