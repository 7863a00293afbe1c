"""The one-time notice on paper: a ruled form in two parts (存根联, 回执联)."""

from __future__ import annotations

from app.documents.one_time_notice.fields import PARTS, SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import (
    DENSE_PT,
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
from app.forms.sheet import Block, Items, Paragraph, Row, Sheet, SignatureLine, Signatures
from app.forms.vocabulary import REGISTRATION, SHARED

WORDING = (
    "one_time_notice.ground.licence",
    "one_time_notice.ground.registration",
    "one_time_notice.truth",
    "one_time_notice.shared",
    "one_time_notice.ineligible",
    "one_time_notice.service",
)
_CONTENTS = ("basis", "conditions", "procedure", "requirements")


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the notice as a Sheet of two parts; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks: list[Block] = [
        Paragraph(text=_ground(filled), size=DENSE_PT, indent=2.0, after=1.0),
        form(_facts(filled) + _contents(filled), size=DENSE_PT),
        materials_grid(filled, "materials", caption=_caption(filled)),
    ]
    if closing := _closing(filled):
        blocks.append(form(closing, size=DENSE_PT))
    blocks += [_counter(filled), _notes(filled), _signatures(imprint)]
    return titled_sheet("一次性告知书", imprint, blocks, parts=PARTS)


def _ground(filled: Filled) -> str:
    registration = filled.values.get("regime") == REGISTRATION
    return filled.wording(f"one_time_notice.ground.{'registration' if registration else 'licence'}")


def _facts(filled: Filled) -> tuple[Row, ...]:
    people = filled.facts("applicant_name", "contact_name", "telephone", "sms_telephone")
    agent = filled.facts("agent_name", "agent_telephone")
    asked = filled.facts("channel", "received_on", "address")
    kinds = filled.facts("matter_code", "case_number", "matter_kind")
    return (*fact_rows(people + agent + asked), *wide_row(filled.fact("matter_name")), *fact_rows(kinds))


def _contents(filled: Filled) -> tuple[Row, ...]:
    rows = [row for key in _CONTENTS for row in wide_row(filled.fact(key))]
    rows += wide_row(Fact(label="办理时限", text=_limits(filled), field="committed_limit"))
    rows += [row for key in ("special_steps", "fee") for row in wide_row(filled.fact(key))]
    return tuple(rows)


def _limits(filled: Filled) -> str:
    limits = (("法定时限", "statutory_limit"), ("承诺时限", "committed_limit"))
    return "；".join(f"{label}：{_days(filled.text(key))}" for label, key in limits if filled.text(key))


def _days(count: str) -> str:
    return "0（当场办结）" if count == "0" else f"{count} 个工作日"


def _caption(filled: Filled) -> str:
    rows = filled.rows("materials")
    shared = sum(row.get("status") == SHARED for row in rows)
    counted = f"共 {len(rows)} 项，其中 {shared} 项共享获取" if shared else f"共 {len(rows)} 项"
    return f"所需提交的全部材料（{counted}）"


def _closing(filled: Filled) -> tuple[Row, ...]:
    keys = ("ineligible_reason", "question", "promised_reply_at")
    return tuple(row for key in keys for row in wide_row(filled.fact(key)))


def _counter(filled: Filled) -> Paragraph:
    imprint = filled.imprint
    return counter_line(
        (
            Fact(label="办理窗口", text=imprint.counter),
            Fact(label="经办人", text=filled.text("handler_name") or imprint.handler),
            filled.fact("counter_telephone", otherwise=imprint.counter_telephone),
            filled.fact("supervision_telephone", otherwise=imprint.supervision_telephone),
        )
    )


def _notes(filled: Filled) -> Items:
    keys = ["truth"]
    if any(row.get("status") == SHARED for row in filled.rows("materials")):
        keys.append("shared")
    if filled.text("ineligible_reason"):
        keys.append("ineligible")
    keys.append("service")
    return notes(filled.wording(f"one_time_notice.{key}") for key in keys)


def _signatures(imprint: Imprint) -> Signatures:
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
