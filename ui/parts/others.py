"""Who else has which record open, as all tables and forms of this window show it."""

from __future__ import annotations

from collections.abc import Mapping

from app.presence.models import Present, Record, told

_NOW: dict[Record, tuple[Present, ...]] = {}


def take(others: Mapping[Record, tuple[Present, ...]]) -> bool:
    """Take what is known now; say whether it is another than before."""
    before = dict(_NOW)
    _NOW.clear()
    _NOW.update(others)
    return {key: [each.staff for each in some] for key, some in before.items()} != {
        key: [each.staff for each in some] for key, some in _NOW.items()
    }


def of(record: str) -> tuple[Present, ...]:
    """Return who else has a record open."""
    return _NOW.get(Record(record), ())


def sentence(record: str) -> str:
    """Return what a form says of it, "" for nobody."""
    return told(of(record))


def short(record: str) -> str:
    """Return what a row of a list says of it, "" for nobody."""
    others = of(record)
    if not others:
        return ""
    return f"{others[0].name}正在编辑" if len(others) == 1 else f"{others[0].name}等{len(others)}人正在编辑"


def known() -> tuple[Present, ...]:
    """Return all that is known."""
    return tuple(each for some in _NOW.values() for each in some)
