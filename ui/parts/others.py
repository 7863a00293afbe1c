"""Who else has which record open, as all tables and forms of this window show it."""

from __future__ import annotations

from collections.abc import Mapping

from app.ledger.models import Subject
from app.presence.models import Present, told

_NOW: dict[Subject, tuple[Present, ...]] = {}


def take(others: Mapping[Subject, tuple[Present, ...]]) -> bool:
    """Take what is known now; say whether it is another than before."""
    changed = _who(_NOW) != _who(others)
    _NOW.clear()
    _NOW.update(others)
    return changed


def of(record: str) -> tuple[Present, ...]:
    """Return who else has a record open."""
    return _NOW.get(Subject(record), ())


def sentence(record: str) -> str:
    """Return what a form says of it, "" for nobody."""
    return told(of(record))


def short(record: str) -> str:
    """Return what a row of a list says of it, "" for nobody."""
    others = of(record)
    if not others:
        return ""
    return f"{others[0].name}正在编辑" if len(others) == 1 else f"{others[0].name}等{len(others)}人正在编辑"


def shortest(record: str) -> str:
    """Return the same where a row has little room, "" for nobody."""
    return f"{len(of(record))}人编辑" if len(of(record)) > 1 else "编辑中" if of(record) else ""


def known() -> bool:
    """Say whether anybody is known to have anything open."""
    return bool(_NOW)


def _who(others: Mapping[Subject, tuple[Present, ...]]) -> dict[Subject, list[int]]:
    return {record: [each.staff for each in some] for record, some in others.items()}
