"""The notice and undertaking on paper: what the bureau tells, then what the applicant undertakes."""

from __future__ import annotations

from dataclasses import replace

from app.clock import chinese_date
from app.documents.notice_and_undertaking.fields import PARTS, SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import (
    DENSE_PT,
    NOTE_PT,
    Column,
    Filled,
    fact_rows,
    form,
    list_grid,
    office_line,
    titled_sheet,
    wide_row,
)
from app.forms.letters import chapter, promises
from app.forms.materials import materials_grid
from app.forms.sheet import SMALL_PT, Align, Block, Grid, Note, Row, Sheet, SignatureLine, Signatures

_PROMISES = ("informed", "met", "liable", "will")
WORDING = (
    "notice_and_undertaking.ground",
    "notice_and_undertaking.liability",
    "notice_and_undertaking.checking",
    "notice_and_undertaking.promise",
    *(f"notice_and_undertaking.{key}" for key in _PROMISES),
    "notice_and_undertaking.copies",
)
_PROOFS = (
    Column(key="name", heading="证明事项或许可条件", width=50.0, align=Align.LEFT),
    Column(key="standard", heading="内容和要求", width=93.5, align=Align.LEFT),
)


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the paper as a Sheet of two parts; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks = (
        form(_applicant(filled), size=DENSE_PT),
        *_told(filled),
        *_promised(filled),
        _signed(filled),
        office_line(filled, where="办理窗口"),
        Note(text=filled.wording("notice_and_undertaking.copies"), size=NOTE_PT),
    )
    return titled_sheet("告知承诺书", imprint, blocks, parts=PARTS)


def _applicant(filled: Filled) -> tuple[Row, ...]:
    who = filled.facts("applicant_name", "certificate", "contact_name", "telephone")
    rest = filled.facts("agent_name", "agent_telephone", "address", "case_number")
    return (*fact_rows([*who, *rest]), *wide_row(filled.fact("matter_name")))


def _told(filled: Filled) -> tuple[Block, ...]:
    materials = filled.rows("materials")
    needed = f"应提交的材料（共 {len(materials)} 项）"
    return (
        *chapter("一、行政机关告知", filled.wording("notice_and_undertaking.ground")),
        form(wide_row(filled.fact("basis")), size=DENSE_PT),
        list_grid("proofs", _PROOFS, filled.rows("proofs"), size=DENSE_PT),
        *((materials_grid(filled, "materials", heading=needed),) if materials else ()),
        _consequences(filled),
    )


def _consequences(filled: Filled) -> Grid:
    said = [
        replace(fact, text=fact.text or filled.wording(f"notice_and_undertaking.{fact.field}"))
        for fact in filled.facts("liability", "checking")
    ]
    rows = [row for fact in said for row in wide_row(fact)]
    return form((*rows, *fact_rows(filled.facts("undertaking_manner", "published"))), size=DENSE_PT)


def _promised(filled: Filled) -> tuple[Block, ...]:
    texts = [filled.wording(f"notice_and_undertaking.{key}") for key in _PROMISES]
    opening = filled.wording("notice_and_undertaking.promise")
    return (*chapter("二、申请人承诺", opening), promises(texts, size=DENSE_PT))


def _signed(filled: Filled) -> Signatures:
    """Return two columns to sign in: the applicant's, and the bureau's."""
    told_on = chinese_date(filled.imprint.issued_on) if filled.imprint.issued_on else ""
    return Signatures(
        rows=(
            (SignatureLine(label="申请人（签字或盖章）："), SignatureLine(label="行政机关（盖章）：")),
            (SignatureLine(label="承诺日期："), SignatureLine(label="告知日期：", text=told_on)),
        ),
        size=SMALL_PT,
    )
