"""The filter of the queue: what it asks for, and what is asked in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.forms.fields import Field, Kind, Section
from app.hotline.filling import TOPICS
from app.hotline.models import OrderState, OrderType
from app.hotline.queue import OrderQuery
from app.people.models import Division

ANY = "不限"
FILTER_KEY, CLEAR_KEY = "Alt+F", "Alt+X"


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What narrows every view, by field keys; ``divisions`` are those a lead can be of."""

    values: Mapping[str, Any] = field(default_factory=dict)
    divisions: tuple[Division, ...] = ()

    @property
    def words(self) -> str:
        """Return what is asked for: 投诉 · 办理中 · 11月2日起."""
        values = self.values
        parts = [str(values[key]) for key in ("type", "state", "lead", "topic") if values.get(key)]
        since, until = _day(values.get("since")), _day(values.get("until"))
        parts += [f"{since.month}月{since.day}日起收到"] if since else []
        parts += [f"{until.month}月{until.day}日前收到"] if until else []
        return " · ".join(parts)

    def narrow(self, query: OrderQuery) -> OrderQuery:
        """Return the query with what is asked for."""
        values = self.values
        lead = next((each.id for each in self.divisions if each.name == values.get("lead")), None)
        return replace(
            query,
            types=(OrderType(values["type"]),) if values.get("type") else (),
            states=(OrderState(values["state"]),) if values.get("state") else (),
            lead=int(lead) if lead is not None else None,
            topic=str(values.get("topic") or ""),
            since=_day(values.get("since")),
            until=_day(values.get("until")),
        )


def filter_sections(divisions: tuple[Division, ...]) -> tuple[Section, ...]:
    """Return what the filter asks for."""
    names = tuple(each.name for each in divisions)
    fields = (
        _any_or("type", "类型", tuple(each.value for each in OrderType)),
        _any_or("topic", "业务分类", TOPICS),
        _choice("state", "状态", tuple(each.value for each in OrderState)),
        _choice("lead", "主办单位", names),
        Field(key="since", label="收到从", kind=Kind.DATE, width=6),
        Field(key="until", label="收到至", kind=Kind.DATE, width=6),
    )
    return (Section(title="筛选", fields=fields),)


def filter_of(values: Mapping[str, Any], divisions: tuple[Division, ...]) -> Filter:
    """Return the filter that was filled in."""
    asked = {key: value for key, value in values.items() if value and value != ANY}
    return Filter(values=asked, divisions=divisions)


def _any_or(key: str, label: str, choices: tuple[str, ...]) -> Field:
    return Field(key=key, label=label, kind=Kind.CHOICE, choices=(ANY, *choices), default=ANY)


def _choice(key: str, label: str, choices: tuple[str, ...]) -> Field:
    return Field(key=key, label=label, kind=Kind.CHOICE, choices=choices, width=6)


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
