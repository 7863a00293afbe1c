"""The entry of a new case as a draft: kept while it is filled in, offered again after a crash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.cases.models import CaseMaterial, MaterialStatus
from app.cases.showing import tick_list
from app.catalogue.models import Matter
from app.register.models import Draft
from ui.screens.counter.entry import NewEntry
from ui.screens.saved import PROVISIONAL

_STANDING = frozenset({"kind", "certificate_type", "channel", "received_on"})


@dataclass(frozen=True, kw_only=True)
class KeptEntry:
    """An entry as it was kept, with the matter it was for."""

    entry: NewEntry
    draft: Draft


def is_begun(entry: NewEntry) -> bool:
    """Say whether anything was filled in that would be lost."""
    return entry.matter is not None or bool(entry.values.keys() - _STANDING)


def has_receipt(begun: Draft, drafts: Iterable[Draft]) -> bool:
    """Say whether a receipt without a number was given since for what was begun: it is the same entry."""
    given = (each.fields["at"] for each in drafts if each.type_key == PROVISIONAL)
    return any(begun.saved_at <= datetime.fromisoformat(at) for at in given)


def fields_of(entry: NewEntry) -> dict[str, Any]:
    """Return an entry as a draft keeps it (JSON)."""
    return {
        "matter": int(entry.matter.id) if entry.matter is not None else 0,
        "application": entry.application,
        "values": dict(entry.values),
        "ticks": {row.name: [row.status.value, row.fault] for row in entry.materials},
    }


def entry_of(kept: Mapping[str, Any], matter: Matter | None) -> NewEntry:
    """Return the entry that a draft keeps."""
    ticks: Mapping[str, Any] = kept.get("ticks", {})
    rows = tick_list(matter) if matter is not None else ()
    return NewEntry(
        matter=matter,
        application=bool(kept.get("application")),
        values=dict(kept.get("values", {})),
        materials=tuple(_ticked(row, ticks.get(row.name)) for row in rows),
    )


def _ticked(row: CaseMaterial, tick: Any) -> CaseMaterial:
    if tick is None:
        return row
    status, fault = tick
    return replace(row, status=MaterialStatus(status), fault=fault)
