"""What is asked before a copy is made or put back: the owner's account, why, and whether it is really meant."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from app.clock import local
from app.office.backups import copy_at
from app.office.copying import Owner
from ui.dialogs.frame import DialogFrame
from ui.dialogs.reason import ReasonQuestion
from ui.parts.entry import Entry
from ui.parts.password import PasswordInput

_OWNER = (
    "各人自己的数据库账号只看得到职责以内的数据，备份、演练和恢复要用数据库所有者的账号。"
    "密码只用这一次：不保存，也不写在命令行里。"
)


class OwnerDialog(DialogFrame):
    """Asks for the account that owns the database on the server."""

    def __init__(self, parent: QWidget | None, owner: str) -> None:
        super().__init__(parent, "数据库所有者", _OWNER, confirm="继续")
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
    def ask(cls, parent: QWidget | None, owner: str) -> Owner | None:
        """Return the account, None where the administrator left it."""
        dialog = cls(parent, owner)
        answer = dialog.owner() if dialog.answered() else None
        dialog.deleteLater()
        return answer


def restore_question(source: Path) -> ReasonQuestion:
    """Return what is asked before a copy takes the office's place."""
    return ReasonQuestion(
        title="恢复备份",
        text=(
            f"将用{_made(source)}“{source.name}”替换现在的全部数据，此后登记的办件、文书和台账不再保留。"
            "现有数据会先另存一份。恢复后所有人重新登录。"
        ),
        confirm="恢复",
        hint="恢复的原因，如：硬盘损坏，恢复到昨日备份（记入台账）",
    )


def sure_question(source: Path) -> tuple[str, str, str]:
    """Return title, sentence and act of the second question."""
    text = f"再确认一次：现在的全部数据换成{_made(source)}“{source.name}”。还没有演练过这份备份的，请先演练。"
    return "确定恢复？", text, "确定恢复"


def _made(source: Path) -> str:
    return f"{local(copy_at(source).made):%Y-%m-%d %H:%M}写成的" if source.exists() else ""
