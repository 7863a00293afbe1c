"""Writes the half-yearly list of posts for publication as XLSX (岗位目标责任制度六)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from app.errors import Unavailable, why
from app.posts.models import Post
from app.posts.papers import HALVES
from app.sheets.writing import set_height

_HEADINGS = ("处室", "岗位", "岗位职责", "工作目标", "A岗", "B岗", "第二B岗", "生效日期", "批准和备案")
_WIDTHS = (14, 16, 30, 34, 8, 8, 9, 11, 11)  # characters: one page across in letters that can be read
_HEAD = 1  # the row of the headings, counted from 0


def list_title(year: int, half: int) -> str:
    """Return what the list is called: 岗位和AB岗公开名单（2026年下半年）."""
    return f"岗位和AB岗公开名单（{year}年{HALVES[half - 1]}）"


def write_list(path: Path, posts: Sequence[Post], title: str) -> None:
    """Write the list to a file; raises ``Unavailable`` where that fails."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only an export needs the writer

    content = BytesIO()
    book = Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    edge = {"border": 1, "border_color": "#BFC5CC", "valign": "vcenter", "text_wrap": True}
    head = book.add_format({**edge, "bold": True, "bg_color": "#E5EDF8", "align": "center"})
    text, large = book.add_format(edge), book.add_format({"bold": True, "font_size": 14})
    sheet = book.add_worksheet("公开名单")
    sheet.write_string(0, 0, title, large)
    for place, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(_HEAD, place, heading, head)
    for number, post in enumerate(posts, start=_HEAD + 1):
        cells = _cells(post)
        for place, cell in enumerate(cells):
            sheet.write_string(number, place, cell, text)
        set_height(sheet, number, zip(cells, _WIDTHS, strict=True))
    sheet.freeze_panes(_HEAD + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C第&P页　共&N页")
    sheet.repeat_rows(_HEAD)
    book.close()
    try:
        path.write_bytes(content.getvalue())
    except (OSError, ValueError) as fault:
        reason = why(fault) if isinstance(fault, OSError) else "路径不正确"
        raise Unavailable(f"无法写入“{path}”：{reason}。应确认文件夹存在且文件没有被打开。") from fault


def _cells(post: Post) -> tuple[str, ...]:
    goals = "\n".join(f"{each.goal}（{each.measure}{each.target}）" for each in post.goals)
    return (
        post.division_name,
        post.name,
        post.duties,
        goals,
        post.a_name,
        post.b_name,
        post.second_b_name,
        post.effective_from.isoformat(),
        post.filing.value,
    )
