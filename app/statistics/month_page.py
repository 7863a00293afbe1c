"""The hotline's month on paper: figures with formulas, bars, classes and hot places; no official document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.clock import chinese_moment
from app.forms.document_type import Imprint
from app.forms.layout import BLOCK_MM, FORM_PAGE, NOTE_PT, continued, heading
from app.forms.sheet import Align, Block, Cell, Face, Grid, Item, Items, Note, Paragraph, Row, Sheet, Together
from app.statistics.definitions_orders import BY_CLASS, BY_FREQUENCY, ORDER_FIGURES
from app.statistics.models import NONE, Cut, TableRow, Unit
from app.statistics.month_report import MonthReport, change_of

TITLE = "12345热线办理情况月报"
MOST_HOT = 10
_PT, _WIDE_PT = 10.0, 9.0
_NAME_MM, _LEAST_BAR_MM = 37.6, 12.0
_RATE_MM, _COUNT_MM = 17.0, 12.0  # 100.0% stays on its line, in a wide face that stands in for ours too
_BARS = "图示"
_ROW_MM = 7.0
_HEAD_MM = 9.0
_KEPT = 12  # rows of a table that goes to the next page as a whole; a longer one leaves no page empty
_LAST = 4  # rows of a longer one that go to the next page together
_SAID = (
    "orders_received", "orders_taken", "orders_dispatched", "orders_signed_rate", "orders_due",
    "orders_in_time_rate", "orders_answered_rate", "orders_closed_rate", "orders_returned",
    "orders_returned_rate", "orders_done", "orders_reworked", "orders_reworked_rate", "orders_called_rate",
    "orders_rated", "orders_content_rate", "orders_pleased_rate", "orders_solved_rate", "orders_supervised",
    "orders_talks",
)  # fmt: skip
_BY_DIVISION = (
    "orders_dispatched", "orders_signed_rate", "orders_in_time_rate", "orders_returned_rate",
    "orders_reworked_rate", "orders_content_rate", "orders_supervised", "orders_talks",
)  # fmt: skip
_BY_TYPE = (
    "orders_received", "orders_in_time_rate", "orders_closed_rate", "orders_reworked_rate",
    "orders_content_rate", "orders_solved_rate",
)  # fmt: skip
_BY_CLOCK = ("orders_held", "orders_minutes", "orders_minutes_each")


def page_of_month(report: MonthReport) -> Sheet:
    """Return the month's report as printed."""
    title = f"{TITLE}（{report.name}）"
    blocks: tuple[Block, ...] = (
        *heading(TITLE, Imprint(bureau=report.bureau, division="")),
        Paragraph(text=f"（{report.name}）", size=14.0, align=Align.CENTRE, after=3.0, keep_with_next=True),
        Paragraph(text=_in_short(report), size=12.0, indent=2.0, after=2.0),
        *_section("一、总体情况和比上月的变化", _whole(report)),
        *_section("二、近六个月收件和按时办结", _months(report)),
        *_section("三、分诉求类型", _cut(report, Cut.TYPE, "诉求类型", _BY_TYPE)),
        *_section("四、分承办单位（按派单量分档）", _cut(report, Cut.DIVISION, "承办单位", _BY_DIVISION)),
        Note(text=BY_CLASS, size=NOTE_PT, clings=True),
        *_section("五、业务热点（深色为本月，浅色为上月）", _hot(report, Cut.TOPIC, "业务分类")),
        *_section("六、地点热点（深色为本月，浅色为上月）", _hot(report, Cut.PLACE, "事发地点")),
        Note(text=BY_FREQUENCY, size=NOTE_PT, clings=True),
        *_section("七、各单位持有工单的工作时间（分钟）", _cut(report, Cut.DIVISION, "单位", _BY_CLOCK)),
        *_section("八、指标口径", _formulas()),
        Note(text=_foot(report), size=NOTE_PT),
    )
    return Sheet(
        title=title, blocks=blocks, page=FORM_PAGE, continuation=continued(title), author=report.bureau
    )


def _in_short(report: MonthReport) -> str:
    def said(name: str, key: str, unit: str = "") -> str:
        compared = _compared(report, key)
        return f"{name}{report.total.cells[key].shown}{unit}{f'（{compared}）' if compared else ''}"

    rates = (
        said("及时签收率", "orders_signed_rate"),
        said("按时办结率", "orders_in_time_rate"),
        said("退单率", "orders_returned_rate"),
        said("重办率", "orders_reworked_rate"),
        said("满意率", "orders_content_rate"),
        said("不含基本满意的满意率", "orders_pleased_rate"),
        said("解决率", "orders_solved_rate"),
    )
    received = said(f"{report.name}，收到12345热线工单", "orders_received", "件")
    counts = (said("督办", "orders_supervised", "次"), said("约谈", "orders_talks", "次"))
    return f"{received}。{'，'.join(rates)}。{'，'.join(counts)}。"


def _compared(report: MonthReport, key: str) -> str:
    change = change_of(ORDER_FIGURES[key], report.total.cells[key], report.before.cells[key])
    if change == NONE:
        return ""
    if not change.strip("0.个百分点"):
        return "与上月持平"
    return f"比上月{'增加' if change[0] == '+' else '减少'}{change[1:]}"


