"""The help panel at the right of the window: pages, and a search over them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    Qt,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui import theme
from ui.parts.buttons import icon_button
from ui.parts.labels import label
from ui.screens.help.pages import INDEX, HelpPage, all_pages, find_pages

WIDE = 380
_LINE_PERCENT = 128
_INDENT = 18
_HEADINGS = {1: theme.TITLE_PX, 2: theme.SECTION_PX}


class HelpPanel(QFrame):
    """Shows one page at a time beside the work."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setProperty("kind", "surface")
        self.setFixedWidth(WIDE)
        self._pages = all_pages()
        self._shown: tuple[HelpPage, ...] = ()
        self._before: QWidget | None = None
        self._search = QLineEdit()
        self._list = QListWidget()
        self._browser = QTextBrowser()
        self._close = icon_button("close", "关闭帮助（Esc）")
        self._home = icon_button("keyboard", "键盘一览")

        self._search.textChanged.connect(self._find)
        self._search.returnPressed.connect(self._open_first)
        self._list.itemActivated.connect(self._open_current)
        self._list.itemClicked.connect(self._open_current)
        self._browser.anchorClicked.connect(self._follow)
        self._close.clicked.connect(self.closed)
        self._home.clicked.connect(self._open_index)

        self._assemble()

    def open(self, key: str) -> None:
        """Show a page; an unknown key shows the index."""
        page = next((each for each in self._pages if each.key == key), None)
        page = page or next(each for each in self._pages if each.key == INDEX)
        self._search.clear()
        self._list.hide()
        self._browser.show()
        self._browser.setMarkdown(page.text)
        self._set_lines()
        self._browser.setAccessibleName(f"帮助：{page.title}")

    def turn(self, key: str, home: QWidget) -> None:
        """Show a page with the cursor in the search, or put it away and give the hands back to where they were.

        ``home`` takes them where that place is gone.
        """
        if self.isVisible():
            hands = self._hands()
            self.hide()
            (hands or home).setFocus()
            return
        self._before = QApplication.focusWidget()
        self.show()
        self.open(key)
        self._search.setFocus()

    def stand(self, ground: QRect) -> None:
        """Stand at the right of some ground, over what is there."""
        self.setGeometry(ground.adjusted(ground.width() - self.width(), 0, 0, 0))
        self.raise_()

    def _hands(self) -> QWidget | None:
        """Return where the hands were before they came here, or where they are; None where that is gone."""
        here = QApplication.focusWidget()
        if here is not None and not self.isAncestorOf(here):
            return here
        before = self._before
        return before if before is not None and isValid(before) and before.isVisible() else None

    def text(self) -> str:
        """Return the words shown."""
        return self._browser.toPlainText()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from a button beside the help while the hands are here."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface with its hairline at the left."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(theme.tokens().border))
        painter.drawLine(0, 0, 0, self.height())

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("帮助", "section"))
        head.addStretch()
        head.addWidget(self._home)
        head.addWidget(self._close)
        self._search.setPlaceholderText("在帮助中查找")
        self._search.setAccessibleName("在帮助中查找")
        self._browser.setOpenLinks(False)
        self._browser.document().setIndentWidth(_INDENT)
        self._browser.document().setDocumentMargin(2)
        self._list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addWidget(self._browser, 1)

    def _set_lines(self) -> None:
        """Give the lines room; Markdown brings none."""
        cursor = QTextCursor(self._browser.document())
        cursor.select(QTextCursor.SelectionType.Document)
        room = QTextBlockFormat()
        room.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(room)
        block = self._browser.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level:
                _set_heading(QTextCursor(block), level)
            elif block.textList() is not None:
                _set_margins(QTextCursor(block), 2, _after_item(block))
            block = block.next()

    def _find(self, words: str) -> None:
        searching = bool(words.strip())
        self._list.setVisible(searching)
        self._browser.setVisible(not searching)
        self._shown = find_pages(self._pages, words)
        self._list.clear()
        self._list.addItems([page.title for page in self._shown])
        self._list.setCurrentRow(0)

    def _open_first(self) -> None:
        if self._shown:
            self.open(self._shown[0].key)

    def _open_current(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._shown):
            self.open(self._shown[row].key)

    def _open_index(self) -> None:
        self.open(INDEX)

    def _follow(self, link: QUrl) -> None:
        self.open(link.path().removesuffix(".md"))


def _after_item(block: QTextBlock) -> int:
    """Return the room below an item of a list: more where the list ends."""
    following = block.next()
    return 4 if following.isValid() and following.textList() is not None else 10


def _set_heading(cursor: QTextCursor, level: int) -> None:
    """Set a heading in the window's sizes; Markdown's own are far too large here."""
    face = QTextCharFormat()
    face.setFont(theme.face(_HEADINGS.get(level, theme.BODY_PX), bold=True))
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    cursor.setCharFormat(face)
    _set_margins(cursor, 2 if level == 1 else 14, 6)


def _set_margins(cursor: QTextCursor, top: int, bottom: int) -> None:
    room = QTextBlockFormat()
    room.setTopMargin(top)
    room.setBottomMargin(bottom)
    cursor.mergeBlockFormat(room)
