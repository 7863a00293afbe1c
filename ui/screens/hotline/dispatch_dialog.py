"""The form of a dispatch: the lead division is found by name or pinyin above the fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import Problem
from app.forms.fields import Field, Section
from app.people.models import Division
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.forms.making import FormDays
from ui.parts.labels import label, restyle
from ui.screens.hotline.division_line import DivisionLine

_LABEL = 104  # as wide as the form's
_SHORT = "单位输入名称或拼音首字母，反馈期限输入 11.25、+3 都可以"


class DispatchDialog(FieldsDialog):
    """Asks for the lead division and what else a dispatch needs."""

    def __init__(
        self,
        over: QWidget,
        question: FieldsQuestion,
        days: FormDays,
        divisions: tuple[Division, ...],
        submit: Callable[[dict[str, Any]], None],
    ) -> None:
        self.lead = DivisionLine(divisions)

        def whole(values: dict[str, Any]) -> None:
            submit({**values, "lead": self.lead.value()})

        names = tuple(each.name for each in divisions if each.active)
        super().__init__(over, replace(question, sections=_named_in(question.sections, names)), days, whole)
        self.lead.taken.connect(self.typed)
        self.lead.textEdited.connect(self.typed)
        self.lead.taken.connect(self._go_on)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(_named("主办单位"))
        row.addWidget(self.lead, 1)
        self.content.insertLayout(0, row)
        self.lead.put(str(question.values.get("lead", "")))

    def filled(self) -> dict[str, Any]:
        """Return everything that is filled in."""
        named = self.lead.value()
        return {**super().filled(), **({"lead": named} if named else {})}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show what was filled in before."""
        super().fill(values)
        self.lead.put(str(values.get("lead", "")))
        self.lead.setFocus()

    def try_accept(self) -> None:
        """Have it kept, once a division is named."""
        if self.lead.value():
            super().try_accept()
        else:
            self.show_problems((Problem("lead", "请先选定主办单位：输入名称或拼音首字母，按 Enter 选定。"),))

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show each problem; one of the lead division goes there."""
        super().show_problems(problems)
        wrong = any(each.field == "lead" for each in problems)
        restyle(self.lead, "wrong", wrong)
        if wrong:
            self.lead.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the division."""
        super().showEvent(event)
        self.lead.setFocus()

    def _go_on(self) -> None:
        restyle(self.lead, "wrong", False)
        self.say("")
        self.form.focus_first()


def _named(name: str) -> QWidget:
    """Return the name of what must be filled in, as wide as the form's names."""
    holder = QWidget()
    holder.setFixedWidth(_LABEL)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(3)
    row.addStretch()
    row.addWidget(label("*", "required"))
    row.addWidget(label(name, "secondary"))
    return holder


def _named_in(sections: tuple[Section, ...], names: tuple[str, ...]) -> tuple[Section, ...]:
    """Return the sections without the lead, which has its own line; the co-handlers' cells know the names."""

    def known(column: Field) -> Field:
        return replace(column, choices=names) if column.key == "division" else column

    def asked(field: Field) -> Field:
        columns = tuple(map(known, field.columns))
        return replace(field, columns=columns, help=_SHORT) if columns else field

    return tuple(
        replace(each, fields=tuple(asked(field) for field in each.fields if field.key != "lead"))
        for each in sections
    )
