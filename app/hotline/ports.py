"""What the room of work orders asks of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol

from app.cases.ports import CaseUnit
from app.custody.models import Holding
from app.hotline.models import OrderId, Record, RecordKind, Share, ShareId, WorkOrder
from app.hotline.queue import Claim, Footing, OrderQuery, QueueView
from app.hotline.talks_models import TalkBook

NOBODY: Mapping[OrderId, Holding] = MappingProxyType({})


class OrderBook(Protocol):
    """Work orders; none is ever deleted, and the archive keeps what each is found by."""

    def add(self, order: WorkOrder) -> OrderId:
        """Save a new order (``id`` ignored); ``Conflict`` where the number is taken."""
        ...

    def new_keys(self, many: int) -> tuple[OrderId, ...]:
        """Take keys for so many new orders, rising."""
        ...

    def add_many(
        self,
        orders: Sequence[WorkOrder],
        keys: Sequence[OrderId] = (),
        held: Mapping[OrderId, Holding] = NOBODY,
        ready: Any = None,
        batch: int = 0,
    ) -> tuple[OrderId, ...]:
        """Save thousands of new orders at once, in the order given.

        ``keys`` were taken for them (none: they are taken now); ``held`` says what custody is about to say,
        ``ready`` is what was made ready of the same orders, or of others that were to come, ``batch`` the
        import that brings them.
        """
        ...

    def begin_ready(self, many: int) -> Any:
        """Return what is ready of so many new orders to come: none yet; the archive is not asked."""
        ...

    def made_ready(self, orders: Sequence[WorkOrder], before: Any = None) -> Any:
        """Make new orders ready for ``add_many``; the archive is not asked.

        ``before`` is what was made ready before them, or what was begun.
        """
        ...

    def counted_together(self) -> AbstractContextManager[None]:
        """Save and count what is added meanwhile by its end; nothing else may be asked until then."""
        ...

    def get(self, order: OrderId) -> WorkOrder: ...
    def find_by_number(self, number: str) -> WorkOrder | None: ...
    def find_by_numbers(self, numbers: Iterable[str]) -> Mapping[str, WorkOrder]:
        """Return those of the numbers that exist, by number."""
        ...

    def of_telephone(self, telephone: str) -> tuple[WorkOrder, ...]:
        """Return a caller's orders, newest first, 50 at most; of no telephone none."""
        ...

    def merged_into(self, order: OrderId) -> tuple[WorkOrder, ...]: ...
    def save(self, order: WorkOrder) -> None:
        """Save where ``order.version`` still stands (the archive adds one); else ``Conflict``."""
        ...

    def find(self, query: OrderQuery, *, offset: int, limit: int) -> tuple[WorkOrder, ...]:
        """Return a page of matches in the order asked for."""
        ...

    def each(self, query: OrderQuery, *, lot: int) -> Iterator[WorkOrder]:
        """Yield all matches in the order asked for, read ``lot`` by ``lot``."""
        ...

    def count(self, query: OrderQuery) -> int: ...
    def counts(self, query: OrderQuery) -> Mapping[QueueView, int]:
        """Return the exact number of every view for who looks, words and filters left aside."""
        ...

    def count_owed(self, query: OrderQuery) -> int:
        """Return of how many orders the divisions of who looks owe a part (协办) that nobody has by name."""
        ...


class CourseBook(Protocol):
    """The course of an order (办理过程): co-handling shares, and everything put on record."""

    def add_share(self, share: Share) -> ShareId: ...
    def shares(self, order: OrderId) -> tuple[Share, ...]: ...
    def owed(self, orders: Iterable[OrderId], divisions: Iterable[int] | None) -> tuple[Share, ...]:
        """Return of some orders the parts that the divisions (None: all) still owe, by their day."""
        ...

    def save_share(self, share: Share) -> None:
        """Save where ``share.version`` still stands (the archive adds one); else ``Conflict``."""
        ...

    def record(self, record: Record) -> int: ...
    def record_many(self, records: Sequence[Record]) -> None:
        """Put thousands of things on record at once."""
        ...

    def records(self, order: OrderId) -> tuple[Record, ...]:
        """Return what is on record, oldest first."""
        ...

    def records_of(
        self, kind: RecordKind, *, since: datetime, until: datetime, division: int | None = None
    ) -> tuple[Record, ...]:
        """Return what was put on record from ``since`` until before ``until``, oldest first."""
        ...

    def last_satisfied(self, division: int, before: datetime) -> datetime | None:
        """Return when an order of the division was last called back with a good answer before a moment."""
        ...


class ClaimBook(Protocol):
    """Claims (领办): who works on an order now, until when."""

    def held(self, orders: Iterable[OrderId], at: datetime) -> Mapping[OrderId, Claim]:
        """Return the claims that hold at the moment."""
        ...

    def claim(self, claim: Claim) -> Claim:
        """Take the order, or go on with it; return who holds it now, the claimant or another."""
        ...

    def claim_next(self, query: OrderQuery, claim: Claim, footing: Footing | None = None) -> OrderId | None:
        """Take the first order of a query that nobody holds (``claim.order`` ignored), never waiting.

        None too where the ``footing`` does not stand any more.
        """
        ...

    def release(self, order: OrderId, staff: int) -> None: ...


class AnswersOfOrders(Protocol):
    """What orders gave the knowledge base."""

    def withhold(self, number: str) -> None:
        """Keep what came from an order, now an efficiency complaint, from whoever may not know of it."""
        ...


class OrderUnit(CaseUnit, Protocol):
    """One unit of work of this room."""

    @property
    def orders(self) -> OrderBook: ...
    @property
    def course(self) -> CourseBook: ...
    @property
    def claims(self) -> ClaimBook: ...
    @property
    def talks(self) -> TalkBook: ...
    @property
    def answers(self) -> AnswersOfOrders: ...


class OrderStore(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[OrderUnit]: ...
    def lease(self) -> AbstractContextManager[OrderUnit]:
        """Open one that takes a claim and keeps nothing else; no official act is done in it."""
        ...

    def read(self) -> AbstractContextManager[OrderUnit]: ...
