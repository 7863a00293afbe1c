"""The record of lateness on paper: a ruled form kept with the case, signed by the handler and the head."""

from __future__ import annotations

from app.documents.overdue_record.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import BLANK_DATE, NOTE_PT, Fact, Filled, band, fact_rows, form, titled_sheet, wide_row
from app.forms.sheet import SMALL_PT, Cell, Note, Row, Sheet

WORDING = ("overdue_record.notes",)
_SIGN_ROW = 18.0
_OPINION_ROW = 26.0
_REASON_ROW = 26.0


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the record as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks = (
        form((*_case(filled), *_reported(filled), *_told(filled), *_signed(filled)), size=SMALL_PT),
        Note(text=filled.wording("overdue_record.notes"), size=NOTE_PT),
    )
    return titled_sheet("未能按时办结告知记录", imprint, blocks)


def _case(filled: Filled) -> tuple[Row, ...]:
    return (
        *fact_rows(filled.facts("case_number", "due_on")),
        *wide_row(filled.fact("matter_name")),
        *fact_rows(filled.facts("applicant_name", "telephone")),
    )


def _reported(filled: Filled) -> tuple[Row, ...]:
    fact = filled.fact("leader_instruction")
    opinion = Cell(
        text=fact.text,
        columns=3,
        top=True,
        foot=f"签字：　　　　　　　　{BLANK_DATE}",
        field=fact.field,
    )
    return (
        band("报告领导"),
        *wide_row(filled.fact("reported_to")),
        *wide_row(filled.fact("reported_at")),
        Row(cells=(Cell(text=fact.label, label=True), opinion), height=_OPINION_ROW),
    )


def _told(filled: Filled) -> tuple[Row, ...]:
    reason = Fact(label="未能按时\n办结的原因", text=filled.text("reason"), field="reason")
    return (
        band("告知申请人"),
        *fact_rows(filled.facts("told_person", "told_manner")),
        *wide_row(filled.fact("told_at")),
        *wide_row(reason, height=_REASON_ROW),
        *fact_rows(filled.facts("estimated_on", "understanding")),
        *wide_row(filled.fact("remark")),
    )


def _signed(filled: Filled) -> tuple[Row, ...]:
    handler = filled.text("handler_name") or filled.imprint.handler
    return (
        _sign_row("经办人", handler, "handler_name"),
        _sign_row("处室负责人", "", ""),
    )


def _sign_row(label: str, name: str, field: str) -> Row:
    cell = Cell(text=name, columns=3, top=True, foot=f"签字：　　　　　　　　{BLANK_DATE}", field=field)
    return Row(cells=(Cell(text=label, label=True), cell), height=_SIGN_ROW)
