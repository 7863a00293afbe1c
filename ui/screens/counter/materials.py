"""The tick list on screen: Y, N, G and X tick the material at hand, A ticks them all."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.cases.models import CaseMaterial, MaterialStatus
from ui import theme
from ui.parts.buttons import Button
from ui.parts.chips import chip_width, paint_chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label, line
from ui.screens.counter.ticking import LOCKED_ROLE, MATERIAL_ROLE, STATUS_KEYS, STATUS_ROLES, TickRows, quantity

_ROW = 52
_LINE = 21
_NUMBER = 20
_PAD = 16
_KEY = 26
_KEY_GAP = 4
_KEYS_WIDE = 4 * _KEY + 3 * _KEY_GAP
_ANY = QModelIndex | QPersistentModelIndex


class TickList(QListView):
    """The materials; Enter or F2 writes what is wrong with the one at hand."""

    def __init__(self, rows: TickRows) -> None:
        super().__init__()
        self._rows = rows
        self.setModel(rows)
        self._cells = _MaterialCell(self)
        self.setItemDelegate(self._cells)
        self.setAccessibleName("申请材料")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows.modelReset.connect(self._choose_first)
        self._cells.closeEditor.connect(self._edited)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by letter; the rest walks."""
        if self.state() is QAbstractItemView.State.EditingState:
            return
        letter = event.text().upper()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and letter in STATUS_KEYS:
            self.tick(STATUS_KEYS[letter])
        elif plain and letter == "A":
            self._rows.set_all_present()
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._write_fault()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick by a click on one of the four keys of the row."""
        index = self.indexAt(event.position().toPoint())
        status = status_at(QRectF(self.visualRect(index)), event.position()) if index.isValid() else None
        super().mousePressEvent(event)
        if status is not None:
            self.tick(status)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break long names anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def tick(self, status: MaterialStatus) -> None:
        """Tick the material at hand and go to the next; a faulty one is described first."""
        here = self.currentIndex()
        if not here.isValid() or not self._rows.set_status(here.row(), status):
            return
        if status is MaterialStatus.FAULTY:
            self.edit(self.currentIndex())
        else:
            self._go_on()

    def _write_fault(self) -> None:
        if self.currentIndex().isValid() and self._rows.set_status(
            self.currentIndex().row(), MaterialStatus.FAULTY
        ):
            self.edit(self.currentIndex())

    def _edited(self, _editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        if hint is QStyledItemDelegate.EndEditHint.SubmitModelCache:
            self._go_on()

    def _go_on(self) -> None:
        following = self._rows.index(self.currentIndex().row() + 1, 0)
        if following.isValid():
            self.setCurrentIndex(following)

    def _choose_first(self) -> None:
        if self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0, 0))


class MaterialsCard(QWidget):
    """The tick list with its counts and the key of each status."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = TickRows(self)
        self.list = TickList(self.rows)
        self._count = label("", "secondary")
        self._legend = _Legend()
        self._all = Button("全部具备", key="Alt+A")
        self._empty = Empty("先选事项", "选定事项后，材料逐项列在这里，一键勾选。", "document")

        self.rows.ticked.connect(self._changed)
        self.rows.modelReset.connect(self._show_count)
        self._all.clicked.connect(self.rows.set_all_present)

        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 8)
        head.setSpacing(10)
        head.addWidget(label("申请材料", "section"))
        head.addWidget(self._count, 1)
        head.addWidget(self._all)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._legend)
        column.addWidget(line())
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.setFocusProxy(self.list)
        self._show_count()

    def _changed(self) -> None:
        self._show_count()
        self.ticked.emit()

    def _show_count(self) -> None:
        some = self.rows.rowCount() > 0
        self._count.setText(counted_words(self.rows.counts()) if some else "")
        self.list.setVisible(some)
        self._all.setVisible(some and not self.rows.locked)
        self._legend.setVisible(not self.rows.locked)
        self._empty.setVisible(not some)


class _Legend(QWidget):
    """The keys and what they mean."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 8)
        row.setSpacing(6)
        for key, status in STATUS_KEYS.items():
            row.addWidget(label(key, "key"))
            row.addWidget(label(status.value, "small"))
            row.addSpacing(8)
        row.addStretch()


class _MaterialCell(QStyledItemDelegate):
    """Draws a material in two lines, its status at the right; the fault is written into the lower line."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _ANY) -> QSize:
        row: CaseMaterial = index.data(MATERIAL_ROLE)
        return QSize(0, _ROW + (_LINE if _is_long(row.name, self._view.viewport().width()) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _ANY) -> None:
        style: Any = option
        colours = theme.tokens()
        row: CaseMaterial = index.data(MATERIAL_ROLE)
        box = QRectF(style.rect)
        here = bool(style.state & QStyle.StateFlag.State_Selected)
        ground = colours.selected if here else colours.surface
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, QColor(ground))
        painter.setPen(QColor(theme.mix(colours.border, colours.surface, 0.7)))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if here:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), QColor(colours.accent))
        if here and not index.data(LOCKED_ROLE):
            _draw_keys(painter, box, row.status)
        else:
            _draw_chip(painter, box, row.status, colours.surface)
        _draw_words(painter, box, row, index.row())
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: _ANY) -> QWidget:
        editor = QLineEdit(parent)
        editor.setPlaceholderText("哪里不符合，如：未加盖公章")
        editor.setAccessibleName("不符合之处")
        editor.setStyleSheet("min-height: 22px; padding: 0 6px; border-radius: 4px;")
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: _ANY) -> None:
        style: Any = option
        box = style.rect.adjusted(_PAD + _NUMBER, style.rect.height() - 29, -(_KEYS_WIDE + _PAD + 8), -3)
        editor.setGeometry(box)


def counted_words(counts: dict[MaterialStatus, int]) -> str:
    """Return how many materials there are and what is wanting: 共7项，缺4，不符合1."""
    missing, faulty = counts[MaterialStatus.MISSING], counts[MaterialStatus.FAULTY]
    parts = [f"共{sum(counts.values())}项"]
    parts += [f"缺{missing}"] * bool(missing) + [f"不符合{faulty}"] * bool(faulty)
    return "，".join(parts if missing or faulty else [*parts, "已齐全"])


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


def _draw_words(painter: QPainter, box: QRectF, row: CaseMaterial, place: int) -> None:
    colours = theme.tokens()
    long = _is_long(row.name, box.width())
    inner = QRectF(box.left() + _PAD, box.top() + 5, _room(box.width()) + _NUMBER, _LINE)
    painter.setPen(QColor(colours.secondary))
    painter.setFont(theme.face(theme.SMALL_PX))
    painter.drawText(
        QRectF(inner.left(), inner.top(), _NUMBER, _LINE), Qt.AlignmentFlag.AlignVCenter, str(place + 1)
    )
    upper = inner.adjusted(_NUMBER, 0, 0, _LINE if long else 0)
    _draw_line(painter, upper, row.name, theme.BODY_PX, colours.text)
    lower = QRectF(upper.left(), upper.bottom(), upper.width(), _LINE)
    if row.status is MaterialStatus.FAULTY:
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
