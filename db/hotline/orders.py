"""12345 work orders in the archive: kept, found, and listed by saved view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import ARRAY, BigInteger, Connection, Text, any_, bindparam, insert, select, union_all, update
from sqlalchemy.exc import IntegrityError

from app.custody.models import Holding
from app.errors import Conflict
from app.hotline.models import (
    Caller,
    OrderId,
    OrderState,
    OrderType,
    Reply,
    Result,
    Satisfaction,
    Secrecy,
    WorkOrder,
    order_of,
)
from app.hotline.ports import NOBODY
from app.hotline.queue import AtLeast, OrderQuery, QueueView
from db.denial_rows import Word, word_of
from db.hotline.bulk import OrderBulk, ReadyOrders, begun
from db.hotline.callers import UNTOLD, StoredCallers, open_part
from db.hotline.pages import lots_of, page_of
from db.hotline.parts import count_of_all, count_owed
from db.hotline.queue import is_whole
from db.hotline.search import OrderIndex
from db.hotline.tallies import knows_kinds, read_count, read_counts, read_mine
from db.hotline.walk import OrderWalk
from db.models.callers import caller_rows
from db.models.orders import order_rows
from db.plans import kept
from db.rows import AnyRow, conflict, from_json, insert_counted, missing, to_json
from db.told import hush_visitor

_CHUNK = 500
_EVERY_ONE = 2**31
_rows = order_rows.c
_ADD = insert(order_rows)
_ONE = kept(select(order_rows).where(_rows.id == bindparam("key")))
_BY_NUMBER = select(order_rows).where(_rows.order_number == bindparam("number"))
_BY_NUMBERS = select(order_rows).where(_rows.order_number.in_(bindparam("numbers", expanding=True)))
_BY_ANY_NUMBER = select(order_rows).where(_rows.order_number == any_(bindparam("numbers", type_=ARRAY(Text))))
_BY_KEYS = select(order_rows).where(_rows.id.in_(bindparam("keys", expanding=True)))
# A server is given one list, whatever there are: it need not read and plan as many values each time.
_BY_LISTED = kept(select(order_rows).where(_rows.id == any_(bindparam("keys", type_=ARRAY(BigInteger)))))
_HAS_TELEPHONE = select(_rows.id).where(_rows.telephone == bindparam("telephone"))
_KEPT_TELEPHONE = select(caller_rows.c.order_id).where(caller_rows.c.telephone == bindparam("telephone"))
_OF_TELEPHONE = (
    select(order_rows)
    .where(_rows.id.in_(union_all(_HAS_TELEPHONE, _KEPT_TELEPHONE)))
    .order_by(_rows.id.desc())
    .limit(50)
)
_MERGED = select(order_rows).where(_rows.main_id == bindparam("main")).order_by(_rows.id)
_SAVE = kept(
    update(order_rows)
    .where(_rows.id == bindparam("key"), _rows.version == bindparam("stood"))
    .values(version=_rows.version + 1)
)
_COLUMNS = {
    "number": "order_number",
    "type": "order_type",
    "division": "division_id",
    "lead": "lead_id",
    "handler": "handler_id",
    "city_due": "city_due_on",
    "due": "due_on",
    "main": "main_id",
}
_MAY_BE_NONE = {
    "called_at", "city_dispatched_at", "city_due", "lead", "handler", "first_dispatched_at", "dispatched_at",
    "due", "signed_at", "contacted_at", "completed_at", "called_back_at", "solved", "archived_at",
}  # fmt: skip
_WORDS = {"type": OrderType, "state": OrderState, "secrecy": Secrecy}
_APART = {"id", "version", "caller", "reply", "satisfaction", "extra", *_WORDS}
_PLAIN = tuple(name for name in WorkOrder.__dataclass_fields__ if name not in _APART)
_PLACES = {name: place for place, name in enumerate(_rows.keys())}
_PLAIN_OF = itemgetter(*(_PLACES[_COLUMNS.get(name, name)] for name in _PLAIN))
_TOLD = (
    "id", "version", "order_type", "state", "secrecy", "caller", "telephone", "certificate", "address",
    "anonymous", "reply_content", "reply_basis", "reply_result", "reply_attitude", "satisfaction", "extra",
)  # fmt: skip
_TOLD_OF = itemgetter(*(_PLACES[name] for name in _TOLD))
_NO_REPLY = Reply()
_EMPTY = tuple((name, 0 if name == "main" else "") for name in _PLAIN if name not in _MAY_BE_NONE)


class StoredOrders:
    """Work orders over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = OrderIndex(connection)
        self._callers = StoredCallers(connection)
        self._bulk = OrderBulk(connection, self._index, self._callers)

    def add(self, order: WorkOrder) -> OrderId:
        """Save a new order (``id`` ignored); ``Conflict`` where the number is taken."""
        try:
            key = insert_counted(self._connection, _ADD, {**_row(order), "version": order.version})
        except IntegrityError as error:
            if "order_number" in str(error.orig):
                raise Conflict(f"工单{order.number}已经登记过，没有再登记一次。") from error
            raise
        if order.is_confidential:
            self._callers.add(key, order)
        self._index.add(key, order)
        return OrderId(key)

    def new_keys(self, many: int) -> tuple[OrderId, ...]:
        """Take keys for so many new orders, rising."""
        return self._bulk.new_keys(many)

    def add_many(
        self,
        orders: Sequence[WorkOrder],
        keys: Sequence[OrderId] = (),
        held: Mapping[OrderId, Holding] = NOBODY,
        ready: ReadyOrders | None = None,
        batch: int = 0,
    ) -> tuple[OrderId, ...]:
        """Save thousands of new orders at once, in the order given, with who has them."""
        return self._bulk.add(orders, keys, held, ready or begun(0), batch)

    def begin_ready(self, many: int) -> ReadyOrders:
        """Return what is ready of so many new orders to come: none yet."""
        return begun(many)

    def made_ready(self, orders: Sequence[WorkOrder], before: ReadyOrders | None = None) -> ReadyOrders:
        """Make new orders ready to be saved, before they have keys."""
        return self._bulk.made_ready(orders, before or begun(len(orders)))

    def counted_together(self) -> AbstractContextManager[None]:
        """Count what is added meanwhile once at its end; only new orders may be touched until then."""
        return self._bulk.together()

    def get(self, order: OrderId) -> WorkOrder:
        """Return the order; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"key": order}).one_or_none()
        return missing("工单") if row is None else self._told((row,))[0]

    def find_by_number(self, number: str) -> WorkOrder | None:
        """Return the order of a number."""
        row = self._connection.execute(_BY_NUMBER, {"number": number}).one_or_none()
        return None if row is None else self._told((row,))[0]

    def find_by_numbers(self, numbers: Iterable[str]) -> Mapping[str, WorkOrder]:
        """Return those of the numbers that exist, by number."""
        wanted = list(dict.fromkeys(numbers))
        on_server = self._connection.dialect.name == "postgresql"
        statement, most = (_BY_ANY_NUMBER, len(wanted)) if on_server else (_BY_NUMBERS, _CHUNK)
        lots = (wanted[start : start + most] for start in range(0, len(wanted), most or 1))
        found = (self._connection.execute(statement, {"numbers": some}) for some in lots)
        return {order.number: order for rows in found for order in self._told(rows)}

    def of_telephone(self, telephone: str) -> tuple[WorkOrder, ...]:
        """Return a caller's orders, newest first, 50 at most; of no telephone none."""
        if not telephone:
            return ()
        return self._told(self._connection.execute(_OF_TELEPHONE, {"telephone": telephone}))

    def merged_into(self, order: OrderId) -> tuple[WorkOrder, ...]:
        """Return the orders that were merged into this one."""
        return self._told(self._connection.execute(_MERGED, {"main": order}))

    def save(self, order: WorkOrder) -> None:
        """Save where ``order.version`` still stands (the archive adds one); else ``Conflict``."""
        hidden = self._index.is_hidden(order.id)
        if order.caller.withheld and not (hidden and order.is_confidential):
            conflict("工单", self.get(order.id))  # it is open now: a caller who was not told would be lost
        if hidden or order.is_confidential:
            self._callers.keep(order, apart=hidden)
        row = {**_row(order), "key": order.id, "stood": order.version}
        if self._connection.execute(_SAVE, row).rowcount != 1:
            conflict("工单", self.get(order.id))
        self._index.replace(order.id, order, hidden=hidden)
        if order.is_confidential and not hidden:
            hush_visitor(self._connection, order.id)

    def find(self, query: OrderQuery, *, offset: int, limit: int) -> tuple[WorkOrder, ...]:
        """Return a page of matches in the order asked for."""
        sieve = self._index.sieve(query)
        if sieve is not None:
            return self.of_keys(OrderWalk(self._connection, query, sieve).page(offset, limit))
        return self.of_keys(page_of(self._connection, query, offset=offset, limit=limit))

    def each(self, query: OrderQuery, *, lot: int) -> Iterator[WorkOrder]:
        """Yield all matches in the order asked for, read lot by lot."""
        sieve = self._index.sieve(query)
        if sieve is None:
            lots: Iterable[Sequence[int]] = lots_of(self._connection, query, lot)
        else:
            found = OrderWalk(self._connection, query, sieve).page(0, _EVERY_ONE)
            lots = (found[start : start + lot] for start in range(0, len(found), lot))
        for keys in lots:
            yield from self.of_keys(keys)

    def of_keys(self, keys: Sequence[int]) -> tuple[WorkOrder, ...]:
        """Return the orders of some ids, in the order given."""
        asked = _BY_LISTED if self._connection.dialect.name == "postgresql" else _BY_KEYS
        rows = {row.id: row for row in self._connection.execute(asked, {"keys": list(keys)})}
        return self._told(rows[key] for key in keys)

    def count(self, query: OrderQuery) -> int:
        """Return how many match; ``AtLeast`` where too many are filed under the words to look at all."""
        sieve = self._index.sieve(query)
        if sieve is not None:
            number, more = OrderWalk(self._connection, query, sieve).count()
            return AtLeast(number) if more else number
        if is_whole(query):
            mine = query.view is QueueView.MINE
            return read_mine(self._connection, query) if mine else self.counts(query)[query.view]
        if knows_kinds(query):
            return read_count(self._connection, query)
        return int(self._connection.execute(count_of_all(query)).scalar_one())

    def counts(self, query: OrderQuery) -> Mapping[QueueView, int]:
        """Return the exact number of every view for who looks, words and filters left aside."""
        return read_counts(self._connection, query)

    def count_owed(self, query: OrderQuery) -> int:
        """Return of how many orders the divisions of who looks owe a part (协办) that nobody has by name."""
        return count_owed(self._connection, query)

    def _told(self, rows: Iterable[AnyRow]) -> tuple[WorkOrder, ...]:
        """Return the orders of rows, with the confidential callers that whoever asks may know."""
        return self._callers.told(tuple(map(_order, rows)))


