"""Confirm an act with a reason: void a number, override a check, reprint.

A reason that was typed and left with Esc stands there again when the same is asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.dialogs import unfinished
from ui.dialogs.frame import DialogFrame

_HEIGHT = 96


@dataclass(frozen=True, kw_only=True)
class ReasonQuestion:
    """What a reason is asked for: title, sentence, the act's name, what the reason is called, a hint of it.

    ``grave`` says that the act cannot be taken back, so that its button does not invite.
    """

    title: str
    text: str
    confirm: str = "确定"
    name: str = "原因"
    hint: str = ""
    least: int = 2  # characters
    grave: bool = False


class ReasonDialog(DialogFrame):
    """Asks for a reason in words; without one there is no confirming."""

    def __init__(self, parent: QWidget | None, question: ReasonQuestion) -> None:
        super().__init__(parent, question.title, question.text, question.confirm)
        self._least, self._name = question.least, question.name
        self._reason = QPlainTextEdit()
        self._reason.setPlaceholderText(question.hint or f"请写明{question.name}")
        self._reason.setAccessibleName(question.name)
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(_HEIGHT)
        self.content.addWidget(self._reason)
        self._asked = (question.title, question.text)
        self._reason.setPlainText(unfinished.take(parent, self._asked))
        self._reason.selectAll()
        self._reason.setFocus()
        self.rejected.connect(self._leave)
        self.confirm.show_key("Ctrl+Return")
        if question.grave:
            self.confirm.set_kind("danger")
            self.confirm.setMinimumHeight(40)

    def reason(self) -> str:
        """Return the reason as typed, without blanks around it."""
        return self._reason.toPlainText().strip()

    def wrong(self) -> str:
        """Return what is missing of the reason."""
        return "" if len(self.reason()) >= self._least else f"必须写明{self._name}，至少 {self._least} 个字。"

    def _leave(self) -> None:
        if self.reason():
            unfinished.keep(self.parentWidget(), self._asked, self.reason())

    @classmethod
    def ask(cls, parent: QWidget | None, question: ReasonQuestion) -> str | None:
        """Return the reason, None when the clerk thought better of it."""
        dialog = cls(parent, question)
        answer = dialog.reason() if dialog.answered() else None
        dialog.deleteLater()
        return answer
