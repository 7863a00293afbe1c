"""A row of the platform's table as an order of ours: a new one, or what it changes of one that is known.

The platform's own fields follow the table. What our people did is never overwritten: type, topic and secrecy
only while the order lies as it arrived, course and answer only of an order whose handling was never here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import Any

from app.calendar.dues import Due
from app.clock import local
from app.hotline.clocks import OrderRules
from app.hotline.columns import COURSE, TITLE_OF
from app.hotline.importing_models import Difference
from app.hotline.models import (
    Caller,
    OrderId,
    OrderState,
    OrderType,
    Reply,
    Secrecy,
    WorkOrder,
    alike,
    order_of,
)
from app.hotline.reading_cells import is_closed
from app.hotline.reading_rows import Incoming
from app.hotline.steps import dispatch_by
from app.people.models import Actor, Division

_S = OrderState
_CALLER = {"caller": "name", "telephone": "telephone", "certificate": "certificate", "address": "address"}
_PLAIN = (
    "serial", "query_code", "channel", "urgent", "place", "title", "content", "purpose", "called_at",
    "city_dispatched_at", "city_due",
)  # fmt: skip
_WHILE_ARRIVED = ("type", "topic", "secrecy")
_AT_ONCE = ("number", *_WHILE_ARRIVED, *_PLAIN)
_ALL_OF_CALLER = {**_CALLER, "anonymous": "anonymous"}
_UNBORN = OrderId(0)
_UNNAMED, _UNANSWERED = Caller(), Reply()
_REPLY = {"reply": "content", "basis": "basis", "result": "result"}
_HISTORY = ("signed_at", "contacted_at", "completed_at", "called_back_at", "satisfaction", "solved")
_BY_SECRECY = tuple(Secrecy)
# Which of our fields follow the table: of an order as it arrived, of one whose handling was never here.
_FOLLOWED = {
    (loose, history): {
        key: key for key in (*_PLAIN, *(_WHILE_ARRIVED if loose else ()), *(_HISTORY if history else ()))
    }
    for loose in (False, True)
    for history in (False, True)
}
_COURSE = {column.key for column in COURSE}


@dataclass(frozen=True, kw_only=True)
class Making:
    """By whom and when orders are made of rows, by which rules.

    ``divisions`` are ours by name and code, ``handlers`` who may handle orders, by division and name.
    """

    actor: Actor
    at: datetime
    rules: OrderRules
    divisions: Mapping[str, Division]
    handlers: Mapping[tuple[int, str], int]

    @cached_property
    def as_arrived(self) -> dict[str, Any]:
        """How an order stands that is to be dispatched."""
        due = dispatch_by(self.rules, self.at)
        return {"state": _S.ARRIVED, "arrived_at": self.at, "due": due.due, "provisional": due.provisional}

    @cached_property
    def as_new(self) -> WorkOrder:
        """What is the same of every order that comes in."""
        centre = {"division": self.actor.division, "division_name": self.actor.division_name}
        return order_of({"id": _UNBORN, **centre})

    @cached_property
    def limits(self) -> dict[OrderType, int]:
        """The working days within which each type is answered."""
        return {kind: self.rules.limit_of(kind) for kind in OrderType}

    def lead_of(self, row: Incoming) -> Division | None:
        """Return the division of ours that the row names as 主办."""
        return self.divisions.get(row.values.get("lead", ""))


def is_history(order: WorkOrder) -> bool:
    """Tell whether an order's handling was never here: it came in completed, nobody of ours archived it."""
    return order.state is _S.ARCHIVED and order.archived_at is None and order.batch > 0


def newborn(row: Incoming, making: Making) -> tuple[WorkOrder, Due | None]:
    """Return the order of a row, not yet saved, and until when it must be answered if it was dispatched."""
    given = row.values
    lead = making.lead_of(row)
    if "completed_at" in given and is_closed(given.get("state", "办结")):
        return _arrived(row, making, row.extra, _completed(given, making, lead)), None
    extra = {**row.extra, **_course_words(given)}
    if lead is None or "dispatched_at" not in given:
        return _arrived(row, making, extra, making.as_arrived), None
    sent = _arrived(row, making, extra, _dispatched(given, making, lead) | _signed(given, making, lead))
    due = making.rules.due_of(sent, ())
    return alike(sent, {"due": due.due, "provisional": due.provisional}), due


def _arrived(row: Incoming, making: Making, extra: Mapping[str, str], course: dict[str, Any]) -> WorkOrder:
    given = row.values
    said = {key: given[key] for key in _AT_ONCE if key in given}
    said["caller"] = alike(_UNNAMED, {ours: given[key] for key, ours in _ALL_OF_CALLER.items() if key in given})
    said["extra"] = extra
    said |= course
    return alike(making.as_new, said)


def _dispatched(given: Mapping[str, Any], making: Making, lead: Division) -> dict[str, Any]:
    """Return how far an order is that the platform knows to be with a division of ours."""
    at = given["dispatched_at"]
    return {
        "state": _S.TO_SIGN,
        "arrived_at": making.at,
        "lead": lead.id,
        "lead_name": lead.name,
        "first_dispatched_at": at,
        "dispatched_at": at,
        "limit_days": _limit(given, making),
    }


