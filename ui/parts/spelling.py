"""Choices found by what is typed over them: the word itself, its pinyin or its initials."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QListView

from app.catalogue.keys import matches, search_keys

_PAUSE = 1000  # ms after which a word is begun anew


class Spelling:
    """Follows what is typed, letter by letter."""

    def __init__(self) -> None:
        self._typed = ""
        self._since = QElapsedTimer()

    def find(self, text: str, choices: Sequence[str]) -> int | None:
        """Return the place of the choice that is meant, None where none is; ``text`` is what was typed now."""
        if not text.strip():
            return None
        going_on = self._since.isValid() and self._since.elapsed() < _PAUSE
        self._since.start()
        for typed in dict.fromkeys((f"{self._typed}{text}", text) if going_on else (text,)):
            ranked = ((matches(typed, each, search_keys(each)), place) for place, each in enumerate(choices))
            best = min(((rank, place) for rank, place in ranked if rank is not None), default=None)
            if best is not None:
                self._typed = typed
                return best[1]
        self._typed = ""
        return None


class SpelledList(QListView):
    """The list of a box to choose from, open or closed."""

    def __init__(self) -> None:
        super().__init__()
        self._spelling = Spelling()

    def keyboardSearch(self, search: str) -> None:
        """Go to the choice that is meant."""
        model = self.model()
        choices = [str(model.index(row, 0).data() or "") for row in range(model.rowCount(QModelIndex()))]
        found = self._spelling.find(search, choices)
        if found is not None:
            self.setCurrentIndex(model.index(found, 0))


def spelled(box: QComboBox) -> QComboBox:
    """Have a box find its choices by what is typed; return it."""
    view = SpelledList()
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    box.setView(view)
    return box
