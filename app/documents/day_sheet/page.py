"""The day's sheet on paper: the orders in a table that goes on under its heads, and two signatures."""

from __future__ import annotations

from collections.abc import Mapping

from app.documents.day_sheet.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import NOTE_PT, Column, Fact, Filled, fact_rows, form, titled_sheet
from app.forms.listings import Listing, Signer, closing, listing
from app.forms.orders import CO_ROLE, LEAD_ROLE, number_above
from app.forms.sheet import SMALL_PT, Align, Note, Sheet

TITLE = "12345热线工单当日签收单"
WORDING = ("day_sheet.notes",)
_ORDERS = Listing(
    field="orders",
    caption="工单编号、标题",
    columns=(
        Column(key="title", width=65.0, align=Align.LEFT),
        Column(key="type", heading="类型\n主协办", width=14.0),
        Column(key="caller", heading="诉求人", width=19.0),
        Column(key="due", heading="期限", width=30.0),
    ),
    beside=(Column(key="signed_by", heading="签收", width=18.0),),
)


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    rows = filled.rows("orders")
    handler = filled.text("handler_name") or imprint.handler
    head = fact_rows((*filled.facts("division_name", "handed_on"), _counted(rows)))
    blocks = (
        form(head, size=SMALL_PT),
        listing(_ORDERS, tuple(_with_role(row) for row in number_above(rows))),
        closing(
            (),
            (
                Signer(label="信访中心交办人签字", text=handler, field="handler_name"),
                Signer(label="签收单位签字"),
            ),
        ),
        Note(text=filled.wording("day_sheet.notes"), size=NOTE_PT, clings=True),
    )
    return titled_sheet(TITLE, imprint, blocks)


def _counted(rows: tuple[Mapping[str, str], ...]) -> Fact:
    counts = [sum(row.get("role") == role for row in rows) for role in (LEAD_ROLE, CO_ROLE)]
    text = f"{len(rows)} 件（主办 {counts[0]} 件，协办 {counts[1]} 件）"
    return Fact(label="工单数", text=text if rows else "")


def _with_role(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row with 主办 or 协办 under the type."""
    return {**row, "type": "\n".join(filter(None, (row.get("type"), row.get("role"))))}
