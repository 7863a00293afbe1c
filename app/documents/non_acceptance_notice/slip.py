"""The notice as a slip of the counter: a ruled form in two parts (存根联, 回执联)."""

from __future__ import annotations

from app.documents.non_acceptance_notice.fields import PARTS
from app.documents.non_acceptance_notice.telling import (
    KEY,
    complaint,
    decision_of,
    ground,
    guide,
    remedy,
    title_of,
)
from app.forms.document_type import Imprint
from app.forms.layout import (
    DENSE_PT,
    SEAL_MM,
    Column,
    Fact,
    Filled,
    fact_rows,
    form,
    issue_date,
    list_grid,
    office_line,
    titled_sheet,
    wide_row,
)
from app.forms.letters import addressee, you
from app.forms.sheet import Align, Block, Grid, Paragraph, Row, Sheet, SignatureLine, Signatures

_REASONS_ROW = 12.0
_BASIS_ROW = 8.0


def slip(filled: Filled) -> Sheet:
    """Return the slip of two parts; raises ``MissingWording``."""
    blocks: list[Block] = [
        addressee(filled, size=DENSE_PT),
        Paragraph(text=f"{you(filled)}提出的申请，{_decided(filled)}", size=DENSE_PT, indent=2.0, after=1.0),
        form((*_application(filled), *_reasons(filled)), size=DENSE_PT),
    ]
    if filled.rows("returned_materials"):
        blocks.append(_returned(filled))
    blocks += [office_line(filled, where="受理窗口"), _signatures(filled.imprint)]
    return titled_sheet(title_of(filled), filled.imprint, blocks, parts=PARTS)


def _decided(filled: Filled) -> str:
    return f"经审查，属于“{filled.text('situation')}”的情形。{ground(filled)}"


def _application(filled: Filled) -> tuple[Row, ...]:
    people = filled.facts("contact_name", "telephone", "agent_name", "agent_telephone", "address")
    return (
        *fact_rows(filled.facts("case_number", "received_on")),
        *wide_row(filled.fact("matter_name")),
        *fact_rows(filled.facts("registration_type", "denial_number")),
        *wide_row(filled.fact("location")),
        *fact_rows(people),
    )


def _reasons(filled: Filled) -> tuple[Row, ...]:
    reasons = Fact(label=f"{decision_of(filled)}\n的理由", text=filled.text("reasons"), field="reasons")
    right = Fact(label="应向其申请\n的机关", text=guide(filled), field="right_organ")
    return (
        *wide_row(reasons, height=_REASONS_ROW),
        *wide_row(filled.fact("legal_basis"), height=_BASIS_ROW),
        *wide_row(right),
        *wide_row(Fact(label="救济途径", text=f"{remedy(filled)}\n{complaint(filled)}")),
    )


def _returned(filled: Filled) -> Grid:
    """Return the materials given back; the heading says that they are."""
    columns = (
        Column(key="name", heading=filled.wording(f"{KEY}.returned"), width=120.0, align=Align.LEFT),
        Column(key="copies", heading="份数", width=20.0),
    )
    return list_grid("returned_materials", columns, filled.rows("returned_materials"), size=DENSE_PT)


def _signatures(imprint: Imprint) -> Signatures:
    return Signatures(
        rows=(
            (SignatureLine(label="窗口经办人（签字）："),),
            (SignatureLine(label="申请人签收（签字）："),),
            (SignatureLine(label="签收日期（年月日）："),),
        ),
        seal=SEAL_MM,
        seal_caption="（行政机关盖章）",
        date=issue_date(imprint),
    )
