"""The special step notice on paper: a letter with a ruled table, signed for by the applicant."""

from __future__ import annotations

from app.documents.special_step_notice.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import (
    Fact,
    Filled,
    fact_rows,
    form,
    notes,
    office_line,
    titled_sheet,
    wide_row,
)
from app.forms.letters import addressee, handed_over, you
from app.forms.sheet import FORM_PT, SMALL_PT, Paragraph, Row, Sheet, Space

_NOTES = ("resume", "overrun", "copies")
WORDING = ("special_step_notice.ground", *(f"special_step_notice.{key}" for key in _NOTES))


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the notice as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks = (
        addressee(filled, size=FORM_PT),
        Paragraph(text=_opening(filled), size=FORM_PT, indent=2.0, after=2.0, field="matter_name"),
        form((*_step(filled), *_people(filled)), size=SMALL_PT),
        office_line(filled, where="办理窗口"),
        Space(height=1.0),
        notes(filled.wording(f"special_step_notice.{key}") for key in _NOTES),
        handed_over(imprint),
    )
    return titled_sheet("特殊环节告知书", imprint, blocks)


def _opening(filled: Filled) -> str:
    return (
        f"{you(filled)}申请办理的“{filled.text('matter_name')}”（受理编号：{filled.text('case_number')}），"
        f"本机关已于{filled.text('accepted_on')}受理。{filled.wording('special_step_notice.ground')}"
    )


def _step(filled: Filled) -> tuple[Row, ...]:
    days = (_days(filled, "step_days", "所需时间"), _days(filled, "remaining_days", "恢复后剩余"))
    return (
        *wide_row(filled.fact("step_name")),
        *wide_row(filled.fact("step_basis")),
        *wide_row(filled.fact("reason")),
        *fact_rows([*filled.facts("suspended_on", "expected_on"), *days, filled.fact("due_on")]),
    )


def _days(filled: Filled, key: str, label: str) -> Fact:
    count = filled.text(key)
    return Fact(label=label, text=f"{count} 个工作日" if count else "", field=key)


def _people(filled: Filled) -> tuple[Row, ...]:
    return fact_rows(filled.facts("contact_name", "telephone", "agent_name", "agent_telephone", "address"))
