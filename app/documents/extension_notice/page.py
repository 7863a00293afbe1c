"""The extension notice on paper: a letter with a ruled table, signed for by the applicant."""

from __future__ import annotations

from app.documents.extension_notice.fields import SECTIONS
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

_NOTES = ("once", "copies")
WORDING = ("extension_notice.ground", *(f"extension_notice.{key}" for key in _NOTES))


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the notice as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks = (
        addressee(filled, size=FORM_PT),
        Paragraph(text=_opening(filled), size=FORM_PT, indent=2.0, after=2.0, field="matter_name"),
        form((*_extension(filled), *_people(filled)), size=SMALL_PT),
        office_line(filled, where="办理窗口"),
        Space(height=1.0),
        notes(filled.wording(f"extension_notice.{key}") for key in _NOTES),
        handed_over(imprint),
    )
    return titled_sheet("延长办理期限告知书", imprint, blocks)


def _opening(filled: Filled) -> str:
    return (
        f"{you(filled)}申请办理的“{filled.text('matter_name')}”（受理编号：{filled.text('case_number')}），"
        f"本机关已于{filled.text('accepted_on')}受理。{filled.wording('extension_notice.ground')}"
    )


def _extension(filled: Filled) -> tuple[Row, ...]:
    count = filled.text("extension_days")
    longer = Fact(label="延长", text=f"{count} 个工作日" if count else "", field="extension_days")
    new = Fact(label="延长后期限", text=filled.text("new_due_on"), field="new_due_on")
    return (
        *fact_rows([filled.fact("due_on"), longer]),
        *wide_row(new),
        *wide_row(filled.fact("reason")),
        *fact_rows(filled.facts("approved_by", "approved_on")),
    )


def _people(filled: Filled) -> tuple[Row, ...]:
    return fact_rows(filled.facts("contact_name", "telephone", "agent_name", "agent_telephone", "address"))
