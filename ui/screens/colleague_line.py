"""A line that finds a colleague while one types his name, its pinyin, or the division."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.catalogue.keys import matches, search_keys
from app.contacts.people import Colleague
from ui.parts.picking import Pick, PickLine

MOST = 4  # as many as the dialog has room for below the line


class ColleagueLine(PickLine):
    """Takes one of the colleagues; what is typed without choosing is taken as a name or login."""

    taken = Signal()

    def __init__(self, colleagues: tuple[Colleague, ...]) -> None:
        super().__init__("承办人", "姓名、拼音首字母或处室", "没有找到，换几个字试试")
        self._colleagues = colleagues
        self._chosen: Colleague | None = None
        self.asked.connect(self._look)
        self.picked.connect(self._choose)

    def value(self) -> str:
        """Return the login of the one chosen, else what is typed."""
        return self._chosen.login if self._chosen is not None else self.text().strip()

    def put(self, named: str) -> None:
        """Name a colleague by his login, or show what was typed of him."""
        self._chosen = next((each for each in self._colleagues if each.login == named), None)
        self.setText(_words(self._chosen) if self._chosen is not None else named)

    def _look(self, typed: str) -> None:
        self._chosen = None
        ranked = ((_rank(typed, each), place) for place, each in enumerate(self._colleagues))
        best = sorted((rank, place) for rank, place in ranked if rank is not None)[:MOST]
        found = (self._colleagues[place] for _, place in best)
        self.offer(tuple(Pick(text=each.name, detail=each.division, value=each) for each in found))

    def _choose(self, colleague: Colleague) -> None:
        self._chosen = colleague
        self.setText(_words(colleague))
        self.taken.emit()


def _words(colleague: Colleague) -> str:
    return f"{colleague.name}（{colleague.division}）"


def _rank(typed: str, colleague: Colleague) -> tuple[int, int] | None:
    """Return how well a colleague answers: by his name or login before by his division; None: not at all."""
    if not typed.strip():
        return 0, 0
    for place, word in enumerate((colleague.name, colleague.login, colleague.division)):
        rank = matches(typed, word, search_keys(word))
        if rank is not None:
            return place, rank
    return None
