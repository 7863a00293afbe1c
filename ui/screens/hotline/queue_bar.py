"""The line above the list: the search, how rows are sorted, what narrows them, and the columns."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.parts.buttons import Button
from ui.screens.hotline.filtering import CLEAR_KEY, FILTER_KEY
from ui.screens.hotline.look import LOOK_COMMAND, Look
from ui.screens.hotline.words import SORTED_BY

SORT_KEY, TURN_KEY = "Alt+S", "Alt+Shift+S"


class QueueBar(QWidget):
    """Says by signals what is asked for; ``words`` is the list's own search line."""

    sort_asked = Signal()
    filter_asked = Signal()
    clear_asked = Signal()
    columns_asked = Signal()

    def __init__(self, words: QLineEdit) -> None:
        super().__init__()
        self._sort = Button("", "quiet", key=SORT_KEY)
        self._filter = Button("筛选", "quiet", key=FILTER_KEY)
        self._clear = Button("", "quiet", key=CLEAR_KEY, icon="close")
        self._columns = Button("列", "quiet", key=LOOK_COMMAND)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(words, 1)
        for button, asked in (
            (self._sort, self.sort_asked),
            (self._filter, self.filter_asked),
            (self._clear, self.clear_asked),
            (self._columns, self.columns_asked),
        ):
            button.clicked.connect(asked)
            row.addWidget(button)
        self._clear.setToolTip(f"去掉筛选条件（{CLEAR_KEY}）")
        self.show_filter("")

    def put_tool(self, tool: QWidget) -> None:
        """Set what stands at the right end."""
        self._row.addWidget(tool)

    def show_look(self, look: Look) -> None:
        """Show how the rows are sorted."""
        self._sort.set_text(f"{SORTED_BY[look.sort]} {'↓' if look.descending else '↑'}")
        self._sort.setToolTip(f"换一种排序（{SORT_KEY}），倒过来排（{TURN_KEY}）")

    def show_filter(self, words: str) -> None:
        """Show what narrows the rows, "" for nothing."""
        self._clear.set_text(words)
        self._clear.setVisible(bool(words))
