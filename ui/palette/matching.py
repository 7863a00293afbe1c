"""Which commands answer to what was typed: Chinese, pinyin or initials, best first."""

from __future__ import annotations

from collections.abc import Callable

from ui.context import Command

SearchKeys = Callable[[str], tuple[str, ...]]
_NO_MATCH = 9


def no_keys(_text: str) -> tuple[str, ...]:
    """Return no pinyin: titles are found by their own characters alone."""
    return ()


class Index:
    """Keeps the search keys of commands, so that pinyin is worked out once for each title."""

    def __init__(self, keys: SearchKeys) -> None:
        self._keys = keys
        self._known: dict[str, tuple[str, ...]] = {}

    def learn(self, titles: tuple[str, ...]) -> None:
        """Work out the keys of new titles; slow at first, so done in a worker."""
        for title in titles:
            if title not in self._known:
                self._known[title] = tuple(key.casefold() for key in self._keys(title))

    def find(self, commands: tuple[Command, ...], typed: str) -> tuple[Command, ...]:
        """Return the commands that answer, in their own order within each degree of likeness."""
        asked = "".join(typed.casefold().split())
        if not asked:
            return commands
        ranked = [(self._rank(command, asked), place) for place, command in enumerate(commands)]
        return tuple(commands[place] for rank, place in sorted(ranked) if rank < _NO_MATCH)

    def _rank(self, command: Command, asked: str) -> int:
        title = command.title.casefold()
        if title.startswith(asked):
            return 0
        if asked in title:
            return 1
        keys = self._known.get(command.title, ())
        if any(key.startswith(asked) for key in keys):
            return 2
        if any(asked in key for key in keys):
            return 3
        return 4 if asked in command.detail.casefold() else _NO_MATCH
