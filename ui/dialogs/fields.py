"""A dialog with a few fields: problems stand at their fields, and it stays open until all is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.errors import Problem
from app.forms.checks import read_values
from app.forms.fields import Section, all_fields
from ui.dialogs.frame import DialogFrame
from ui.forms.form import FormView
from ui.forms.making import FormDays

_WIDE, _MOST_HIGH, _OTHER_HIGH = 720, 600, 240
_EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True, kw_only=True)
class FieldsQuestion:
    """What is asked: title, sentence, the act's name, the fields and what they begin with.

    ``begin`` is the field to begin at, "" for the first that must be filled in; ``wide`` the least width in px;
    ``kept`` names the draft in which what is typed outlives Esc.
    """

    title: str
    text: str
    confirm: str
    sections: tuple[Section, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    begin: str = ""
    wide: int = _WIDE
    kept: tuple[str, int] | None = None


class FieldsDialog(DialogFrame):
    """Asks for fields; ``submit`` is given what was read, and says what is wrong or that it is kept."""

    typed = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        question: FieldsQuestion,
        days: FormDays,
        submit: Callable[[dict[str, Any]], None],
    ) -> None:
        super().__init__(parent, question.title, question.text, question.confirm)
        self.setMinimumWidth(question.wide)
        self._submit = submit
        self._sections = question.sections
        self._first = question.begin
        self.form = FormView(_untitled(question.sections), days, inset=0, most=question.wide)
        self.form.set_values(question.values)
        self.form.changed.connect(self.typed)
        self.content.addWidget(self.form)
        self.confirm.show_key("Ctrl+Return")
        self.confirm.setDefault(False)  # Enter goes to the next field
        self._begin()

    def _begin(self) -> None:
        """Begin where the question says, else at the first that must still be filled in, else at the top."""
        if self._first:
            self.form.focus_field(self._first)
            return
        fields = [each for each in all_fields(self._sections) if self.form.input(each.key).isEnabled()]
        empty = (each for each in fields if each.required and self.form.input(each.key).value() in _EMPTY)
        first = next(empty, next(iter(fields), None))
        if first is not None:
            self.form.focus_field(first.key)

    def filled(self) -> dict[str, Any]:
        """Return everything that is filled in."""
        return self.form.values()

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show what was filled in before, with room for the line that says so."""
        self.form.set_values(values)
        self.form.focus_first()
        self._fit()

    def try_accept(self) -> None:
        """Have it kept; the dialog goes when it is."""
        if not self.confirm.isEnabled():
            return
        self.form.clear_problems()
        self.problem.hide()
        values, problems = read_values(self._sections, self.form.values())
        if problems:
            self.show_problems(problems)
        else:
            self.confirm.setEnabled(False)  # a second press must not hand it in twice
            self._submit(values)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show each problem at its field, and those of no field over the buttons; it may be tried again."""
        self.confirm.setEnabled(True)
        self.form.show_problems(problems)
        keys = {each.key for each in all_fields(self._sections)}
        loose = [problem.text for problem in problems if problem.field.partition(".")[0] not in keys]
        self.say("\n".join(loose))
        self._fit()

    def _fit(self) -> None:
        """Give the form the room it needs, and no more than there is."""
        room = self.screen().availableGeometry().height() - _OTHER_HIGH - self._over_and_under()
        self.form.setMinimumHeight(min(_MOST_HIGH, room, self.form.wanted_height() + 8))
        self._grow()

    def _over_and_under(self) -> int:
        """Return how much room (px) the content takes that stands over the form or under it."""
        column, high = self.content, 0
        for item in map(column.itemAt, range(column.count())):
            row = item.layout()
            holds_form = item.widget() is self.form or (
                isinstance(row, QBoxLayout) and row.indexOf(self.form) >= 0
            )
            if not (holds_form or item.isEmpty()):
                lines = item.heightForWidth(self.form.width())
                high += max(item.sizeHint().height(), lines) + column.spacing()
        return high

    def showEvent(self, event: QShowEvent) -> None:
        """Give the form the room it needs, and no more than there is."""
        super().showEvent(event)
        self._fit()


def _untitled(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return the sections, an only one without its heading: the dialog's own title says it."""
    return tuple(replace(each, title="") for each in sections) if len(sections) == 1 else sections
