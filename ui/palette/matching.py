"""Which commands answer to what was typed: Chinese, pinyin or initials, best first."""

from __future__ import annotations

from collections.abc import Callable

from ui.context import Command

Rank = Callable[[str, str], int | None]
_BY_WORD = 50
_IN_DETAIL = 90
_LISTENING = "z"


def rank_by_text(typed: str, title: str) -> int | None:
    """Return how well the typed characters themselves find a title (0 best), None when they do not."""
    wanted, own = typed.casefold().strip(), title.casefold()
    if own.startswith(wanted):
        return 0
    return 1 if wanted in own else None


class Index:
    """Ranks commands; until the pinyin of the titles was worked out in a worker, by characters alone."""

    def __init__(self, rank: Rank) -> None:
        self._rank = rank
        self._learnt = rank is rank_by_text

    def learn(self, commands: tuple[Command, ...]) -> None:
        """Work out how the commands sound; slow at first, so done in a worker."""
        for command in commands:
            for name in (command.title, *command.words):
                self._rank(_LISTENING, name)
        self._learnt = True

    def find(self, commands: tuple[Command, ...], typed: str) -> tuple[Command, ...]:
        """Return the commands that answer, best first, else in their own order."""
        if not typed.strip():
            return commands
        ranks = ((self._rank_of(command, typed), place) for place, command in enumerate(commands))
        found = sorted((rank, place) for rank, place in ranks if rank is not None)
        return tuple(commands[place] for _, place in found)

    def _rank_of(self, command: Command, typed: str) -> int | None:
        rank = self._rank if self._learnt else rank_by_text
        found = rank(typed, command.title)
        if found is not None:
            return found
        by_word = [given for word in command.words if (given := rank(typed, word)) is not None]
        if by_word:
            return _BY_WORD + min(by_word)
        return _IN_DETAIL if typed.casefold().strip() in command.detail.casefold() else None
