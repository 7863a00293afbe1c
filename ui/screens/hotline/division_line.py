"""A line that finds a division while one types its name, its pinyin initials, or its code."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.catalogue.keys import matches, search_keys
from app.people.models import Division
from ui.parts.picking import Pick, PickLine

MOST = 5  # as many as the dialog has room for below the line


class DivisionLine(PickLine):
    """Takes one of the divisions; what is typed without choosing is taken as a name."""

    taken = Signal()

    def __init__(self, divisions: tuple[Division, ...]) -> None:
        super().__init__("主办单位，必填", "处室、分局或中心：名称、拼音首字母", "没有找到，换几个字试试")
        self._divisions = divisions
        self._chosen: Division | None = None
        self.asked.connect(self._look)
        self.picked.connect(self._choose)

    def value(self) -> str:
        """Return the name of the one chosen, else what is typed."""
        return self._chosen.name if self._chosen is not None else self.text().strip()

    def put(self, named: str) -> None:
        """Name a division, or show what was typed of it."""
        self._chosen = next((each for each in self._divisions if each.name == named), None)
        self.setText(named)

    def _look(self, typed: str) -> None:
        self._chosen = None
        ranked = ((_rank(typed, each), place) for place, each in enumerate(self._divisions))
        best = sorted((rank, place) for rank, place in ranked if rank is not None)[:MOST]
        found = (self._divisions[place] for _, place in best)
        self.offer(tuple(Pick(text=each.name, detail=each.code, value=each) for each in found))

    def _choose(self, division: Division) -> None:
        self.put(division.name)
        self._chosen = division
        self.taken.emit()


def _rank(typed: str, division: Division) -> int | None:
    if not typed.strip():
        return 0
    found = (matches(typed, word, search_keys(word)) for word in (division.name, division.code))
    return min((rank for rank in found if rank is not None), default=None)
