"""The register of destruction on paper: the appraisal, each paper a row, the consent, five hands at the end."""

from __future__ import annotations

from app.documents.destruction_register.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import NOTE_PT, Column, Filled, fact_rows, form, titled_sheet, wide_row
from app.forms.listings import Listing, Signer, closing, listing
from app.forms.sheet import SMALL_PT, Align, Block, Note, Row, Sheet

TITLE = "文书销毁清册"
WORDING = ("destruction_register.notes",)
_OPINION_MM = 14.0
_PAPERS = Listing(
    field="papers",
    caption="销毁文书",
    columns=(
        Column(key="title", width=26.0, align=Align.LEFT),
        Column(key="number", heading="文号", width=41.0),
        Column(key="issued_on", heading="签发日期", width=37.0),
        Column(key="term", heading="期限", width=12.0),
        Column(key="digest", heading="校验值", width=30.0),
    ),
)
_PARTIES = Listing(
    field="parties",
    caption="连同销毁的资料",
    columns=(
        Column(key="kind", width=30.0, align=Align.LEFT),
        Column(key="number", heading="编号", width=62.0),
        Column(key="note", heading="包括", width=54.0),
    ),
)

_DESTROYERS = (Signer(label="监销人签字（两人）"), Signer(label="销毁人签字"))


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the register as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks = (
        form(_appraisal(filled), size=SMALL_PT),
        *_listed(_PAPERS, filled),
        *_listed(_PARTIES, filled),
        *_counts(filled),
        form(wide_row(filled.fact("approval_opinion"), height=_OPINION_MM), size=SMALL_PT),
        closing((), _deciders(filled)),
        closing((), _DESTROYERS),
        Note(text=filled.wording("destruction_register.notes"), size=NOTE_PT, clings=True),
    )
    return titled_sheet(TITLE, imprint, blocks)


def _listed(what: Listing, filled: Filled) -> tuple[Block, ...]:
    rows = filled.rows(what.field)
    return (listing(what, rows),) if rows else ()


def _counts(filled: Filled) -> tuple[Block, ...]:
    counts = wide_row(filled.fact("parties_count"))
    return (form(counts, size=SMALL_PT),) if counts else ()


def _appraisal(filled: Filled) -> tuple[Row, ...]:
    return (
        *fact_rows(filled.facts("division_name", "appraised_on")),
        *wide_row(filled.fact("package")),
        *wide_row(filled.fact("package_digest")),
        *wide_row(filled.fact("opinion"), height=_OPINION_MM),
    )


def _deciders(filled: Filled) -> tuple[Signer, ...]:
    return (
        Signer(
            label="鉴定人签字",
            text=filled.text("appraiser"),
            date=filled.text("appraised_on"),
            field="appraiser",
        ),
        Signer(
            label="审批：分管局领导签字",
            text=filled.text("approver"),
            date=filled.text("approved_on"),
            field="approver",
        ),
    )
