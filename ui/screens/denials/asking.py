"""The screen's dialogs, opened over it one at a time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.denials.models import Complaint
from app.errors import Problem
from ui.context import Context
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.dialogs.message import ConfirmDialog
from ui.dialogs.reason import ReasonDialog
from ui.forms.making import FormDays
from ui.preview import printing
from ui.screens.denials.dialogs import OpinionDialog, answer_question, complaint_question, give_up_question
from ui.screens.denials.doing import OpinionQuestion, Submit
from ui.screens.denials.reading import Reading
from ui.screens.keeping import Keeping
from ui.screens.saved import denial_act


class Asking:
    """Asks what the acts of a denial need."""

    def __init__(self, over: QWidget, context: Context) -> None:
        self._over = over
        self._context = context
        self._dialog: FieldsDialog | None = None
        self._keeping: Keeping | None = None

    @property
    def dialog(self) -> FieldsDialog | None:
        """Return the dialog with fields that is open."""
        return self._dialog

    def ask_opinion(self, question: OpinionQuestion) -> str | None:
        """Ask for an opinion in words."""
        return OpinionDialog.ask(self._over, question)

    def ask_give_up(self, number: str) -> str | None:
        """Ask why a denial is taken back."""
        return ReasonDialog.ask(self._over, give_up_question(number))

    def ask_archive(self, reading: Reading) -> bool:
        """Ask whether the set is put away."""
        number = reading.denial.case_number
        text = "登记表与申报材料、通知书、送达回证和附件一并存档备查（否定报备登记表注）。归档后不再改动。"
        return ConfirmDialog.ask(self._over, f"归档 {number}", text, "归档")

    def ask_complaint(self, reading: Reading, submit: Submit) -> None:
        """Ask for what an applicant complains of."""
        denial = reading.denial
        about = f"{denial.case_number}　{denial.matter_name}"
        question = complaint_question(about, self._context.today().isoformat())
        self._open(question, submit, ("complain", int(denial.id)), "登记")

    def ask_answer(self, reading: Reading, complaint: Complaint, submit: Submit) -> None:
        """Ask for the answer after re-examination."""
        denial = reading.denial
        about = f"{denial.case_number}　{denial.matter_name}"
        self._open(answer_question(about, complaint), submit, ("answer", int(complaint.denial)), "答复")

    def ask_where(self, name: str) -> Path | None:
        """Ask where the bundle goes."""
        return printing.ask_where(self._over, name, "PDF")

    def show_field_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what is wrong in the open dialog."""
        if self._dialog is not None:
            self._dialog.show_problems(problems)

    def fields_kept(self) -> None:
        """Put the open dialog away."""
        if self._dialog is not None:
            self._dialog.accept()

    def _open(self, question: FieldsQuestion, submit: Submit, about: tuple[str, int], done: str) -> None:
        dialog = FieldsDialog(self._over, question, FormDays(today=self._context.today), submit)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        act, denial = about
        self._keeping = Keeping(dialog, dialog, (denial_act(act), denial), self._context)
        dialog.open()
        self._keeping.look(done)

    def _forget(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self._over.setFocus()
