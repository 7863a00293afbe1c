"""The statement of responsibility on paper: duties from the wide to the narrow, goals, two signatures."""

from __future__ import annotations

from app.documents.post_responsibility.fields import SECTIONS, TESTS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import NOTE_PT, Column, Fact, Filled, fact_rows, form, titled_sheet, wide_row
from app.forms.listings import Listing, Signer, closing, listing
from app.forms.sheet import SMALL_PT, Align, Note, Row, Sheet

TITLE = "岗位目标责任书"
WORDING = ("post_responsibility.pledge", "post_responsibility.notes")
_DUTIES_MM = 10.0
_GOALS = Listing(
    field="goals",
    caption="年度重点任务和目标",
    columns=(
        Column(key="goal", width=50.0, align=Align.LEFT),
        Column(key="measure", heading="衡量指标", width=40.0, align=Align.LEFT),
        Column(key="target", heading="目标值", width=24.0),
        Column(key="due_on", heading="完成时限", width=32.0),
    ),
    details=tuple(TESTS.items()),
)


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the statement as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    pledge = Fact(label="履责承诺", text=filled.wording("post_responsibility.pledge"))
    blocks = (
        form((*_post(filled), *_duties(filled)), size=SMALL_PT),
        listing(_GOALS, filled.rows("goals")),
        closing(
            (filled.fact("integrity_duties"), pledge),
            (Signer(label="责任人签字"), Signer(label="单位负责人签字")),
        ),
        Note(text=filled.wording("post_responsibility.notes"), size=NOTE_PT, clings=True),
    )
    return titled_sheet(TITLE, imprint, blocks)


def _post(filled: Filled) -> tuple[Row, ...]:
    year = filled.text("year")
    return fact_rows(
        (
            filled.fact("division_name"),
            Fact(label="年度", text=f"{year}年" if year else "", field="year"),
            filled.fact("post_name"),
            filled.fact("head_name"),
            filled.fact("a_name"),
            filled.fact("b_name"),
            filled.fact("second_b_name"),
        )
    )


def _duties(filled: Filled) -> tuple[Row, ...]:
    return tuple(
        row
        for key in ("division_duties", "section_duties", "duties")
        for row in wide_row(filled.fact(key), height=_DUTIES_MM)
    )
