"""The dialog of an act without a paper: its fields, problems beside them; open until the act is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.calendar.engine import WorkCalendar
from app.cases.life import Way
from app.cases.models import Case
from app.errors import Problem
from app.forms.fields import all_fields
from ui.context import Context
from ui.dialogs.frame import DialogFrame
from ui.dialogs.message import ConfirmDialog
from ui.forms.form import FormView
from ui.forms.making import FormDays

Submit = Callable[[dict[str, Any]], None]
_WIDE, _MOST_HIGH = 720, 460


@dataclass(frozen=True, kw_only=True)
class ActForm:
    """What an act asks for: its fields, what they begin with, and the case it is about."""

    way: Way
    case: Case
    values: Mapping[str, Any]
    calendar: WorkCalendar


class ActDialog(DialogFrame):
    """Asks for an act's fields; ``submit`` tries to do the act and says what is wrong, or that it is done."""

    def __init__(self, parent: QWidget, form: ActForm, days: FormDays, submit: Submit) -> None:
        case = form.case
        super().__init__(
            parent, form.way.title, f"{case.number}　{case.matter_name}\n需要：{form.way.needs}。", "办理"
        )
        self.setMinimumWidth(_WIDE)
        self._submit = submit
        self._keys = {field.key for field in all_fields(form.way.sections)}
        self.form = FormView(form.way.sections, days)
        self.form.set_values(form.values)
        self.content.addWidget(self.form)
        self.confirm.show_key("Ctrl+Return")
        self.confirm.setAutoDefault(False)
        self.confirm.setDefault(False)  # Enter goes to the next field
        self.form.focus_first()

    def try_accept(self) -> None:
        """Have the act done; the dialog goes when it is."""
        if not self.confirm.isEnabled():
            return
        self.form.clear_problems()
        self.problem.hide()
        self._submit(self.form.values())

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show each problem at its field, and those of no field over the buttons."""
        self.form.show_problems(problems)
        loose = [problem.text for problem in problems if problem.field.partition(".")[0] not in self._keys]
        self.problem.setText("\n".join(loose))
        self.problem.setVisible(bool(loose))
        self._grow()

    def show_busy(self, busy: bool) -> None:
        """Take no second answer while the first is tried."""
        self.confirm.setEnabled(not busy)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the form the room it needs, and no more than there is."""
        super().showEvent(event)
        self.form.setMinimumHeight(min(_MOST_HIGH, self.form.widget().sizeHint().height() + 8))
        self._grow()


class ActDialogs:
    """Opens the dialogs of acts over a screen, one at a time."""

    def __init__(self, over: QWidget, context: Context) -> None:
        self._over = over
        self._context = context
        self._dialog: ActDialog | None = None

    def ask_act(self, form: ActForm, submit: Submit) -> None:
        """Open an act's form."""
        days = FormDays(today=self._context.today, describe=form.calendar.describe)
        dialog = ActDialog(self._over, form, days, submit)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def show_act_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what is wrong in the open form."""
        if self._dialog is not None:
            self._dialog.show_problems(problems)

    def show_act_busy(self, busy: bool) -> None:
        """Take no second answer while the first is tried."""
        if self._dialog is not None:
            self._dialog.show_busy(busy)

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
