"""The questions of this screen: an opinion, a complaint, its answer, giving up, archiving."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.denials.complaints import LONGEST
from app.denials.models import Complaint, ComplaintState, Opinion
from app.forms.fields import Field, Kind, Section
from ui.dialogs import unfinished
from ui.dialogs.fields import FieldsQuestion
from ui.dialogs.frame import DialogFrame
from ui.dialogs.reason import ReasonQuestion
from ui.parts.buttons import Button
from ui.parts.labels import label, restyle
from ui.screens.denials.doing import OpinionQuestion
from ui.screens.denials.words import CHANNELS, PHRASES

_WIDE = 600
_HIGH = 112
_LEAST = 4  # characters of an opinion that must say why
_TITLES = {Opinion.AGREE: "同意报备", Opinion.BACK: "退回修改", Opinion.DOWN: "不同意报备"}
_HINTS = {
    Opinion.AGREE: "可以不写；写了就印在登记表的核查意见栏",
    Opinion.BACK: "写明要改什么、补什么",
    Opinion.DOWN: "写明为什么应当受理、办理",
}


class OpinionDialog(DialogFrame):
    """Asks for an opinion in words, offers the usual ones, and says what follows."""

    def __init__(self, parent: QWidget | None, question: OpinionQuestion) -> None:
        self._opinion = question.opinion
        title = _TITLES[question.opinion]
        super().__init__(parent, title, question.about, title)
        self.setMinimumWidth(_WIDE)
        self._asked = (title, question.about)
        self.text = QPlainTextEdit(unfinished.take(parent, self._asked) or question.text)
        self.text.setPlaceholderText(_HINTS[question.opinion])
        self.text.setAccessibleName("核查意见")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(_HIGH)
        self.content.addWidget(label("核查意见", "strong"))
        self.content.addWidget(self.text)
        self.content.addWidget(label("常用意见", "small"))
        self.content.addLayout(self._phrases())
        self.content.addSpacing(8)
        self.content.addWidget(label(f"签署以后：{question.follows}", wrap=True))
        self.confirm.show_key("Ctrl+Return")
        self.confirm.setDefault(False)
        if question.opinion is Opinion.DOWN:
            self.confirm.set_kind("danger")
            self.confirm.setMinimumHeight(40)
        self.rejected.connect(self._leave)
        self.text.textChanged.connect(self._look_again)
        self.text.setFocus()

    def opinion(self) -> str:
        """Return the text, without blanks around it."""
        return self.text.toPlainText().strip()

    def wrong(self) -> str:
        """Return what is missing."""
        if self._opinion is Opinion.AGREE or len(self.opinion()) >= _LEAST:
            return ""
        return f"“{self._opinion.value}”必须写明意见，至少 {_LEAST} 个字。"

    def take(self, phrase: str) -> None:
        """Write a usual opinion, after what is written already."""
        written = self.opinion()
        if phrase not in written:
            self.text.setPlainText(f"{written}\n{phrase}" if written else phrase)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.setFocus()

    def try_accept(self) -> None:
        """Sign, or mark the opinion that says too little."""
        super().try_accept()
        restyle(self.text, "wrong", bool(self.wrong()))

    def _look_again(self) -> None:
        if self.problem.text() and not self.wrong():
            self.problem.clear()
            self.problem.hide()
            restyle(self.text, "wrong", False)

    @classmethod
    def ask(cls, parent: QWidget | None, question: OpinionQuestion) -> str | None:
        """Return the text, None when the opinion is not given yet."""
        dialog = cls(parent, question)
        text = dialog.opinion() if dialog.answered() else None
        dialog.deleteLater()
        return text

    def _leave(self) -> None:
        if self.opinion():
            unfinished.keep(self.parentWidget(), self._asked, self.opinion())

    def _phrases(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        for number, phrase in enumerate(PHRASES[self._opinion], start=1):
            button = Button(phrase, "quiet", key=f"Alt+{number}")
            button.clicked.connect(partial(self.take, phrase))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return column


def complaint_question(about: str, today: str) -> FieldsQuestion:
    """Return what is asked when an applicant complains."""
    return FieldsQuestion(
        title="登记投诉",
        text=f"{about}\n申请人对否定结果不服，向效能办投诉；登记后由效能办组织复核，作出明确答复（否定报备制五）。",
        confirm="登记",
        sections=_COMPLAINT,
        values={"received_on": today},
    )


def answer_question(about: str, complaint: Complaint) -> FieldsQuestion:
    """Return what is asked when a complaint is answered."""
    return FieldsQuestion(
        title="复核答复",
        text=f"{about}\n{complaint.channel}投诉：{complaint.content}",
        confirm="作出答复",
        sections=_ANSWER,
    )


def give_up_question(number: str) -> ReasonQuestion:
    """Return what is asked when a denial is taken back."""
    return ReasonQuestion(
        title=f"撤回 {number} 的否定报备",
        text="撤回后，办件回到起草之前的状态，按原来的期限继续办理。登记表和意见留在记录里。",
        confirm="撤回",
        hint="撤回的缘由，如：申请人已补齐材料",
    )


_COMPLAINT = (
    Section(
        title="投诉",
        fields=(
            Field(key="received_on", label="收到日期", kind=Kind.DATE, required=True, width=6),
            Field(key="channel", label="渠道", kind=Kind.CHOICE, required=True, width=6, choices=CHANNELS),
            Field(key="content", label="投诉内容", kind=Kind.LONG, required=True, lines=5, longest=LONGEST),
        ),
    ),
)
_ANSWER = (
    Section(
        title="复核",
        fields=(
            Field(
                key="outcome",
                label="结论",
                kind=Kind.CHOICE,
                required=True,
                choices=(ComplaintState.UPHELD.value, ComplaintState.OVERTURNED.value),
                help="撤销原决定的，办件转为应予受理",
            ),
            Field(
                key="answer",
                label="答复内容",
                kind=Kind.LONG,
                required=True,
                lines=6,
                longest=LONGEST,
                help="写明复核的情况、结论和依据",
            ),
        ),
    ),
)
