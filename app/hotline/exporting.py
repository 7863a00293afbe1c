"""The use case of exports: orders in the platform's columns, with the answer as it is sent back.

Nobody learns of a caller by an export whom the queue keeps from him; every export is on the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.clock import Clock
from app.hotline.columns import COLUMNS
from app.hotline.importing_orders import shown
from app.hotline.models import Secrecy, WorkOrder
from app.hotline.ports import OrderStore
from app.hotline.queue import OrderQuery
from app.hotline.showing import for_list, knows_secrets
from app.hotline.waiting import within_reach
from app.ledger.entering import enter
from app.ledger.models import subject
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, may
from app.people.standing import standing
from app.sheets.writing import write_table

LOT = 2_000
SHEET = "12345工单"
_TITLES = {column.key: column.title for column in COLUMNS}
_OF_ORDER = {"lead": "lead_name", "handler": "handler_name", "limit": "limit_days"}
_OF_CALLER = {
    "caller": "name", "telephone": "telephone", "certificate": "certificate", "address": "address",
    "anonymous": "anonymous",
}  # fmt: skip
_OF_REPLY = {"reply": "content", "basis": "basis", "result": "result"}


class Exporting:
    """Writes orders as the platform's tables have them."""

    def __init__(self, store: OrderStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def write(self, actor: Actor, query: OrderQuery, path: Path) -> int:
        """Write the orders of a query that the actor may see, as XLSX or CSV by the name; return how many.

        Callers are in full for who sees confidential ones, for others as the queue shows them.
        Raises ``Unavailable`` where the file cannot be written.
        """
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            reach = within_reach(actor, query)
            rows = [_row(order, actor) for order in unit.orders.each(reach, lot=LOT)]
        headings = tuple(dict.fromkeys([*_TITLES.values(), *(name for row in rows for name in row)]))
        write_table(path, SHEET, headings, ([row.get(name, "") for name in headings] for row in rows))
        self._tell(actor, path, len(rows), query)
        return len(rows)

    def _tell(self, actor: Actor, path: Path, count: int, query: OrderQuery) -> None:
        now = self._clock()
        text = f"导出12345工单“{query.view.value}”{count}件到“{path.name}”"
        about = subject("order_export", actor.id)
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            enter(unit.ledger, deed_of(actor, now, "export_orders", about, text, count=count))


def _row(order: WorkOrder, actor: Actor) -> dict[str, str]:
    """Return an order's cells by heading."""
    full = may(actor, Right.SEE_CALLERS) or knows_secrets(actor, order)
    told = order if full else for_list(order, actor)
    hidden = order.secrecy is Secrecy.WHOLE and not full
    given = {title: shown(_value(told, key)) for key, title in _TITLES.items()}
    extra: Mapping[str, str] = {} if hidden else told.extra
    kept = {name: said for name, said in extra.items() if name not in given}
    if hidden:
        given |= {_TITLES[key]: "" for key in _OF_REPLY}
    return {**given, **kept}


def _value(order: WorkOrder, key: str) -> Any:
    if key in _OF_CALLER:
        return getattr(order.caller, _OF_CALLER[key])
    if key in _OF_REPLY:
        return getattr(order.reply, _OF_REPLY[key])
    value = getattr(order, _OF_ORDER.get(key, key))
    return None if key == "limit" and not value else value
