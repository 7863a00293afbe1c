"""The list of the queue: search, sorting, filter and columns above it, the marks below it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.hotline.models import OrderId, WorkOrder
from app.hotline.queue import QueueView
from ui.jobs import Jobs
from ui.screens.hotline.look import Look, hidden_at
from ui.screens.hotline.marks import MarkBar, Marks
from ui.screens.hotline.presenter import HotlinePresenter
from ui.screens.hotline.queue_bar import TURN_KEY, QueueBar
from ui.screens.hotline.rows import CALLER, MARK, Row, key_of, shown_columns
from ui.screens.hotline.words import EMPTY
from ui.tables.listing import Listing, SearchList
from ui.tables.models import Count, PageOf
from ui.tables.view import TableView

_LEAST_COLUMN = 32  # px, for the mark


class QueueList(QWidget):
    """Rows of the queue; ``acted`` names a bulk act."""

    acted = Signal(str)
    emptied = Signal()

    def __init__(self, jobs: Jobs, presenter: HotlinePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._look = Look()
        self._narrowed = ""
        self._marks = Marks()
        self.columns = shown_columns(self._marks.has)
        self._list = SearchList(self._listing(), jobs)
        self._bar = QueueBar(self._list.words)
        self.mark_bar = MarkBar(presenter.acts_for_many())
        self.table.horizontalHeader().setMinimumSectionSize(_LEAST_COLUMN)
        self._bar.show_look(self._look)
        self._connect()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._bar)
        column.addWidget(self._list, 1)
        column.addWidget(self.mark_bar)
        self.setFocusProxy(self._list)

    @property
    def table(self) -> TableView:
        """Return the table itself."""
        return self._list.table

    @property
    def search(self) -> SearchList:
        """Return the rows with their search line."""
        return self._list

    @property
    def marked(self) -> tuple[OrderId, ...]:
        """Return the marked orders."""
        return self._marks.orders

    def rows_in_sight(self) -> tuple[Row, ...]:
        """Return the rows that can be seen now."""
        table, model = self.table, self._list.model
        first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        if first < 0:
            return ()
        places = range(first, (last if last >= 0 else model.rowCount() - 1) + 1)
        return tuple(row for row in map(model.row, places) if row is not None)

    def show_source(self, count: Count, page: PageOf, view: QueueView) -> None:
        """Show a view's rows."""
        self._list.show_source(count, page, view)

    def want(self, order: OrderId) -> None:
        """Choose an order as soon as it is there."""
        self._list.want(order)

    def move_on(self) -> None:
        """Choose the next order, should the one at hand leave the view."""
        self._list.move_on()

    def uncover(self, order: WorkOrder) -> None:
        """Show the caller in the list."""
        self._list.model.uncover(order.id, {CALLER: order.caller.name})

    def put_tool(self, tool: QWidget) -> None:
        """Set what stands at the right end of the line over the list."""
        self._bar.put_tool(tool)

    def wear(self, look: Look, narrowed: str) -> None:
        """Show the rows so, and say what narrows them."""
        self._look = look
        self._bar.show_look(look)
        if narrowed not in ("", self._narrowed):
            self._list.begin_anew()
        self._narrowed = narrowed
        self._bar.show_filter(narrowed)
        self.table.hide_columns(self._hidden(self._list.width(), self._presenter.view))

    def ask_columns(self) -> None:
        """Ask which columns there are."""
        self._presenter.ask_columns(self.columns)

    # --- marks

    def mark(self, orders: tuple[OrderId, ...]) -> None:
        """Mark orders for a bulk act."""
        self._marks.add(orders)
        self._show_marks()

    def unmark(self, orders: tuple[OrderId, ...]) -> None:
        """Mark orders no longer."""
        for order in orders:
            if self._marks.has(order):
                self._marks.turn(order)
        self._show_marks()

    def _turn_mark(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._marks.turn(row.order.id)
            self._show_marks()
            self.table.choose_place(self.table.currentIndex().row() + 1)

    def _unmark_all(self) -> None:
        self._marks.clear()
        self._show_marks()

    def _show_marks(self) -> None:
        self.mark_bar.show_count(len(self._marks.orders))
        model = self._list.model
        if model.rowCount():
            model.dataChanged.emit(model.index(0, MARK), model.index(model.rowCount() - 1, MARK))

    # --- how it is put together

    def _hidden(self, width: int, view: Enum) -> frozenset[int]:
        return hidden_at(width, self.columns, self._look, QueueView(view))

    def _listing(self) -> Listing:
        return Listing(
            name="12345工单",
            icon="hotline",
            hint="内容、姓名、地点、电话后几位、编号，一个字就能找",
            columns=tuple(each.column for each in self.columns),
            key_of=key_of,
            empty=EMPTY,
            hidden=self._hidden,
        )

    def _connect(self) -> None:
        presenter, bar = self._presenter, self._bar
        self._list.searched.connect(presenter.search)
        self._list.emptied.connect(self.emptied)
        bar.sort_asked.connect(presenter.sort_on)
        bar.filter_asked.connect(presenter.ask_filter)
        bar.clear_asked.connect(presenter.clear_filter)
        bar.columns_asked.connect(self.ask_columns)
        self.mark_bar.acted.connect(self.acted)
        self.mark_bar.unmark_asked.connect(self._unmark_all)
        inside = Qt.ShortcutContext.WidgetShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Space), self.table, self._turn_mark, context=inside)
        QShortcut(QKeySequence("Ctrl+A"), self.table, presenter.mark_all, context=inside)
        QShortcut(QKeySequence(TURN_KEY), self, presenter.turn)
