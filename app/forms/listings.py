"""Long lists on paper: what else is said of each row below it, and the signatures at the end (mm)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.forms.layout import (
    BLANK_DATE,
    BLOCK_MM,
    FORM_WIDTHS,
    ROW_MM,
    Column,
    Fact,
)
from app.forms.sheet import SMALL_PT, Align, Cell, Grid, Row

Printed = Mapping[str, str]
LISTING_PT = 9.0  # 小五: many rows, each with much to say
_ORDINAL_MM = 10.0
_LINE_MM = 7.5
_HEAD_MM = 8.5
_SIGN_MM = 18.0


@dataclass(frozen=True, kw_only=True)
class Listing:
    """How a list field stands on paper: caption, columns, what is said below each row as 名称：内容.

    The caption heads the first column. ``beside`` are columns at the right that reach down beside what is
    said below; they stay when empty, for a pen.
    """

    field: str
    caption: str
    columns: tuple[Column, ...]
    details: tuple[tuple[str, str], ...] = ()
    beside: tuple[Column, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs at the end of a form; ``text`` is typed above, ``date`` instead of the blank for it."""

    label: str
    text: str = ""
    date: str = ""
    field: str = ""


def listing(spec: Listing, rows: Sequence[Printed]) -> Grid:
    """Return the numbered table of a list; its heads repeat on every page.

    An empty column is left out, its room shared by the columns set left. A list without rows is its caption
    alone, which says so.
    """
    if not rows:
        empty = Row(cells=(Cell(text=f"{spec.caption}（无）", label=True),), height=_HEAD_MM)
        return Grid(widths=(BLOCK_MM,), rows=(empty,), size=LISTING_PT)
    used = [spec.columns[0], *(c for c in spec.columns[1:] if any(row.get(c.key) for row in rows))]
    widths = _widths(used, spec.beside)
    caption = f"{spec.caption}（共 {len(rows)} 项）"
    texts = ("序号", caption, *(column.heading for column in (*used[1:], *spec.beside)))
    heads = Row(cells=tuple(Cell(text=text, label=True) for text in texts), height=_HEAD_MM)
    body = [line for place, row in enumerate(rows) for line in _lines(spec, used, row, place)]
    return Grid(widths=widths, rows=(heads, *body), heading=1, size=LISTING_PT)


def _widths(used: Sequence[Column], beside: Sequence[Column]) -> tuple[float, ...]:
    spare = BLOCK_MM - _ORDINAL_MM - sum(column.width for column in (*used, *beside))
    share = spare / sum(column.align is Align.LEFT for column in used)
    shared = (c.width + (share if c.align is Align.LEFT else 0.0) for c in used)
    return (_ORDINAL_MM, *shared, *(column.width for column in beside))


def _lines(spec: Listing, used: Sequence[Column], row: Printed, place: int) -> tuple[Row, ...]:
    said = [(key, f"{label}：{row[key]}") for key, label in spec.details if row.get(key)]
    tall = 2 if said else 1
    at = f"{spec.field}.{place}"
    first = Row(
        cells=(
            Cell(text=str(place + 1), align=Align.CENTRE, rows=tall),
            *(Cell(text=row.get(c.key, ""), align=c.align, field=f"{at}.{c.key}") for c in used),
            *(
                Cell(text=row.get(c.key, ""), align=c.align, field=f"{at}.{c.key}", rows=tall)
                for c in spec.beside
            ),
        ),
        height=_LINE_MM,
        keep_with_next=bool(said),
    )
    if not said:
        return (first,)
    below = Cell(text="　".join(text for _, text in said), columns=len(used), field=f"{at}.{said[0][0]}")
    return first, Row(cells=(below,), height=_LINE_MM)


def closing(facts: Sequence[Fact], signers: Sequence[Signer], *, height: float = _SIGN_MM) -> Grid:
    """Return the end of a form: wide rows of facts, then two or three signatures kept with what is above."""
    share = BLOCK_MM / len(signers)
    label = FORM_WIDTHS[0]
    widths = (label, share - label, *[share] * (len(signers) - 1))
    said = (
        Row(
            cells=(
                Cell(text=fact.label, label=True),
                Cell(text=fact.text, columns=len(widths) - 1, field=fact.field),
            ),
            height=ROW_MM,
            keep_with_next=True,
        )
        for fact in facts
        if fact.text or fact.blank
    )
    spans = (2, *[1] * (len(signers) - 1))
    labels = tuple(
        Cell(text=signer.label, label=True, columns=span) for signer, span in zip(signers, spans, strict=True)
    )
    blanks = tuple(
        Cell(text=signer.text, columns=span, top=True, foot=signer.date or BLANK_DATE, field=signer.field)
        for signer, span in zip(signers, spans, strict=True)
    )
    signed = (Row(cells=labels, height=ROW_MM, keep_with_next=True), Row(cells=blanks, height=height))
    return Grid(widths=widths, rows=(*said, *signed), size=SMALL_PT, clings=True)