def _course_words(given: Mapping[str, Any]) -> dict[str, str]:
    """Return the platform's words on the course of an order whose handling begins here: only to be read."""
    return {TITLE_OF[key]: shown(value) for key, value in given.items() if key in _COURSE}


def _signed(given: Mapping[str, Any], making: Making, lead: Division) -> dict[str, Any]:
    """Return who signed for the order and when, where the table tells of one of the division's own handlers."""
    handler, at = making.handlers.get((lead.id, given.get("handler", ""))), given.get("signed_at")
    if handler is None or at is None or not given["dispatched_at"] <= at <= making.at:
        return {}
    return {"state": _S.HANDLING, "handler": handler, "handler_name": given["handler"], "signed_at": at}


def _completed(given: Mapping[str, Any], making: Making, lead: Division | None) -> dict[str, Any]:
    """Return the course of an order that is over on the platform."""
    at = given.get("dispatched_at") or given.get("city_dispatched_at")
    days = _limit(given, making)
    due = given.get("city_due")
    if due is None and at is not None:
        due = making.rules.days_after(making.rules.counted_from(at), days).due
    course = {key: given[key] for key in _HISTORY if key in given}
    return course | {
        "state": _S.ARCHIVED,
        "arrived_at": given.get("city_dispatched_at") or given.get("called_at") or at or given["completed_at"],
        "lead": lead.id if lead else None,
        "lead_name": lead.name if lead else given.get("lead", ""),
        "handler_name": given.get("handler", ""),
        "first_dispatched_at": at,
        "dispatched_at": at,
        "limit_days": days,
        "due": due,
        "reply": alike(_UNANSWERED, {ours: given[key] for key, ours in _REPLY.items() if key in given}),
    }


def _reply(before: Reply, given: Mapping[str, Any]) -> Reply:
    return replace(before, **{ours: given[key] for key, ours in _REPLY.items() if key in given})


def _limit(given: Mapping[str, Any], making: Making) -> int:
    limit = given.get("limit")
    return limit if isinstance(limit, int) else making.limits[given["type"]]


def changed(order: WorkOrder, row: Incoming, *, settled: bool) -> WorkOrder:
    """Return the order with what the table says otherwise; an empty cell says nothing.

    ``settled`` says that somebody of ours corrected type, topic or secrecy.
    """
    given = row.values
    history = is_history(order)
    loose = history or (order.state is _S.ARRIVED and not settled)
    news = _unlike(order, given, _FOLLOWED[loose, history])
    if (caller := _caller(order.caller, given)) is not order.caller:
        news["caller"] = caller
    if "secrecy" in news:  # a table never uncovers whom somebody of ours keeps secret
        news["secrecy"] = max(order.secrecy, news["secrecy"], key=_BY_SECRECY.index)
    if history and (reply := _unlike(order.reply, given, _REPLY)):
        news["reply"] = replace(order.reply, **reply)
    words = {} if history or not order.extra else _course_words(given)
    said = {name: word for name, word in words.items() if name in order.extra}
    if any(order.extra.get(name) != word for words in (row.extra, said) for name, word in words.items()):
        news["extra"] = {**order.extra, **row.extra, **said}
    return replace(order, **news) if news else order


def _unlike(before: Any, given: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    """Return what is given otherwise than it was, by our own names."""
    return {
        ours: given[key] for key, ours in keys.items() if key in given and given[key] != getattr(before, ours)
    }


def _caller(before: Caller, given: Mapping[str, Any]) -> Caller:
    news = _unlike(before, given, _CALLER)
    named = bool(news.get("name") or before.name)
    anonymous = (given.get("anonymous", False) and not named) or before.anonymous
    return replace(before, **news, anonymous=anonymous) if news or anonymous != before.anonymous else before


def differences(before: WorkOrder, after: WorkOrder) -> tuple[Difference, ...]:
    """Return field by field what is otherwise."""
    if before is after or before == after:
        return ()
    pairs = [
        (TITLE_OF[key], getattr(before, key), getattr(after, key))
        for key in (*_PLAIN, *_WHILE_ARRIVED, *_HISTORY)
    ]
    pairs += [
        (TITLE_OF[key], getattr(before.caller, ours), getattr(after.caller, ours))
        for key, ours in _CALLER.items()
    ]
    pairs += [
        (TITLE_OF[key], getattr(before.reply, ours), getattr(after.reply, ours)) for key, ours in _REPLY.items()
    ]
    pairs += [(TITLE_OF["anonymous"], before.caller.anonymous, after.caller.anonymous)]
    pairs += [(name, before.extra.get(name, ""), said) for name, said in after.extra.items()]
    return tuple(Difference(field, shown(old), shown(new)) for field, old, new in pairs if old != new)


def shown(value: Any) -> str:
    """Return a value as the platform's tables write it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return local(value).strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    return value.isoformat() if isinstance(value, date) else str(value)
