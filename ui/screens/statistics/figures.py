"""The table of figures: a cell is walked to by arrows, its heading tells the definition, Enter opens it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.statistics.models import TOTAL, Cut, Figure, Group, Table, TableRow
from ui import theme
from ui.screens.statistics.columns import COLUMNS, FIGURE_WIDE, column_of, figure_at, key_of_row
from ui.tables.dressing import dress, hairline
from ui.tables.models import ROW_ROLE, Index, RowsModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAD = 12
_LEAST_NAME = 132
_HEAD_PAD = 26


class FiguresModel(RowsModel):
    """The rows of a table, the total first; headings tell their definitions."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, key_of_row)
        self._cut = Cut.NONE

    def show_table(self, table: Table, group: Group) -> None:
        """Show a table's rows of a group in place of those before."""
        self._cut = table.cut
        self.show_rows((table.total, *table.rows_of(group)))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a heading, and on hovering its definition."""
        figure = figure_at(section) if orientation is Qt.Orientation.Horizontal else None
        if figure is not None and role == Qt.ItemDataRole.ToolTipRole:
            return f"{figure.title}（{figure.unit.value}）：{figure.definition}"
        first = orientation is Qt.Orientation.Horizontal and section == 0
        if first and role == Qt.ItemDataRole.DisplayRole:
            return "范围" if self._cut is Cut.NONE else self._cut.value.removeprefix("按")
        return super().headerData(section, orientation, role)


class FigureCells(QStyledItemDelegate):
    """Draws figures under each other, the chosen one framed, the total and classes of rows set apart."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a row."""
        return QSize(0, theme.ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        style: Any = option
        colours, box = theme.tokens(), QRectF(style.rect)
        row: TableRow | None = index.data(ROW_ROLE)
        total = row is not None and (row.key == TOTAL or row.is_class)
        painter.save()
        if total:
            painter.fillRect(box, QColor(theme.mix(colours.accent, colours.surface, 0.05)))
        painter.setPen(QColor(colours.border if total else theme.mix(colours.border, colours.surface, 0.7)))
        hairline(painter, box)
        if style.state & QStyle.StateFlag.State_Selected:
            _frame(painter, box, focused=bool(style.state & QStyle.StateFlag.State_HasFocus))
        _write(painter, box.adjusted(_PAD, 0, -_PAD, 0), index, bold=total)
        painter.restore()


def _frame(painter: QPainter, box: QRectF, *, focused: bool) -> None:
    colours = theme.tokens()
    painter.fillRect(box, QColor(colours.selected))
    if focused:
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawRect(box.adjusted(1, 1, -1, -1))


def _write(painter: QPainter, box: QRectF, index: Index, *, bold: bool) -> None:
    colours = theme.tokens()
    column, text = COLUMNS[index.column()], str(index.data() or "")
    font = theme.face(bold=bold)
    mode = Qt.TextElideMode.ElideMiddle if column.ends else Qt.TextElideMode.ElideRight
    painter.setFont(font)
    painter.setPen(QColor(colours.secondary if text in ("0", "—") else colours.text))
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    shown = QFontMetrics(font).elidedText(text, mode, int(box.width()))
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)


class FiguresTable(QTableView):
    """Shows a group of figures; says which cell is chosen and which is opened by Enter."""

    chosen = Signal(object, object)
    opened = Signal(object, object)

    def __init__(self, model: FiguresModel) -> None:
        super().__init__()
        self._figures = model
        self._group: Group | None = None
        self.setModel(model)
        self.setAccessibleName("统计表")
        self.setItemDelegate(FigureCells(self))

        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell)

        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        dress(self)

    def show_group(self, group: Group) -> None:
        """Show the columns of a group, and choose its first figure unless one of it is chosen."""
        self._group = group
        wanted = {0, *map(column_of, group.figures)}
        for place in range(len(COLUMNS)):
            self.setColumnHidden(place, place not in wanted)
        self._share_width()
        self.keep_choice()

    def keep_choice(self) -> None:
        """Keep a cell of the group chosen, in the same column where that is shown."""
        if self._group is None or not self._figures.rowCount():
            return
        column = self.currentIndex().column()
        if column < 1 or self.isColumnHidden(column):
            column = column_of(self._group.figures[0])
        row = min(max(self.currentIndex().row(), 0), self._figures.rowCount() - 1)
        self.setCurrentIndex(self._figures.index(row, column))
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter; the rest walks."""
        if event.key() in _ENTER:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room that is left to the names."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        if self._group is None:
            return
        figures = self._group.figures
        least = max(FIGURE_WIDE, _HEAD_PAD + theme.BODY_PX * max(len(each.title) for each in figures))
        wide = max(least, min(120, (self.viewport().width() - 220) // len(figures)))
        for figure in figures:
            self.setColumnWidth(column_of(figure), wide)
        self.setColumnWidth(0, max(_LEAST_NAME, self.viewport().width() - wide * len(figures)))

    def _open(self, index: QModelIndex) -> None:
        found = self._at(index)
        if found is not None:
            self.opened.emit(*found)

    def _tell(self, *_: object) -> None:
        found = self._at(self.currentIndex())
        if found is not None:
            self.chosen.emit(*found)

    def _at(self, index: QModelIndex) -> tuple[TableRow, Figure] | None:
        row, figure = self._figures.row(index.row()), figure_at(index.column())
        return (row, figure) if row is not None and figure is not None and index.isValid() else None
