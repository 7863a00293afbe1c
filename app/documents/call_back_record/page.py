"""The record of a call-back on paper: one ruled form, signed by who called and who looked it over."""

from __future__ import annotations

from app.documents.call_back_record.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import DENSE_PT, NOTE_PT, Filled, band, fact_rows, form, titled_sheet, wide_row
from app.forms.listings import Signer, closing
from app.forms.orders import person
from app.forms.sheet import Note, Row, Sheet

TITLE = "12345热线工单回访记录"
WORDING = ("call_back_record.notes",)
_TEXT_MM = 22.0


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the record as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    handler = filled.text("handler_name") or imprint.handler
    signers = (
        Signer(label="回访人签字", text=handler, field="handler_name"),
        Signer(label="信访中心负责人签字"),
    )
    blocks = (
        form((*_order(filled), *_called(filled), *_rework(filled)), size=DENSE_PT),
        closing((), signers),
        Note(text=filled.wording("call_back_record.notes"), size=NOTE_PT, clings=True),
    )
    return titled_sheet(TITLE, imprint, blocks)


def _order(filled: Filled) -> tuple[Row, ...]:
    return (
        *wide_row(filled.fact("title")),
        *fact_rows(
            (
                *filled.facts("number", "type"),
                person(filled, "caller"),
                person(filled, "telephone"),
                *filled.facts("secrecy", "lead", "result"),
            )
        ),
        *wide_row(filled.fact("completed_at")),
        *wide_row(filled.fact("sampled_by")),
    )


def _called(filled: Filled) -> tuple[Row, ...]:
    return (
        band("回访"),
        *wide_row(filled.fact("called_back_at")),
        *fact_rows(filled.facts("contact_way", "reached", "solved", "satisfaction")),
        *wide_row(filled.fact("dissatisfaction"), height=_TEXT_MM),
        *wide_row(filled.fact("opinion"), height=_TEXT_MM),
    )


def _rework(filled: Filled) -> tuple[Row, ...]:
    return (
        *fact_rows(filled.facts("rework", "rework_due")),
        *wide_row(filled.fact("remark"), height=_TEXT_MM),
    )
