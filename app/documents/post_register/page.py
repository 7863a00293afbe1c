"""The register of posts on paper: people in columns, the duties under each post, three hands at the end."""

from __future__ import annotations

from collections.abc import Mapping

from app.documents.post_register.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import NOTE_PT, Column, Fact, Filled, fact_rows, form, titled_sheet
from app.forms.listings import Listing, Signer, closing, listing
from app.forms.sheet import SMALL_PT, Align, Note, Sheet

TITLE = "AB岗设置报备表"
WORDING = ("post_register.notes",)
_POSTS = Listing(
    field="posts",
    caption="岗位",
    columns=(
        Column(key="post_name", width=36.0, align=Align.LEFT),
        Column(key="a_name", heading="A岗", width=28.0),
        Column(key="b_name", heading="B岗", width=28.0),
        Column(key="second_b_name", heading="第二B岗", width=21.5),
        Column(key="effective_on", heading="生效日期", width=32.0),
    ),
    details=(("duties", "岗位职责"), ("remark", "备注")),
)


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the register as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks = (
        form(fact_rows((filled.fact("division_name"), _period(filled))), size=SMALL_PT),
        listing(_POSTS, tuple(_with_telephones(row) for row in filled.rows("posts"))),
        closing((filled.fact("remark"),), _signers(filled)),
        Note(text=filled.wording("post_register.notes"), size=NOTE_PT, clings=True),
    )
    return titled_sheet(TITLE, imprint, blocks)


def _period(filled: Filled) -> Fact:
    year = filled.text("year")
    text = (f"{year}年" if year else "") + filled.text("half")
    return Fact(label="报备期间", text=text, field="half")


def _with_telephones(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row with each telephone under its name."""
    held = {
        f"{who}_name": "\n".join(filter(None, (row.get(f"{who}_name"), row.get(f"{who}_telephone"))))
        for who in ("a", "b")
    }
    return {**row, **held}


def _signers(filled: Filled) -> tuple[Signer, ...]:
    return (
        Signer(label="处室（单位）负责人签字"),
        Signer(
            label="批准：分管局领导签字",
            text=filled.text("approved_by"),
            date=filled.text("approved_on"),
            field="approved_by",
        ),
        Signer(label="备案：局办公室签收", date=filled.text("filed_on"), field="filed_on"),
    )
