"""The return of an order on paper: the application, the path where it is disputed, and room for the verdict."""

from __future__ import annotations

from app.documents.order_return_sheet.fields import REDISPATCHED, SECTIONS, SENT_BACK, UPHELD
from app.documents.order_return_sheet.rules import is_disputed
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import (
    BLANK_DATE,
    DENSE_PT,
    NOTE_PT,
    Column,
    Fact,
    Filled,
    band,
    fact_rows,
    form,
    titled_sheet,
    wide_row,
)
from app.forms.listings import Listing, listing
from app.forms.sheet import Align, Block, Cell, Grid, Note, Row, Sheet

TITLE = "12345热线工单退单申请单"
WORDING = ("order_return_sheet.notes", "order_return_sheet.dispute")
_TEXT_MM = 17.0
_OPINION_MM = 24.0
_SIGNED = f"签字：　　　　　　　　{BLANK_DATE}"
_HOPS = Listing(
    field="hops",
    caption="派单经过",
    columns=(
        Column(key="division", width=30.0, align=Align.LEFT),
        Column(key="dispatched_at", heading="派单时间", width=58.0),
        Column(key="returned_at", heading="退单时间", width=58.0),
    ),
    details=(("reason", "退单理由"),),
)


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the application as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    disputed = is_disputed(values)
    notes = [filled.wording("order_return_sheet.notes")]
    if disputed:
        notes.append(filled.wording("order_return_sheet.dispute"))
    path = (listing(_HOPS, filled.rows("hops")),) if filled.rows("hops") else ()
    blocks: tuple[Block, ...] = (
        form((*_order(filled), *_application(filled)), size=DENSE_PT),
        *path,
        _decided(filled, disputed=disputed),
        Note(text="".join(notes), size=NOTE_PT, clings=True),
    )
    return titled_sheet(TITLE, imprint, blocks)


def _order(filled: Filled) -> tuple[Row, ...]:
    return (
        *wide_row(filled.fact("title")),
        *fact_rows(filled.facts("number", "type")),
        *wide_row(filled.fact("content"), height=_TEXT_MM),
        *wide_row(filled.fact("dispatched_at")),
    )


def _application(filled: Filled) -> tuple[Row, ...]:
    times = filled.text("round")
    counted = Fact(label="退单次数", text=f"第 {times} 次" if times else "", field="round")
    return (
        band("退单申请"),
        *fact_rows((*filled.facts("division_name", "handler_name", "return_by"), counted)),
        *wide_row(filled.fact("returned_at")),
        *wide_row(filled.fact("reason"), height=_TEXT_MM),
        *wide_row(filled.fact("basis"), height=_TEXT_MM),
        *wide_row(filled.fact("suggested")),
    )


def _decided(filled: Filled, *, disputed: bool) -> Grid:
    """Return the head's word for the pen, then what the petition centre found, of a dispute the arbiter."""
    rows = [_opinion("申请单位\n负责人意见")]
    if disputed:
        rows.append(_opinion("信访中心\n核实意见"))
    rows.append(_verdict(filled, "派单异议\n审核意见" if disputed else "信访中心\n核实意见"))
    return form(rows, size=DENSE_PT)


def _opinion(label: str) -> Row:
    cell = Cell(text="", columns=3, top=True, foot=_SIGNED)
    return Row(cells=(Cell(text=label, label=True), cell), height=_OPINION_MM, keep_with_next=True)


def _verdict(filled: Filled, label: str) -> Row:
    fact = filled.fact("opinion")
    chosen = filled.text("verdict")
    boxes = "　".join(
        f"{'☑' if each == chosen else '□'} {each}{_where(filled, each)}"
        for each in (REDISPATCHED, UPHELD, SENT_BACK)
    )
    signer = filled.text("verified_by")
    cell = Cell(
        text="\n".join(filter(None, (boxes, fact.text))),
        columns=3,
        top=True,
        foot=f"签字：{signer}　　　{BLANK_DATE}" if signer else _SIGNED,
        field=fact.field,
    )
    return Row(cells=(Cell(text=label, label=True), cell), height=_OPINION_MM + 8.0)


def _where(filled: Filled, verdict: str) -> str:
    place = filled.text("redispatched_to")
    return f"至{place}" if verdict == REDISPATCHED and place else ""
