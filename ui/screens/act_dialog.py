"""The dialogs of acts without a paper: fields with problems beside them, open until the act is done."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.cases.results import sections_for
from app.errors import Problem
from ui.context import Context
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.dialogs.message import ConfirmDialog
from ui.forms.making import FormDays
from ui.screens.acting import ActForm, Submit
from ui.screens.acts import extended_words, extension_words
from ui.screens.keeping import Keeping
from ui.screens.saved import case_act

ASK_EXTENSION, DECIDE_EXTENSION = "ask_extension", "decide_extension"


class ActDialogs:
    """Opens the dialogs of acts over a screen, one at a time."""

    def __init__(self, over: QWidget, context: Context) -> None:
        self._over = over
        self._context = context
        self._dialog: FieldsDialog | None = None
        self._keeping: Keeping | None = None

    def ask_act(self, form: ActForm, submit: Submit) -> None:
        """Open an act's form."""
        days = FormDays(today=self._context.today, describe=form.calendar.describe)
        dialog = FieldsDialog(self._over, _question(form), days, submit)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        if form.way.key == ASK_EXTENSION:
            dialog.typed.connect(partial(_show_new_date, dialog, form))
        self._keeping = Keeping(dialog, dialog, (case_act(form.way.key), int(form.case.id)), self._context)
        dialog.open()
        self._keeping.look("办理")

    def show_act_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what is wrong in the open form."""
        if self._dialog is not None:
            self._dialog.show_problems(problems)

    def show_act_busy(self, busy: bool) -> None:
        """Take no second answer while the first is tried."""
        if self._dialog is not None:
            self._dialog.confirm.setEnabled(not busy)

    def act_done(self) -> None:
        """Put the open form away."""
        if self._dialog is not None:
            self._dialog.accept()

    def confirm_act(self, title: str, text: str, confirm: str) -> bool:
        """Ask whether an act without a form is meant."""
        return ConfirmDialog.ask(self._over, title, text, confirm)

    def _forget(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def _show_new_date(dialog: FieldsDialog, form: ActForm) -> None:
    days = dialog.filled().get("days")
    dialog.form.set_help("days", extended_words(form.calendar, form.due, days) if isinstance(days, int) else "")


def _asked(form: ActForm) -> str:
    """Return what a decision is about in words, for other acts what they need."""
    extension = form.case.extension
    if form.way.key != DECIDE_EXTENSION or extension is None:
        return f"需要：{form.way.needs}。"
    asked, words = (
        f"{extension.asked_by_name}申请{extension_words(extension)}",
        extended_words(form.calendar, form.due, extension.days),
    )
    return f"{asked}\n批准并告知申请人后，{words}。" if words else asked


def _question(form: ActForm) -> FieldsQuestion:
    case, way = form.case, form.way
    return FieldsQuestion(
        title=way.title,
        text=f"{case.number}　{case.matter_name}\n{_asked(form)}",
        confirm="办理",
        sections=sections_for(case, way.sections),
        values=form.values,
    )
