"""How our papers are laid out: title, number, facts in a ruled form, materials, signatures; lengths in mm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.clock import chinese_date, chinese_date_weekday
from app.errors import Refusal
from app.forms.document_type import Imprint
from app.forms.fields import Field, Kind, Section, Values, all_fields
from app.forms.sheet import (
    FORM_PT,
    TITLE_PT,
    Align,
    Block,
    Cell,
    Face,
    Grid,
    Item,
    Items,
    Page,
    Paragraph,
    Row,
    Sheet,
)

UNNUMBERED = "（草稿，未编号）"
PROVISIONAL = "（暂定，以国务院办公厅放假通知为准）"
BLANK_DATE = "　　　　年　　月　　日"
SEAL_MM = 45.0
FORM_PAGE = Page(top=25.0, block_height=237.0)  # a form needs no head of 37 mm; the foot stays
FORM_WIDTHS = (30.0, 48.0, 30.0, 48.0)
NOTE_PT = 9.0
DENSE_PT = 10.0  # forms with much to say
BUREAU_PT = 16.0
ROW_MM = 8.0
_HALF_ROW = 24  # half-width characters that stand on one line of a half row
_WIDE = 0x2E80  # from here on characters are full width


class MissingWording(Refusal):
    """The office has no wording in force for something the paper must say."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A label and what stands beside it; ``blank`` leaves room for a pen when the text is empty."""

    label: str
    text: str
    field: str = ""
    blank: bool = False


class Filled:
    """A filled form read for printing: each value as the paper shows it."""

    def __init__(self, sections: tuple[Section, ...], values: Values, imprint: Imprint) -> None:
        self._fields = {field.key: field for field in all_fields(sections)}
        self.values = values
        self.imprint = imprint

    def text(self, key: str) -> str:
        """Return the field as printed ("" when empty), 暂定 said where the date is provisional."""
        value = self.values.get(key)
        if value in (None, ""):
            return ""
        text = printed(self._fields[key], value)
        return text + PROVISIONAL if key in self.imprint.provisional else text

    def rows(self, key: str) -> tuple[Mapping[str, str], ...]:
        """Return the rows of a list, each column as printed, 暂定 said where a date is provisional."""
        rows: Sequence[Values] = self.values.get(key) or ()
        columns = self._fields[key].columns
        return tuple(self._row(f"{key}.{place}", columns, row) for place, row in enumerate(rows))

    def _row(self, place: str, columns: Iterable[Field], row: Values) -> dict[str, str]:
        return {
            c.key: printed(c, row[c.key]) + PROVISIONAL * (f"{place}.{c.key}" in self.imprint.provisional)
            for c in columns
            if row.get(c.key) not in (None, "")
        }

    def fact(self, key: str, *, otherwise: str = "") -> Fact:
        """Return the field with its label; ``otherwise`` is what the office fills in for an empty one."""
        field = self._fields[key]
        return Fact(label=field.label, text=self.text(key) or otherwise, field=key, blank=field.by_hand)

    def facts(self, *keys: str) -> list[Fact]:
        """Return several fields with their labels."""
        return [self.fact(key) for key in keys]

    def wording(self, key: str) -> str:
        """Return the office's wording in force; raises ``MissingWording`` when there is none."""
        text = self.imprint.wording.get(key, "")
        if not text:
            raise MissingWording(f"本局没有现行的公文用语“{key}”，不能印制；请管理员补上这段文字后再印。")
        return text


def printed(field: Field, value: object) -> str:
    """Return the value as official papers write it: dates with weekday, moments to the minute."""
    if field.kind is Kind.DATE:
        return chinese_date_weekday(date.fromisoformat(str(value)))
    if field.kind is Kind.MOMENT:
        moment = datetime.fromisoformat(str(value))
        return f"{chinese_date_weekday(moment.date())}{moment.hour}时{moment.minute:02d}分"
    if field.kind is Kind.YES:
        return "是" if value else "否"
    return str(value)


def issue_date(imprint: Imprint) -> str:
    """Return the date of issue, or room to write it in."""
    return chinese_date(imprint.issued_on) if imprint.issued_on else BLANK_DATE


def titled_sheet(
    title: str,
    imprint: Imprint,
    blocks: Iterable[Block],
    *,
    parts: tuple[str, ...] = (),
    page: Page = FORM_PAGE,
) -> Sheet:
    """Return the Sheet of a type: bureau and title centred, the number at the upper right of every page."""
    return Sheet(
        title=title,
        blocks=(*heading(title, imprint), *blocks),
        page=page,
        parts=parts,
        heading_right=imprint.number or UNNUMBERED,
        continuation=continued(title),
        code=imprint.code,
        watermark=imprint.watermark,
        author=imprint.bureau,
    )


def continued(title: str) -> str:
    """Return the heading of pages 2 and on."""
    return f"{title}（续页）"


def heading(title: str, imprint: Imprint) -> tuple[Paragraph, ...]:
    """Return the bureau and the title of a paper, centred above it."""
    lines = ((imprint.bureau, BUREAU_PT, 0.0), (title, TITLE_PT, 2.0))
    return tuple(
        Paragraph(text=text, face=Face.TITLE, size=size, align=Align.CENTRE, after=after, keep_with_next=True)
        for text, size, after in lines
        if text
    )


