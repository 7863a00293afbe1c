"""What is asked about old papers: a number to hold back, a period to set."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import BadInput
from app.retention.terms import years_of
from ui.dialogs.frame import DialogFrame
from ui.parts.entry import Entry


class HoldDialog(DialogFrame):
    """Asks for the number and the reason of a hold."""

    def __init__(self, parent: QWidget | None) -> None:
        text = "该编号的全部文书到期也不销毁，直到写明原因解除。"
        super().__init__(parent, "暂缓销毁", text, "暂缓销毁")
        self.number, self.reason = QLineEdit(), QLineEdit()
        self.content.addWidget(Entry("编号", self.number, "文号，受理、首问登记或工单编号", required=True))
        self.content.addWidget(Entry("原因", self.reason, "如：行政诉讼未审结", required=True))
        self.number.setFocus()

    def wrong(self) -> str:
        """Return what is missing."""
        if not self.number.text().strip():
            return "编号未填。"
        return "" if self.reason.text().strip() else "原因未填。"

    @classmethod
    def ask(cls, parent: QWidget | None) -> tuple[str, str] | None:
        """Return number and reason, None when it was left."""
        dialog = cls(parent)
        answer = (dialog.number.text().strip(), dialog.reason.text().strip()) if dialog.answered() else None
        dialog.deleteLater()
        return answer


class TermDialog(DialogFrame):
    """Asks for the period of a type, from when on, and on what ground."""

    def __init__(self, parent: QWidget | None, title: str, now: str, today: date) -> None:
        text = f"现在签发的保管{now}。规定自生效日期签发的文书起；早于今天的只能延长。"
        super().__init__(parent, f"《{title}》的保管期限", text, "设定")
        self.term, self.since, self.basis = QLineEdit(now), QLineEdit(today.isoformat()), QLineEdit()
        self.content.addWidget(Entry("期限", self.term, "永久，或若干年，如 30年", required=True))
        self.content.addWidget(Entry("生效日期", self.since, "如 2027-01-01", required=True))
        self.content.addWidget(Entry("依据", self.basis, "如：本局档案保管期限表", required=True))
        self.term.setFocus()
        self.term.selectAll()

    def wrong(self) -> str:
        """Return the first thing that is not right."""
        try:
            years_of(self.term.text().strip())
            date.fromisoformat(self.since.text().strip())
        except BadInput as fault:
            return str(fault)
        except ValueError:
            return "生效日期应写成 2027-01-01 的样子。"
        return "" if self.basis.text().strip() else "依据未填。"

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, now: str, today: date) -> tuple[str, str, str] | None:
        """Return period, day and ground, None when it was left."""
        dialog = cls(parent, title, now, today)
        answer = None
        if dialog.answered():
            answer = (dialog.term.text().strip(), dialog.since.text().strip(), dialog.basis.text().strip())
        dialog.deleteLater()
        return answer
