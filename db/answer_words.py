"""Answers in words: any frozen record of the office as JSON and back, exactly as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from importlib import import_module
from typing import Any

_KIND = "~"  # what a value is that JSON does not know
_PLAIN = (str, int, float, bool, type(None))
_Turn = Callable[[Any], Any]


def words_of(value: Any, replaced: _Turn = lambda value: value) -> Any:
    """Return a value as JSON knows it; ``replaced`` may put something smaller in the place of a record."""
    value = replaced(value)
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return {_KIND: _named(type(value)), "is": value.name}
    if isinstance(value, date | time):
        return {_KIND: type(value).__name__, "is": value.isoformat()}
    return _words_of_many(value, lambda each: words_of(each, replaced))


def _words_of_many(value: Any, told: _Turn) -> dict[str, Any]:
    if is_dataclass(value) and not isinstance(value, type):
        own = {each.name: told(getattr(value, each.name)) for each in fields(value) if each.init}
        return {_KIND: _named(type(value)), **own}
    if isinstance(value, Mapping):
        return {_KIND: "dict", "is": [[told(key), told(each)] for key, each in value.items()]}
    if type(value) in _MANY:
        return {_KIND: type(value).__name__, "is": [told(each) for each in value]}
    if isinstance(value, tuple):
        return {_KIND: _named(type(value)), "of": [told(each) for each in value]}
    raise TypeError(f"an answer holds a {type(value).__name__}, which cannot be kept")


def value_of(told: Any, restored: _Turn = lambda value: value) -> Any:
    """Return the value behind the words; ``restored`` puts back what was replaced."""
    if not isinstance(told, dict):
        return told
    kind = told[_KIND]
    if kind in _MOMENTS:
        return _MOMENTS[kind](told["is"])
    if kind == "dict":
        return {value_of(key, restored): value_of(value, restored) for key, value in told["is"]}
    if kind in _MANY_NAMED:
        return _MANY_NAMED[kind](value_of(each, restored) for each in told["is"])
    return restored(_record(_class(kind), told, restored))


_OURS = ("app.", "db.")
_MANY = (tuple, list, frozenset, set)
_MANY_NAMED: dict[str, _Turn] = {each.__name__: each for each in _MANY}
_MOMENTS: dict[str, _Turn] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


def _named(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _class(named: str) -> Any:
    module, _, name = named.partition(":")
    if not module.startswith(_OURS):
        raise TypeError(f"{named} is none of the office's records")
    found: Any = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found


def _record(kind: Any, told: dict[str, Any], restored: _Turn) -> Any:
    if issubclass(kind, Enum):
        return kind[told["is"]]
    if issubclass(kind, tuple):
        return kind(*(value_of(each, restored) for each in told["of"]))
    return kind(**{name: value_of(each, restored) for name, each in told.items() if name != _KIND})
