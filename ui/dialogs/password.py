"""Change one's password."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from ui.dialogs.frame import DialogFrame

LEAST = 8


@dataclass(frozen=True, kw_only=True)
class NewPassword:
    """The answer: the password of now and the one to come."""

    current: str = field(repr=False)
    new: str = field(repr=False)


class PasswordDialog(DialogFrame):
    """Asks for the current password once and the new one twice."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "修改密码", f"新密码至少 {LEAST} 位，不要与旧密码相同。", confirm="修改")
        self._inputs = {name: _hidden_input(name) for name in ("当前密码", "新密码", "再输一次")}
        form = QFormLayout()
        form.setSpacing(10)
        for name, entry in self._inputs.items():
            form.addRow(name, entry)
        self.content.addLayout(form)
        self._inputs["当前密码"].setFocus()

    def answer(self) -> NewPassword:
        """Return what was typed."""
        current, new, _again = (entry.text() for entry in self._inputs.values())
        return NewPassword(current=current, new=new)

    def wrong(self) -> str:
        """Return the first thing that is not right."""
        current, new, again = (entry.text() for entry in self._inputs.values())
        if not current:
            return "请填写当前密码。"
        if len(new) < LEAST:
            return f"新密码只有 {len(new)} 位，至少要 {LEAST} 位。"
        if new == current:
            return "新密码与当前密码相同，请换一个。"
        return "" if new == again else "两次输入的新密码不一样，请重新输入。"

    @classmethod
    def ask(cls, parent: QWidget | None) -> NewPassword | None:
        """Return both passwords, None when the clerk left it."""
        dialog = cls(parent)
        answer = dialog.answer() if dialog.answered() else None
        dialog.deleteLater()
        return answer


def _hidden_input(name: str) -> QLineEdit:
    entry = QLineEdit()
    entry.setEchoMode(QLineEdit.EchoMode.Password)
    entry.setAccessibleName(name)
    return entry
