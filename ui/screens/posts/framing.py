"""A card of the screen: its heading with buttons, a list, and a line of what is to be known."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.buttons import Button
from ui.parts.labels import card
from ui.tables.view import TablePane


def framed(head: QWidget, pane: TablePane, buttons: tuple[Button, ...], said: QWidget, foot: Button) -> QWidget:
    """Return a card: its heading with the buttons, a line of what is to be known, the list, the way on."""
    row = QHBoxLayout()
    row.setContentsMargins(12, 8, 12, 8)
    row.setSpacing(6)
    row.addWidget(head)
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    said.setContentsMargins(12, 4, 12, 8)
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    column.addLayout(row)
    column.addWidget(said)
    column.addWidget(pane, 1)
    column.addWidget(foot, 0, Qt.AlignmentFlag.AlignLeft)
    return frame
