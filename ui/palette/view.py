"""The palette over the window: type, walk with the arrows, Enter does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme
from ui.context import Command
from ui.jobs import Job, Jobs
from ui.palette.matching import Index, Rank, rank_by_text
from ui.parts.buttons import shown_key
from ui.parts.labels import label, line

WIDE = 640
_ROW = 44
_MOST_ROWS = 9
_TOP = 44
_PAUSE_MS = 120
_ROLE = Qt.ItemDataRole.UserRole
Find = Callable[[str], tuple[Command, ...]]


class PaletteView(QWidget):
    """A veil over the window with the palette in it."""

    def __init__(
        self, window: QWidget, jobs: Jobs, rank: Rank = rank_by_text, find: Find | None = None
    ) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self._under = window
        self._jobs = jobs.owned_by(self)
        self._index = Index(rank)
        self._find = find
        self._commands: tuple[Command, ...] = ()
        self._found: tuple[Command, ...] = ()
        self._asking: Job[tuple[Command, ...]] | None = None
        self._before: QWidget | None = None
        self._frame = QFrame(self)
        self._typed = QLineEdit()
        self._list = QListWidget()
        self._nothing = label("没有找到。可换用汉字、拼音或首字母再找，或先打开相应的页面。", "secondary")
        self._pause = QTimer(self)

        self._typed.textChanged.connect(self._narrow)
        self._list.itemClicked.connect(self._do)
        self._pause.timeout.connect(self._ask)
        window.installEventFilter(self)

        self._assemble()
        self.hide()

    def open(self, commands: tuple[Command, ...]) -> None:
        """Offer the commands; those found in the archive come after them as one types."""
        self._commands = commands
        self._found = ()
        self._before = self._under.focusWidget()
        self._jobs.run(self._learn).then(self._learnt).start()
        self.setGeometry(self._under.rect())
        self._typed.clear()
        self._narrow("")
        self.show()
        self.raise_()
        self._typed.setFocus()

    def close_quietly(self) -> None:
        """Go away and give the focus back."""
        self._pause.stop()
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def titles(self) -> tuple[str, ...]:
        """Return the titles offered now."""
        return tuple(self._list.item(row).data(_ROLE).title for row in range(self._list.count()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the walking keys from the input, and follow the window's size."""
        if watched is self._under and event.type() is QEvent.Type.Resize:
            self.setGeometry(self._under.rect())
        if watched is self._typed and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def mousePressEvent(self, _event: object) -> None:
        """Close by a click beside it."""
        self.close_quietly()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the veil."""
        painter = QPainter(self)
        veil = QColor("#000000")
        veil.setAlpha(70 if theme.tokens() is theme.LIGHT else 120)
        painter.fillRect(self.rect(), veil)

    def resizeEvent(self, _event: object) -> None:
        """Stand at the upper middle."""
        self._place()

    def _assemble(self) -> None:
        self._frame.setProperty("kind", "popover")
        self._typed.setProperty("kind", "palette")
        self._typed.setPlaceholderText("查找操作、页面、事项、办件、人员：可输入汉字、拼音或首字母")
        self._typed.setAccessibleName("查找")
        self._typed.addAction(icons.icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self._typed.installEventFilter(self)
        self._list.setItemDelegate(_CommandLine(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("查找结果")
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(8, 0, 8, 6)
        column.setSpacing(4)
        column.addWidget(self._typed)
        column.addWidget(line())
        column.addWidget(self._list)
        column.addWidget(self._nothing)

    def _place(self) -> None:
        wide = min(WIDE, self.width() - 32)
        rows = min(max(self._list.count(), 1), _MOST_ROWS)
        self._list.setVisible(self._list.count() > 0)
        self._nothing.setVisible(self._list.count() == 0)
        self._list.setFixedHeight(rows * _ROW)
        self._frame.setFixedWidth(wide)
        self._frame.adjustSize()
        self._frame.move((self.width() - wide) // 2, _TOP)

    def _learn(self) -> None:
        self._index.learn(self._commands)

    def _learnt(self, _done: None) -> None:
        self._show()

    def _narrow(self, typed: str) -> None:
        self._found = ()
        if self._asking is not None:
            self._asking.cancel()
        if typed.strip() and self._find is not None:
            self._pause.start()
        self._show()

    def _ask(self) -> None:
        find, typed = self._find, self._typed.text().strip()
        if find is None or not typed:
            return

        def ask() -> tuple[Command, ...]:
            return find(typed)

        self._asking = self._jobs.run(ask).then(self._take_found).start()

    def _take_found(self, found: tuple[Command, ...]) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        row = max(self._list.currentRow(), 0)
        offered = self._index.find(self._commands, self._typed.text()) + self._found
        self._list.clear()
        for command in offered:
            item = QListWidgetItem()
            item.setData(_ROLE, command)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{command.kind}：{command.title}")
            self._list.addItem(item)
        self._list.setCurrentRow(min(row, len(offered) - 1) if self._found else 0)
        self._place()

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_quietly()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._list.keyPressEvent(event)
        else:
            return False
        return True

    def _do(self) -> None:
        item = self._list.currentItem()
        if self._list.currentRow() < 0:
            return
        command: Command = item.data(_ROLE)
        self.close_quietly()
        command.run()


class _CommandLine(QStyledItemDelegate):
    """Draws one command: icon, title, quiet detail, kind and key."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        command: Command = index.data(_ROLE)
        colours = theme.tokens()
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), theme.RADIUS, theme.RADIUS)
        icon_box = QRectF(box.left() + 12, box.center().y() - 10, 20, 20)
        icons.paint(painter, icon_box, command.icon, colours.secondary)
        _draw_command(painter, box.adjusted(44, 0, -12, 0), command)
        painter.restore()


def _draw_command(painter: QPainter, box: QRectF, command: Command) -> None:
    colours = theme.tokens()
    middle = Qt.AlignmentFlag.AlignVCenter
    small = theme.face(theme.SMALL_PX)
    quiet = "  ".join(filter(None, (command.kind, shown_key(command.key))))
    painter.setFont(small)
    painter.setPen(QColor(colours.secondary))
    painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, quiet)
    box.setRight(box.right() - QFontMetrics(small).horizontalAdvance(quiet) - 16)
    painter.setFont(theme.face())
    painter.setPen(QColor(colours.text))
    measure = QFontMetrics(theme.face())
    title = measure.elidedText(command.title, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, middle, title)
    box.setLeft(box.left() + measure.horizontalAdvance(title) + 12)
    painter.setFont(small)
    painter.setPen(QColor(colours.secondary))
    detail = QFontMetrics(small).elidedText(
        command.detail, Qt.TextElideMode.ElideRight, max(0, int(box.width()))
    )
    painter.drawText(box, middle, detail)
