"""A person's year on paper (个人年度摘录): no official document, so without number, date of issue or seal."""

from __future__ import annotations

from app.clock import chinese_date
from app.forms.document_type import Imprint
from app.forms.layout import (
    BLOCK_MM,
    DENSE_PT,
    FORM_PAGE,
    NOTE_PT,
    Column,
    Fact,
    continued,
    fact_rows,
    form,
    heading,
)
from app.forms.listings import LISTING_PT, Listing, listing
from app.forms.sheet import Align, Block, Cell, Grid, Note, Row, Sheet
from app.statistics.person import Part, PersonYear

TITLE = "个人年度摘录"
_NOTE = (
    "本页从登记和台账摘录，供本人年终述职和评议使用（岗位目标责任制度八），不编号，不作公文。"
    "逐件明细和每个数字的口径见同名表格。"
)
_ORDINAL_MM = 10.0
_ACROSS = 3  # figures on a line, each with its name
_NAME_MM, _FIGURE_MM = 26.0, 26.0
_ORDINALS = "一二三四五六七八九十"
# The widths of the columns after the first, which takes the room that is left (mm).
_WIDTHS = {
    "posts": (40.0, 20.0, 24.0, 24.0),
    "goals": (30.0, 30.0, 24.0, 24.0),
    "absences": (14.0, 14.0, 36.0, 36.0),
    "matters": (18.0, 18.0, 18.0, 18.0),
    "denials": (34.0, 24.0, 42.0),
    "behalf": (30.0, 20.0, 26.0, 26.0),
    "late": (34.0, 24.0, 24.0),
    "outcomes": (40.0, 24.0),
}
# Which columns the page has, and in which order, where they are not those of the spreadsheet.
_SHOWN = {
    "late": ("事项", "编号", "应办日期", "办结日期"),
    "denials": ("事项", "受理编号", "日期", "所办"),
}
_BELOW = {"late": (("原因（未能按时办结告知记录）", "原因"),)}


def page_of(year: PersonYear) -> Sheet:
    """Return the printed page of a person's year."""
    facts = (
        Fact(label="姓名", text=year.name),
        Fact(label="处室", text=year.division),
        Fact(label="年度", text=f"{year.year}年"),
        Fact(label="摘录至", text=chinese_date(year.until)),
    )
    printed = [each for each in year.parts if each.printed]
    blocks: tuple[Block, ...] = (
        *heading(TITLE, Imprint(bureau=year.bureau, division=year.division)),
        form(fact_rows(facts), size=DENSE_PT),
        _sums(year),
        *(_list(each, f"{_ORDINALS[place]}、{each.title}") for place, each in enumerate(printed)),
        Note(text=_NOTE, size=NOTE_PT, clings=True),
    )
    return Sheet(
        title=f"{TITLE}（{year.name}，{year.year}年）",
        blocks=blocks,
        page=FORM_PAGE,
        continuation=continued(TITLE),
        author=year.bureau,
    )


def _sums(year: PersonYear) -> Grid:
    """Return the figures of the year, a few on a line."""
    lines = [year.sums[first : first + _ACROSS] for first in range(0, len(year.sums), _ACROSS)]
    rows = []
    for line in lines:
        cells = [
            cell
            for each in line
            for cell in (Cell(text=each.title, label=True), Cell(text=each.shown, align=Align.CENTRE))
        ]
        cells += [Cell(text="", label=place % 2 == 0) for place in range(2 * (_ACROSS - len(line)))]
        rows.append(Row(cells=tuple(cells), height=7.5))
    return Grid(widths=(_NAME_MM, _FIGURE_MM) * _ACROSS, rows=tuple(rows), size=LISTING_PT)


def _list(part: Part, caption: str) -> Grid:
    first, *others = _SHOWN.get(part.key, part.columns)
    widths = _WIDTHS[part.key]
    columns = [Column(key=first, width=BLOCK_MM - _ORDINAL_MM - sum(widths), align=Align.LEFT)]
    columns += [Column(key=name, heading=name, width=width) for name, width in zip(others, widths, strict=True)]
    below = _BELOW.get(part.key, ())
    return listing(Listing(field=part.key, caption=caption, columns=tuple(columns), details=below), _rows(part))


def _rows(part: Part) -> list[dict[str, str]]:
    return [dict(zip(part.columns, row, strict=True)) for row in part.rows]
