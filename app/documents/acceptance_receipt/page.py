"""The acceptance receipt on paper: a ruled form in two parts (存根联, 回执联)."""

from __future__ import annotations

from app.documents.acceptance_receipt.fields import PARTS, SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import (
    SEAL_MM,
    Fact,
    Filled,
    fact_rows,
    form,
    issue_date,
    titled_sheet,
    wide_row,
)
from app.forms.materials import materials_grid
from app.forms.sheet import SMALL_PT, Block, Note, Paragraph, Row, Sheet, SignatureLine, Signatures
from app.forms.vocabulary import REGISTRATION

WORDING = (
    "acceptance_receipt.ground.licence",
    "acceptance_receipt.ground.registration",
    "acceptance_receipt.truth",
    "acceptance_receipt.deferred",
    "acceptance_receipt.service",
)


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the receipt as a Sheet of two parts; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks: list[Block] = [
        Paragraph(text=_ground(filled), size=SMALL_PT, indent=2.0, after=2.0),
        form(_case(filled) + _people(filled), size=SMALL_PT),
        materials_grid(
            filled, "received_materials", caption=_caption(filled, "received_materials", "已收材料")
        ),
    ]
    if filled.rows("missing_materials"):
        missing = _caption(filled, "missing_materials", "未收材料（容缺受理）")
        blocks.append(materials_grid(filled, "missing_materials", caption=missing))
    blocks += [form(_counter(filled), size=SMALL_PT), *_notes(filled), _signatures(imprint)]
    return titled_sheet("受理回执", imprint, blocks, PARTS)


def _ground(filled: Filled) -> str:
    registration = filled.values.get("regime") == REGISTRATION
    return filled.wording(f"acceptance_receipt.ground.{'registration' if registration else 'licence'}")


def _case(filled: Filled) -> tuple[Row, ...]:
    facts = filled.facts("matter_code", "matter_kind", "regime", "received_on", "accepted_on", "accepted_by")
    limits = [_limit(filled, "statutory_limit"), _limit(filled, "committed_limit")]
    return (
        *fact_rows(filled.facts("case_number")),
        *wide_row(filled.fact("matter_name")),
        *fact_rows(facts),
        *fact_rows([*limits, *filled.facts("due_on", "pickup")]),
        *wide_row(filled.fact("special_steps")),
    )


def _limit(filled: Filled, key: str) -> Fact:
    fact = filled.fact(key)
    if not fact.text:
        return fact
    text = "0（当场办结）" if fact.text == "0" else f"{fact.text} 个工作日"
    return Fact(label=fact.label, text=text, field=key)


def _people(filled: Filled) -> tuple[Row, ...]:
    people = filled.facts(
        "applicant_name", "applicant_kind", "contact_name", "telephone", "sms_telephone", "address"
    )
    return (*fact_rows(people), *fact_rows(filled.facts("agent_name", "agent_telephone")))


def _caption(filled: Filled, key: str, words: str) -> str:
    return f"{words}（共 {len(filled.rows(key))} 项）"


def _counter(filled: Filled) -> tuple[Row, ...]:
    imprint = filled.imprint
    return fact_rows(
        (
            filled.fact("handler_name", otherwise=imprint.handler),
            Fact(label="受理窗口", text=imprint.counter),
            filled.fact("counter_telephone", otherwise=imprint.counter_telephone),
            filled.fact("supervision_telephone", otherwise=imprint.supervision_telephone),
        )
    )


def _notes(filled: Filled) -> list[Note]:
    keys = ["truth", *(["deferred"] if filled.rows("missing_materials") else []), "service"]
    texts = [filled.wording(f"acceptance_receipt.{key}") for key in keys]
    return [Note(text=f"{number}. {text}") for number, text in enumerate(texts, 1)]


def _signatures(imprint: Imprint) -> Signatures:
    return Signatures(
        rows=(
            (SignatureLine(label="窗口经办人（签字）："),),
            (SignatureLine(label="申请人（声明人）（签字）："),),
            (SignatureLine(label="签收日期："),),
        ),
        seal=SEAL_MM,
        seal_caption="（窗口单位盖章）",
        date=issue_date(imprint),
    )
