"""How our papers speak to an applicant: whom a letter is for, what he undertakes, who hands it over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.forms.document_type import Imprint
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
)
from app.forms.sheet import (
    FORM_PT,
    SMALL_PT,
    Align,
    Face,
    Item,
    Items,
    Paragraph,
    Row,
    Sheet,
    SignatureLine,
    Signatures,
    Space,
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


@dataclass(frozen=True, kw_only=True)
class ClockLetter:
    """A letter about the clock of an accepted case: ``key`` begins its wordings, ``rows`` are its own."""

    title: str
    key: str
    notes: tuple[str, ...]
    rows: Callable[[Filled], tuple[Row, ...]]

    @property
    def wording(self) -> tuple[str, ...]:
        """Return the wordings the letter needs."""
        return tuple(f"{self.key}.{name}" for name in ("ground", *self.notes))


def clock_sheet(letter: ClockLetter, filled: Filled, imprint: Imprint) -> Sheet:
    """Return the letter as a Sheet, signed for by the applicant; raises ``MissingWording``."""
    ground, *said = letter.wording
    blocks = (
        addressee(filled, size=FORM_PT),
        Paragraph(text=_accepted(filled, ground), size=FORM_PT, indent=2.0, after=2.0, field="matter_name"),
        form((*letter.rows(filled), *_reached_by(filled)), size=SMALL_PT),
        office_line(filled, where="办理窗口"),
        Space(height=1.0),
        notes(filled.wording(name) for name in said),
        handed_over(imprint),
    )
    return titled_sheet(letter.title, imprint, blocks)


def working_days(filled: Filled, key: str, label: str) -> Fact:
    """Return a number of working days as a letter names it."""
    count = filled.text(key)
    return Fact(label=label, text=f"{count} 个工作日" if count else "", field=key)


def _accepted(filled: Filled, ground: str) -> str:
    return (
        f"{you(filled)}申请办理的“{filled.text('matter_name')}”（受理编号：{filled.text('case_number')}），"
        f"本机关已于{filled.text('accepted_on')}受理。{filled.wording(ground)}"
    )


def _reached_by(filled: Filled) -> tuple[Row, ...]:
    return fact_rows(filled.facts("contact_name", "telephone", "agent_name", "agent_telephone", "address"))
