"""The notice as a formal letter (GB/T 9704-2012): addressee, numbered body, seal over name and date."""

from __future__ import annotations

from app.documents.non_acceptance_notice.telling import (
    KEY,
    complaint,
    decision_of,
    ground,
    guide,
    is_registration,
    remedy,
    title_of,
)
from app.forms.document_type import Imprint
from app.forms.layout import SEAL_MM, Filled, fact_rows, form, issue_date, titled_sheet
from app.forms.letters import addressee, you
from app.forms.sheet import (
    BODY_PT,
    CHARACTER_MM,
    LINE_MM,
    SMALL_PT,
    Block,
    Face,
    Item,
    Items,
    Page,
    Paragraph,
    Sheet,
    SignatureLine,
    Signatures,
    Space,
    TearOff,
    Together,
)

_ORDER = "一二三四五六"
_DATE_FROM_THE_RIGHT = 4  # characters (GB/T 9704 7.3.5.1)
_FULL_WIDTH = 0x2E80


def formal(filled: Filled) -> Sheet:
    """Return the letter; raises ``MissingWording``."""
    blocks: list[Block] = [
        Space(height=LINE_MM),
        addressee(filled, size=BODY_PT),
        _body(_opening(filled), "matter_name"),
    ]
    for order, (heading, *chapter) in zip(_ORDER, _chapters(filled), strict=False):
        blocks += [_heading(f"{order}、{heading}"), *chapter]
    blocks += [
        _body(_contact(filled), "counter_telephone"),
        _body(filled.wording(f"{KEY}.copies")),
        _sealed(filled.imprint),
        Together(blocks=(TearOff(caption="申请人签收"), _receipt(filled), _signed())),
    ]
    return titled_sheet(title_of(filled), filled.imprint, blocks, page=Page())


def _heading(text: str) -> Paragraph:
    return Paragraph(text=text, face=Face.HEI, indent=2.0, keep_with_next=True)


def _body(text: str, field: str = "") -> Paragraph:
    return Paragraph(text=text, face=Face.BODY, indent=2.0, field=field)


def _opening(filled: Filled) -> str:
    said = [("受理编号", "case_number")]
    if is_registration(filled):
        said += [("登记类型", "registration_type"), ("坐落", "location")]
    about = "；".join(f"{label}：{filled.text(key)}" for label, key in said if filled.text(key))
    return (
        f"{you(filled)}于{filled.text('received_on')}提出的“{filled.text('matter_name')}”申请"
        f"{f'（{about}）' if about else ''}收悉。经审查，该申请属于“{filled.text('situation')}”的情形。"
        f"{ground(filled)}"
    )


def _chapters(filled: Filled) -> list[tuple[str, *tuple[Block, ...]]]:
    """Return the numbered parts of the letter, those that have nothing to say left out."""
    chapters: list[tuple[str, *tuple[Block, ...]]] = [
        (f"{decision_of(filled)}的理由", _body(filled.text("reasons"), "reasons")),
        ("法律依据", _body(filled.text("legal_basis"), "legal_basis")),
    ]
    if where := guide(filled):
        chapters.append(("应向其申请的机关", _body(where, "right_organ")))
    if filled.rows("returned_materials"):
        returned = _body(filled.wording(f"{KEY}.returned"), "returned_materials")
        chapters.append(("退还的材料", returned, _returned(filled)))
    remedies = (_body(remedy(filled), "reconsideration_organ"), _body(complaint(filled)))
    return [*chapters, ("救济途径", *remedies)]


def _returned(filled: Filled) -> Items:
    rows = filled.rows("returned_materials")
    return Items(
        items=tuple(
            Item(
                mark=f"{number}.",
                text=row.get("name", "") + (f"，{row['copies']}份" if "copies" in row else ""),
                field=f"returned_materials.{number - 1}.name",
            )
            for number, row in enumerate(rows, 1)
        ),
        hang=1.5,
    )


def _contact(filled: Filled) -> str:
    imprint = filled.imprint
    said = (
        ("经办人", filled.text("handler_name") or imprint.handler),
        ("窗口电话", filled.text("counter_telephone") or imprint.counter_telephone),
        ("监督电话", filled.text("supervision_telephone") or imprint.supervision_telephone),
    )
    return "；".join(f"{label}：{text}" for label, text in said if text) + "。"


def _sealed(imprint: Imprint) -> Signatures:
    """Return name and date with the seal's clear square centred on them, the date four characters in."""
    name, day = imprint.bureau or "（行政机关盖章）", issue_date(imprint)
    centre = max(_DATE_FROM_THE_RIGHT + _characters(day) / 2, _characters(name) / 2) * CHARACTER_MM
    return Signatures(seal=SEAL_MM, margin=centre - SEAL_MM / 2, seal_caption=name, date=day, size=BODY_PT)


def _characters(text: str) -> float:
    return sum(1.0 if ord(sign) >= _FULL_WIDTH else 0.5 for sign in text)


def _receipt(filled: Filled) -> Block:
    facts = filled.facts("case_number", "denial_number", "contact_name", "telephone")
    return form(fact_rows(facts + filled.facts("agent_name", "agent_telephone", "address")), size=SMALL_PT)


def _signed() -> Signatures:
    return Signatures(
        rows=((SignatureLine(label="签收人（签字）："), SignatureLine(label="签收时间：")),),
    )
