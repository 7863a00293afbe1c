"""What a work order is found by; a confidential caller is found by nobody who may not know him.

All of an order is filed as for every other thing. Of a confidential one, what anybody may know is kept as a
second text, and whoever may not know the caller must find each word there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, insert, or_, select, true

from app.hotline.models import Secrecy, WorkOrder
from app.hotline.queue import OrderQuery
from db.alongside import Alongside
from db.models.orders import order_rows
from db.models.search import text_rows
from db.plans import kept
from db.rows import contents
from db.search import Index, Kind, Match, Sieve
from db.words import Findable, findable, words_of

_rows = order_rows.c
_MOST = 500  # characters of the contents are searched
_HIDDEN = int(Kind.HIDDEN_ORDER)
_DROP_HIDDEN = kept(delete(text_rows).where(text_rows.c.kind == _HIDDEN, text_rows.c.id == bindparam("of_id")))


class OrderIndex:
    """The search over work orders, over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = Index(connection, Kind.ORDER)

    def add(self, key: int, order: WorkOrder) -> None:
        """File a new order."""
        self._index.add(key, _all_of(order))
        self._keep_open_part(key, order)

    def add_many(self, orders: Sequence[tuple[int, WorkOrder]], archive: Alongside) -> None:
        """File thousands of new orders at once."""
        self._index.add_many(((key, _all_of(order)) for key, order in orders), archive)
        for key, order in orders:
            if order.secrecy is not Secrecy.NONE:
                archive.do(self._keep_open_part, key, order)

    def replace(self, key: int, order: WorkOrder) -> None:
        """File an order anew."""
        self._index.replace(key, _all_of(order))
        self._connection.execute(_DROP_HIDDEN, {"of_id": key})
        self._keep_open_part(key, order)

    def matching(self, query: OrderQuery) -> Match:
        """Return what narrows a statement to the orders that contain every word."""
        match = self._index.matching(query.words, _rows.id)
        return Match(conditions=(*match.conditions, *known(query)), order=match.order, join=match.join)

    def sieve(self, query: OrderQuery) -> Sieve | None:
        """Return what finds the orders that contain every word, None for no words."""
        return self._index.sieve(query.words)

    def _keep_open_part(self, key: int, order: WorkOrder) -> None:
        if order.secrecy is not Secrecy.NONE:
            row = {"kind": _HIDDEN, "id": key, **contents(_open_part_of(order))}
            self._connection.execute(insert(text_rows), row)


def known(query: OrderQuery) -> Iterator[ColumnElement[bool]]:
    """Yield what keeps the words from telling of a caller whom the person may not know."""
    if not query.secret and query.words.strip():
        none = _rows.secrecy == Secrecy.NONE.value
        yield or_(none, _rows.handler_id == query.staff, _says_openly(query.words))


def _says_openly(looked_for: str) -> ColumnElement[bool]:
    said = (text_rows.c.words.contains(word.text, autoescape=True) for word in words_of(looked_for))
    this = (text_rows.c.kind == _HIDDEN, text_rows.c.id == _rows.id)
    return select(and_(true(), *said)).where(*this).scalar_subquery()


def _texts_of(order: WorkOrder) -> list[str]:
    return [order.number, order.serial, order.title, order.content[:_MOST], order.place, order.topic]


def _all_of(order: WorkOrder) -> Findable:
    return findable(
        texts=[*_texts_of(order), order.lead_name],
        names=[order.caller.name, order.handler_name],
        telephones=[order.caller.telephone],
    )


def _open_part_of(order: WorkOrder) -> Findable:
    texts = [order.number] if order.secrecy is Secrecy.WHOLE else [*_texts_of(order), order.lead_name]
    names = [] if order.secrecy is Secrecy.WHOLE else [order.handler_name]
    return findable(texts=texts, names=names)
