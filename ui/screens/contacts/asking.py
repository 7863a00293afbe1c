"""The screen's dialogs, opened over it one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.catalogue.models import Matter
from app.contacts.life import MAKE_ORDER, Way
from app.contacts.models import FirstContact
from app.contacts.ordering import usual_order
from app.contacts.people import Colleagues
from app.contacts.steps import title_of
from app.errors import Problem
from app.forms.fields import Field, Kind, Section
from app.register.models import Draft
from ui.context import Context
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.dialogs.message import ConfirmDialog
from ui.forms.making import FormDays
from ui.parts.labels import label
from ui.screens.colleague_line import ColleagueLine
from ui.screens.contacts.case_dialog import CaseDialog
from ui.screens.contacts.doing import Asked, CaseSubmit, Submit
from ui.screens.contacts.registering import RegisterDialog
from ui.screens.keeping import Keeping
from ui.screens.saved import VISITOR, contact_act

_LABEL = 104  # as wide as the form's
_PICKS_HIGH = 400  # the colleagues that are found are shown within the dialog
Dialog = FieldsDialog | RegisterDialog | CaseDialog


class HandDialog(FieldsDialog):
    """Asks whom a visitor is handed to, by name, pinyin or division."""

    def __init__(
        self, over: QWidget, question: FieldsQuestion, days: FormDays, colleagues: Colleagues, submit: Submit
    ) -> None:
        self.responsible = ColleagueLine(colleagues.everybody)

        def whole(values: dict[str, Any]) -> None:
            submit({**values, "responsible": self.responsible.value()})

        super().__init__(over, question, days, whole)
        self.responsible.taken.connect(self.typed)
        self.responsible.textEdited.connect(self.typed)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        name = label("承办人", "secondary")
        name.setFixedWidth(_LABEL)
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(name)
        row.addWidget(self.responsible, 1)
        self.content.insertLayout(0, row)
        self.responsible.taken.connect(self.confirm.setFocus)
        self.setMinimumHeight(_PICKS_HIGH)
        self.responsible.setFocus()

    def filled(self) -> dict[str, Any]:
        """Return everything that is filled in, the colleague by his login."""
        return {**super().filled(), "responsible": self.responsible.value()}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show what was filled in before."""
        super().fill(values)
        self.responsible.put(str(values.get("responsible", "")))
        self.responsible.setFocus()


class Asking:
    """Asks what the acts of a first contact need."""

    def __init__(self, over: QWidget, context: Context) -> None:
        self._over = over
        self._context = context
        self._dialog: Dialog | None = None
        self._keeping: Keeping | None = None

    @property
    def dialog(self) -> Dialog | None:
        """Return the dialog that is open."""
        return self._dialog

    def ask_visitor(self, asked: Asked, submit: Submit) -> None:
        """Ask for a visitor or caller."""
        dialog = RegisterDialog(self._over, asked.colleagues, self._days(), submit)
        self._keep(dialog, (VISITOR, 0), asked.draft, "登记")
        self._open(dialog)

    def ask_way(self, way: Way, contact: FirstContact, asked: Asked, submit: Submit) -> None:
        """Ask for what a way needs."""
        make = self._hand_dialog if way.key == "hand" else self._way_dialog
        dialog = make(way, contact, asked.colleagues, submit)
        self._keep(dialog, (contact_act(way.key), int(contact.id)), asked.draft, "办理")
        self._open(dialog)

    def _keep(
        self, dialog: FieldsDialog | RegisterDialog, key: tuple[str, int], draft: Draft | None, done: str
    ) -> None:
        self._keeping = Keeping(dialog, dialog, key, self._context)
        if draft is not None:
            self._keeping.restore(draft, done)

    def _hand_dialog(
        self, way: Way, contact: FirstContact, colleagues: Colleagues, submit: Submit
    ) -> FieldsDialog:
        question = _question(way, contact, _without(way.sections, "responsible"), {})
        return HandDialog(self._over, question, self._days(), colleagues, submit)

    def _way_dialog(
        self, way: Way, contact: FirstContact, colleagues: Colleagues, submit: Submit
    ) -> FieldsDialog:
        leaders = {each.name: each.login for each in colleagues.leaders}

        def by_login(values: dict[str, Any]) -> None:
            named = values.get("leader")
            submit({**values, "leader": leaders.get(named, named)} if named else values)

        names = tuple(leaders)
        values = {"leader": contact.leader_name or (names[0] if len(names) == 1 else "")}
        if way.key == MAKE_ORDER:
            values = usual_order(contact)
        question = _question(way, contact, _choosing(way.sections, "leader", names), values)
        return FieldsDialog(self._over, question, self._days(), by_login)

    def ask_yes(self, way: Way, contact: FirstContact) -> bool:
        """Ask whether a way without fields is meant."""
        return ConfirmDialog.ask(self._over, way.title, _about(way, contact), way.title)

    def ask_case(self, contact: FirstContact, find: Callable[[str], None], submit: CaseSubmit) -> None:
        """Ask for the matter of the case that is made."""
        self._open(CaseDialog(self._over, contact, find, submit))

    def offer_matters(self, found: tuple[Matter, ...]) -> None:
        """Show the matters that were found."""
        if isinstance(self._dialog, CaseDialog):
            self._dialog.offer(found)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what is wrong in the open dialog."""
        if self._dialog is not None:
            self._dialog.show_problems(problems)

    def show_busy(self, busy: bool) -> None:
        """Take no second answer while the first is tried."""
        if self._dialog is not None:
            self._dialog.confirm.setEnabled(not busy)

    def dialog_done(self) -> None:
        """Put the open dialog away."""
        if self._dialog is not None:
            self._dialog.accept()

    def _days(self) -> FormDays:
        return FormDays(today=self._context.today)

    def _open(self, dialog: Dialog) -> None:
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def _forget(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self._over.setFocus()


def _about(way: Way, contact: FirstContact) -> str:
    return f"{contact.number}　{title_of(contact)}\n需要：{way.needs}。"


def _question(
    way: Way, contact: FirstContact, sections: tuple[Section, ...], values: Mapping[str, Any]
) -> FieldsQuestion:
    return FieldsQuestion(
        title=way.title,
        text=_about(way, contact),
        confirm="办理",
        sections=sections,
        values={key: value for key, value in values.items() if value},
    )


def _without(sections: tuple[Section, ...], key: str) -> tuple[Section, ...]:
    return tuple(
        replace(each, fields=tuple(field for field in each.fields if field.key != key)) for each in sections
    )


def _choosing(sections: tuple[Section, ...], key: str, names: tuple[str, ...]) -> tuple[Section, ...]:
    """Return the sections with a field's names to choose from."""

    def chosen(field: Field) -> Field:
        return replace(field, kind=Kind.CHOICE, choices=names) if field.key == key else field

    return tuple(replace(each, fields=tuple(map(chosen, each.fields))) for each in sections)
