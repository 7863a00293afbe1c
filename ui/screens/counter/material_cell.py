"""How a material of the tick list is drawn: its name, what is asked of it, and its status by a key each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.cases.models import CaseMaterial, MaterialStatus
from ui import theme
from ui.parts.chips import chip_width, paint_chip
from ui.screens.counter.ticking import (
    LOCKED_ROLE,
    MATERIAL_ROLE,
    PLEDGED,
    PLEDGED_ROLE,
    STATUS_KEYS,
    STATUS_ROLES,
    quantity,
)
from ui.tables.cells import has_keys
from ui.tables.dressing import hairline

_ROW = 52
_LINE = 21
_NUMBER = 20
_PAD = 16
_KEY = 26
_KEY_GAP = 4
_KEYS_WIDE = 4 * _KEY + 3 * _KEY_GAP
_ANY = QModelIndex | QPersistentModelIndex


class MaterialCell(QStyledItemDelegate):
    """Draws a material in two lines, its status at the right; the fault is written into the lower line."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _ANY) -> QSize:
        """Return two lines, or three for a long name."""
        row: CaseMaterial = index.data(MATERIAL_ROLE)
        return QSize(0, _ROW + (_LINE if _is_long(row.name, self._view.viewport().width()) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _ANY) -> None:
        """Draw the material and its status."""
        style: Any = option
        colours = theme.tokens()
        row: CaseMaterial = index.data(MATERIAL_ROLE)
        box = QRectF(style.rect)
        here = bool(style.state & QStyle.StateFlag.State_Selected)
        focused = has_keys(self._view)
        ground = colours.surface if not here else colours.selected if focused else colours.hover
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, QColor(ground))
        painter.setPen(QColor(theme.mix(colours.border, colours.surface, 0.7)))
        hairline(painter, box)
        if here:
            bar = colours.accent if focused else colours.secondary
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), QColor(bar))
        if here and not index.data(LOCKED_ROLE):
            _draw_keys(painter, box, row.status)
        else:
            _draw_chip(painter, box, row.status, colours.surface)
        _draw_words(painter, box, index)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: _ANY) -> QWidget:
        """Return the line a fault is written into."""
        editor = QLineEdit(parent)
        editor.setPlaceholderText("哪里不符合，如：未加盖公章")
        editor.setAccessibleName("不符合之处")
        editor.setStyleSheet("min-height: 22px; padding: 0 6px; border-radius: 4px;")
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: _ANY) -> None:
        """Put that line over the lowest one."""
        style: Any = option
        box = style.rect.adjusted(_PAD + _NUMBER, style.rect.height() - 29, -(_KEYS_WIDE + _PAD + 8), -3)
        editor.setGeometry(box)


def status_at(box: QRectF, place: QPointF) -> MaterialStatus | None:
    """Return the status whose key stands at a place of the row."""
    for number, status in enumerate(STATUS_KEYS.values()):
        if _key_box(box, number).contains(place):
            return status
    return None


def _key_box(box: QRectF, number: int) -> QRectF:
    left = box.right() - _PAD - _KEYS_WIDE + number * (_KEY + _KEY_GAP)
    return QRectF(left, box.center().y() - _KEY / 2, _KEY, _KEY)


def _draw_keys(painter: QPainter, box: QRectF, now: MaterialStatus) -> None:
    colours = theme.tokens()
    painter.setFont(theme.face(theme.SMALL_PX, bold=True))
    for number, (key, status) in enumerate(STATUS_KEYS.items()):
        frame = _key_box(box, number).adjusted(0.5, 0.5, -0.5, -0.5)
        ink = getattr(colours, STATUS_ROLES[status])
        chosen = status is now
        painter.setPen(QPen(QColor(ink if chosen else colours.edge), 1))
        painter.setBrush(QColor(ink if chosen else colours.surface))
        painter.drawRoundedRect(frame, 4, 4)
        painter.setPen(QColor(colours.surface if chosen else colours.text))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, key)


def _draw_chip(painter: QPainter, box: QRectF, status: MaterialStatus, ground: str) -> None:
    wide = chip_width(status.value)
    frame = QRectF(box.right() - _PAD - wide, box.center().y() - 11, wide, 22)
    paint_chip(painter, frame, status.value, getattr(theme.tokens(), STATUS_ROLES[status]), ground)


def _draw_words(painter: QPainter, box: QRectF, index: _ANY) -> None:
    colours = theme.tokens()
    row: CaseMaterial = index.data(MATERIAL_ROLE)
    long = _is_long(row.name, box.width())
    inner = QRectF(box.left() + _PAD, box.top() + 5, _room(box.width()) + _NUMBER, _LINE)
    painter.setPen(QColor(colours.secondary))
    painter.setFont(theme.face(theme.SMALL_PX))
    painter.drawText(
        QRectF(inner.left(), inner.top(), _NUMBER, _LINE), Qt.AlignmentFlag.AlignVCenter, str(index.row() + 1)
    )
    upper = inner.adjusted(_NUMBER, 0, 0, _LINE if long else 0)
    _draw_line(painter, upper, row.name, theme.BODY_PX, colours.text)
    lower = QRectF(upper.left(), upper.bottom(), upper.width(), _LINE)
    if index.data(PLEDGED_ROLE):
        _draw_line(painter, lower, f"{PLEDGED} · {quantity(row)}", theme.SMALL_PX, colours.on_time)
    elif row.status is MaterialStatus.FAULTY:
        _draw_line(painter, lower, row.fault or "未写明哪里不符合（F2 填写）", theme.SMALL_PX, colours.late)
    else:
        _draw_line(painter, lower, quantity(row), theme.SMALL_PX, colours.secondary)


def _room(wide: float) -> float:
    """Return the width that a row leaves to its words."""
    return wide - 2 * _PAD - _KEYS_WIDE - 8 - _NUMBER


def _is_long(name: str, wide: float) -> bool:
    return QFontMetrics(theme.face()).horizontalAdvance(name) > _room(wide)


def _draw_line(painter: QPainter, box: QRectF, text: str, pixels: int, ink: str) -> None:
    font = theme.face(pixels)
    room = int(box.width()) if box.height() <= _LINE else int(1.9 * box.width())  # a broken line ends early
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    painter.drawText(box, middle | int(Qt.TextFlag.TextWordWrap), shown)
