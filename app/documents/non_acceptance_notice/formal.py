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
from app.forms.formal_letter import ORDER, body, numbered, sealed
from app.forms.layout import Filled, fact_rows, form, titled_sheet
from app.forms.letters import addressee, you
from app.forms.sheet import (
    BODY_PT,
    LINE_MM,
    SMALL_PT,
    Block,
    Item,
    Items,
    Page,
    Sheet,
    SignatureLine,
    Signatures,
    Space,
    TearOff,
    Together,
)


def formal(filled: Filled) -> Sheet:
    """Return the letter; raises ``MissingWording``."""
    blocks: list[Block] = [
        Space(height=LINE_MM),
        addressee(filled, size=BODY_PT),
        body(_opening(filled), "matter_name"),
    ]
    for order, (heading, *chapter) in zip(ORDER, _chapters(filled), strict=False):
        blocks += [numbered(f"{order}、{heading}"), *chapter]
    blocks += [
        body(_contact(filled), "counter_telephone"),
        body(filled.wording(f"{KEY}.copies")),
        sealed(filled.imprint.bureau, filled.imprint),
        Together(blocks=(TearOff(caption="申请人签收"), _receipt(filled), _signed())),
    ]
    return titled_sheet(title_of(filled), filled.imprint, blocks, page=Page())


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
        (f"{decision_of(filled)}的理由", body(filled.text("reasons"), "reasons")),
        ("法律依据", body(filled.text("legal_basis"), "legal_basis")),
    ]
    if where := guide(filled):
        chapters.append(("应向其申请的机关", body(where, "right_organ")))
    if filled.rows("returned_materials"):
        returned = body(filled.wording(f"{KEY}.returned"), "returned_materials")
        chapters.append(("退还的材料", returned, _returned(filled)))
    remedies = (body(remedy(filled), "reconsideration_organ"), body(complaint(filled)))
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


def _receipt(filled: Filled) -> Block:
    facts = filled.facts("case_number", "denial_number", "contact_name", "telephone")
    return form(fact_rows(facts + filled.facts("agent_name", "agent_telephone", "address")), size=SMALL_PT)


def _signed() -> Signatures:
    return Signatures(
        rows=((SignatureLine(label="签收人（签字）："), SignatureLine(label="签收时间：")),),
    )
