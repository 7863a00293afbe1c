"""What every dialog has: a title, a sentence, its content, and two buttons with their keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.buttons import Button
from ui.parts.labels import label, restyle

WIDTH = 440
CONFIRM_KEYS = ("Ctrl+Return", "Ctrl+Enter")


class DialogFrame(QDialog):
    """A dialog over its parent; Esc cancels, Ctrl+Enter confirms from anywhere in it."""

    def __init__(self, parent: QWidget | None, title: str, text: str = "", confirm: str = "确定") -> None:
        super().__init__(parent)
        self.setObjectName("dialog")
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self._text = label(text, wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.content = QVBoxLayout()
        self.cancel = Button("取消", key="Esc")
        self.confirm = Button(confirm, "primary")

        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.try_accept)
        for key in CONFIRM_KEYS:
            QShortcut(QKeySequence(key), self, self.try_accept)

        self.confirm.setDefault(True)
        self.cancel.setMinimumHeight(40)
        self._assemble(title, text)

    def wrong(self) -> str:
        """Return why the answer cannot be given yet, "" when it can."""
        return ""

    def try_accept(self) -> None:
        """Accept, or say in place what is missing; under the lock nothing is accepted."""
        if not self.confirm.isEnabled():
            return
        problem = self.wrong()
        self.say(problem)
        if not problem:
            self.accept()

    def say(self, text: str, kind: str = "problem") -> None:
        """Say under the content what is wrong, or as ``done`` what was done; "" takes it away."""
        restyle(self.problem, "kind", kind)
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self._grow()

    def answered(self) -> bool:
        """Show the dialog and say whether it was confirmed."""
        return self.exec() == int(QDialog.DialogCode.Accepted)

    def _grow(self) -> None:
        """Make room for what is told, upwards where the screen ends below."""
        column = self.layout()
        if column is None:
            return
        column.activate()
        self.resize(self.width(), max(self.height(), column.totalHeightForWidth(self.width())))
        below = self.geometry().bottom() - self.screen().availableGeometry().bottom()
        if self.isVisible() and below > 0:
            self.move(self.x(), max(0, self.y() - below))

    def _assemble(self, title: str, text: str) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.confirm)
        self.content.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "section"))
        column.addWidget(self._text)
        column.addLayout(self.content)
        column.addWidget(self.problem)
        column.addSpacing(4)
        column.addLayout(buttons)
        self._text.setVisible(bool(text))
        self.problem.hide()
        self.setWindowModality(Qt.WindowModality.WindowModal)
