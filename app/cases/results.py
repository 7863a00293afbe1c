"""Which results a case can be completed with, and the one its kind usually has."""

from __future__ import annotations

from dataclasses import replace

from app.cases.act_fields import ANSWERED_LETTER, ASSIGNED_RESULTS, DONE_TASK, GRANTED, REGISTERED
from app.cases.models import Case
from app.catalogue.models import ASSIGNED, MatterKind, Regime
from app.forms.fields import Field, Section


def usual_result(case: Case) -> str:
    """Return the result a case of this kind is usually completed with."""
    if case.kind in ASSIGNED:
        return ANSWERED_LETTER if case.kind is MatterKind.LETTER else DONE_TASK
    return REGISTERED if case.regime is Regime.REAL_ESTATE else GRANTED


def sections_for(case: Case, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return an act's fields with only the results that this case can have."""
    return tuple(
        replace(section, fields=tuple(_fitting(case, field) for field in section.fields))
        for section in sections
    )


def _fitting(case: Case, field: Field) -> Field:
    if not set(ASSIGNED_RESULTS) & set(field.choices):
        return field
    assigned = case.kind in ASSIGNED
    fitting = tuple(each for each in field.choices if (each in ASSIGNED_RESULTS) == assigned)
    return replace(field, choices=fitting, help="" if assigned else field.help)
