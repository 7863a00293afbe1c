"""疑难问题: the dialogs that record a question with a promised time, and answer it once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.cases.commands import DeferAnswer
from app.cases.models import DeferredAnswer
from app.clock import SHANGHAI, chinese_moment
from app.errors import Problem
from app.forms.fields import Field, Kind
from ui.dialogs.frame import DialogFrame
from ui.forms.date_inputs import MomentInput
from ui.forms.inputs import LongInput
from ui.forms.line_input import TextInput
from ui.forms.making import FormDays
from ui.parts.buttons import Button
from ui.parts.labels import label
from ui.screens.work_list.reading import Promise

_WIDE = 640
_ANSWER_HIGH = 140
_PARTY = Field(key="party", label="咨询人", required=True, longest=100)
_TELEPHONE = Field(key="telephone", label="联系电话", required=True, longest=60)
_MATTER = Field(key="matter_name", label="事项", longest=200)
_QUESTION = Field(key="question", label="问题", kind=Kind.LONG, required=True, lines=4)
_PROMISED = Field(key="promised_at", label="承诺时间", kind=Kind.MOMENT, required=True)


class QuestionDialog(DialogFrame):
    """Records who asked what and when the answer is promised; open until the archive has it."""

    def __init__(self, parent: QWidget, days: FormDays, usual: tuple[Promise, ...]) -> None:
        text = "不能当场答复的问题，准确、完整记录，告知答复时间，在承诺时间内一次性答复。"
        super().__init__(parent, "疑难问题登记", text, confirm="登记")
        self.setMinimumWidth(_WIDE)
        self._keep: Callable[[DeferAnswer], None] | None = None
        self._promised = MomentInput(_PROMISED, days.today, days.describe)
        self._inputs = {
            each.field.key: each
            for each in (TextInput(_PARTY), TextInput(_TELEPHONE), TextInput(_MATTER), LongInput(_QUESTION))
        }
        self._notes = {key: label("", "problem", wrap=True) for key in (*self._inputs, "promised_at")}
        self._assemble_inputs(usual)
        self.confirm.show_key("Ctrl+Return")
        self.take(usual[0])
        self._inputs["party"].setFocus()

    def keep_by(self, keep: Callable[[DeferAnswer], None]) -> None:
        """Say who keeps what is filled in."""
        self._keep = keep

    def take(self, promise: Promise) -> None:
        """Fill in one of the usual promises."""
        self._promised.set_value(f"{promise.at:%Y-%m-%dT%H:%M}")

    def try_accept(self) -> None:
        """Have it kept; the dialog goes when it is."""
        self.show_problems(())
        moment = self._promised.moment()
        if moment is None:
            self.show_problems((Problem("promised_at", "承诺答复时间未填全，请写明日期和时间。"),))
        elif self._keep is not None:
            self._keep(self._command(moment))

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show each problem at its field."""
        for key, note in self._notes.items():
            text = "\n".join(problem.text for problem in problems if problem.field == key)
            note.setText(text)
            note.setVisible(bool(text))
        self.say("\n".join(problem.text for problem in problems if problem.field not in self._notes))
        first = next((problem.field for problem in problems if problem.field in self._inputs), "")
        if first:
            self._inputs[first].setFocus()

    def _command(self, moment: datetime) -> DeferAnswer:
        values = {key: str(each.value() or "") for key, each in self._inputs.items()}
        return DeferAnswer(
            party=values["party"],
            telephone=values["telephone"],
            question=values["question"],
            matter_name=values["matter_name"].strip(),
            promised_at=moment.replace(tzinfo=SHANGHAI),
        )

    def _assemble_inputs(self, usual: tuple[Promise, ...]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        row = 0
        for each in (*self._inputs.values(), self._promised):
            grid.addLayout(_named(each.field), row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(each, row, 1)
            grid.addWidget(self._notes[each.field.key], row + 1, 1)
            self._notes[each.field.key].hide()
            each.entered.connect(partial(self.focusNextPrevChild, True))
            row += 2
        picks = QHBoxLayout()
        picks.setSpacing(6)
        for number, promise in enumerate(usual[:3], start=1):
            words = promise.words.split("（")[0]
            button = Button(words, "quiet", key=f"Alt+{number}")
            button.setToolTip(f"{promise.words}，Alt+{number}")
            button.clicked.connect(partial(self.take, promise))
            picks.addWidget(button)
        picks.addStretch()
        grid.addLayout(picks, row, 1)
        self.content.addLayout(grid)


class AnswerDialog(DialogFrame):
    """Answers a question once and for all."""

    def __init__(self, parent: QWidget | None, question: DeferredAnswer, name: str) -> None:
        title = f"答复{name}"
        text = f"承诺{chinese_moment(question.promised_at)}前答复。一次性答复后不再改动。"
        super().__init__(parent, title, text, confirm="一次性答复")
        self.setMinimumWidth(_WIDE)
        self._answer = QPlainTextEdit()
        self._answer.setPlaceholderText("写全答复的内容和依据；需要申请人做什么，一并写明")
        self._answer.setAccessibleName("答复内容")
        self._answer.setTabChangesFocus(True)
        self._answer.setFixedHeight(_ANSWER_HIGH)
        self.content.addWidget(_quoted(question))
        self.content.addWidget(self._answer)
        self.confirm.show_key("Ctrl+Return")
        self._answer.setFocus()

    def wrong(self) -> str:
        """Return what is missing."""
        return "" if self._answer.toPlainText().strip() else "答复内容还没有填写。"

    @classmethod
    def ask(cls, parent: QWidget | None, question: DeferredAnswer, name: str) -> str | None:
        """Return the answer, None when it is left for later."""
        dialog = cls(parent, question, name)
        answer = dialog._answer.toPlainText().strip() if dialog.answered() else None
        dialog.deleteLater()
        return answer


def _named(field: Field) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(3)
    for part in (label("*", "required"), label(field.label, "secondary"))[0 if field.required else 1 :]:
        part.setMinimumHeight(32)
        row.addWidget(part)
    return row


def _quoted(question: DeferredAnswer) -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 12, 8)
    column.addWidget(label(question.question, wrap=True))
    return frame
