"""The cases behind a figure: a list that Enter opens and Esc leaves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.statistics.events import Domain
from app.statistics.models import Figure
from ui.jobs import Jobs
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import card, label
from ui.screens.statistics.columns import BEHIND, hidden, key_of_case
from ui.tables.models import Count, PageModel, PageOf
from ui.tables.view import TablePane

_NARROW = 1300


class BehindView(QWidget):
    """Lists what is behind one figure; ``opened`` tells which is looked at, ``left`` that it is enough."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, jobs: Jobs, domain: Domain) -> None:
        super().__init__()
        self._title = label("", "section")
        self._back = Button("返回统计", key="Esc", icon="left")
        self.model = PageModel(BEHIND[domain], key_of_case, jobs)
        nothing = Empty("一件也没有", "这个数字是零。按 Esc 返回统计表。", "statistics")
        self.pane = TablePane(self.model, "数字背后的明细", nothing, "条")
        self._wants_first = False
        self._figure: Figure | None = None

        self.pane.table.opened.connect(self.opened)
        self._back.clicked.connect(self.left)
        self.model.refreshed.connect(self._choose_first)

        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 8)
        head.addWidget(self._title, 1)
        head.addWidget(self._back)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.pane, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.setFocusProxy(self.pane)

    @property
    def title(self) -> str:
        """Return which figure it is."""
        return self._title.text()

    def show_source(self, title: str, figure: Figure, count: Count, page: PageOf) -> None:
        """List the cases of a figure."""
        self._figure = figure
        self._hide_columns()
        self._title.setText(title)
        self._wants_first = True
        self.model.show_source(count, page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out of a narrow list what has no room."""
        super().resizeEvent(event)
        self._hide_columns()

    def _hide_columns(self) -> None:
        if self._figure is not None:
            self.pane.table.hide_columns(hidden(self._figure.event, narrow=self.width() < _NARROW))

    def _choose_first(self) -> None:
        if self._wants_first:
            self._wants_first = False
            self.pane.table.choose_first()
