"""The handover sheet on paper: head, open work, things, what to mind, and three signatures at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.documents.handover_sheet.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.half_days import printed_span
from app.forms.layout import DENSE_PT, NOTE_PT, Column, Fact, Filled, fact_rows, form, titled_sheet
from app.forms.listings import Listing, Signer, closing, listing
from app.forms.sheet import Align, Note, Row, Sheet

TITLE = "工作交接单"
WORDING = ("handover_sheet.notes",)
OPEN_END = "至另行通知之日止"
_REST = (
    "supervisor_name",
    "approved_by",
    "absence_reason",
    "handover_manner",
    "emergency_contact",
    "emergency_telephone",
)
_ITEMS = Listing(
    field="items",
    caption="一、在办事项",
    columns=(
        Column(key="title", width=58.0, align=Align.LEFT),
        Column(key="number", heading="业务类型、编号", width=43.0),
        Column(key="due_on", heading="到期日期", width=32.0),
    ),
    details=(
        ("party", "当事人"),
        ("step", "当前环节"),
        ("next_act", "下一步"),
        ("place", "材料位置"),
        ("risk", "风险提示"),
        ("remark", "备注"),
        ("objection", "异议"),
    ),
    beside=(Column(key="taken", heading="接收", width=13.0),),
)
_THINGS = Listing(
    field="things",
    caption="二、物品",
    columns=(
        Column(key="name", width=65.0, align=Align.LEFT),
        Column(key="thing_kind", heading="类别", width=22.0),
        Column(key="count", heading="数量", width=18.0),
        Column(key="remark", heading="备注", width=38.5, align=Align.LEFT),
    ),
)


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks = (
        form(_head(filled), size=DENSE_PT),
        listing(_ITEMS, tuple(_stacked(row) for row in filled.rows("items"))),
        listing(_THINGS, filled.rows("things")),
        closing(
            (filled.fact("attention"),),
            tuple(Signer(label=f"{who}签字") for who in ("移交人", "接收人", "监交人")),
        ),
        Note(text=filled.wording("handover_sheet.notes"), size=NOTE_PT, clings=True),
    )
    return titled_sheet(TITLE, imprint, blocks)


def _head(filled: Filled) -> tuple[Row, ...]:
    short = fact_rows(
        (
            *filled.facts("division_name", "post_name", "a_name"),
            _receiver(filled),
            *filled.facts(*_REST),
        )
    )
    return (*short, *fact_rows((_absence(filled),)))


def _receiver(filled: Filled) -> Fact:
    name = filled.fact("b_name")
    return replace(name, label=f"{name.label}（{filled.text('b_capacity') or 'B岗'}）")


def _absence(filled: Filled) -> Fact:
    ends = filled.values.get("absent_until") or ""
    text = printed_span(filled.values.get("absent_from") or "", ends) + ("" if ends else OPEN_END)
    return Fact(label="离岗时间", text=text, field="absent_from")


def _stacked(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row with the number under the kind of work."""
    return {**row, "number": "\n".join(filter(None, (row.get("kind"), row.get("number"))))}
