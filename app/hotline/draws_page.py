"""The draw of call-backs on paper and as a spreadsheet: its rule, every lot, and why it was drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from app.clock import chinese_date
from app.forms.document_type import Imprint
from app.forms.layout import FORM_PAGE, NOTE_PT, continued, heading
from app.forms.sheet import Align, Cell, Grid, Note, Paragraph, Row, Sheet
from app.hotline.draws import Draw
from app.hotline.sampling import Lot

TITLE = "12345工单回访抽样名单"
HEADINGS = ("工单编号", "诉求类型", "主办单位", "抽样种子", "签号", "比例（%）", "是否抽中", "理由", "重新抽签")
_HEADS = (
    ("序号", 12.0),
    ("工单编号", 38.0),
    ("类型", 14.0),
    ("主办单位", 36.0),
    ("签号", 12.0),
    ("比例", 14.0),
    ("回访", 30.0),
)
_SHARES = (("诉求类型", 39.0), ("办结（件）", 39.0), ("抽中（件）", 39.0), ("抽中占比", 39.0))
_PT, _HEAD_MM, _ROW_MM = 10.0, 8.0, 7.0


def page_of_draw(draw: Draw) -> Sheet:
    """Return the list as printed: the rule, how many of each type, the lots, and where to sign."""
    title = f"{TITLE}（{_span(draw.since, draw.until)}）"
    lots = [_line(number, lot) for number, lot in enumerate(draw.lots, 1)]
    shares = [
        (each.type.value, str(each.completed), str(each.drawn), f"{each.drawn / each.completed:.1%}")
        for each in draw.shares
    ]
    return Sheet(
        title=title,
        blocks=(
            *heading(TITLE, Imprint(bureau=draw.bureau, division="")),
            Paragraph(
                text=f"（{_span(draw.since, draw.until)}办结）", size=12.0, align=Align.CENTRE, after=3.0
            ),
            Paragraph(text=f"抽样规则：{draw.rule}", size=10.5, after=2.0),
            Paragraph(text=draw.found, size=10.5, after=2.0, keep_with_next=True),
            _grid(_SHARES, shares),
            Paragraph(text="", size=6.0),
            _grid(_HEADS, lots),
            Note(text="抽样人：　　　　　　　　监督人：　　　　　　　　日期：", size=NOTE_PT + 1.5),
        ),
        page=FORM_PAGE,
        continuation=continued(title),
        author=draw.bureau,
    )


def rows_of_draw(draw: Draw) -> Iterable[tuple[str, ...]]:
    """Yield the lots as rows of a spreadsheet, under ``HEADINGS``."""
    for lot in draw.lots:
        word, again = "抽中" if lot.drawn else "未抽中", "一致" if lot.holds else "不一致"
        plain = (lot.number, lot.type.value, lot.division_name, lot.terms.seed, str(lot.lot), str(lot.rate))
        yield (*plain, word, lot.why, again)


def _line(number: int, lot: Lot) -> tuple[str, ...]:
    plain = (str(number), lot.number, lot.type.value, lot.division_name, str(lot.lot), f"{lot.rate}%")
    return (*plain, lot.why or "—")


def _grid(heads: tuple[tuple[str, float], ...], lines: Sequence[tuple[str, ...]]) -> Grid:
    widths = tuple(wide for _head, wide in heads)
    top = Row(
        cells=tuple(Cell(text=head, label=True) for head, _wide in heads), height=_HEAD_MM, keep_with_next=True
    )
    if not lines:
        empty = Cell(text="期间内没有办结的工单。", columns=len(widths), align=Align.CENTRE)
        return Grid(widths=widths, rows=(top, Row(cells=(empty,), height=_ROW_MM)), heading=1, size=_PT)
    rows = tuple(
        Row(cells=tuple(Cell(text=text, align=Align.CENTRE) for text in line), height=_ROW_MM) for line in lines
    )
    return Grid(widths=widths, rows=(top, *rows), heading=1, size=_PT)


def _span(since: date, until: date) -> str:
    return f"{chinese_date(since)}至{chinese_date(until)}"
