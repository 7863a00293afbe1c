"""After the issue: the number, the date that runs from it, and what to do next."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.cases.clocks import SERVING_RESULT
from app.clock import chinese_date_weekday, local, short_moment
from app.register.models import Document, DocumentState
from ui.dates.due import DueChip
from ui.dates.trace import Proof, TracePopover
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.emptying import empty_out
from ui.parts.labels import label, line
from ui.screens.document_form.opened import IssuedPaper, copies_words
from ui.screens.facts import fact_line
from ui.screens.paper_next import NEXT, PARTIES
from ui.screens.papers import STATE_ROLES

# What to do before and after a paper is printed; "" is every other type.
_NEXT = {
    "": (
        "打印后盖窗口章，请申请人签收；存根联留窗口归档。",
        "已打印。交给申请人后，出送达回证由其签收。",
    ),
    "proof_of_service": (
        "打印后请受送达人签收；回证收回后，在“文书登记”选所送的文书，按 Alt+S 登记送达日期。",
        "请受送达人在回证上签名并注明日期；回证收回后，在“文书登记”选所送的文书，按 Alt+S 登记送达日期。",
    ),
    "deferral_undertaking": (
        "打印后请申请人在承诺书上签字，再按 Esc 回办件办“受理”，回执上写明签署日期。",
        "请申请人签字后，按 Esc 回办件办“受理”，回执上写明承诺书的签署日期。",
    ),
    "notice_and_undertaking": (
        "打印后请申请人阅读并签字；所涉证明、材料以承诺代替，按 Esc 回办件继续办理。",
        "请申请人签字后，按 Esc 回办件继续办理。",
    ),
    "special_step_notice": (
        "打印后盖章，当面交给或送达申请人；环节结束当天回办件办“特殊环节结束”，期限继续计算。",
        "交给申请人后，出送达回证由其签收；环节结束当天回办件办“特殊环节结束”。",
    ),
    "extension_notice": (
        "打印后盖章，送达申请人；办理期限已按批准的天数延长。",
        "交给申请人后，出送达回证由其签收。",
    ),
    "overdue_record": (
        "打印后由领导、经办人签字，随办件归档；请在告知申请人的预计日期前办结。",
        "请领导、经办人签字后归档，并在告知申请人的预计日期前办结。",
    ),
    "post_register": (
        "打印后由单位负责人签字，报分管局领导批准，送局办公室备案。",
        "签字、批准并备案后，在“岗位与离岗”按 O 记下批准和备案。",
    ),
    "post_responsibility": (
        "打印后由责任人和单位负责人签字，处室留存；除涉密岗位外公开。",
        "责任人和单位负责人签字后，处室留存。",
    ),
    "first_contact_record": (
        "打印后由首问责任人、承办人签字；本人办理的两处都由本人签。签字后留存归档。",
        "首问责任人、承办人签字后留存归档；答复等内容有变化的，在“首问登记”按 R 另出一份。",
    ),
    "handover_sheet": (
        "打印一式三份，移交人、接收人、监交人签字后各执一份；接收人在“工作交接”里逐项接收。",
        "三方签字后A岗、B岗、处室各执一份；电子件随岗位存档。",
    ),
    "return_sheet": (
        "打印一式三份，返岗人、交还人、监交人签字后各执一份；物品当面点清。",
        "三方签字后A岗、B岗、处室各执一份；电子件随岗位存档。",
    ),
    "non_acceptance_notice": (
        "打印后盖章，出送达回证送达申请人；送达后复议、诉讼期限开始计算。",
        "送达申请人并收回送达回证；送达后在“否定报备”中一并归档。",
    ),
}
_RECORDED = "所送文书的送达日期已按回证上的收到日期（{day}）登记。"
_RESULT_TOO = "办理结果的送达，按 Esc 回办件办“登记结果送达”。"
_PARTIES = {"first_contact_record": "来访人"}  # every other paper's is an applicant


class IssuedCard(QFrame):
    """What was done and what comes next; ``trace`` opens the proof of the date."""

    file_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._paper: IssuedPaper | None = None
        self._number = label("", "title")
        self._state = Chip()
        self._when = label("", "secondary", wrap=True)
        self._step = label("", "secondary")
        self._due = DueChip()
        self._running = QWidget()
        self._consequence = label("", "small", wrap=True)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(6)
        self._next = label("", wrap=True)
        self._prints = label("", "small", wrap=True)
        self.back = Button("返回办件", key="Esc", icon="left")
        pdf = Button("另存 PDF", key="Ctrl+S", icon="save")
        docx = Button("另存 Word", key="Ctrl+Shift+S", icon="save")
        pdf.clicked.connect(self._ask_pdf)
        docx.clicked.connect(self._ask_docx)
        self._due.trace_asked.connect(self.trace)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._assemble((pdf, docx))

    def show_paper(self, paper: IssuedPaper) -> None:
        """Show an issued paper."""
        self._paper = paper
        document = paper.document
        self._number.setText(str(document.number))
        self._state.show_word(document.state.value, STATE_ROLES[document.state])
        at = local(document.issued_at)
        by = f"{document.issuer_name}于{chinese_date_weekday(document.issued_on)} {at.hour}:{at.minute:02d}签发"
        self._when.setText(f"{by}，{copies_words(paper.document_type, paper.document.fields)}")
        running = paper.due is not None and document.state is not DocumentState.VOID
        self._due.show_due(paper.due if running else None)
        self._running.setVisible(running)
        self._step.setText(paper.step)
        self._consequence.setText(paper.consequence)
        self._consequence.setVisible(running and bool(paper.consequence))
        self._next.setText(_next_words(paper))
        empty_out(self._facts)
        hotline = document.type_key in NEXT
        party = (PARTIES | _PARTIES).get(document.type_key, "诉求人" if hotline else "申请人")
        about, number = ("标题", "编号") if hotline else ("事项", "办件")
        named = {about: document.matter_name, party: document.party, number: document.case_number}
        for name, text in named.items():
            if text:
                self._facts.addWidget(fact_line(name, text))
        self._prints.setText(_prints_words(paper))
        self.back.setVisible(document.case is not None)

    def trace(self) -> None:
        """Open the proof of the date beside it."""
        paper = self._paper
        if paper is None or paper.proof is None:
            return
        proof = Proof(due=paper.proof.due, days=paper.proof.days, rule=paper.consequence)
        TracePopover(proof, self).show_at(self._due)

    def _assemble(self, files: tuple[Button, Button]) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._number)
        head.addWidget(self._state)
        head.addStretch()
        due = QHBoxLayout(self._running)
        due.setContentsMargins(0, 0, 0, 0)
        due.setSpacing(8)
        due.addWidget(self._step)
        due.addWidget(self._due)
        due.addStretch()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.back, *files):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._when)
        column.addWidget(self._running)
        column.addWidget(self._consequence)
        column.addWidget(line())
        column.addLayout(self._facts)
        column.addWidget(line())
        column.addWidget(label("下一步", "strong"))
        column.addWidget(self._next)
        column.addWidget(self._prints)
        column.addSpacing(4)
        column.addLayout(buttons)
        column.addStretch()

    def _ask_pdf(self) -> None:
        self.file_asked.emit("PDF")

    def _ask_docx(self) -> None:
        self.file_asked.emit("DOCX")


def _next_words(paper: IssuedPaper) -> str:
    document = paper.document
    if document.state is DocumentState.VOID:
        return f"已作废：{document.void_reason}。文号保留在登记簿中。"
    if document.state is DocumentState.SERVED:
        served = chinese_date_weekday(document.served_on) if document.served_on else ""
        return f"已于{served}送达，没有未完的事。"
    unprinted, printed = (NEXT | _NEXT).get(document.type_key, _NEXT[""])
    words = printed if paper.printed else unprinted
    if document.type_key != "proof_of_service" or document.case is None:
        return words
    if _received(document):
        recorded = _RECORDED.format(day=chinese_date_weekday(date.fromisoformat(_received(document))))
        words = recorded if paper.printed else f"打印后请受送达人签名。{recorded}"
    return f"{words}{_RESULT_TOO}" if paper.step == SERVING_RESULT else words


def _received(proof: Document) -> str:
    return str(proof.fields.get("received_on") or "")


def _prints_words(paper: IssuedPaper) -> str:
    if not paper.prints:
        return "还没有打印过。"
    last = paper.prints[-1]
    again = f"，其中补打{len(paper.prints) - 1}次" if len(paper.prints) > 1 else ""
    newest = f"{last.staff_name}，{short_moment(last.at)}，{last.printer}"
    return f"共输出{len(paper.prints)}次{again}；最近一次：{newest}。"
