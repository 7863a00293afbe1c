"""The proof of service on paper: one full page of ruled cells, most of them for a pen."""

from __future__ import annotations

from app.documents.proof_of_service.fields import DIRECT, ENTRUSTED, FORWARDED, LEFT, SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import (
    BLANK_DATE,
    NOTE_PT,
    Column,
    Fact,
    Filled,
    fact_rows,
    form,
    list_grid,
    titled_sheet,
    wide_row,
)
from app.forms.sheet import Align, Block, Cell, Note, Row, Sheet

WORDING = ("proof_of_service.notes",)
_FACE_TO_FACE = (DIRECT, LEFT, ENTRUSTED, FORWARDED)
_COLUMNS = (
    Column(key="title", heading="送达文书名称", width=80.0, align=Align.LEFT),
    Column(key="number", heading="文号", width=52.0),
    Column(key="copies", heading="份数", width=16.0),
)
_SIGN_ROW = 20.0
_REMARK_ROW = 12.0


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the sheet, with blanks where people write; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks: list[Block] = [
        list_grid("documents", _COLUMNS, filled.rows("documents")),
        form((*_service(filled), *_receipt(filled), *_unusual(filled), *_servers(filled))),
        Note(text=filled.wording("proof_of_service.notes"), size=NOTE_PT),
    ]
    return titled_sheet("送达回证", imprint, blocks)


def _service(filled: Filled) -> tuple[Row, ...]:
    short = filled.facts("case_number", "manner", "post_number", "electronic_address", "arrived_at")
    return (
        *wide_row(filled.fact("server")),
        *wide_row(filled.fact("recipient")),
        *wide_row(filled.fact("matter_name")),
        *fact_rows(short),
        *wide_row(filled.fact("served_at")),
        *wide_row(filled.fact("place")),
    )


def _receipt(filled: Filled) -> tuple[Row, ...]:
    signed = Row(
        cells=(
            Cell(text="收件人\n签名或盖章", label=True),
            Cell(columns=3, foot=f"收到日期：{filled.text('received_on') or BLANK_DATE}", field="received_on"),
        ),
        height=_SIGN_ROW,
    )
    return (signed, *wide_row(filled.fact("receiver_relation")))


def _unusual(filled: Filled) -> tuple[Row, ...]:
    by_hand = filled.values.get("manner", DIRECT) in _FACE_TO_FACE
    rows: list[Row] = []
    for key, signer in (("substitute_reason", "代收人"), ("refusal_reason", "见证人")):
        names = filled.text("witnesses") if signer == "见证人" else ""
        if by_hand or filled.text(key) or names:
            rows.append(_explained(filled.fact(key), signer, names))
    return tuple(rows)


def _explained(fact: Fact, signer: str, names: str) -> Row:
    typed = f"{signer}：{names}" if names else ""
    cell = Cell(
        text="\n".join(filter(None, (fact.text, typed))),
        columns=3,
        top=True,
        foot=f"{signer}签名：　　　　　　　　{BLANK_DATE}",
        field=fact.field,
    )
    return Row(cells=(Cell(text=fact.label, label=True), cell), height=_SIGN_ROW)


def _servers(filled: Filled) -> tuple[Row, ...]:
    signed = Row(
        cells=(
            Cell(text="送达人签名\n（两人）", label=True),
            Cell(text=filled.text("servers"), columns=3, top=True, foot=BLANK_DATE, field="servers"),
        ),
        height=_SIGN_ROW,
    )
    return (signed, *wide_row(filled.fact("remark"), height=_REMARK_ROW))
