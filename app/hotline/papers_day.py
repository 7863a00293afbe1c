"""The day's sheet (当日签收单): every order handed to one division on one day, to be signed for on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from app.clock import SHANGHAI
from app.forms.masking import is_masked_name, mask_name
from app.forms.orders import CO_ROLE, HIDDEN_TITLE, LEAD_ROLE
from app.hotline.clocks import OrderRules
from app.hotline.models import OrderId, Record, RecordKind, Secrecy, WorkOrder
from app.hotline.papers_reading import caller_of, day, is_dispatch
from app.hotline.ports import OrderUnit
from app.people.models import Division

_DISPATCHING = (RecordKind.DISPATCH, RecordKind.VERDICT)


@dataclass(frozen=True, kw_only=True)
class _Handed:
    order: WorkOrder
    role: str
    due: str


def span_of(when: date) -> tuple[datetime, datetime]:
    """Return the first moment of a day and of the next."""
    morning = datetime.combine(when, time(), SHANGHAI).astimezone(UTC)
    return morning, morning + timedelta(days=1)


def day_sheet(unit: OrderUnit, rules: OrderRules, division: Division, when: date) -> dict[str, Any]:
    """Return the sheet: lead and co-handling orders by their dates, each once, callers masked."""
    handed: dict[OrderId, _Handed] = {}
    for record in _dispatches(unit, when):
        given = _given(unit, rules, division, record)
        if given is not None:
            handed[record.order] = given
    rows = sorted(handed.values(), key=lambda each: (each.due, each.order.number))
    return {
        "division_name": division.name,
        "handed_on": when.isoformat(),
        "orders": [_row(each) for each in rows],
    }


def _dispatches(unit: OrderUnit, when: date) -> Iterator[Record]:
    since, until = span_of(when)
    for kind in _DISPATCHING:
        yield from filter(is_dispatch, unit.course.records_of(kind, since=since, until=until))


def _given(unit: OrderUnit, rules: OrderRules, division: Division, record: Record) -> _Handed | None:
    if record.division == division.id:
        order = unit.orders.get(record.order)
        return _Handed(order=order, role=LEAD_ROLE, due=_due(order, rules, record))
    for row in record.fields.get("co_handlers") or ():
        if row["division"] in (division.name, division.code) or row["division"] in division.name:
            return _Handed(order=unit.orders.get(record.order), role=CO_ROLE, due=row["due"])
    return None


def _due(order: WorkOrder, rules: OrderRules, record: Record) -> str:
    """Return until when the lead answers; what went elsewhere since has the date it was given with."""
    if order.lead == record.division and order.dispatched_at is not None:
        return day(order.due)
    days = record.fields.get("limit_days") or rules.limit_of(order.type)
    return day(rules.days_after(rules.counted_from(record.at), days).due)


def _row(handed: _Handed) -> dict[str, Any]:
    order = handed.order
    name = caller_of(order)["caller"]
    return {
        "number": order.number,
        "type": order.type.value,
        "title": HIDDEN_TITLE if order.secrecy is Secrecy.WHOLE else order.title,
        "caller": name if is_masked_name(name) else mask_name(name),
        "role": handed.role,
        "due": handed.due,
    }
