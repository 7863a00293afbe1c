"""What is asked about old papers: a number to hold back, a period to set; open until it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import BadInput, Problem, Refusal, Unavailable
from app.forms.fields import Field, Kind, Section
from app.retention.commands import PlaceHold, SetTerm
from app.retention.models import Disposal
from app.retention.showing import TypeTerm
from ui.context import Context
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.dialogs.reason import ReasonQuestion
from ui.forms.making import FormDays

_WIDE = 560
_HOLD = FieldsQuestion(
    title="暂缓销毁",
    text="该编号的全部文书到期也不销毁，直到写明原因解除。",
    confirm="暂缓销毁",
    wide=_WIDE,
    sections=(
        Section(
            title="",
            fields=(
                Field(key="number", label="编号", required=True, help="文号，受理、首问登记或工单编号"),
                Field(
                    key="reason",
                    label="原因",
                    kind=Kind.LONG,
                    lines=2,
                    required=True,
                    help="如：行政诉讼未审结",
                ),
            ),
        ),
    ),
)
_TERM_FIELDS = (
    Field(key="term", label="期限", required=True, width=6, help="永久，或若干年，如 30年"),
    Field(key="since", label="生效日期", kind=Kind.DATE, required=True, width=6),
    Field(key="basis", label="依据", kind=Kind.LONG, lines=2, required=True, help="如：本局档案保管期限表"),
)


def of_proposal(package: Path) -> ReasonQuestion:
    """Return what is asked of who proposes a package's papers."""
    return ReasonQuestion(
        title="提请销毁",
        text=f"将提请销毁“{package.name}”里的全部文书，由分管局领导审批。",
        confirm="提请",
        name="鉴定意见",
        hint="鉴定意见，如：保管期满，逐件鉴定无继续保存价值",
    )


def of_decision(disposal: Disposal, *, agreed: bool) -> ReasonQuestion:
    """Return what is asked of who decides on a disposal."""
    word = "同意" if agreed else "不同意"
    text = f"{disposal.proposed_by_name}提请销毁{disposal.items}件。鉴定意见：{disposal.opinion}"
    if agreed:
        text += f"\n{also(disposal)}同意后立即出具销毁清册，档案员即可销毁，销毁不能恢复。"
    return ReasonQuestion(
        title=f"{word}销毁第{disposal.id}批", text=text, confirm=word, name="审批意见", grave=agreed
    )


def also(disposal: Disposal) -> str:
    """Return what goes with the last papers, "" for nothing."""
    said = disposal.left.said
    return f"文书全部销毁的，资料按清册一并销毁：{said}。" if said else ""


class Asking:
    """Opens one dialog at a time over the screen; what is refused is said in it, and nothing typed is lost."""

    def __init__(self, over: QWidget, context: Context) -> None:
        self._over = over
        self._context = context
        self._dialog: FieldsDialog | None = None

    def ask_hold(self, submit: Callable[[PlaceHold], None]) -> None:
        """Ask for the number to be held back, and why."""

        def read(values: Mapping[str, Any]) -> None:
            submit(PlaceHold(number=values["number"], reason=values["reason"]))

        self._open(_HOLD, read)

    def ask_term(self, row: TypeTerm, submit: Callable[[SetTerm], None]) -> None:
        """Ask for the period of a type, from when on, and on what ground."""

        def read(values: Mapping[str, Any]) -> None:
            since = date.fromisoformat(values["since"])
            term, basis = values["term"].strip(), values["basis"]
            submit(SetTerm(type_key=row.type_key, term=term, effective_from=since, basis=basis))

        question = FieldsQuestion(
            title=f"《{row.title}》的保管期限",
            text=f"现在签发的保管{row.now}。规定自生效日期签发的文书起；早于今天的只能延长。",
            confirm="设定",
            wide=_WIDE,
            sections=(Section(title="", fields=_TERM_FIELDS),),
            values={"term": row.now, "since": self._context.today().isoformat()},
            begin="term",
        )
        self._open(question, read)

    def refused(self, trouble: Refusal | Unavailable) -> bool:
        """Say in the open dialog why it is not kept; False where none is open."""
        if self._dialog is None:
            return False
        problems = trouble.problems if isinstance(trouble, BadInput) else ()
        self._dialog.show_problems(problems or (Problem("", str(trouble)),))
        return True

    def done(self) -> None:
        """Put the open dialog away."""
        if self._dialog is not None:
            self._dialog.accept()

    def _open(self, question: FieldsQuestion, submit: Callable[[dict[str, Any]], None]) -> None:
        self._dialog = FieldsDialog(self._over, question, FormDays(today=self._context.today), submit)
        self._dialog.finished.connect(self._forget)
        self._dialog.open()

    def _forget(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
