"""What a work order is found by; a confidential caller is found by nobody who may not know him.

All of an order is filed as for every other thing, but who called in a confidential one: he is filed apart, for
those who may know him. What anybody may know of such an order is kept as a second text, and whoever may not
know the caller must find each word there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, insert, or_, select, text, true

from app.hotline.models import Caller, Secrecy, WorkOrder
from app.hotline.queue import OrderQuery
from db.alongside import Alongside
from db.models.callers import caller_rows
from db.models.orders import order_rows
from db.models.search import text_rows
from db.plans import kept
from db.rows import contents
from db.search.beside import GONE, Beside, begin
from db.search.index import Index, Kind, Match, Sieve, tied
from db.search.lot_pairs import LOT, Filing, filing_of
from db.search.pair_filing import keep_texts
from db.search.words import Findable, Said, Word, findable, findables, words_of

_rows = order_rows.c
_MOST = 500  # characters of the contents are searched
_HIDDEN = int(Kind.HIDDEN_ORDER)
_THIS_HIDDEN = text_rows.c.kind == _HIDDEN, text_rows.c.id == bindparam("of_id")
_IS_HIDDEN = kept(select(text_rows.c.id).where(*_THIS_HIDDEN))
_DROP_HIDDEN = kept(delete(text_rows).where(*_THIS_HIDDEN))
_callers = caller_rows.c
# Asked under row policies, a server would look at each of them before it is told.
_KNOWN_CALLERS = text(
    "SELECT * FROM rules.known_callers(CAST(:lows AS bigint[]), CAST(:highs AS bigint[]), :word, :latin, :tail)"
)


class ReadyFiling:
    """What new orders are filed by, made before their keys are known: by a process beside where one is up."""

    def __init__(self, said: list[Said], beside: Beside | None) -> None:
        self.beside = beside
        self._said = said
        self._asked = beside.ask(said) if beside is not None and said else None
        self._made = filing_of(said) if self._asked is None else None

    def filing(self) -> Filing:
        """Return what they are filed by; made here where nobody has told it."""
        if self._asked is not None and self.beside is not None:
            if self.beside.is_up or not self._asked.cancel():
                with suppress(*GONE):
                    self._made = self._asked.result()
            self._asked = None
        return self._made or filing_of(self._said)


def begin_ready(many: int) -> ReadyFiling:
    """Return what is ready of so many new orders to come: nothing, but a process beside for very many."""
    return ReadyFiling([], begin() if many >= LOT else None)


def made_ready(orders: Sequence[WorkOrder], beside: Beside | None = None) -> ReadyFiling:
    """Make what new orders are filed by as if one key followed another, by a process ``beside`` if need be."""
    return ReadyFiling(list(map(_said_of, orders)), beside)


class OrderIndex:
    """The search over work orders, over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = Index(connection, Kind.ORDER)

    def add(self, key: int, order: WorkOrder) -> None:
        """File a new order."""
        self._index.add(key, _all_of(order))
        self._keep_open_part(key, order)

    def add_many(self, orders: Sequence[tuple[int, WorkOrder]], archive: Alongside, made: Filing) -> None:
        """File thousands of new orders at once by what was made of them."""
        keys = [key for key, _order in orders]
        follow = bool(keys) and keys[-1] - keys[0] == len(keys) - 1
        self._index.add_many(zip(keys, made.found, strict=True), archive, made.lots if follow else ())
        hidden = [(key, _open_part_of(order)) for key, order in orders if order.is_confidential]
        keep_texts(archive, self._connection, _HIDDEN, hidden)

    def is_hidden(self, key: int) -> bool:
        """Tell whether the order is filed as a confidential one."""
        return self._connection.execute(_IS_HIDDEN, {"of_id": key}).first() is not None

    def replace(self, key: int, order: WorkOrder, *, hidden: bool) -> None:
        """File an order anew, which was ``hidden`` or not."""
        self._index.replace(key, _all_of(order))
        if hidden:
            self._connection.execute(_DROP_HIDDEN, {"of_id": key})
        self._keep_open_part(key, order)

    def matching(self, query: OrderQuery) -> Match:
        """Return what narrows a statement to the orders that contain every word."""
        match = self._with_callers(query).matching(query.words, _rows.id)
        return Match(conditions=(*match.conditions, *known(query)), order=match.order, join=match.join)

    def sieve(self, query: OrderQuery) -> Sieve | None:
        """Return what finds the orders that contain every word, None for no words."""
        return self._with_callers(query).sieve(query.words)

    def _with_callers(self, query: OrderQuery) -> Index:
        """Return the search that finds confidential callers too, as far as whoever asks is told of them."""
        found = {word.text: self._callers_with(word) for word in words_of(query.words)}
        return Index(self._connection, Kind.ORDER, found) if any(found.values()) else self._index

    def _callers_with(self, word: Word) -> Sequence[int]:
        """Return the orders whose confidential caller has the word, as far as whoever asks is told of him."""
        if self._connection.dialect.name == "postgresql":
            lows, highs = map(list, zip(*word.keys(), strict=True))
            said = {"word": word.text, "latin": word.latin, "tail": word.tail}
            return (
                self._connection.execute(_KNOWN_CALLERS, {"lows": lows, "highs": highs, **said}).scalars().all()
            )
        match = Index(self._connection, Kind.CALLER).matching(word.text, _callers.order_id)
        return self._connection.execute(select(_callers.order_id).where(*tied(match))).scalars().all()

    def _keep_open_part(self, key: int, order: WorkOrder) -> None:
        if order.is_confidential:
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
    return findables([_said_of(order)])[0]


def _said_of(order: WorkOrder) -> Said:
    caller = Caller() if order.is_confidential else order.caller
    return Said(
        texts=(*_texts_of(order), order.lead_name),
        names=(caller.name, order.handler_name),
        telephones=(caller.telephone,),
    )


def _open_part_of(order: WorkOrder) -> Findable:
    texts = [order.number] if order.secrecy is Secrecy.WHOLE else [*_texts_of(order), order.lead_name]
    names = [] if order.secrecy is Secrecy.WHOLE else [order.handler_name]
    return findable(texts=texts, names=names)