def notes(texts: Iterable[str]) -> Items:
    """Return numbered notes in small print for the foot of a form."""
    items = tuple(Item(mark=f"{number}.", text=text) for number, text in enumerate(texts, 1))
    return Items(items=items, size=NOTE_PT, hang=1.5, indent=0.0)


def counter_line(facts: Iterable[Fact]) -> Paragraph:
    """Return who and where the counter is, on one line below a form; empty facts are left out."""
    text = "　".join(f"{fact.label}：{fact.text}" for fact in facts if fact.text)
    return Paragraph(text=text, size=DENSE_PT, align=Align.LEFT, before=1.0, field="counter_telephone")


def office_line(filled: Filled, *, where: str) -> Paragraph:
    """Return the counter's line from the form, else from the office; ``where`` is its label."""
    imprint = filled.imprint
    return counter_line(
        (
            Fact(label=where, text=imprint.counter),
            Fact(label="经办人", text=filled.text("handler_name") or imprint.handler),
            filled.fact("counter_telephone", otherwise=imprint.counter_telephone),
            filled.fact("supervision_telephone", otherwise=imprint.supervision_telephone),
        )
    )


def count_of_days(count: str) -> str:
    """Return a count of working days as papers say it; 0 is done on the spot."""
    if not count:
        return ""
    return "0（当场办结）" if count == "0" else f"{count} 个工作日"


def fact_rows(facts: Iterable[Fact], *, height: float = ROW_MM) -> tuple[Row, ...]:
    """Return form rows of two facts each; empty ones are left out, a long one has a row of its own.

    A long fact that would part a pair stands after it, so that no half row stays empty in between.
    """
    rows: list[Row] = []
    waiting: list[Fact] = []
    long: list[Fact] = []
    for fact in facts:
        if fact.text or fact.blank:
            (long if _is_long(fact.text) else waiting).append(fact)
        if len(waiting) != 1:
            rows += [_row(group, height) for group in (waiting, *([fact] for fact in long)) if group]
            waiting, long = [], []
    rows += [_row(group, height) for group in (waiting, *([fact] for fact in long)) if group]
    return tuple(rows)


def wide_row(fact: Fact, *, height: float = ROW_MM) -> tuple[Row, ...]:
    """Return one row that gives the fact the whole width, or none when it is empty."""
    return (_row([fact], height),) if fact.text or fact.blank else ()


def _row(facts: Sequence[Fact], height: float) -> Row:
    span = 3 if len(facts) == 1 else 1
    cells = [
        cell
        for fact in facts
        for cell in (
            Cell(text=fact.label, label=True),
            Cell(text=fact.text, columns=span, field=fact.field),
        )
    ]
    return Row(cells=tuple(cells), height=height)


def _is_long(text: str) -> bool:
    return "\n" in text or sum(2 if ord(c) >= _WIDE else 1 for c in text) > _HALF_ROW


def band(text: str) -> Row:
    """Return a heading across a form, never parted from what it heads."""
    return Row(cells=(Cell(text=text, label=True, columns=4),), height=ROW_MM, keep_with_next=True)


def form(rows: Iterable[Row], *, size: float = FORM_PT) -> Grid:
    """Return the rows as a ruled form of label, value, label, value."""
    return Grid(widths=FORM_WIDTHS, rows=tuple(rows), size=size)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a list on paper: its heading, width in mm, and where its words stand.

    A column set left holds running text and gives or takes the room that is over; the first must be one.
    """

    key: str
    heading: str = ""
    width: float
    align: Align = Align.CENTRE


ORDINAL_MM = 12.5
BLOCK_MM = 156.0


def list_grid(
    field: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, str]],
    *,
    caption: str = "",
    size: float = FORM_PT,
) -> Grid:
    """Return a numbered table of the rows; an empty column is left out, its room shared by the text columns.

    The caption and the column headings repeat on every page.
    """
    used = [columns[0], *(c for c in columns[1:] if any(row.get(c.key) for row in rows))]
    spare = BLOCK_MM - ORDINAL_MM - sum(column.width for column in used)
    share = spare / sum(column.align is Align.LEFT for column in used)
    widths = (ORDINAL_MM, *(c.width + (share if c.align is Align.LEFT else 0.0) for c in used))
    headings = Row(
        cells=tuple(Cell(text=text, label=True) for text in ("序号", *(c.heading for c in used))),
        height=ROW_MM,
    )
    above = (
        (Row(cells=(Cell(text=caption, label=True, columns=len(widths)),), height=ROW_MM),) if caption else ()
    )
    body = tuple(_list_row(field, used, row, number) for number, row in enumerate(rows, 1))
    return Grid(widths=widths, rows=(*above, headings, *body), heading=len(above) + 1, size=size)


def _list_row(field: str, columns: Sequence[Column], row: Mapping[str, str], number: int) -> Row:
    cells = tuple(
        Cell(text=row.get(c.key, ""), align=c.align, field=f"{field}.{number - 1}.{c.key}") for c in columns
    )
    return Row(cells=(Cell(text=str(number), align=Align.CENTRE), *cells), height=ROW_MM)
