"""二次告知: shows what is new, asks why, and which division head stands for it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from app.cases.commands import SecondGround
from app.people.models import Staff
from ui.dialogs.frame import DialogFrame
from ui.parts.labels import label
from ui.parts.spelling import spelled

_HIGH = 84
_LEAST = 4  # characters of a reason


@dataclass(frozen=True, kw_only=True)
class SecondQuestion:
    """The materials the first notice did not ask for, and who may stand for asking now."""

    added: tuple[str, ...]
    heads: tuple[Staff, ...]


class SecondNoticeDialog(DialogFrame):
    """Asks for the ground of a second notice."""

    def __init__(self, parent: QWidget | None, question: SecondQuestion) -> None:
        text = "首次补正告知书没有要求下列材料。一次性告知应当一次告知全部内容，再次告知将计入二次告知统计。"
        super().__init__(parent, "这是二次告知", text, confirm="说明理由并签发")
        self._heads = question.heads
        self._reason = QPlainTextEdit()
        self._head = spelled(QComboBox())
        self._reason.setAccessibleName("二次告知的理由")
        self._reason.setPlaceholderText("为什么首次没有告知，如：申请人改由代理人办理，须补充委托手续")
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(_HIGH)
        self._head.setAccessibleName("具名的单位负责人")
        for head in question.heads:
            self._head.addItem(f"{head.name}（单位负责人）", head.login)
        self.content.addWidget(_added(question.added))
        self.content.addSpacing(6)
        self.content.addWidget(label("理由", "strong"))
        self.content.addWidget(self._reason)
        self.content.addSpacing(6)
        self.content.addWidget(label("由哪位单位负责人具名", "strong"))
        self.content.addWidget(self._head)
        self._reason.setFocus()

    def wrong(self) -> str:
        """Return what is missing."""
        if not self._heads:
            return "本处室没有登记单位负责人，不能二次告知；请管理员先登记。"
        enough = len(self._reason.toPlainText().strip()) >= _LEAST
        return "" if enough else f"必须写明理由，至少 {_LEAST} 个字。"

    def ground(self) -> SecondGround:
        """Return the reason and the head's login."""
        return SecondGround(reason=self._reason.toPlainText().strip(), head=self._head.currentData() or "")

    @classmethod
    def ask(cls, parent: QWidget | None, question: SecondQuestion) -> SecondGround | None:
        """Return the ground, None when the clerk leaves the second notice undone."""
        dialog = cls(parent, question)
        ground = dialog.ground() if dialog.answered() else None
        dialog.deleteLater()
        return ground


def _added(names: tuple[str, ...]) -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(4)
    for number, name in enumerate(names, start=1):
        column.addWidget(label(f"{number}. {name}", wrap=True))
    return frame
