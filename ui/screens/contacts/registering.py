"""The dialog that registers a visitor: one form a outcome, so that only what this one asks for is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.contacts.filling import MORE, OUTCOME_FIELDS, VISIT
from app.contacts.models import Outcome
from app.contacts.people import Colleagues
from app.errors import Problem
from app.forms.fields import Field, Kind, Section
from ui.dialogs.frame import DialogFrame
from ui.forms.form import FormView
from ui.forms.making import FormDays
from ui.parts.buttons import Button
from ui.parts.labels import label
from ui.screens.colleague_line import ColleagueLine

_WIDE, _HIGH, _HIGHER, _SLACK = 720, 500, 560, 8
_LABEL = 104  # as wide as the form's
_TEXT = "数字键选类别和归属；Enter 到下一项，Ctrl+Enter 登记。"
Submit = Callable[[dict[str, Any]], None]


class RegisterDialog(DialogFrame):
    """Asks for a visitor; it stays open, as typed, until he is registered."""

    typed = Signal()

    def __init__(self, parent: QWidget | None, colleagues: Colleagues, days: FormDays, submit: Submit) -> None:
        super().__init__(parent, "首问登记", _TEXT, "登记")
        self.setMinimumWidth(_WIDE)
        self._submit = submit
        self._days = days
        self._leaders = {each.name: each.login for each in colleagues.leaders}
        self._more = False
        self._outcome = Outcome.OWN
        self._filled: dict[str, Any] = {}  # of every outcome that was looked at
        self._forms: dict[tuple[Outcome, bool], FormView] = {}
        self._stack = QStackedWidget()
        self.responsible = ColleagueLine(colleagues.everybody)
        self._whom = QWidget()
        self._more_button = Button("更多：地址、材料、重大事项", "quiet", key="Alt+M", icon="plus")
        self._more_button.clicked.connect(self.show_more)
        self.responsible.taken.connect(self.confirm.setFocus)
        self.responsible.taken.connect(self.typed)
        self.responsible.textEdited.connect(self.typed)
        for number, outcome in enumerate(Outcome, start=1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, partial(self._choose, outcome))
        self._assemble_fields()

    @property
    def form(self) -> FormView:
        """Return the form that is seen."""
        return self._forms[self._outcome, self._more]

    def values(self) -> dict[str, Any]:
        """Return what is filled in, the colleague by his login."""
        values = self.form.values()
        if self._outcome is Outcome.OTHER_POST:
            values["responsible"] = self.responsible.value()
        if values.get("leader"):
            values["leader"] = self._leaders.get(values["leader"], values["leader"])
        return values

    def filled(self) -> dict[str, Any]:
        """Return everything that is filled in, of the outcomes not seen too."""
        seen = {field.key for field in self._fields()}
        unseen = {key: value for key, value in self._filled.items() if key not in {*seen, "responsible"}}
        named = self.responsible.value()
        return {**unseen, **self.form.values(), **({"responsible": named} if named else {})}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show what was filled in before."""
        self._filled = dict(values)
        self._outcome = Outcome(values.get("outcome") or Outcome.OWN.value)
        self._more = any(values.get(field.key) for field in MORE)
        self._more_button.setVisible(not self._more)
        self.responsible.put(str(values.get("responsible", "")))
        self._show("visitor_name")

    def try_accept(self) -> None:
        """Have the visitor registered; the dialog goes when he is."""
        if self.confirm.isEnabled():
            self.form.clear_problems()
            self.problem.hide()
            self._submit(self.values())

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show each problem at its field, those of fields not seen over the buttons."""
        self.form.show_problems(problems)
        seen = {each.key for each in self._fields()}
        loose = [each.text for each in problems if each.field.partition(".")[0] not in seen]
        self.say("\n".join(loose))
        if loose and any(each.field == "responsible" for each in problems):
            self.responsible.setFocus()
        self._fit()
        self._grow()

    def show_more(self) -> None:
        """Ask for the address, the materials, and whether the matter is major too."""
        self._more_button.hide()
        self._show_form("address", more=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the visitor's name."""
        super().showEvent(event)
        self._fit()
        self.form.focus_first()

    def _choose(self, outcome: Outcome) -> None:
        self.form.put_values({"outcome": outcome.value})
        self._changed()

    def _changed(self) -> None:
        values = self.form.values()
        if values.get("major") and "leader" not in values and len(self._leaders) == 1:
            self.form.put_values({"leader": next(iter(self._leaders))})  # there is nobody else to report to
        chosen = str(values.get("outcome") or "")
        if chosen and chosen != self._outcome.value:
            self._show_form("outcome", Outcome(chosen))

    def _show_form(self, field: str, outcome: Outcome | None = None, *, more: bool = False) -> None:
        """Show the form of an outcome with all that was typed, and go to a field."""
        if self._stack.count():
            self._filled = self.filled()
        self._outcome, self._more = outcome or self._outcome, more or self._more
        self._show(field)

    def _show(self, field: str) -> None:
        form = self._forms.get((self._outcome, self._more)) or self._made()
        if self._filled:
            form.set_values(self._filled)
        self._stack.setCurrentWidget(form)
        self._order()
        self._fit()
        self._whom.setVisible(self._outcome is Outcome.OTHER_POST)
        form.focus_field(field)
        self._grow()

    def _order(self) -> None:
        """Let Tab go from the form's last field to the colleague, and on to the buttons."""
        last = self.form.input(self._fields()[-1].key).part
        parts = (last, self.responsible, self._more_button, self.cancel, self.confirm)
        for before, after in pairwise(parts):
            QWidget.setTabOrder(before, after)

    def _fit(self) -> None:
        """Give the form the room it needs, and no more than there is."""
        column = self.form.widget().layout()
        if column is not None:
            column.activate()
        wanted = self.form.widget().sizeHint().height() + _SLACK
        self._stack.setFixedHeight(min(wanted, _HIGHER if self._more else _HIGH))

    def _made(self) -> FormView:
        form = FormView(self._sections(), self._days, inset=0)
        form.changed.connect(self._changed)
        form.changed.connect(self.typed)
        if self._outcome is Outcome.OTHER_POST and not self._more:
            form.input("outcome").entered.connect(self.responsible.setFocus)
        self._forms[self._outcome, self._more] = form
        self._stack.addWidget(form)
        return form

    def _sections(self) -> tuple[Section, ...]:
        asked = tuple(each for each in OUTCOME_FIELDS[self._outcome] if each.key != "responsible")
        visit = replace(VISIT, title="", fields=(*VISIT.fields, *asked))
        return (visit, Section(title="其他", fields=self._more_fields())) if self._more else (visit,)

    def _more_fields(self) -> tuple[Field, ...]:
        names = tuple(self._leaders)
        return tuple(
            replace(each, kind=Kind.CHOICE, choices=names) if each.key == "leader" else each for each in MORE
        )

    def _fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self._sections() for field in section.fields)

    def _assemble_fields(self) -> None:
        row = QHBoxLayout(self._whom)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        name = label("承办人", "secondary")
        name.setFixedWidth(_LABEL)
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(name)
        row.addWidget(self.responsible, 1)
        self.content.addWidget(self._stack)
        self.content.addWidget(self._whom)
        self.content.addStretch()
        self.content.addWidget(self._more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.confirm.show_key("Ctrl+Return")
        self.confirm.setDefault(False)  # Enter goes to the next field
        self._show_form("visitor_name")
