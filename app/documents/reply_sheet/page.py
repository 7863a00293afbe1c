"""The reply sheet on paper: one ruled form, signed by who handled, who reviewed and who let it go out."""

from __future__ import annotations

from app.documents.reply_sheet.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import DENSE_PT, NOTE_PT, Filled, band, fact_rows, form, titled_sheet, wide_row
from app.forms.listings import Signer, closing
from app.forms.orders import co_handlers, person
from app.forms.sheet import Note, Row, Sheet

TITLE = "12345热线工单办理反馈单"
WORDING = ("reply_sheet.notes",)
_CONTENT_MM = 14.0
_ANSWER_MM = 26.0


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the reply sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks = (
        form((*_order(filled), *_contact(filled), *_reply(filled)), size=DENSE_PT),
        closing((), _signers(filled)),
        Note(text=filled.wording("reply_sheet.notes"), size=NOTE_PT, clings=True),
    )
    return titled_sheet(TITLE, imprint, blocks)


def _order(filled: Filled) -> tuple[Row, ...]:
    return (
        *wide_row(filled.fact("title")),
        *fact_rows((*filled.facts("number", "type"), person(filled, "caller"), filled.fact("secrecy"))),
        *wide_row(filled.fact("content"), height=_CONTENT_MM),
        *fact_rows(filled.facts("lead", "due")),
        *wide_row(co_handlers(filled)),
        *wide_row(filled.fact("dispatched_at")),
    )


def _contact(filled: Filled) -> tuple[Row, ...]:
    return (
        band("联系诉求人"),
        *wide_row(filled.fact("contacted_at")),
        *fact_rows(filled.facts("contact_way", "contacted_by", "attitude")),
    )


def _reply(filled: Filled) -> tuple[Row, ...]:
    return (
        band("办理和答复"),
        *wide_row(filled.fact("findings"), height=_CONTENT_MM),
        *wide_row(filled.fact("basis"), height=_CONTENT_MM),
        *wide_row(filled.fact("answer"), height=_ANSWER_MM),
        *wide_row(filled.fact("result")),
    )


def _signers(filled: Filled) -> tuple[Signer, ...]:
    handler = filled.text("handler_name") or filled.imprint.handler
    return (
        Signer(label="经办人签字", text=handler, field="handler_name"),
        Signer(label="审核人签字", text=filled.text("reviewer_name"), field="reviewer_name"),
        Signer(label="签发人签字", text=filled.text("signer_name"), field="signer_name"),
    )
