from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue.sheet_import import read_matters
from app.errors import BadInput


@pytest.mark.parametrize(
    ("mapping", "said"),
    [({"没有的列": "设定依据"}, "没有的列"), ({"事项名称": "胡写"}, "胡写")],
)
def test_a_mapping_that_does_not_fit_is_refused(usual, row, material, mapping, said):
    with pytest.raises(BadInput, match=said):
        read_matters(usual([row()], [material()]), mapping)


def test_a_code_used_twice_names_both_rows_and_the_first_stands(usual, row, material):
    path = usual([row("A-1"), row("A-2"), row("A-1", 事项名称="另一项")], [material("A-1"), material("A-2")])

    reading = read_matters(path)

    assert [draft.code for draft in reading.drafts] == ["A-1", "A-2"]
    (fault,) = reading.faults
    assert (fault.sheet, fault.row, fault.column) == ("事项", 4, "事项编码")
    assert fault.text.startswith("第4行：")
    assert "第2行重复" in fault.text


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("法定办结时限", "两个月", "“两个月”不是工作日数，应写成“20个工作日”"),
        ("承诺办结时限", "20日", "不是工作日数"),
        ("承诺办结时限", "", "没有填写承诺办结时限"),
        ("办件类型", "其他", "应为即办件、承诺件或联办件"),
        ("事项名称", "", "没有填写事项名称"),
        ("事项编码", "", "没有填写事项编码"),
        ("事项编码", 113502000000000012345.0, "数字格式"),
        ("受理条件", "符合\u202e规划", "U+202E"),
        ("补正期限", "很快", "不是补正期限"),
    ],
)
def test_a_faulty_row_is_named_and_the_good_rows_are_kept(usual, row, material, column, cell, said):
    path = usual([row("A-1"), row("A-2", **{column: cell}), row("A-3")], [material("A-1"), material("A-3")])

    reading = read_matters(path)

    assert [draft.code for draft in reading.drafts] == ["A-1", "A-3"]
    fault = reading.faults[0]
    assert (fault.sheet, fault.row, fault.column) == ("事项", 3, column)
    assert fault.text.startswith("第3行：")
    assert said in fault.text


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("份数", "若干", "份数"),
        ("主要/次要", "一般", "主要或次要"),
        ("政府共享", "也许", "是或否"),
        ("材料名称", "", "材料名称"),
    ],
)
def test_a_faulty_material_holds_its_matter_back(usual, row, material, column, cell, said):
    path = usual(
        [row("A-1"), row("A-2")], [material("A-1"), material("A-1", "图纸", **{column: cell}), material("A-2")]
    )

    reading = read_matters(path)

    assert [draft.code for draft in reading.drafts] == ["A-2"]
    (fault,) = reading.faults
    assert (fault.sheet, fault.row) == ("材料", 3)
    assert said in fault.text
    assert "未导入" in fault.text


def test_a_material_of_no_matter_is_named(usual, row, material):
    reading = read_matters(usual([row("A-1")], [material("A-1"), material("B-9")]))

    assert len(reading.drafts) == 1
    assert "“B-9”在事项表中没有" in reading.faults[0].text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "空文件"),
        ("a.xlsx", b"hello", "不是 Excel 文件"),
        ("a.pdf", b"%PDF-1.7", "不是 Excel 文件"),
        ("a.xls", b"<html><table></table></html>", "网页格式"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 100, "已损坏"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "已损坏"),
        ("a.csv", b"\n\n", "是空的"),
        ("a.csv", b"a\0b", "不是文本"),
        ("a.csv", b"\xff\xff\xff", "编码"),
        ("a.csv", '事项编码,事项名称\n"甲'.encode() + b"x" * 2_000_000, "100万字"),
    ],
)
def test_what_is_no_sheet_is_refused_in_a_sentence(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(BadInput, match=said):
        read_matters(path)


def test_an_empty_workbook_and_a_missing_file_are_refused(sheets, tmp_path):
    with pytest.raises(BadInput, match="是空的"):
        read_matters(sheets({"事项": []}))
    with pytest.raises(BadInput, match="找不到文件"):
        read_matters(tmp_path / "没有.xlsx")
    with pytest.raises(BadInput, match="没有找到事项表"):
        read_matters(sheets({"其他": [["序号", "姓名"], ["1", "张三"]]}))


def test_headings_without_rows_are_refused(usual):
    with pytest.raises(BadInput, match="只有表头"):
        read_matters(usual([], []))


def test_a_file_over_fifty_megabytes_is_not_opened(tmp_path):
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(51 * 2**20)

    with pytest.raises(BadInput, match="50MB"):
        read_matters(path)


def test_a_stray_cell_at_the_end_of_the_world_is_refused_instead_of_eating_all_memory(tmp_path):
    from xlsxwriter import Workbook

    path = tmp_path / "远.xlsx"
    book = Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, "事项编码")
    sheet.write_string(1_048_575, 16_383, "x")
    book.close()

    with pytest.raises(BadInput, match="第1048576行、第16384列"):
        read_matters(path)


def test_empty_cells_with_a_face_far_below_do_no_harm(tmp_path, row):
    from xlsxwriter import Workbook

    path = tmp_path / "格式.xlsx"
    book = Workbook(str(path))
    sheet = book.add_worksheet()
    for place, (heading, cell) in enumerate({**row("A-1"), "材料名称": "申请表"}.items()):
        sheet.write_string(0, place, heading)
        sheet.write_string(1, place, cell)
    sheet.write_blank(1_048_000, 900, None, book.add_format({"bold": True}))
    book.close()

    assert len(read_matters(path).drafts) == 1


HEADINGS = [
    "事项编码", "事项名称", "办件类型", "责任单位", "设定依据", "受理条件", "办理流程", "法定时限", "承诺时限",
]  # fmt: skip


CELLS = st.one_of(
    st.sampled_from(
        ["", "事项编码", "事项名称", "A-1", "A-2", "材料名称", "即办", "20", "是", "=1", "\u202e", "无"]
    ),
    st.text(max_size=6),
)


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, max_size=25), max_size=12))
def test_whatever_stands_in_a_table_is_read_or_refused(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "任意.csv"
    headings = [*HEADINGS, "材料名称", "份数"]
    with path.open("w", encoding="utf-8", newline="", errors="surrogatepass") as file:
        csv.writer(file).writerows([headings, *rows])

    try:
        said = [fault.text for fault in read_matters(path).faults]
    except BadInput as refused:
        said = ["第0行：" * bool(str(refused))]

    assert all(text.startswith("第") for text in said)