def _section(title: str, grid: Block) -> Iterator[Block]:
    head = Paragraph(text=title, face=Face.HEI, size=12.0, before=4.0, after=1.5, keep_with_next=True)
    if isinstance(grid, Grid) and len(grid.rows) <= _KEPT:
        yield Together(blocks=(head, grid))
    else:
        yield head
        yield grid


def _whole(report: MonthReport) -> Grid:
    rows = []
    for key in _SAID:
        figure, now, before = ORDER_FIGURES[key], report.total.cells[key], report.before.cells[key]
        unit = "" if figure.unit is Unit.PERCENT else f"（{figure.unit.value}）"
        texts = (now.shown, before.shown, change_of(figure, now, before))
        rows.append((f"{figure.title}{unit}", *texts))
    return _grid(("指标", "本月", "上月", "变化"), (66.0, 28.0, 28.0, 34.0), [_cells(row) for row in rows])


def _months(report: MonthReport) -> Grid:
    rows = report.months.rows
    most = _most(rows, "orders_received")
    lines = [
        (
            Cell(text=row.name, align=Align.LEFT),
            _number(row, "orders_received"),
            Cell(bars=(_part(row, "orders_received", most),)),
            _number(row, "orders_in_time_rate"),
            Cell(bars=(_part(row, "orders_in_time_rate", 1.0),)),
        )
        for row in rows
    ]
    return _grid(("月份", "收到（件）", _BARS, "按时办结率", _BARS), (28.0, 20.0, 44.0, 24.0, 40.0), lines)


def _cut(report: MonthReport, cut: Cut, name: str, keys: Sequence[str]) -> Grid:
    table = report.tables[cut]
    first = keys[0]
    most = _most([row for row in table.rows if not row.is_class], first)
    crowded = len(keys) == len(_BY_DIVISION)
    figures = [
        _COUNT_MM if crowded and ORDER_FIGURES[key].unit is not Unit.PERCENT else _RATE_MM for key in keys
    ]
    room = BLOCK_MM - sum(figures)
    bar = min(40.0, room - _NAME_MM)
    lines = []
    for row in table.lines:
        bold = Face.HEI if row.is_class or row is table.total else None
        alone = () if bold else (_part(row, first, most),)
        cells = (Cell(text=row.name, align=Align.LEFT, face=bold), Cell(bars=alone))
        lines.append((*cells, *(_number(row, key, bold) for key in keys)))
    heads = (name, _BARS, *(ORDER_FIGURES[key].title for key in keys))
    if bar < _LEAST_BAR_MM:
        bar = 0.0
        heads, lines = (name, *heads[2:]), [(line[0], *line[2:]) for line in lines]
    widths = (room - max(bar, 0.0), *((bar,) if bar > 0 else ()), *figures)
    return replace(_grid(heads, widths, lines), size=_WIDE_PT)


def _hot(report: MonthReport, cut: Cut, name: str) -> Grid:
    rows = report.tables[cut].rows[:MOST_HOT]
    most = max(_most(rows, "orders_received"), _most(rows, "orders_before"))
    lines = [
        (
            Cell(text=row.name, align=Align.LEFT),
            Cell(bars=(_part(row, "orders_received", most), _part(row, "orders_before", most))),
            *(_number(row, key) for key in ("orders_received", "orders_before", "orders_change")),
        )
        for row in rows
    ]
    return _grid((name, _BARS, "本月", "上月", "增减"), (52.0, 56.0, 16.0, 16.0, 16.0), lines)


def _most(rows: Iterable[TableRow], key: str) -> float:
    return max((float(row.cells[key].value or 0) for row in rows), default=0.0)


def _part(row: TableRow, key: str, most: float) -> float:
    return float(row.cells[key].value or 0) / most if most else 0.0


def _number(row: TableRow, key: str, face: Face | None = None) -> Cell:
    return Cell(text=row.cells[key].shown, align=Align.RIGHT, face=face)


def _cells(texts: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(text=text, align=Align.RIGHT if place else Align.LEFT) for place, text in enumerate(texts)
    )


def _grid(heads: Sequence[str], widths: Sequence[float], lines: Sequence[tuple[Cell, ...]]) -> Grid:
    top = Row(cells=tuple(Cell(text=head, label=True) for head in heads), height=_HEAD_MM, keep_with_next=True)
    if not lines:
        lines = [(Cell(text="本月没有。", columns=len(widths), align=Align.CENTRE),)]
    held = range(len(lines) - _LAST, len(lines) - 1)
    rows = tuple(
        Row(cells=cells, height=_ROW_MM, keep_with_next=place in held) for place, cells in enumerate(lines)
    )
    return Grid(widths=tuple(widths), rows=(top, *rows), heading=1, size=_PT)


def _formulas() -> Items:
    used = dict.fromkeys((*_SAID, *_BY_TYPE, *_BY_DIVISION, "orders_before", *_BY_CLOCK))
    items = tuple(
        Item(mark=f"{place}.", text=f"{ORDER_FIGURES[key].title}：{ORDER_FIGURES[key].definition}")
        for place, key in enumerate(used, 1)
    )
    return Items(items=items, size=NOTE_PT, hang=2.0, indent=0.0)


def _foot(report: MonthReport) -> str:
    where = report.tables[Cut.NONE].where
    return (
        f"范围：{where}。数据截至{chinese_moment(report.made_at)}。“—”表示除数为零。"
        "本页供工作参考，不编号，不作公文。"
    )
