"""How a person has his queue: which columns, sorted by what; remembered for him on any machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.hotline.queue import OrderSort, QueueView
from ui.screens.hotline.rows import Shown
from ui.tables.columns import STRETCH

LOOK_COMMAND = "Alt+C"
_ALWAYS = ("mark", "due", "title")
_SELDOM = ("topic", "arrived")
# What is the same for every order of a view.
_IDLE = {
    QueueView.ARRIVED: ("state", "lead", "handler"),
    QueueView.TO_CALL_BACK: ("state",),
}
_LEAST_TITLE = 210  # px that the title keeps


@dataclass(frozen=True, kw_only=True)
class Look:
    """The chosen columns (None: the usual ones) and the order of the rows."""

    columns: frozenset[str] | None = None
    sort: OrderSort = OrderSort.DUE
    descending: bool = False

    def shows(self, key: str) -> bool:
        """Tell whether a column is chosen."""
        if key in _ALWAYS:
            return True
        return key in self.columns if self.columns is not None else key not in _SELDOM

    def kept(self) -> dict[str, Any]:
        """Return what is remembered."""
        columns = sorted(self.columns) if self.columns is not None else None
        return {"columns": columns, "sort": self.sort.name, "descending": self.descending}


def look_from(kept: Mapping[str, Any]) -> Look:
    """Return what was remembered; what cannot be read is the usual."""
    columns, sort = kept.get("columns"), str(kept.get("sort", ""))
    return Look(
        columns=frozenset(map(str, columns)) if isinstance(columns, list) else None,
        sort=OrderSort[sort] if sort in OrderSort.__members__ else OrderSort.DUE,
        descending=kept.get("descending") is True,
    )


def choosable(columns: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """Return the columns that may be left out."""
    return tuple(each for each in columns if each.key not in _ALWAYS)


def hidden_at(width: int, columns: tuple[Shown, ...], look: Look, view: QueueView) -> frozenset[int]:
    """Return the places of the columns that are not chosen, say nothing in a view, or have no room (px)."""
    room, idle = width - _LEAST_TITLE, _IDLE.get(view, ())
    shown: set[str] = set()
    for each in sorted(columns, key=lambda one: one.gives_way):
        wide = each.column.width
        if look.shows(each.key) and each.key not in idle and (not each.gives_way or wide <= room):
            shown.add(each.key)
            room -= wide if wide != STRETCH else 0
    return frozenset(place for place, each in enumerate(columns) if each.key not in shown)
