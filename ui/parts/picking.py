"""A line that finds while one types: the best matches below it, walked by arrows, taken by Enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from ui import icons, theme

_ROW = 44
_MOST = 8
_WIDE = 460
_PICK = Qt.ItemDataRole.UserRole + 1
_WALK = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, kw_only=True)
class Pick:
    """One match: its words, quiet words below, and what it stands for."""

    text: str
    detail: str
    value: Any


class PickLine(QLineEdit):
    """``asked`` tells what is looked for after each key, ``picked`` what was taken."""

    asked = Signal(str)
    picked = Signal(object)

    def __init__(self, name: str, hint: str, nothing: str) -> None:
        super().__init__()
        self._nothing = nothing
        self._box = QFrame()
        self._list = QListWidget()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.addAction(icons.icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)

        self.textEdited.connect(self.asked)
        self._list.itemClicked.connect(self._take)

        self._box.setProperty("kind", "popover")
        self._box.setObjectName("picks")
        self._list.setItemDelegate(_PickCell(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(f"{name}的结果")
        column = QVBoxLayout(self._box)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._list)
        self._box.hide()

    def offer(self, picks: tuple[Pick, ...]) -> None:
        """Show the matches, the best chosen; none are said so."""
        self._list.clear()
        shown = picks or (Pick(text=self._nothing, detail="", value=None),)
        for pick in shown:
            item = QListWidgetItem(pick.text)
            item.setData(_PICK, pick)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        if self.hasFocus():
            self._open(len(shown))

    def close_list(self) -> None:
        """Put the matches away."""
        self._box.hide()

    @property
    def is_open(self) -> bool:
        """Say whether matches are shown."""
        return not self._box.isHidden()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and take."""
        key = Qt.Key(event.key())
        if key in _WALK and self.is_open:
            self._list.keyPressEvent(event)
        elif key is Qt.Key.Key_Down:
            self.asked.emit(self.text())
        elif key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.is_open:
            self._take(self._list.currentItem())
        elif key is Qt.Key.Key_Escape and self.is_open:
            self.close_list()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the matches away with the focus."""
        super().focusOutEvent(event)
        self.close_list()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go away with the window's move or change of size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Hide):
            self.close_list()
        return super().eventFilter(watched, event)

    def _open(self, count: int) -> None:
        window = self.window()
        if self._box.parent() is not window:
            self._box.setParent(window)
            window.installEventFilter(self)
        wide = max(self.width(), _WIDE)
        place = self.mapTo(window, QPoint(0, self.height() + 4))
        left = min(place.x(), window.width() - wide - 8)
        self._box.setGeometry(left, place.y(), wide, min(count, _MOST) * _ROW + 10)
        self._box.show()
        self._box.raise_()

    def _take(self, item: QListWidgetItem | None) -> None:
        pick: Pick | None = item.data(_PICK) if item is not None else None
        if pick is None or pick.value is None:
            return
        self.close_list()
        self.picked.emit(pick.value)


class _PickCell(QStyledItemDelegate):
    """Draws one match in two lines."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        style: Any = option
        colours = theme.tokens()
        pick: Pick = index.data(_PICK)
        box = QRectF(style.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if style.state & QStyle.StateFlag.State_Selected and pick.value is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), theme.RADIUS, theme.RADIUS)
        inner = box.adjusted(10, 4, -10, -4)
        ink = colours.text if pick.value is not None else colours.secondary
        _line(painter, QRectF(inner.left(), inner.top(), inner.width(), 20), pick.text, theme.BODY_PX, ink)
        lower = QRectF(inner.left(), inner.top() + 19, inner.width(), 18)
        _line(painter, lower, pick.detail, theme.SMALL_PX, colours.secondary)
        painter.restore()


def _line(painter: QPainter, box: QRectF, text: str, pixels: int, ink: str) -> None:
    font = theme.face(pixels)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
