"""A record is changed here while somebody else changed it: merged, asked where it collides, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Generic, TypeVar

from app.errors import Refusal, Unavailable
from app.merging import Merge, merge
from ui.dialogs.difference import Difference, Words, alike, differences
from ui.jobs import Jobs

R = TypeVar("R")
Refuse = Callable[[Refusal | Unavailable], None]
Ask = Callable[[tuple[Difference, ...], str], frozenset[str] | None]


def undecided(what: str) -> str:
    """Return what is said while nobody decided whose text is kept."""
    return f"您的修改还没有保存：{what}已被别人改过，再次保存时可逐项核对。您填写的内容还在。"


class Merging(Generic[R]):
    """A record under change: ``seen`` is how the form began, ``what`` names it to users.

    ``read`` reads how it stands now, ``typed`` gives a record as the form shows it.
    """

    def __init__(
        self,
        seen: R,
        read: Callable[[], R],
        typed: Callable[[R], Mapping[str, Any]],
        words: Words,
        what: str,
    ) -> None:
        self.seen = seen
        self.what = what
        self._read = read
        self._typed = typed
        self._words = words
        self._now = seen

    def compare(self, mine: Mapping[str, Any]) -> Merge:
        """Read how the record stands and compare it with what is typed (slow: in the worker)."""
        self._now = self._read()
        base, theirs = self._typed(self.seen), self._typed(self._now)
        keys = {**base, **mine, **theirs}
        before, own, other = ({key: each.get(key) for key in keys} for each in (base, mine, theirs))
        return merge(before, own, other, alike)

    def resolve(
        self,
        mine: Mapping[str, Any],
        jobs: Jobs,
        ask: Ask,
        save: Callable[[dict[str, Any]], None],
        refuse: Refuse,
    ) -> None:
        """Save what is typed merged into how the record stands; what nobody decided on is refused."""
        job = jobs.run(partial(self.compare, mine))
        job.then(partial(self._resolved, ask, save, refuse)).otherwise(refuse).start()

    def _resolved(self, ask: Ask, save: Callable[[dict[str, Any]], None], refuse: Refuse, found: Merge) -> None:
        whole = self.settle(found, ask)
        if whole is None:
            refuse(Refusal(undecided(self.what)))
        else:
            save(whole)

    def settle(self, found: Merge, ask: Ask) -> dict[str, Any] | None:
        """Return the record to be saved over what stands now, None while nobody decided on a collision."""
        kept = ask(differences(found, self._words), self.what) if found.collides else frozenset()
        if kept is None:
            return None
        self.seen = self._now
        return found.settled(kept)
