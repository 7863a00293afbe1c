"""Two changed one case: what is kept is asked once at a time, and said while nothing is decided."""

from __future__ import annotations

from typing import Protocol

from ui.context import Context
from ui.dialogs.difference import Difference, differences
from ui.parts.banner import Notice
from ui.screens.counter.merging import WORDS, Version, merge_of, merged

_UNSAVED = "您的修改还没有保存：办件已被别人改过，再次保存时可逐项核对。"


class MergingPlace(Protocol):
    """What is asked of the window."""

    def ask_merge(self, found: tuple[Difference, ...]) -> frozenset[str] | None:
        """Show both versions; None when nothing is decided."""


class Settling:
    """What is left undecided is asked again only when it is saved by hand."""

    def __init__(self, context: Context, place: MergingPlace) -> None:
        self._context = context
        self._place = place
        self._asking = False
        self.undecided = False

    def settle(self, base: Version, mine: Version, theirs: Version) -> Version | None:
        """Return what is to be saved, None while it is being asked or nothing was decided."""
        if self._asking:
            return None
        found = merge_of(base, mine, theirs)
        self._asking = True
        try:
            kept = self._place.ask_merge(differences(found, WORDS)) if found.collides else frozenset()
        finally:
            self._asking = False
        if kept is None:
            self.undecided = True
            self.remind()
            return None
        return merged(theirs, found, kept)

    def remind(self) -> bool:
        """Say again what waits for a decision, and whether anything does: it is not read over."""
        if self.undecided:
            self._context.show_banner(Notice(text=_UNSAVED, kind="warning"))
        return self.undecided

    def restored(self, notice: Notice) -> None:
        """Say that what was typed before waits for a decision."""
        self.undecided = True
        self._context.show_banner(notice)

    def done(self) -> None:
        """Take back what was said of unsaved changes: they are saved, or another case is shown."""
        if self.undecided:
            self.undecided = False
            self._context.page.clear_notice()