def _row(order: WorkOrder) -> dict[str, Any]:
    order = open_part(order)
    values = {_COLUMNS.get(name, name): getattr(order, name) for name in _PLAIN}
    values |= {_COLUMNS.get(name, name): getattr(order, name).value for name in _WORDS}
    caller, reply = order.caller, order.reply
    return values | {
        "main_id": order.main or None,
        "caller": caller.name,
        "telephone": caller.telephone,
        "certificate": caller.certificate,
        "address": caller.address,
        "anonymous": caller.anonymous,
        "reply_content": reply.content,
        "reply_basis": reply.basis,
        "reply_result": reply.result.value if reply.result else None,
        "reply_attitude": reply.attitude,
        "satisfaction": order.satisfaction.value if order.satisfaction else None,
        "extra": to_json(dict(order.extra)) if order.extra else None,
    }


def _order(row: AnyRow) -> WorkOrder:
    kept: dict[str, Any] = dict(zip(_PLAIN, _PLAIN_OF(row), strict=True))
    for name, empty in _EMPTY:
        if kept[name] is None:
            kept[name] = empty
    told = dict(zip(_TOLD, _TOLD_OF(row), strict=True))
    kept["id"], kept["version"] = told["id"], told["version"]
    kept["type"] = _word(OrderType, told["order_type"])
    kept["state"] = _word(OrderState, told["state"])
    kept["secrecy"] = _word(Secrecy, told["secrecy"])
    kept["caller"] = UNTOLD
    if kept["secrecy"] is Secrecy.NONE:
        kept["caller"] = Caller(
            name=told["caller"] or "",
            telephone=told["telephone"] or "",
            certificate=told["certificate"] or "",
            address=told["address"] or "",
            anonymous=told["anonymous"],
        )
    kept["reply"] = _reply(told)
    kept["satisfaction"] = _word(Satisfaction, told["satisfaction"]) if told["satisfaction"] else None
    kept["extra"] = from_json(told["extra"]) if told["extra"] else {}
    return order_of(kept)


def _reply(told: Mapping[str, Any]) -> Reply:
    content, basis, attitude = told["reply_content"], told["reply_basis"], told["reply_attitude"]
    if not (content or basis or attitude or told["reply_result"]):
        return _NO_REPLY
    return Reply(
        content=content or "",
        basis=basis or "",
        result=_word(Result, told["reply_result"]) if told["reply_result"] else None,
        attitude=attitude or "",
    )


def _word(kind: type[Word], kept: str) -> Word:
    found = kind._value2member_map_.get(kept)
    return word_of(kind, kept) if found is None else cast("Word", found)
