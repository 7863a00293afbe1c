"""How our papers speak to an applicant: whom a letter is for, what he undertakes, who hands it over."""

from __future__ import annotations

from collections.abc import Iterable

from app.forms.document_type import Imprint
from app.forms.layout import DENSE_PT, SEAL_MM, Filled, issue_date
from app.forms.sheet import (
    FORM_PT,
    Align,
    Face,
    Item,
    Items,
    Paragraph,
    SignatureLine,
    Signatures,
)
from app.forms.vocabulary import ORGANISATION


def you(filled: Filled) -> str:
    """Return how a notice speaks to its applicant."""
    return "你单位" if filled.values.get("applicant_kind") == ORGANISATION else "你"


def addressee(filled: Filled, *, size: float) -> Paragraph:
    """Return the line that names whom a notice is for (主送)."""
    name = filled.text("applicant_name")
    return Paragraph(text=f"{name}：", size=size, align=Align.LEFT, field="applicant_name")


def chapter(title: str, opening: str) -> tuple[Paragraph, Paragraph]:
    """Return the heading of a half of a form and the sentence under it."""
    first = Paragraph(
        text=title, face=Face.HEI, size=FORM_PT, align=Align.LEFT, before=1.5, keep_with_next=True
    )
    return first, Paragraph(text=opening, size=DENSE_PT, indent=2.0, after=0.5, keep_with_next=True)


def promises(texts: Iterable[str], *, size: float) -> Items:
    """Return what the applicant undertakes, as numbered sentences."""
    items = tuple(Item(mark=f"{number}.", text=text) for number, text in enumerate(texts, 1))
    return Items(items=items, size=size, hang=1.5, indent=2.0)


def handed_over(imprint: Imprint) -> Signatures:
    """Return the seal of the bureau and where the applicant signs for a notice."""
    return Signatures(
        rows=(
            (SignatureLine(label="经办人（签字）："),),
            (SignatureLine(label="签收人（签字）："),),
            (SignatureLine(label="签收日期（年月日）："),),
        ),
        seal=SEAL_MM,
        seal_caption="（行政机关盖章）",
        date=issue_date(imprint),
    )
