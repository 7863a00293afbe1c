"""The filter of the queue: what it asks for, and what is asked in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.clock import short_date
from app.errors import Problem
from app.forms.fields import Field, Kind, Section
from app.hotline.filling import TOPICS
from app.hotline.models import OrderState, OrderType
from app.hotline.queue import OrderMark, OrderQuery
from app.people.models import Division, Staff

ANY = "不限"
FILTER_KEY, CLEAR_KEY = "Alt+F", "Alt+X"
_CHOSEN = ("type", "state", "lead", "handler", "topic", "mark")
_ARRIVED, _DUE = ("since", "until"), ("due_since", "due_until")


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What narrows every view, by field keys; ``divisions`` and ``handlers`` are those there are."""

    values: Mapping[str, Any] = field(default_factory=dict)
    divisions: tuple[Division, ...] = ()
    handlers: tuple[Staff, ...] = ()

    @property
    def words(self) -> str:
        """Return what is asked for: 投诉 · 办理中 · 11月2日起."""
        values = self.values
        parts = [str(values[key]) for key in _CHOSEN if values.get(key)]
        return " · ".join(
            (*parts, *_span_words(values, *_ARRIVED, "收到"), *_span_words(values, *_DUE, "到期"))
        )

    def narrow(self, query: OrderQuery) -> OrderQuery:
        """Return the query with what is asked for."""
        values = self.values
        lead = next((each.id for each in self.divisions if each.name == values.get("lead")), None)
        handler = next((each.id for each in self.handlers if each.name == values.get("handler")), None)
        return replace(
            query,
            types=(OrderType(values["type"]),) if values.get("type") else (),
            states=(OrderState(values["state"]),) if values.get("state") else (),
            lead=int(lead) if lead is not None else None,
            topic=str(values.get("topic") or ""),
            since=_day(values.get("since")),
            until=_day(values.get("until")),
            due_since=_day(values.get("due_since")),
            due_until=_day(values.get("due_until")),
            handler=int(handler) if handler is not None else None,
            mark=OrderMark(values["mark"]) if values.get("mark") else None,
        )


def filter_sections(now: Filter) -> tuple[Section, ...]:
    """Return what the filter asks for."""
    names = tuple(each.name for each in now.divisions)
    handlers = tuple(dict.fromkeys(each.name for each in now.handlers))
    fields = (
        _any_or("type", "类型", tuple(each.value for each in OrderType)),
        _any_or("topic", "业务分类", TOPICS),
        _choice("state", "状态", tuple(each.value for each in OrderState)),
        _choice("lead", "主办单位", names),
        _choice("handler", "经办人", handlers),
        _choice("mark", "特征", tuple(each.value for each in OrderMark)),
        Field(key="due_since", label="到期从", kind=Kind.DATE, width=6),
        Field(key="due_until", label="到期至", kind=Kind.DATE, width=6),
        Field(key="since", label="收到从", kind=Kind.DATE, width=6),
        Field(key="until", label="收到至", kind=Kind.DATE, width=6),
    )
    return (Section(title="筛选", fields=fields),)


def filter_of(values: Mapping[str, Any], known: Filter) -> Filter:
    """Return the filter that was filled in."""
    asked = {key: value for key, value in values.items() if value and value != ANY}
    return replace(known, values=asked)


def filter_problems(wanted: Filter) -> tuple[Problem, ...]:
    """Return which days end before they begin."""
    return tuple(
        Problem(until, f"“{word}至”不能早于“{word}从”。")
        for since, until, word in ((*_ARRIVED, "收到"), (*_DUE, "到期"))
        if (wanted.values.get(since) or "") > (wanted.values.get(until) or "9")
    )


def _span_words(values: Mapping[str, Any], since: str, until: str, word: str) -> Iterator[str]:
    first, last = _day(values.get(since)), _day(values.get(until))
    if first:
        yield f"{short_date(first)}起{word}"
    if last:
        yield f"{short_date(last)}前{word}"


def _any_or(key: str, label: str, choices: tuple[str, ...]) -> Field:
    return Field(key=key, label=label, kind=Kind.CHOICE, choices=(ANY, *choices), default=ANY)


def _choice(key: str, label: str, choices: tuple[str, ...]) -> Field:
    return Field(key=key, label=label, kind=Kind.CHOICE, choices=choices, width=6)


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
