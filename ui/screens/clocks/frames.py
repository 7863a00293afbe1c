"""The cards of the wall: a head line with its buttons over a list."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.labels import card


def headed(title: QWidget, *buttons: QWidget) -> QHBoxLayout:
    """Return a line of a title and its buttons."""
    row = QHBoxLayout()
    row.setContentsMargins(12, 8, 12, 8)
    row.setSpacing(8)
    row.addWidget(title, 1)
    for button in buttons:
        row.addWidget(button)
    return row


def framed(head: QWidget, list_: QWidget, *buttons: QWidget) -> QFrame:
    """Return a card of a head with buttons over a list."""
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    column.addLayout(headed(head, *buttons))
    column.addWidget(list_, 1)
    return frame


def at_left(widget: QWidget) -> QWidget:
    """Return a widget that keeps to the left of its line."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch()
    return holder
