"""The register's two questions: on which day was it served, and is this paper a true one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.clock import chinese_date_weekday
from app.forms.fields import Field, Kind
from app.register.checking import Verdict
from app.register.models import Document, DocumentState
from ui import icons
from ui.dialogs.frame import DialogFrame
from ui.forms.date_inputs import DateInput
from ui.parts.entry import Entry
from ui.parts.labels import label

_SHOWN = 8


class ServiceDialog(DialogFrame):
    """Asks for the day of service."""

    def __init__(self, parent: QWidget | None, document: Document, today: date) -> None:
        text = f"《{document.title}》{document.number}，{chinese_date_weekday(document.issued_on)}签发。"
        super().__init__(parent, "登记送达", text, "登记")
        self._document = document
        self._today = today
        self._day = DateInput(Field(key="served_on", label="送达日期", kind=Kind.DATE), self._office_day)
        self._day.set_value(today.isoformat())
        self.content.addWidget(Entry("送达日期", self._day, "以当事人签收的日期为准。", required=True))
        self._day.line.setFocus()
        self._day.line.selectAll()

    def wrong(self) -> str:
        """Return why the day cannot be right."""
        day = self._day.day()
        if day is None:
            return "请填写送达日期。"
        if day > self._today:
            return "送达日期不能晚于今天。"
        if day < self._document.issued_on:
            return f"送达日期不能早于签发日期{chinese_date_weekday(self._document.issued_on)}。"
        return ""

    @classmethod
    def ask(cls, parent: QWidget | None, document: Document, today: date) -> date | None:
        """Return the day of service, None when it was left."""
        dialog = cls(parent, document, today)
        answer = dialog._day.day() if dialog.answered() else None
        dialog.deleteLater()
        return answer

    def _office_day(self) -> date:
        return self._today


class VerdictDialog(DialogFrame):
    """Says clearly whether a paper is the one that was issued, and what does not fit."""

    def __init__(self, parent: QWidget | None, name: str, verdict: Verdict | None, problem: str = "") -> None:
        super().__init__(parent, "核验结果", confirm="知道了")
        self.cancel.hide()
        self.setMinimumWidth(520)
        kind, head, lines = verdict_words(verdict, problem)
        row = QHBoxLayout()
        row.setSpacing(12)
        mark = QLabel()
        icon, role = {"true": ("done", "on_time"), "void": ("warning", "soon"), "false": ("refused", "late")}[
            kind
        ]
        mark.setPixmap(icons.icon(icon, role).pixmap(QSize(36, 36)))
        row.addWidget(mark)
        row.addWidget(label(head, "section", wrap=True), 1)
        self.content.addLayout(row)
        self.content.addWidget(label(f"文件：{name}", "secondary", wrap=True))
        for line in lines[:_SHOWN]:
            self.content.addWidget(label(line, wrap=True))
        if len(lines) > _SHOWN:
            self.content.addWidget(label(f"另有{len(lines) - _SHOWN}处不符。", "secondary"))

    @classmethod
    def ask(cls, parent: QWidget | None, name: str, verdict: Verdict | None, problem: str = "") -> None:
        """Show the verdict until it is read."""
        dialog = cls(parent, name, verdict, problem)
        dialog.exec()
        dialog.deleteLater()


def verdict_words(verdict: Verdict | None, problem: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the kind of a verdict (true, void, false), its one sentence, and its particulars."""
    if verdict is None:
        return "false", "不能核验", (problem,)
    if verdict.is_true:
        said = f"与{verdict.number}签发时一致，状态：{verdict.state}。"
        return "true", "真实：这份文书是本单位签发的原文", (said,)
    void = DocumentState.VOID.value
    if verdict.state == void and len(verdict.faults) == 1:
        return "void", f"已作废：{verdict.number}的内容真实，但已作废", verdict.faults
    return "false", f"不符：{verdict.number}与签发的文书不一致", verdict.faults
