"""The record of a first contact on paper: one ruled form, with room for the pen after a handing on."""

from __future__ import annotations

from app.documents.first_contact_record.fields import OTHER_POST, SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import NOTE_PT, Fact, Filled, fact_rows, form, titled_sheet, wide_row
from app.forms.listings import Signer, closing
from app.forms.sheet import SMALL_PT, Note, Row, Sheet

TITLE = "首问负责登记表"
WORDING = ("first_contact_record.notes",)
_CONTENT_MM = 24.0
_ANSWER_MM = 18.0


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the record as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    rows = (*_visit(filled), *_first(filled), *_major(filled), *_handed_on(filled), *_answered(filled))
    blocks = (
        form(rows, size=SMALL_PT),
        closing((), (Signer(label="首问责任人签字"), Signer(label="承办人签字"))),
        Note(text=filled.wording("first_contact_record.notes"), size=NOTE_PT, clings=True),
    )
    return titled_sheet(TITLE, imprint, blocks)


def _visit(filled: Filled) -> tuple[Row, ...]:
    return (
        *wide_row(filled.fact("registered_at")),
        *fact_rows(filled.facts("contact_channel", "contact_kind", "visitor_name", "telephone")),
        *wide_row(filled.fact("address")),
        *wide_row(filled.fact("content"), height=_CONTENT_MM),
        *wide_row(_materials(filled)),
    )


def _materials(filled: Filled) -> Fact:
    lines = [
        f"{place}. {row.get('name', '')}" + (f"　{row['copies']}份" if "copies" in row else "")
        for place, row in enumerate(filled.rows("materials_brought"), 1)
    ]
    return Fact(label="所收材料", text="\n".join(lines), field="materials_brought")


def _first(filled: Filled) -> tuple[Row, ...]:
    keys = ("first_person", "division_name", "first_telephone", "ownership", "notice_number")
    return fact_rows(filled.facts(*keys))


def _major(filled: Filled) -> tuple[Row, ...]:
    rows = fact_rows(filled.facts("major", "leader_name"))
    if filled.values.get("major") or filled.text("leader_opinion"):
        return (*rows, *wide_row(filled.fact("leader_opinion"), height=_ANSWER_MM))
    return rows


def _handed_on(filled: Filled) -> tuple[Row, ...]:
    return (
        *fact_rows(filled.facts("responsible_name", "responsible_division")),
        *_by_hand(filled, "handed_at", "called_at"),
        *wide_row(filled.fact("outside_organ")),
        *wide_row(filled.fact("guidance"), height=_ANSWER_MM),
    )


def _answered(filled: Filled) -> tuple[Row, ...]:
    return (*_by_hand(filled, "answer", height=_ANSWER_MM), *_by_hand(filled, "result"))


def _by_hand(filled: Filled, *keys: str, height: float = 8.0) -> tuple[Row, ...]:
    """Return wide rows; those left empty stand only where a matter was handed to another post."""
    handed = filled.values.get("ownership") == OTHER_POST
    return tuple(
        row for key in keys if handed or filled.text(key) for row in wide_row(filled.fact(key), height=height)
    )
