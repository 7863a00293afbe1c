"""A new work order from what was filled in, by hand or from a row of the platform's table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.clock import SHANGHAI
from app.errors import BadInput, Problem
from app.forms.checks import read_values
from app.hotline import reading_cells
from app.hotline.filling import ARRIVAL, filled
from app.hotline.models import Caller, OrderId, OrderState, OrderType, Secrecy, WorkOrder
from app.people.models import Actor


def read_arrival(fields: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the fields of a new order; raises ``BadInput`` with everything wrong."""
    values, problems = read_values(ARRIVAL, filled(ARRIVAL, fields))
    found = (*problems, *_contradictions(values, now))
    if found:
        raise BadInput.listing(found)
    return {**values, "number": number_of(values["number"], "number")}


def number_of(text: str, field: str) -> str:
    """Return an order's number as the platform writes it, without widths and blanks; raises ``BadInput``."""
    try:
        return reading_cells.number(text)
    except ValueError as fault:
        raise BadInput.listing((Problem(field, f"{fault}。"),)) from fault


def _contradictions(values: Mapping[str, Any], now: datetime) -> tuple[Problem, ...]:
    problems = []
    for key, label in (("called_at", "来电时间"), ("city_dispatched_at", "市中心派单时间")):
        at = moment_of(values.get(key))
        if at is not None and at > now:
            problems.append(Problem(key, f"{label}不能晚于现在。"))
    if not values.get("caller") and not values.get("anonymous"):
        problems.append(Problem("caller", "请填写诉求人；诉求人没有留名的勾选“匿名”。"))
    return tuple(problems)


def new_order(values: Mapping[str, Any], actor: Actor, at: datetime) -> WorkOrder:
    """Return the order as it arrives at the petition centre, not yet saved."""
    day = values.get("city_due")
    return WorkOrder(
        id=OrderId(0),
        number=values["number"],
        type=OrderType(values["type"]),
        state=OrderState.ARRIVED,
        title=values["title"],
        content=values["content"],
        division=actor.division,
        division_name=actor.division_name,
        arrived_at=at,
        caller=Caller(
            name=values.get("caller") or "",
            telephone=values.get("telephone") or "",
            address=values.get("address") or "",
            anonymous=bool(values.get("anonymous")),
        ),
        secrecy=Secrecy(values.get("secrecy") or Secrecy.NONE.value),
        serial=values.get("serial") or "",
        query_code=values.get("query_code") or "",
        channel=values.get("channel") or "",
        urgent=bool(values.get("urgent")),
        place=values.get("place") or "",
        purpose=values.get("purpose") or "",
        topic=values.get("topic") or "",
        called_at=moment_of(values.get("called_at")),
        city_dispatched_at=moment_of(values.get("city_dispatched_at")),
        city_due=date.fromisoformat(day) if day else None,
    )


def moment_of(text: str | None) -> datetime | None:
    """Return a moment as typed, in the office's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI) if text else None
