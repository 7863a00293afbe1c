"""Asks for the account of the database's owner, for one act."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.office.copying import Owner
from ui.dialogs.frame import DialogFrame
from ui.parts.entry import Entry
from ui.parts.password import PasswordInput


class OwnerDialog(DialogFrame):
    """Asks for the account that owns the database on the server."""

    def __init__(self, parent: QWidget | None, owner: str, why: str) -> None:
        super().__init__(
            parent, "数据库所有者", f"{why}密码只用这一次：不保存，也不写在命令行里。", confirm="继续"
        )
        self.login, self.password = QLineEdit(owner), PasswordInput()
        self.login.setAccessibleName("所有者账号")
        self.content.addWidget(Entry("所有者账号", self.login))
        self.content.addWidget(Entry("密码", self.password))
        self.confirm.show_key("Ctrl+Return")
        (self.password if owner else self.login).setFocus()

    def owner(self) -> Owner:
        """Return what was typed."""
        return Owner(login=self.login.text().strip(), password=self.password.text())

    def wrong(self) -> str:
        """Return what is missing."""
        return "" if self.login.text().strip() else "请填写数据库所有者的账号。"

    @classmethod
    def ask(cls, parent: QWidget | None, owner: str, why: str) -> Owner | None:
        """Return the account, None where the administrator left it; ``why`` says what it is needed for."""
        dialog = cls(parent, owner, why)
        answer = dialog.owner() if dialog.answered() else None
        dialog.deleteLater()
        return answer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the account to its password by Enter, before anything is tried."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.login.hasFocus():
            self.password.setFocus()
        else:
            super().keyPressEvent(event)
