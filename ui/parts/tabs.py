"""The views of a list as tabs, each with how much of it asks for something."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtWidgets import QTabBar

View = TypeVar("View", bound=Enum)


class ViewTabs(QTabBar, Generic[View]):
    """The views of an Enum, whose values are their titles, chosen by 1, 2 and so on."""

    def __init__(self, views: type[View], name: str) -> None:
        super().__init__()
        self._views = tuple(views)
        for place, view in enumerate(self._views):
            self.addTab(view.value)
            self.setTabToolTip(place, f"{view.value}（{place + 1}）")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setAccessibleName(name)

    @property
    def tab(self) -> View:
        """Return the chosen view."""
        return self._views[self.currentIndex()]

    def add_other(self, title: str) -> None:
        """Add a tab that is no view, after the views."""
        place = self.addTab(title)
        self.setTabToolTip(place, f"{title}（{place + 1}）")

    def name_of(self, place: int) -> str:
        """Return a tab's title without its count."""
        return self._views[place].value if place < len(self._views) else self.tabText(place)

    def show_counts(self, counts: Mapping[View, int]) -> None:
        """Show how much the views hold that ask for something."""
        for place, view in enumerate(self._views):
            count = counts.get(view, 0)
            self.setTabText(place, f"{view.value}  {count}" if count else view.value)
