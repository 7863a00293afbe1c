"""How every table of the office looks: rows of one height, no grid, nothing typed into it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui import theme


def hairline(painter: QPainter, box: QRectF) -> None:
    """Draw the line under a row in the pen's colour, within the row: one row drawn alone leaves it."""
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), painter.pen().color())


def dress(table: QTableView) -> None:
    """Give a table to be read the look of the office; Tab leaves it."""
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.ROW_PX)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setSectionsClickable(False)
    table.horizontalHeader().setFixedHeight(theme.ROW_PX)
