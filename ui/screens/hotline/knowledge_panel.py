"""The knowledge base beside the reply: searched while one types, one key puts an answer in, cited."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from app.hotline.knowledge import Answer, citation_of
from ui import icons
from ui.parts.buttons import Button
from ui.parts.labels import label

SEARCH_KEY, INSERT_KEY = "Alt+K", "Alt+I"
WIDE, _LIST_HIGH = 320, 132
_PAUSE_MS = 150
_ANSWER = Qt.ItemDataRole.UserRole + 1
Search = Callable[[str, Callable[[tuple[Answer, ...]], None]], None]


class KnowledgePanel(QWidget):
    """``search`` is asked for words and shows what it found; ``inserted`` carries an answer."""

    inserted = Signal(object)

    def __init__(self, search: Search) -> None:
        super().__init__()
        self._search = search
        self._words = ""
        self.line = QLineEdit()
        self.found = QListWidget()
        self._none = label("", "small", wrap=True)
        self._text = label("", "small", wrap=True)
        self._area = QScrollArea()
        self.insert = Button("插入答复和依据", key=INSERT_KEY, icon="down")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.line.returnPressed.connect(self.give)
        self.found.currentItemChanged.connect(lambda now, _before: self._show(now))
        self.found.itemActivated.connect(lambda _item: self.give())
        self.insert.clicked.connect(self.give)
        QShortcut(QKeySequence(SEARCH_KEY), self, self.line.setFocus, context=Qt.ShortcutContext.WindowShortcut)
        for key, step in (("Down", 1), ("Up", -1)):
            walk = partial(self._walk, step)
            QShortcut(QKeySequence(key), self.line, walk, context=Qt.ShortcutContext.WidgetShortcut)
        self._assemble()
        self.look()

    def look(self) -> None:
        """Find what the words say; without words, what is like the order."""
        self._pause.stop()
        self._words = self.line.text()
        self._search(self._words, partial(self._offer, self._words))

    def answer(self) -> Answer | None:
        """Return the chosen answer."""
        item: QListWidgetItem | None = self.found.currentItem()
        chosen: Answer | None = item.data(_ANSWER) if item is not None else None
        return chosen

    def give(self) -> None:
        """Put the chosen answer into the reply."""
        answer = self.answer()
        if answer is not None:
            self.inserted.emit(answer)

    def _offer(self, words: str, answers: tuple[Answer, ...]) -> None:
        if words != self._words:
            return
        self.found.clear()
        for answer in answers:
            item = QListWidgetItem(answer.question)
            item.setData(_ANSWER, answer)
            item.setToolTip(f"{answer.question}\n{answer.division_name}　{answer.dated}")
            self.found.addItem(item)
        self.found.setCurrentRow(0)
        nothing = (
            "没有找到，换几个字试试。" if words.strip() else "没有与这件工单相近的条目，可以输入几个字查找。"
        )
        self._none.setText(nothing)
        self._none.setVisible(not answers)
        for part in (self.found, self._area):
            part.setVisible(bool(answers))
        self.insert.setEnabled(bool(answers))
        self._show(self.found.currentItem())

    def _show(self, item: QListWidgetItem | None) -> None:
        answer: Answer | None = item.data(_ANSWER) if item is not None else None
        self._text.setText(f"{answer.content}\n\n依据：{citation_of(answer)}" if answer is not None else "")
        self._area.verticalScrollBar().setValue(0)

    def _walk(self, step: int) -> None:
        last = self.found.count() - 1
        self.found.setCurrentRow(max(0, min(last, self.found.currentRow() + step)))

    def _assemble(self) -> None:
        self.setFixedWidth(WIDE)
        self.line.setPlaceholderText("问题、答复、依据里的字")
        self.line.setAccessibleName("查知识库")
        self.line.addAction(icons.icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.found.setAccessibleName("知识库条目")
        self.found.setFixedHeight(_LIST_HIGH)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setContentsMargins(8, 8, 8, 8)
        self._area.setWidget(self._text)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head: QLabel = label(f"知识库（{SEARCH_KEY}）", "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 0, 0)
        column.setSpacing(8)
        for part in (head, self.line, self._none, self.found):
            column.addWidget(part)
        column.addWidget(self._area, 1)
        column.addWidget(self.insert)
        column.addStretch()
