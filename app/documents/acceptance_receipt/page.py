"""The acceptance receipt on paper: a ruled form in two parts (存根联, 回执联)."""

from __future__ import annotations

from dataclasses import replace

from app.documents.acceptance_receipt.fields import PARTS, SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import (
    DENSE_PT,
    SEAL_MM,
    Fact,
    Filled,
    fact_rows,
    form,
    issue_date,
    notes,
    office_line,
    titled_sheet,
    wide_row,
)
from app.forms.materials import materials_grid
from app.forms.sheet import Block, Grid, Items, Paragraph, Row, Sheet, SignatureLine, Signatures
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
        Paragraph(text=_ground(filled), size=DENSE_PT, indent=2.0, after=1.0),
        form(_people(filled) + _case(filled), size=DENSE_PT),
        _materials(filled, "received_materials", "已收材料"),
    ]
    if filled.rows("missing_materials"):
        blocks.append(_materials(filled, "missing_materials", "未收材料"))
    blocks += [office_line(filled, where="受理窗口"), _notes(filled), _signatures(imprint)]
    return titled_sheet("受理回执", imprint, blocks, parts=PARTS)


def _ground(filled: Filled) -> str:
    registration = filled.values.get("regime") == REGISTRATION
    return filled.wording(f"acceptance_receipt.ground.{'registration' if registration else 'licence'}")


def _people(filled: Filled) -> tuple[Row, ...]:
    people = filled.facts("applicant_name", "contact_name") + _telephones(filled)
    agent = filled.facts("agent_name", "agent_telephone")
    pickup = [] if filled.text("undertaking_signed_on") else filled.facts("pickup")
    return fact_rows([*people, *agent, *pickup, filled.fact("address")])


def _telephones(filled: Filled) -> list[Fact]:
    """Return both telephones, as one where the messages go to the same."""
    telephone, messages = filled.facts("telephone", "sms_telephone")
    if not telephone.text or messages.text != telephone.text:
        return [telephone, messages]
    return [replace(telephone, text=f"{telephone.text}（接收短信）")]


def _case(filled: Filled) -> tuple[Row, ...]:
    taken = filled.facts("matter_code", "received_on", "accepted_on", "accepted_by")
    limits = Fact(label="办理时限", text=_limits(filled), field="committed_limit")
    return (
        *fact_rows(filled.facts("case_number", "matter_kind")),
        *wide_row(filled.fact("matter_name")),
        *fact_rows([*taken, limits, filled.fact("due_on")]),
        *wide_row(filled.fact("special_steps")),
        *_deferral(filled),
    )


def _deferral(filled: Filled) -> tuple[Row, ...]:
    """Return the day of the undertaking, right above the materials."""
    signed = replace(filled.fact("undertaking_signed_on"), label="承诺书签署日期")
    return fact_rows([filled.fact("pickup"), signed]) if signed.text else ()


def _limits(filled: Filled) -> str:
    limits = (("法定", "statutory_limit"), ("承诺", "committed_limit"))
    counts = [(label, filled.text(key)) for label, key in limits if filled.text(key)]
    if all(count == "0" for _, count in counts):
        return "0（当场办结）" if counts else ""
    return "、".join(f"{label} {count}" for label, count in counts) + " 个工作日"


def _materials(filled: Filled, key: str, words: str) -> Grid:
    return materials_grid(filled, key, heading=f"{words}（共 {len(filled.rows(key))} 项）")


def _notes(filled: Filled) -> Items:
    keys = ["truth", *(["deferred"] if filled.rows("missing_materials") else []), "service"]
    return notes(filled.wording(f"acceptance_receipt.{key}") for key in keys)


def _signatures(imprint: Imprint) -> Signatures:
    return Signatures(
        rows=(
            (SignatureLine(label="窗口经办人（签字）："),),
            (SignatureLine(label="申请（声明）人签字："),),
            (SignatureLine(label="签收日期（年月日）："),),
        ),
        seal=SEAL_MM,
        seal_caption="（窗口单位盖章）",
        date=issue_date(imprint),
    )
