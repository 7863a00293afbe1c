"""The deferral undertaking on paper: the applicant's promise, then the bureau's notice, each in two parts."""

from __future__ import annotations

from app.documents.deferral_undertaking.fields import PARTS, SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import (
    DENSE_PT,
    SEAL_MM,
    Fact,
    Filled,
    continued,
    count_of_days,
    fact_rows,
    form,
    heading,
    issue_date,
    notes,
    office_line,
    titled_sheet,
    wide_row,
)
from app.forms.letters import promises
from app.forms.materials import materials_grid
from app.forms.sheet import SMALL_PT, Block, Grid, PageBreak, Paragraph, Row, Sheet, SignatureLine, Signatures
from app.forms.vocabulary import ORGANISATION

NOTICE = "容缺受理通知书"
_SEALED_ON = "　　　年　　月　　日"
_PROMISES = ("informed", "truth", "supply", "result", "consequence", "credit")
_NOTES = ("supply", "consequence", "service")
WORDING = (
    "deferral_undertaking.ground",
    "deferral_undertaking.promise",
    *(f"deferral_undertaking.{key}" for key in _PROMISES),
    "deferral_undertaking.notice.ground",
    *(f"deferral_undertaking.notice.{key}" for key in _NOTES),
)


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the undertaking and its notice as one Sheet of two parts; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks = (
        *_undertaking(filled),
        PageBreak(continuation=continued(NOTICE)),
        *heading(NOTICE, imprint),
        *_notice(filled),
    )
    return titled_sheet("容缺受理承诺书", imprint, blocks, parts=PARTS)


def _undertaking(filled: Filled) -> tuple[Block, ...]:
    return (
        _opening(filled.wording("deferral_undertaking.ground")),
        form((*_promiser(filled), *_case(filled)), size=DENSE_PT),
        _missing(filled),
        Paragraph(
            text=filled.wording("deferral_undertaking.promise"),
            size=SMALL_PT,
            indent=2.0,
            before=2.0,
            keep_with_next=True,
        ),
        promises((filled.wording(f"deferral_undertaking.{key}") for key in _PROMISES), size=SMALL_PT),
        _signed(filled),
    )


def _opening(text: str) -> Paragraph:
    return Paragraph(text=text, size=DENSE_PT, indent=2.0, after=1.0)


def _promiser(filled: Filled) -> tuple[Row, ...]:
    who = filled.facts("applicant_name", "certificate")
    if filled.values.get("applicant_kind") == ORGANISATION or filled.text("legal_representative"):
        who.append(filled.fact("legal_representative"))
    rest = filled.facts("contact_name", "telephone", "agent_name", "agent_telephone", "address")
    return fact_rows([*who, *rest])


def _case(filled: Filled) -> tuple[Row, ...]:
    limit = Fact(label="承诺时限", text=count_of_days(filled.text("committed_limit")), field="committed_limit")
    return (
        *wide_row(filled.fact("matter_name")),
        *fact_rows([filled.fact("case_number"), limit]),
        *wide_row(filled.fact("credit_check")),
    )


def _missing(filled: Filled) -> Grid:
    count = len(filled.rows("missing_materials"))
    return materials_grid(filled, "missing_materials", heading=f"容缺次要材料（共 {count} 项）", kind=False)


def _signed(filled: Filled) -> Signatures:
    """Return where the applicant signs; an organisation has room for its seal and the date on it."""
    if filled.values.get("applicant_kind") == ORGANISATION:
        return Signatures(
            rows=(
                (SignatureLine(label="法定代表人（签字）："),),
                (SignatureLine(label="代理人（签字）："),),
            ),
            seal=SEAL_MM,
            seal_caption="（承诺单位盖章）",
            date=_SEALED_ON,
        )
    signed = SignatureLine(label="承诺人（签字）：")
    agent = SignatureLine(label="代理人（签字）：")
    dated = SignatureLine(label="承诺日期（年月日）：")
    return Signatures(rows=((signed,), *(((agent,),) if filled.text("agent_name") else ()), (dated,)))


def _notice(filled: Filled) -> tuple[Block, ...]:
    received = f"已收材料（共 {len(filled.rows('received_materials'))} 项）"
    return (
        _opening(filled.wording("deferral_undertaking.notice.ground")),
        form((*fact_rows(filled.facts("applicant_name", "telephone")), *_noticed(filled)), size=DENSE_PT),
        materials_grid(filled, "received_materials", heading=received),
        _missing(filled),
        office_line(filled, where="受理窗口"),
        notes(filled.wording(f"deferral_undertaking.notice.{key}") for key in _NOTES),
        _sealed(filled.imprint),
    )


def _noticed(filled: Filled) -> tuple[Row, ...]:
    return _case(filled)[:-1]


def _sealed(imprint: Imprint) -> Signatures:
    return Signatures(
        rows=(
            (SignatureLine(label="窗口经办人（签字）："),),
            (SignatureLine(label="申请（签收）人签字："),),
            (SignatureLine(label="签收日期（年月日）："),),
        ),
        seal=SEAL_MM,
        seal_caption="（窗口单位盖章）",
        date=issue_date(imprint),
    )
