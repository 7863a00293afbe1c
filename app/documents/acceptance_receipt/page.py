"""The acceptance receipt on paper: a ruled form in two parts (存根联, 回执联)."""

from __future__ import annotations

from app.documents.acceptance_receipt.fields import PARTS, SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import (
    SEAL_MM,
    Fact,
    Filled,
    counter_line,
    fact_rows,
    form,
    issue_date,
    notes,
    titled_sheet,
    wide_row,
)
from app.forms.materials import materials_grid
from app.forms.sheet import SMALL_PT, Block, Grid, Items, Paragraph, Row, Sheet, SignatureLine, Signatures
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
        _materials(filled, "received_materials", "已收材料"),
    ]
    if filled.rows("missing_materials"):
        blocks.append(_materials(filled, "missing_materials", "未收材料（容缺受理）"))
    blocks += [_counter(filled), _notes(filled), _signatures(imprint)]
    return titled_sheet("受理回执", imprint, blocks, parts=PARTS)


def _ground(filled: Filled) -> str:
    registration = filled.values.get("regime") == REGISTRATION
    return filled.wording(f"acceptance_receipt.ground.{'registration' if registration else 'licence'}")


def _case(filled: Filled) -> tuple[Row, ...]:
    facts = filled.facts("matter_code", "pickup", "received_on", "accepted_on", "accepted_by", "due_on")
    limits = [_limit(filled, "statutory_limit"), _limit(filled, "committed_limit")]
    return (
        *fact_rows(filled.facts("case_number", "matter_kind")),
        *wide_row(filled.fact("matter_name")),
        *fact_rows(facts + limits),
        *wide_row(filled.fact("special_steps")),
    )


def _limit(filled: Filled, key: str) -> Fact:
    fact = filled.fact(key)
    if not fact.text:
        return fact
    text = "0（当场办结）" if fact.text == "0" else f"{fact.text} 个工作日"
    return Fact(label=fact.label, text=text, field=key)


def _people(filled: Filled) -> tuple[Row, ...]:
    people = filled.facts("applicant_name", "contact_name", "telephone", "sms_telephone")
    return fact_rows(people + filled.facts("agent_name", "agent_telephone", "address"))


def _materials(filled: Filled, key: str, words: str) -> Grid:
    return materials_grid(filled, key, heading=f"{words}（共 {len(filled.rows(key))} 项）")


def _counter(filled: Filled) -> Paragraph:
    imprint = filled.imprint
    return counter_line(
        (
            Fact(label="受理窗口", text=imprint.counter),
            filled.fact("handler_name", otherwise=imprint.handler),
            filled.fact("counter_telephone", otherwise=imprint.counter_telephone),
            filled.fact("supervision_telephone", otherwise=imprint.supervision_telephone),
        )
    )


def _notes(filled: Filled) -> Items:
    keys = ["truth", *(["deferred"] if filled.rows("missing_materials") else []), "service"]
    return notes(filled.wording(f"acceptance_receipt.{key}") for key in keys)


def _signatures(imprint: Imprint) -> Signatures:
    return Signatures(
        rows=(
            (SignatureLine(label="窗口经办人（签字）："),),
            (SignatureLine(label="申请（声明）人签字："),),
            (SignatureLine(label="日　　　　　　　期："),),
        ),
        seal=SEAL_MM,
        seal_caption="（窗口单位盖章）",
        date=issue_date(imprint),
    )
