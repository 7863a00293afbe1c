"""The orders that are marked for a bulk act, and the bar that says so below the list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.hotline.life import find_way
from app.hotline.models import OrderId
from ui.parts.buttons import Button
from ui.parts.labels import label
from ui.screens.hotline.words import LETTERS

UNMARK_KEY = "Ctrl+Shift+A"


class Marks:
    """Which orders are marked, in the order they were."""

    def __init__(self) -> None:
        self._marked: dict[OrderId, None] = {}

    def has(self, order: OrderId) -> bool:
        """Tell whether an order is marked."""
        return order in self._marked

    def turn(self, order: OrderId) -> None:
        """Mark an order, or mark it no longer."""
        if order in self._marked:
            del self._marked[order]
        else:
            self._marked[order] = None

    def add(self, orders: tuple[OrderId, ...]) -> None:
        """Mark all of these."""
        self._marked.update(dict.fromkeys(orders))

    def clear(self) -> None:
        """Mark none."""
        self._marked.clear()

    @property
    def orders(self) -> tuple[OrderId, ...]:
        """Return those marked."""
        return tuple(self._marked)


class MarkBar(QWidget):
    """Says how many are marked and which acts take many; ``acted`` names one."""

    acted = Signal(str)
    unmark_asked = Signal()

    def __init__(self, acts: tuple[str, ...]) -> None:
        super().__init__()
        self._count = label("", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(4)
        row.addWidget(self._count)
        row.addStretch()
        self.buttons: dict[str, Button] = {}
        for key in acts:
            way = find_way(key)
            assert way is not None
            button = Button(way.title, "quiet")
            button.show_key(LETTERS[key])
            button.clicked.connect(partial(self.acted.emit, key))
            self.buttons[key] = button
            row.addWidget(button)
        clear = Button("取消标记", "quiet", key=UNMARK_KEY)
        clear.clicked.connect(self.unmark_asked)
        row.addWidget(clear)
        self.hide()

    def show_count(self, count: int) -> None:
        """Show how many are marked."""
        self._count.setText(f"已标记 {count} 件")
        self.setVisible(bool(count))
