from __future__ import annotations

import json

import pytest
from xlsxwriter import Workbook

from tests.app.calendar.notices import CLOSING, ITEMS, PREAMBLE
from tests.flows.bad_input.line import ADMINISTRATOR, CLERK


def notice(year):
    number, issued, items = ITEMS[year]
    return PREAMBLE.format(year=year, number=number) + items + CLOSING.format(issued=issued)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有找到年份"),
        ("字" * 3_500_000, "20000"),
        (notice(2025).replace("共8天", "共9天", 1), "共9天"),
        (notice(2025).replace("2月8日（周六）上班", "2月8日（周五）上班"), "周五"),
        (notice(2025).replace("1月26日（周日）", "1月29日（周三）", 1), "1月29日"),
        (notice(2025) * 2, "两次"),
    ],
    ids=["nothing", "10 MB", "days", "weekday", "off and at work", "twice"],
)
def test_a_notice_that_cannot_be_right_changes_nothing(line, tmp_path, text, said):
    file = tmp_path / "notice.txt"
    file.write_text(text, "utf-8")
    line("--json", "calendar", "show", "2025")
    before = line.said
    line("calendar", "import", file, "--apply", login=ADMINISTRATOR).is_refused(2, said)
    assert line("--json", "calendar", "show", "2025").said == before


HEADINGS = [
    "事项编码", "事项名称", "办件类型", "责任单位", "设定依据", "受理条件", "办理流程", "办理要求",
    "法定时限", "承诺时限",
]  # fmt: skip
MATERIALS = [["所属事项编码", "材料名称"], ["N-1", "申请书"], ["N-2", "申请书"], ["N-3", "申请书"]]


def sheet(path, rows, merged=()):
    book = Workbook(str(path))
    for title, table in (("事项", rows), ("材料", MATERIALS if rows else [])):
        page = book.add_worksheet(title)
        for place, row in enumerate(table):
            page.write_row(place, 0, row)
    for corners in merged:
        book.get_worksheet_by_name("事项").merge_range(*corners)
    book.close()
    return path


def matter(code, name, **changes):
    cells = [code, name, "承诺件", "行政审批处", "某法第一条", "条件", "流程", "要求", 20, 7]
    return [changes.get(heading, cell) for heading, cell in zip(HEADINGS, cells, strict=True)]


def test_a_sheet_with_merged_cells_and_a_code_used_twice_keeps_its_good_rows(line, tmp_path):
    rows = [
        HEADINGS,
        matter("N-1", "甲事项"),
        matter("N-2", "乙事项", 责任单位=""),
        matter("N-1", "又一个甲事项"),
        matter("N-3", "丙事项", 承诺时限=30),
    ]
    path = sheet(tmp_path / "事项.xlsx", rows, merged=[(1, 3, 2, 3, "行政审批处")])
    line("--json", "matters", "import", path, login=ADMINISTRATOR)
    report = json.loads(line.said)
    assert report["added"] == 2
    assert [(fault["row"], fault["column"]) for fault in report["faults"]] == [
        (4, "事项编码"),
        (5, "承诺办结时限"),
    ]
    assert "乙事项" in line("matters", "list", "N-2", login=CLERK).said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("缺列.xlsx", [HEADINGS[:5], matter("N-1", "甲")[:5]], "缺少"),
        ("空.xlsx", [], "空"),
        ("不是.xlsx", b"\x00" * 10_000_000, "不是 Excel"),
        ("大.csv", "甲".encode() * 3_500_000, "单元格超过100万字"),
        ("大.xlsx", b"PK\x03\x04" + b"\x00" * 60_000_000, "50MB"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_refused(line, tmp_path, name, content, said):
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        sheet(path, content)
    line("matters", "import", path, login=ADMINISTRATOR).is_refused(2, said)
