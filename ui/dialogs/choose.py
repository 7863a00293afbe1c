"""Choose one of a list, narrowed by typing Chinese, pinyin or initials."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from ui.dialogs.frame import DialogFrame

_LIST_HEIGHT = 280
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def _contains(typed: str, text: str) -> bool:
    return typed.casefold() in text.casefold()


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One line of the list: its words, quiet words after them, and what it stands for."""

    text: str
    value: Any
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion:
    """What is to be chosen; ``matches(typed, text)`` may know pinyin."""

    title: str
    choices: tuple[Choice, ...]
    text: str = ""
    confirm: str = "选定"
    hint: str = "输入汉字、拼音或首字母筛选"
    matches: Callable[[str, str], bool] = _contains


class ChooseDialog(DialogFrame):
    """Asks for one line of a list."""

    def __init__(self, parent: QWidget | None, question: ChoiceQuestion) -> None:
        super().__init__(parent, question.title, question.text, question.confirm)
        self._question = question
        self._shown: list[Choice] = []
        self._filter = QLineEdit()
        self._list = QListWidget()

        self._filter.textChanged.connect(self._narrow)
        self._list.itemActivated.connect(self.try_accept)

        self._filter.setPlaceholderText(question.hint)
        self._filter.setAccessibleName("筛选")
        self._filter.installEventFilter(self)
        self._list.setFixedHeight(_LIST_HEIGHT)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(question.title)
        self._list.setStyleSheet("QListWidget::item { min-height: 32px; padding: 0 8px; border-radius: 4px; }")
        self.content.addWidget(self._filter)
        self.content.addWidget(self._list)
        self._narrow("")

    def chosen(self) -> Choice | None:
        """Return the line that is marked."""
        row = self._list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def wrong(self) -> str:
        """Return what is missing: a line."""
        return "" if self.chosen() is not None else "没有符合的项，请改一下筛选的字。"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows walk the list while the filter has the focus."""
        if watched is self._filter and isinstance(event, QKeyEvent) and event.key() in _WALKING:
            if event.type() is QEvent.Type.KeyPress:
                self._list.keyPressEvent(event)
            return True
        return False

    @classmethod
    def ask(cls, parent: QWidget | None, question: ChoiceQuestion) -> Any | None:
        """Return what the chosen line stands for, None when nothing was chosen."""
        dialog = cls(parent, question)
        choice = dialog.chosen() if dialog.answered() else None
        dialog.deleteLater()
        return choice.value if choice is not None else None

    def _narrow(self, typed: str) -> None:
        self._shown = [
            choice
            for choice in self._question.choices
            if not typed or self._question.matches(typed, f"{choice.text} {choice.detail}")
        ]
        self._list.clear()
        for choice in self._shown:
            self._list.addItem(f"{choice.text}　{choice.detail}" if choice.detail else choice.text)
        self._list.setCurrentRow(0)
