"""Which results a case can be completed with, and the one its kind usually has."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from app.cases.act_fields import ANSWERED_LETTER, ASSIGNED_RESULTS, DONE_TASK, GRANTED, REGISTERED
from app.cases.models import Case
from app.catalogue.models import ASSIGNED, MatterKind, Regime
from app.forms.fields import Field, Section

_NUMBER = re.compile(r"[^\s，]*〔\d{4}〕[^\s，]*?号")


def usual_result(case: Case) -> str:
    """Return the result a case of this kind is usually completed with."""
    if case.kind in ASSIGNED:
        return ANSWERED_LETTER if case.kind is MatterKind.LETTER else DONE_TASK
    return REGISTERED if case.regime is Regime.REAL_ESTATE else GRANTED


def result_row(result: str) -> dict[str, Any]:
    """Return the result as a proof of service lists it: its name, and its number where it has one."""
    said, _, named = result.partition("，")
    number = _NUMBER.search(named)
    title = named[: number.start()].strip() if number is not None else named
    return {
        "title": title or f"办理结果（{said}）",
        "number": number.group() if number is not None else "",
        "copies": 1,
    }


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
