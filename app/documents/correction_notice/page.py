"""The correction notice on paper: a letter (GB/T 9704 text block) with a table of what to put right."""

from __future__ import annotations

from app.documents.correction_notice.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import (
    SEAL_MM,
    Column,
    Filled,
    fact_rows,
    form,
    issue_date,
    list_grid,
    titled_sheet,
)
from app.forms.letters import you
from app.forms.materials import quantity
from app.forms.sheet import (
    FORM_PT,
    MM,
    SMALL_PT,
    Align,
    Block,
    Face,
    Grid,
    Page,
    Paragraph,
    Sheet,
    SignatureLine,
    Signatures,
    Space,
    TearOff,
    Together,
)
from app.forms.vocabulary import REGISTRATION

WORDING = (
    "correction_notice.ground.licence",
    "correction_notice.ground.registration",
    "correction_notice.consequence.licence",
    "correction_notice.consequence.registration",
    "correction_notice.remedy",
    "correction_notice.copies",
)
_WIDEST_SEAL_MM = 75.0
_COLUMNS = (
    Column(key="name", heading="材料名称", width=36.0, align=Align.LEFT),
    Column(key="standard", heading="标准和要求", width=42.0, align=Align.LEFT),
    Column(key="fault", heading="存在的问题", width=42.0, align=Align.LEFT),
    Column(key="quantity", heading="形式、份数", width=24.0),
)


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the notice as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks: list[Block] = [
        Paragraph(text=f"{filled.text('applicant_name')}：", align=Align.LEFT, field="applicant_name"),
        _body(_opening(filled), "matter_name"),
        Space(height=2.0),
        _corrections(filled),
        Space(height=3.0),
        _body(_limit(filled), "correct_by"),
        _body(filled.text("consequence") or _by_regime(filled, "consequence"), "consequence"),
        _body(filled.wording("correction_notice.remedy")),
        _body(_contact(filled)),
        _body(filled.wording("correction_notice.copies")),
        _sealed(imprint),
        Together(blocks=(TearOff(caption="申请人签收"), _receipt(filled), _signed())),
    ]
    return titled_sheet("补正材料一次性告知书", imprint, blocks, page=Page())


def _body(text: str, field: str = "") -> Paragraph:
    return Paragraph(text=text, face=Face.BODY, indent=2.0, field=field)


def _by_regime(filled: Filled, what: str) -> str:
    registration = filled.values.get("regime") == REGISTRATION
    return filled.wording(f"correction_notice.{what}.{'registration' if registration else 'licence'}")


def _opening(filled: Filled) -> str:
    number = filled.text("case_number")
    case = f"（受理编号：{number}）" if number else ""
    return (
        f"{you(filled)}提出的“{filled.text('matter_name')}”申请{case}，本机关于"
        f"{filled.text('received_on')}收到材料。{_by_regime(filled, 'ground')}"
    )


def _corrections(filled: Filled) -> Grid:
    rows = [{**row, "quantity": quantity(row, "\n")} for row in filled.rows("corrections")]
    caption = f"需要补正的全部材料（共 {len(rows)} 项）"
    return list_grid("corrections", _COLUMNS, rows, caption=caption, size=SMALL_PT)


def _limit(filled: Filled) -> str:
    span = f"{filled.text('correction_limit')}个{filled.text('correction_unit')}"
    return f"请自告知之日起{span}内，即在{filled.text('correct_by')}前（含当日）补正。"


def _contact(filled: Filled) -> str:
    imprint = filled.imprint
    said = (
        ("承办人", filled.text("handler_name") or imprint.handler),
        ("窗口电话", filled.text("counter_telephone") or imprint.counter_telephone),
        ("监督电话", filled.text("supervision_telephone") or imprint.supervision_telephone),
    )
    first, second = (
        "；".join(f"{label}：{text}" for label, text in pair if text) for pair in (said[:2], said[2:])
    )
    return "；\n".join(line for line in (first, second) if line) + "。"


def _sealed(imprint: Imprint) -> Signatures:
    """Return the seal square, wide enough for the whole name of the bureau."""
    name = len(imprint.bureau) * FORM_PT / MM
    return Signatures(
        seal=max(SEAL_MM, min(name, _WIDEST_SEAL_MM)),
        seal_caption=imprint.bureau or "（行政机关盖章）",
        date=issue_date(imprint),
    )


def _receipt(filled: Filled) -> Grid:
    clock = filled.facts("tell_by", "told_on", "contact_name", "telephone")
    rest = filled.facts("agent_name", "agent_telephone", "matter_code", "address")
    return form(fact_rows(clock + rest), size=SMALL_PT)


def _signed() -> Signatures:
    return Signatures(
        rows=((SignatureLine(label="签收人（签字）："), SignatureLine(label="签收时间：")),),
    )
