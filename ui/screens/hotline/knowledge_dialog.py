"""The knowledge base over the queue: found, approved, reviewed and put out of use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.errors import BadInput, Problem, Refusal, Unavailable
from app.hotline.knowledge import ANSWER, Answer, AnswerQuery, AnswerState, citation_of, typed_answer
from app.hotline.knowledge_keeping import ApproveAnswer
from app.people.permissions import Right, may
from ui import icons
from ui.context import Context
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.dialogs.frame import DialogFrame
from ui.dialogs.reason import ReasonDialog, ReasonQuestion
from ui.forms.making import FormDays
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import label
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_WIDE, _HIGH, _TEXT_HIGH = 1000, 300, 96
_PAUSE_MS = 150
ABOUT = (
    "办结工单的答复，由本单位负责人或信访中心审定后可以在答复时引用；过了有效期须复核。不写任何人的姓名、电话。"
)
EMPTY = ("知识库里没有找到", "工单办结以后，在工单列表选中它按 Z，把答复提为条目。", "search")
_ROLES = {AnswerState.PROPOSED: "soon", AnswerState.RETIRED: "secondary"}


def _chip_on(today: date, answer: Answer) -> tuple[str, str] | None:
    role = _ROLES.get(answer.state) or ("on_time" if answer.may_be_cited(today) else "late")
    words = answer.standing(today)
    return (words if answer.state is not AnswerState.APPROVED or role == "late" else "可引用", role)


def columns_on(today: date) -> tuple[Column, ...]:
    """Return the columns of the knowledge base as of a day."""
    return (
        Column(title="号", text=lambda each: str(each.id), width=48),
        Column(title="问题", text=lambda each: each.question, bold=True),
        Column(title="依据", text=lambda each: each.basis, width=250, tip=lambda each: each.basis),
        Column(title="单位", text=lambda each: each.division_name, width=140),
        Column(title="有效期至", text=lambda each: each.valid_until.isoformat(), width=100),
        Column(title="", text=lambda each: each.standing(today), width=80, chip=partial(_chip_on, today)),
    )


class KnowledgeDialog(DialogFrame):
    """Finds while one types; Enter shows an answer's form to who may approve it."""

    def __init__(self, over: QWidget, context: Context, again: Callable[[], None]) -> None:
        super().__init__(over, "知识库", ABOUT, "完成")
        self.setMinimumWidth(_WIDE)
        self._context = context
        self._room = context.desk.hotline.knowledge
        self._form: FieldsDialog | None = None
        self.line = QLineEdit()
        self.model = RowsModel(columns_on(context.today()), lambda each: each.id, self)
        self.list = TablePane(self.model, "知识库条目", Empty(*EMPTY), "条")
        self._text = label("", "small", wrap=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.list.table.chosen.connect(self._show_text)
        self.list.table.opened.connect(self.approve)
        self.finished.connect(lambda _result: again())
        self._lay_out()
        self.look()
        self.line.setFocus()

    def look(self) -> None:
        """Find what the words say, what waits for approval or review first."""
        self._pause.stop()
        read = partial(self._room.find, self._context.actor, AnswerQuery(words=self.line.text()))
        self._context.jobs.run(read).then(self._show).otherwise(self._tell).start()

    def approve(self, answer: Answer) -> None:
        """Ask for the final words of an answer, and approve it."""
        if not may(self._context.actor, Right.APPROVE_ANSWER):
            self.say("审定须由本单位负责人或信访中心办理。")
            return
        text = (
            f"来自工单{answer.order}，{answer.proposed_by_name}提出；现为“{answer.standing(self._today())}”。"
        )
        question = FieldsQuestion(
            title=f"审定知识库第{answer.id}号",
            text=text,
            confirm="审定",
            sections=ANSWER,
            values=typed_answer(answer),
        )
        self._form = FieldsDialog(
            self, question, FormDays(today=self._context.today), partial(self._submit, answer)
        )
        self._form.finished.connect(self._forget)
        self._form.open()

    def retire(self) -> None:
        """Ask why, and put the chosen answer out of use."""
        answer: Answer | None = self.list.table.current_row()
        if answer is None:
            return
        question = ReasonQuestion(title=f"停用知识库第{answer.id}号", text=answer.question, confirm="停用")
        reason = ReasonDialog.ask(self, question)
        if reason:
            work = partial(self._room.retire, self._context.actor, answer.id, reason)
            self._context.jobs.run(work).then(self._kept).otherwise(self._tell).start()

    def _submit(self, answer: Answer, values: dict[str, Any]) -> None:
        command = ApproveAnswer(answer=answer.id, version=answer.version, fields=values)
        work = partial(self._room.approve, self._context.actor, command)
        self._context.jobs.run(work).then(self._kept).otherwise(self._not_kept).start()

    def _kept(self, answer: Answer) -> None:
        if self._form is not None:
            self._form.accept()
        self.say(f"第{answer.id}号现为“{answer.standing(self._today())}”。", "done")
        self.look()

    def _not_kept(self, trouble: Refusal | Unavailable) -> None:
        found = trouble.problems if isinstance(trouble, BadInput) else ()
        if self._form is not None:
            self._form.show_problems(found or (Problem("", str(trouble)),))

    def _show(self, answers: tuple[Answer, ...]) -> None:
        today = self._today()
        self.model.show_rows(tuple(sorted(answers, key=partial(_urgency, today))))
        if self.list.table.current_row() is None:
            self.list.table.choose_first()
        self._show_text(self.list.table.current_row())

    def _show_text(self, answer: Answer | None) -> None:
        self._text.setText(_text_of(answer) if answer is not None else "")

    def _today(self) -> date:
        return self._context.today()

    def _tell(self, trouble: Refusal | Unavailable) -> None:
        self.say(str(trouble))

    def _forget(self, _result: int) -> None:
        if self._form is not None:
            self._form.deleteLater()
            self._form = None
        self.list.table.setFocus()

    def _lay_out(self) -> None:
        self.line.setPlaceholderText("问题、答复、依据、工单编号，一个字就能找")
        self.line.setAccessibleName("查知识库")
        self.line.addAction(icons.icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.list.setMinimumHeight(_HIGH)
        self._text.setMinimumHeight(_TEXT_HIGH)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.line.returnPressed.connect(self.list.table.setFocus)
        self.cancel.hide()
        self.confirm.setDefault(False)  # Enter opens an answer
        self.confirm.show_key("Esc")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.line, 1)
        if may(self._context.actor, Right.APPROVE_ANSWER):
            for text, key, icon, act in (
                ("审定", "Alt+P", "done", self._approve_chosen),
                ("停用", "Alt+X", "close", self.retire),
            ):
                button = Button(text, key=key, icon=icon)
                button.clicked.connect(act)
                top.addWidget(button)
        self.content.addLayout(top)
        for part in (self.list, self._text):
            self.content.addWidget(part)
        QShortcut(QKeySequence("F5"), self, self.look)
        down = Qt.ShortcutContext.WidgetShortcut
        QShortcut(QKeySequence("Down"), self.line, self.list.table.setFocus, context=down)

    def _approve_chosen(self) -> None:
        answer = self.list.table.current_row()
        if answer is not None:
            self.approve(answer)


def _text_of(answer: Answer) -> str:
    approved = (
        citation_of(answer) if answer.approved_at else f"{answer.basis}（工单{answer.order}的答复，没有审定）"
    )
    return f"{answer.content}\n依据：{approved}"


def _urgency(today: date, answer: Answer) -> int:
    if answer.state is AnswerState.PROPOSED:
        return 0
    return 1 if answer.state is AnswerState.APPROVED and not answer.may_be_cited(today) else 2


def open_knowledge(over: QWidget, context: Context, again: Callable[[], None]) -> None:
    """Open the knowledge base over the queue."""
    KnowledgeDialog(over, context, again).open()
