"""The record of a drill on paper (数据恢复演练记录): what was restored, what was found, and where to sign."""

from __future__ import annotations

from app.clock import chinese_moment, local
from app.drills.models import MOST_FAULTS, Drilled, Finding
from app.forms.document_type import Imprint
from app.forms.layout import FORM_PAGE, NOTE_PT, continued, heading
from app.forms.sheet import Align, Cell, Grid, Note, Paragraph, Row, Sheet
from app.office.judging import sized

TITLE = "数据恢复演练记录"
_FACTS = (36.0, 120.0)
_FINDINGS = (24.0, 92.0, 40.0)
_ROW_MM, _OPINION_MM, _PT = 9.0, 22.0, 10.5


def page_of_drill(drilled: Drilled) -> Sheet:
    """Return the record as printed."""
    shown = drilled.shown
    result = "合格，能用这份备份恢复办公" if shown.is_sound else "不合格，问题列在上表"
    return Sheet(
        title=TITLE,
        blocks=(
            *heading(TITLE, Imprint(bureau=drilled.bureau, division="")),
            _facts(drilled),
            Paragraph(text="", size=6.0),
            _found(shown.findings),
            Paragraph(text=f"演练结果：{result}。", size=12.0, before=3.0, after=2.0),
            _signatures(),
            Note(text="演练在临时库中进行，没有改动正在使用的数据；临时库已删除。", size=NOTE_PT),
        ),
        page=FORM_PAGE,
        continuation=continued(TITLE),
        author=drilled.bureau,
    )


def _facts(drilled: Drilled) -> Grid:
    shown = drilled.shown
    span = f"{chinese_moment(drilled.began)}至{local(drilled.ended):%H:%M:%S}，用时{drilled.seconds:.1f}秒"
    lines = (
        ("备份文件", f"{shown.file}（{sized(shown.size)}）"),
        ("备份时间", chinese_moment(drilled.made)),
        ("文件校验值", f"SHA-256：{shown.sha256}"),
        ("数据", f"{shown.tables}张表，{shown.rows:,}行，版本{shown.revision}"),
        ("演练时间", span),
        ("演练人", drilled.by),
    )
    rows = tuple(
        Row(cells=(Cell(text=name, label=True), Cell(text=said)), height=_ROW_MM) for name, said in lines
    )
    return Grid(widths=_FACTS, rows=rows, size=_PT)


def _found(findings: tuple[Finding, ...]) -> Grid:
    heads = tuple(Cell(text=name, label=True) for name in ("核验项目", "核验内容", "结果"))
    rows = [Row(cells=heads, height=_ROW_MM, keep_with_next=True)]
    for each in findings:
        cells = (
            Cell(text=each.title, align=Align.CENTRE),
            Cell(text=each.looked),
            Cell(text="相符" if each.is_sound else f"{len(each.faults)}处不符", align=Align.CENTRE),
        )
        rows.append(Row(cells=cells, height=_ROW_MM))
        named = each.faults[:MOST_FAULTS]
        rows.extend(Row(cells=(Cell(text=fault, columns=3),), height=_ROW_MM) for fault in named)
    return Grid(widths=_FINDINGS, rows=tuple(rows), heading=1, size=_PT)


def _signatures() -> Grid:
    foot = "签名：　　　　　　　　年　　月　　日"
    rows = tuple(
        Row(cells=(Cell(text=name, label=True), Cell(text="", foot=foot)), height=_OPINION_MM)
        for name in ("演练人意见", "负责人意见")
    )
    return Grid(widths=_FACTS, rows=rows, size=_PT)
