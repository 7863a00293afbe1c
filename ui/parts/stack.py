"""A stack of parts in a reading pane: filled anew each time, and not there when it is empty."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.emptying import empty_out
from ui.parts.labels import label

_WHEN = 96


def stack() -> QWidget:
    """Return an empty stack."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return holder


def fill(holder: QWidget, parts: Iterable[QWidget]) -> None:
    """Put parts in the place of those before."""
    column = holder.layout()
    assert isinstance(column, QVBoxLayout)
    empty_out(column)
    for part in parts:
        column.addWidget(part)
    holder.setVisible(column.count() > 0)


def record_line(when: str, words: str) -> QWidget:
    """Return one line of a record: when it was, and what was done."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    moment = label(when, "small")
    moment.setFixedWidth(_WHEN)
    row.addWidget(moment, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(words, "small", wrap=True), 1)
    return holder
