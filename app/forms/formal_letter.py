"""The letter between the bureau's units and to applicants (GB/T 9704-2012): body, seal over name and date."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from app.forms.document_type import Imprint
from app.forms.layout import (
    BLANK_DATE,
    DENSE_PT,
    NOTE_PT,
    SEAL_MM,
    Filled,
    continued,
    form,
    heading,
    issue_date,
)
from app.forms.sheet import (
    BODY_PT,
    CHARACTER_MM,
    LINE_MM,
    TITLE_PT,
    Align,
    Block,
    Cell,
    Face,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Signatures,
    Space,
)

ORDER = "一二三四五六"
_DATE_FROM_THE_RIGHT = 4  # characters (GB/T 9704 7.3.5.1)
_SLACK = 0.5  # characters beside the name, so that Word does not break it
_FULL_WIDTH = 0x2E80
_SLIP_MM = 186.0  # the rows of a slip on one page, below its title and above its note
_LEAST_PEN_MM = 28.0
_IN_A_LINE, _SLIP_LINE_MM, _PADDING_MM = 34.0, 5.3, 2.8


def addressed(name: str, field: str) -> Paragraph:
    """Return the line that names the unit a letter is for (主送机关)."""
    return Paragraph(text=f"{name}：", size=BODY_PT, align=Align.LEFT, field=field)


def numbered(text: str) -> Paragraph:
    """Return the heading of a part of a letter (一、 in 黑体)."""
    return Paragraph(text=text, face=Face.HEI, indent=2.0, keep_with_next=True)


def body(text: str, field: str = "") -> Paragraph:
    """Return running text of a letter."""
    return Paragraph(text=text, face=Face.BODY, indent=2.0, field=field)


def sealed(name: str, imprint: Imprint) -> Signatures:
    """Return name and date with the seal's clear square centred on them, the date four characters in."""
    name, day = name or "（行政机关盖章）", issue_date(imprint)
    half = _characters(name) / 2 + _SLACK
    centre = max(_DATE_FROM_THE_RIGHT + _characters(day) / 2, half) * CHARACTER_MM
    return Signatures(seal=SEAL_MM, margin=centre - SEAL_MM / 2, seal_caption=name, date=day, size=BODY_PT)


def _characters(text: str) -> float:
    return sum(1.0 if ord(sign) >= _FULL_WIDTH else 0.5 for sign in text)


def unit_name(imprint: Imprint) -> str:
    """Return the name a unit of the bureau signs with: the bureau's before its own."""
    if imprint.division.startswith(imprint.bureau):
        return imprint.division
    return f"{imprint.bureau}{imprint.division}"


def whom_to_ask(filled: Filled) -> tuple[Paragraph, ...]:
    """Return the line that names whom to ask about a letter; none when nobody is known."""
    imprint = filled.imprint
    said = (
        ("联系人", filled.text("handler_name") or imprint.handler),
        ("联系电话", filled.text("contact_telephone") or imprint.counter_telephone),
    )
    text = "，".join(f"{label}：{value}" for label, value in said if value)
    line = Paragraph(text=f"{text}。", align=Align.LEFT, indent=2.0, keep_with_next=True, field="handler_name")
    return (line,) if text else ()


def attachment_line(name: str) -> Paragraph:
    """Return the line below the body that names the attachment (附件说明)."""
    return Paragraph(text=f"附件：{name}", indent=2.0, before=LINE_MM / 2, keep_with_next=True)


def attachment(title: str) -> tuple[Block, ...]:
    """Return the head of an attachment, bound with the letter: 附件 at the left, its title centred below."""
    return (
        PageBreak(continuation=continued(title), counts_on=True),
        Paragraph(text="附件", face=Face.HEI, align=Align.LEFT, keep_with_next=True),
        Space(height=LINE_MM / 2),
        Paragraph(
            text=title, face=Face.TITLE, size=TITLE_PT, align=Align.CENTRE, after=4.0, keep_with_next=True
        ),
    )


def slip(title: str, imprint: Imprint, rows: tuple[Row, ...], note: str) -> tuple[Block, ...]:
    """Return the form that comes back filled in with a pen: a paper of its own after the letter."""
    return (
        PageBreak(continuation=continued(title)),
        *heading(title, imprint),
        form(_on_one_page(rows), size=DENSE_PT),
        Note(text=note, size=NOTE_PT, clings=True),
    )


def _on_one_page(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Let the highest row give way to what is long, so that one page holds the slip if it can."""
    place = max(range(len(rows)), key=lambda each: rows[each].height)
    lack = sum(map(_needed, rows)) - _SLIP_MM
    height = min(rows[place].height, max(_LEAST_PEN_MM, rows[place].height - lack))
    return (*rows[:place], replace(rows[place], height=height), *rows[place + 1 :])


def _needed(row: Row) -> float:
    """Return how high a row of a slip gets (mm): a long text has a row to itself."""
    lines = sum(max(1, ceil(_characters(line) / _IN_A_LINE)) for line in row.cells[-1].text.split("\n"))
    return max(row.height, lines * _SLIP_LINE_MM + _PADDING_MM)


def signed_by_hand(label: str, signature: str, *, height: float) -> Row:
    """Return a row of a slip left to the pen, signed and dated at its lower right; ``height`` in mm."""
    foot = f"{signature}　　　　　　　　{BLANK_DATE}"
    return Row(cells=(Cell(text=label, label=True), Cell(columns=3, top=True, foot=foot)), height=height)
