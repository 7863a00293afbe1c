"""The return sheet on paper: what was done, what comes back, the things, and three signatures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.documents.return_sheet.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.half_days import printed_span
from app.forms.layout import DENSE_PT, NOTE_PT, Column, Fact, Filled, fact_rows, form, titled_sheet
from app.forms.listings import Listing, Signer, closing, listing
from app.forms.sheet import Align, Note, Sheet

TITLE = "返岗交还单"
WORDING = ("return_sheet.notes",)
_DONE = Listing(
    field="done",
    caption="一、代办事项",
    columns=(
        Column(key="title", width=46.0, align=Align.LEFT),
        Column(key="number", heading="编号", width=44.0),
        Column(key="by_name", heading="办理人", width=22.0),
        Column(key="at", heading="办理时间", width=34.0),
    ),
    details=(("act", "办理内容"), ("result", "办理结果")),
)
_BACK = Listing(
    field="back",
    caption="二、交还事项",
    columns=(
        Column(key="title", width=70.0, align=Align.LEFT),
        Column(key="number", heading="业务类型、编号", width=44.0),
        Column(key="due_on", heading="到期日期", width=32.0),
    ),
    details=(("step", "当前环节"), ("next_act", "下一步"), ("remark", "备注")),
)
_THINGS = Listing(
    field="things",
    caption="三、交还物品",
    columns=(
        Column(key="name", width=59.5, align=Align.LEFT),
        Column(key="thing_kind", heading="类别", width=18.0),
        Column(key="count", heading="数量", width=14.0),
        Column(key="remark", heading="备注", width=34.0, align=Align.LEFT),
    ),
    beside=(Column(key="returned", heading="已交还", width=18.0),),
)


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    people = filled.facts("division_name", "post_name", "a_name")
    head = (*people, _giver(filled), filled.fact("supervisor_name"), _absence(filled))
    blocks = (
        form(fact_rows(head), size=DENSE_PT),
        listing(_DONE, filled.rows("done")),
        listing(_BACK, tuple(_stacked(row) for row in filled.rows("back"))),
        listing(_THINGS, filled.rows("things")),
        closing(
            (filled.fact("remark"),),
            tuple(Signer(label=f"{who}签字") for who in ("返岗人", "交还人", "监交人")),
        ),
        Note(text=filled.wording("return_sheet.notes"), size=NOTE_PT, clings=True),
    )
    return titled_sheet(TITLE, imprint, blocks)


def _giver(filled: Filled) -> Fact:
    name = filled.fact("b_name")
    return replace(name, label=f"{name.label}（{filled.text('b_capacity') or 'B岗'}）")


def _absence(filled: Filled) -> Fact:
    begins, ends = (filled.values.get(key) or "" for key in ("absent_from", "returned_at"))
    return Fact(label="离岗期间", text=printed_span(begins, ends), field="returned_at")


def _stacked(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row with the number under the kind of work."""
    return {**row, "number": "\n".join(filter(None, (row.get("kind"), row.get("number"))))}
