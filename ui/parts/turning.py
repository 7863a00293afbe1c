"""A pane that is turned by keys while the list beside it keeps the focus."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

KEYS = {"Alt+Down": 1, "Alt+Up": -1}


def turn_by_keys(owner: QWidget, area: QScrollArea) -> None:
    """Let Alt+↓ and Alt+↑ turn the area by a page wherever the focus is, as long as the owner is shown."""
    for key, pages in KEYS.items():
        QShortcut(QKeySequence(key), owner, partial(turn, area, pages))


def turn(area: QScrollArea, pages: int) -> None:
    """Turn the area by so many pages, a line of each staying in sight; back for less than none."""
    bar = area.verticalScrollBar()
    bar.setValue(bar.value() + pages * (bar.pageStep() - bar.singleStep()))
