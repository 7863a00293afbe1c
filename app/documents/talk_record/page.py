"""The record of a talk on paper: one ruled form, read and signed by all who were there."""

from __future__ import annotations

from app.documents.talk_record.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import NOTE_PT, Fact, Filled, fact_rows, form, titled_sheet, wide_row
from app.forms.listings import Signer, closing
from app.forms.sheet import SMALL_PT, Note, Row, Sheet

TITLE = "约谈记录"
WORDING = ("talk_record.notes",)
_TEXT_MM = 36.0


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the record as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    signers = tuple(Signer(label=f"{who}签字") for who in ("约谈人", "被约谈人", "记录人"))
    blocks = (
        form((*_people(filled), *_said(filled)), size=SMALL_PT),
        closing((filled.fact("remark"),), signers),
        Note(text=filled.wording("talk_record.notes"), size=NOTE_PT, clings=True),
    )
    return titled_sheet(TITLE, imprint, blocks)


def _people(filled: Filled) -> tuple[Row, ...]:
    return (
        *fact_rows(filled.facts("talked_division", "notice_number")),
        *wide_row(filled.fact("talk_at")),
        *wide_row(filled.fact("ended_at")),
        *fact_rows(filled.facts("talk_place", "recorder")),
        *wide_row(filled.fact("talk_hosts")),
        *wide_row(filled.fact("talked_people")),
    )


def _said(filled: Filled) -> tuple[Row, ...]:
    statement = Fact(label="情况说明\n和表态", text=filled.text("statement"), field="statement")
    return (
        *wide_row(filled.fact("problem"), height=_TEXT_MM),
        *wide_row(statement, height=_TEXT_MM),
        *wide_row(filled.fact("demand"), height=_TEXT_MM),
        *wide_row(filled.fact("rectify_by")),
    )
