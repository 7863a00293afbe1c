"""How a cell is drawn: text, chip or due date, with a hairline under each row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.dates.due import paint_due
from ui.parts import others
from ui.parts.chips import chip_width, paint_chip
from ui.tables.columns import Column
from ui.tables.dressing import hairline
from ui.tables.models import COLUMN_ROLE, ROW_ROLE
from ui.tables.wrapping import paint_small_lines

PAD = 12
_TEXT_ROOM = 90  # px: what a text of a row must keep beside the mark of others


class Cells(QStyledItemDelegate):
    """Draws the cells of a table."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a row."""
        return QSize(0, theme.ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        style: Any = option
        colours = theme.tokens()
        box = QRectF(style.rect)
        chosen = bool(style.state & QStyle.StateFlag.State_Selected)
        focused = has_keys(style.widget)
        painter.save()
        if chosen:
            painter.fillRect(box, QColor(colours.selected if focused else colours.hover))
        painter.setPen(QColor(theme.mix(colours.border, colours.surface, 0.7)))
        hairline(painter, box)
        if chosen and index.column() == 0:
            bar = colours.accent if focused else colours.secondary
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), QColor(bar))
        column: Column = index.data(COLUMN_ROLE)
        row = index.data(ROW_ROLE)
        inner = box.adjusted(PAD, 0, -PAD, 0)
        if row is None or not _paint_special(painter, inner, column, row):
            inner = _paint_others(painter, inner, column, row)
            _paint_text(painter, inner, column, row, str(index.data() or ""))
        painter.restore()


def has_keys(view: QWidget | None) -> bool:
    """Say whether what is typed goes to the view, or to the cell being edited in it."""
    focus = QApplication.focusWidget()
    return view is not None and focus is not None and (focus is view or view.isAncestorOf(focus))


def _paint_special(painter: QPainter, box: QRectF, column: Column, row: Any) -> bool:
    if column.due is not None:
        due = column.due(row)
        if due is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_due(painter, box, due, theme.tokens().surface)
        return due is not None
    chip = column.chip(row) if column.chip is not None else None
    if chip is None:
        return False
    word, role = chip
    frame = QRectF(box.left(), box.center().y() - 11, chip_width(word), 22)
    paint_chip(painter, frame, word, getattr(theme.tokens(), role), theme.tokens().surface)
    return True


def _paint_others(painter: QPainter, box: QRectF, column: Column, row: Any) -> QRectF:
    """Draw who else edits the row's record, and return the room that is left before it."""
    record = column.record(row) if column.record is not None and row is not None else ""
    words = others.short(record) if record else ""
    if not words:
        return box
    if box.width() - chip_width(words) < _TEXT_ROOM:
        words = others.shortest(record)
    width = min(chip_width(words), box.width())
    frame = QRectF(box.right() - width, box.center().y() - 11, width, 22)
    paint_chip(painter, frame, words, theme.tokens().soon, theme.tokens().surface)
    return box.adjusted(0, 0, -width - 8, 0)


def _paint_text(painter: QPainter, box: QRectF, column: Column, row: Any, text: str) -> None:
    colours = theme.tokens()
    role = column.role(row) if column.role is not None and row is not None else "text"
    font = theme.face(bold=column.bold)
    painter.setPen(QColor(getattr(colours, role) if row is not None else colours.secondary))
    measure = QFontMetrics(font)
    if column.wraps and measure.horizontalAdvance(text) > int(box.width()):
        paint_small_lines(painter, box, text)
        return
    mode = Qt.TextElideMode.ElideMiddle if column.ends else Qt.TextElideMode.ElideRight
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    shown = measure.elidedText(text, mode, int(box.width()))
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
