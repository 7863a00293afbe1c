"""After the issue: the number, the date that runs from it, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import chinese_date_weekday, local
from app.register.models import DocumentState
from ui.dates.due import DueChip
from ui.dates.trace import Proof, TracePopover
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.emptying import empty_out
from ui.parts.labels import label, line
from ui.screens.document_form.opened import IssuedPaper, copies_words
from ui.screens.facts import fact_line
from ui.screens.papers import STATE_ROLES


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
        self._when.setText(f"{by}，{copies_words(paper.document_type)}")
        running = paper.due is not None and document.state is not DocumentState.VOID
        self._due.show_due(paper.due if running else None)
        self._running.setVisible(running)
        self._step.setText(paper.step)
        self._consequence.setText(paper.consequence)
        self._consequence.setVisible(running and bool(paper.consequence))
        self._next.setText(_next_words(paper))
        empty_out(self._facts)
        named = {"事项": document.matter_name, "申请人": document.party, "办件": document.case_number}
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
    if not paper.printed:
        return "打印后盖窗口章，请申请人签收；存根联留窗口归档。"
    if document.type_key == "proof_of_service":
        return "请受送达人在回证上签名并注明日期，回证收回后归档。"
    return "已打印。交给申请人后，出送达回证由其签收。"


def _prints_words(paper: IssuedPaper) -> str:
    if not paper.prints:
        return "还没有打印过。"
    last = paper.prints[-1]
    at = local(last.at)
    again = f"，其中补打{len(paper.prints) - 1}次" if len(paper.prints) > 1 else ""
    when = f"{at.month}月{at.day}日 {at.hour}:{at.minute:02d}"
    return f"共输出{len(paper.prints)}次{again}；最近一次：{last.staff_name}，{when}，{last.printer}。"
