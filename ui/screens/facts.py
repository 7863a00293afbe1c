"""A fact as the screens show it: its name at the left, what it is at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.parts.labels import label


def fact_line(name: str, text: str) -> QWidget:
    """Return a line of a name and what it is."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    left = label(name, "secondary")
    left.setFixedWidth(56)
    row.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, wrap=True), 1)
    return holder


def in_brief(words: str, most: int = 120) -> str:
    """Return the beginning of what is told in full elsewhere, so that it leaves the page to the rest."""
    return words if len(words) <= most else f"{words[: most - 1]}…"
