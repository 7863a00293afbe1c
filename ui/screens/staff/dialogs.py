"""A new password for somebody, typed twice."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.people.passwords import SHORTEST
from ui.dialogs.frame import DialogFrame
from ui.parts.entry import Entry
from ui.parts.password import PasswordInput


class ResetDialog(DialogFrame):
    """Asks for the new password."""

    def __init__(self, parent: QWidget | None, name: str) -> None:
        text = "原密码立即失效，账号的锁定也一并解除。请当面告知本人，并请其登录后修改。"
        super().__init__(parent, f"重置{name}的密码", text, "重置")
        self._new, self._again = PasswordInput(), PasswordInput()
        self.content.addWidget(Entry("新密码", self._new, f"至少{SHORTEST}位", required=True))
        self.content.addWidget(Entry("再输一次", self._again, required=True))
        self._new.setFocus()

    def type(self, new: str, again: str) -> None:
        """Fill in both."""
        self._new.setText(new)
        self._again.setText(again)

    def wrong(self) -> str:
        """Return the first thing that is not right."""
        new = self._new.text()
        if len(new) < SHORTEST:
            return f"新密码只有{len(new)}位，至少要{SHORTEST}位。"
        return "" if new == self._again.text() else "两次输入的密码不一样，请重新输入。"

    @classmethod
    def ask(cls, parent: QWidget | None, name: str) -> str | None:
        """Return the new password, None when it was left."""
        dialog = cls(parent, name)
        answer = dialog._new.text() if dialog.answered() else None
        dialog.deleteLater()
        return answer
