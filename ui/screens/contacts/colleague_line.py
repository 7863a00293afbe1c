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

    def _look(self, typed: str) -> None:
        self._chosen = None
        found = [each for each in self._colleagues if not typed.strip() or _fits(typed, each)]
        self.offer(tuple(Pick(text=each.name, detail=each.division, value=each) for each in found[:MOST]))

    def _choose(self, colleague: Colleague) -> None:
        self._chosen = colleague
        self.setText(f"{colleague.name}（{colleague.division}）")
        self.taken.emit()


def _fits(typed: str, colleague: Colleague) -> bool:
    words = (colleague.name, colleague.division, colleague.login)
    return any(matches(typed, word, search_keys(word)) is not None for word in words)
