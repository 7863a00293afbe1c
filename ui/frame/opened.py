"""The screens that were opened: each made on its first visit, kept on its page, with the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget

from ui.context import Screen, ScreenEntry
from ui.frame.page import Page


@dataclass(frozen=True)
class Opened:
    """A screen that was made, with its page."""

    entry: ScreenEntry
    page: Page
    screen: Screen


class OpenedScreens(QStackedWidget):
    """One page over the other; ``make`` fills a page with the screen of an entry."""

    def __init__(self, make: Callable[[ScreenEntry, Page], Screen]) -> None:
        super().__init__()
        self._make = make
        self._opened: dict[str, Opened] = {}
        self._history: list[str] = []

    def current(self) -> Opened | None:
        """Return the screen that is shown."""
        shown = self.currentWidget()
        return next((each for each in self._opened.values() if each.page is shown), None)

    def open(self, entry: ScreenEntry) -> Opened:
        """Show the screen of an entry, made if need be."""
        opened = self._opened.get(entry.key) or self._first(entry)
        self._history.append(entry.key)
        self.setCurrentWidget(opened.page)
        return opened

    def before(self) -> str:
        """Return the key of the screen before this one and forget the way to here; "" where there is none."""
        here = self._history.pop() if self._history else ""
        while self._history and self._history[-1] == here:
            self._history.pop()
        return self._history.pop() if self._history else ""

    def _first(self, entry: ScreenEntry) -> Opened:
        page = Page(entry.title)
        screen = self._make(entry, page)
        page.put_screen(screen)
        self.addWidget(page)
        opened = Opened(entry, page, screen)
        self._opened[entry.key] = opened
        return opened
