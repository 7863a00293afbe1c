"""Which input a field gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.forms.fields import Field, Kind
from ui.dates.month import Describe
from ui.dates.today import office_today
from ui.forms.choice_inputs import choice_input, yes_input
from ui.forms.date_inputs import DateInput, MomentInput
from ui.forms.inputs import CountInput, FieldInput, LongInput
from ui.forms.line_input import TextInput
from ui.forms.list_input import ListInput


@dataclass(frozen=True, kw_only=True)
class FormDays:
    """What the form knows of days: today, and what each day is (None: nothing)."""

    today: Callable[[], date] = office_today
    describe: Describe | None = None


def make_input(field: Field, days: FormDays) -> FieldInput:
    """Return the input of a field by its kind."""
    return _MAKERS[field.kind](field, days)


def _date(field: Field, days: FormDays) -> FieldInput:
    return DateInput(field, days.today, days.describe)


def _moment(field: Field, days: FormDays) -> FieldInput:
    return MomentInput(field, days.today, days.describe)


def _list(field: Field, days: FormDays) -> FieldInput:
    return ListInput(field, days.today)


@dataclass(frozen=True)
class _Plain:
    """Makes an input that knows nothing of days."""

    make: Callable[[Field], FieldInput]

    def __call__(self, field: Field, _days: FormDays) -> FieldInput:
        return self.make(field)


_MAKERS: dict[Kind, Callable[[Field, FormDays], FieldInput]] = {
    Kind.TEXT: _Plain(TextInput),
    Kind.LONG: _Plain(LongInput),
    Kind.COUNT: _Plain(CountInput),
    Kind.YES: _Plain(yes_input),
    Kind.CHOICE: _Plain(choice_input),
    Kind.LIST: _list,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
}
