"""其他办理: every way of a case's life, the next one first, the closed ones last with why they are."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.catalogue.keys import matches, search_keys
from ui import theme
from ui.dialogs.frame import DialogFrame
from ui.parts.labels import label
from ui.screens.acts import Act
from ui.tables.dressing import hairline

OTHERS, OTHERS_KEY = "其他办理", "Ctrl+0"
_WIDE, _HIGH, _ROW = 620, 384, 48
_FEWEST = 3  # rows that the list has room for
_ACT_ROLE = Qt.ItemDataRole.UserRole + 1
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ANY = QModelIndex | QPersistentModelIndex
_CENTRE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_TEXT = "下一步和能办的在前；现在不能办的写明由谁办、缺什么。"


class ActsAsked(NamedTuple):
    """How the list asks: its title, its sentence, the word on the button."""

    title: str = OTHERS
    text: str = _TEXT
    confirm: str = "办理"


class ActListDialog(DialogFrame):
    """Offers all ways; a closed one cannot be taken, and says why."""

    def __init__(self, parent: QWidget | None, acts: tuple[Act, ...], asked: ActsAsked | None = None) -> None:
        asked = asked or ActsAsked()
        super().__init__(parent, asked.title, asked.text, asked.confirm)
        self.setMinimumWidth(_WIDE)
        self._acts = sorted(acts, key=lambda act: (bool(act.closed), not act.primary))
        self._filter = QLineEdit()
        self._list = QListWidget()
        self._said = label("", "small", wrap=True)

        self._filter.textChanged.connect(self._narrow)
        self._list.currentItemChanged.connect(self._say)
        self._list.itemActivated.connect(self.try_accept)

        self._filter.setPlaceholderText("输入汉字、拼音或首字母筛选")
        self._filter.setAccessibleName("筛选办理事项")
        self._filter.installEventFilter(self)
        self._list.setItemDelegate(_ActCell(self._list))
        self._list.setAccessibleName("办理事项")
        self._list.setFixedHeight(min(_HIGH, max(_FEWEST, len(acts)) * _ROW))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._said.setMinimumHeight(34)
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self._filter, self._list, self._said):
            self.content.addWidget(part)
        self._narrow("")
        self._filter.setFocus()

    def chosen(self) -> Act | None:
        """Return the way that is marked."""
        row = self._list.currentRow()
        return _act_of(self._list.item(row)) if row >= 0 else None

    def wrong(self) -> str:
        """Return why the marked way cannot be taken."""
        act = self.chosen()
        if act is None:
            return "没有符合的项，请改一下筛选的字。"
        return act.refusal

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows walk the list while the filter has the focus."""
        if watched is self._filter and isinstance(event, QKeyEvent) and event.key() in _WALKING:
            if event.type() is QEvent.Type.KeyPress:
                self._list.keyPressEvent(event)
            return True
        return False

    @classmethod
    def ask(cls, parent: QWidget | None, acts: tuple[Act, ...], asked: ActsAsked | None = None) -> str:
        """Return the key of the way that was chosen, "" when none was."""
        dialog = cls(parent, acts, asked)
        act = dialog.chosen() if dialog.answered() else None
        dialog.deleteLater()
        return act.key if act is not None else ""

    def _narrow(self, typed: str) -> None:
        self._list.clear()
        for act in self._acts:
            if not typed.strip() or matches(typed, act.title, search_keys(act.title)) is not None:
                item = QListWidgetItem(self._list)
                item.setData(_ACT_ROLE, act)
                said = "，".join(filter(None, (act.title, _quiet_words(act))))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        self._list.setCurrentRow(0)

    def _say(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        act = _act_of(item) if item is not None else None
        closed = f"现在不能办：{act.closed}" if act is not None and act.closed else ""
        needs = f"需要：{act.needs}。" if act is not None and act.needs else ""
        self._said.setText("\n".join(filter(None, (closed, needs))))
        self.problem.hide()


class _ActCell(QStyledItemDelegate):
    """Draws a way in two lines: its title, and what it needs or why it is closed."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: _ANY) -> QSize:
        """Return the height of its lines."""
        return QSize(0, _ROW if _quiet_words(index.data(_ACT_ROLE)) else theme.ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _ANY) -> None:
        """Draw the two lines, a closed way quietly."""
        style: Any = option
        act: Act = index.data(_ACT_ROLE)
        colours, box = theme.tokens(), QRectF(style.rect)
        painter.save()
        here = bool(style.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, QColor(colours.selected if here else colours.surface))
        painter.setPen(QColor(theme.mix(colours.border, colours.surface, 0.7)))
        hairline(painter, box)
        inner = box.adjusted(12, 4, -12, -4)
        painter.setFont(theme.face(bold=not act.closed))
        painter.setPen(QColor(colours.secondary if act.closed else colours.text))
        first = 21 if _quiet_words(act) else int(inner.height())
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), first), _CENTRE, act.title)
        font = theme.face(theme.SMALL_PX)
        painter.setFont(font)
        painter.setPen(QColor(colours.secondary))
        words = QFontMetrics(font).elidedText(
            _quiet_words(act), Qt.TextElideMode.ElideRight, int(inner.width())
        )
        painter.drawText(QRectF(inner.left(), inner.top() + 21, inner.width(), 18), _CENTRE, words)
        painter.restore()


def _act_of(item: QListWidgetItem) -> Act:
    act: Act = item.data(_ACT_ROLE)
    return act


def _quiet_words(act: Act) -> str:
    if not act.closed:
        return act.needs
    return f"不能办：{act.closed}" if act.fits else f"“{_sources(act)}”时可办：{act.needs}"


def _sources(act: Act) -> str:
    return "、".join(state.value for state in act.way.sources)
