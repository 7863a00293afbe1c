from __future__ import annotations

import time

import pytest

from app.catalogue.models import MatterKind, Regime
from app.catalogue.sheet_import import read_matters
from app.catalogue.template import write_template
from app.errors import BadInput
from tests.spreadsheets import sheets_of, write_sheets


def test_matters_and_materials_are_read_from_two_sheets(usual, row, material):
    path = usual(
        [row("A-1"), row("A-2", 办件类型="即办")],
        [
            material("A-1"),
            material("A-1", "身份证", **{"主要/次要": "次要", "政府共享": "是"}),
            material("A-2"),
        ],
    )

    reading = read_matters(path)

    assert reading.faults == ()
    first, second = reading.drafts
    assert [one.name for one in first.materials] == ["申请表", "身份证"]
    assert [(one.main, one.shared) for one in first.materials] == [(True, False), (False, True)]
    assert (first.row, first.values["statutory_limit"], first.values["committed_limit"]) == (2, 20, 7)
    assert second.values["kind"] is MatterKind.IMMEDIATE


def test_headings_are_known_by_other_names_and_in_any_order(usual, row, material):
    other = {
        "设定依据": "办理依据", "法定办结时限": "法定时限（工作日）", "承诺办结时限": "* 承诺 时限",
        "事项名称": "项目名称", "事项编码": "实施编码", "办件类型": "服务类型", "责任单位": "承办处室",
        "受理条件": "办理条件", "办理流程": "程序", "咨询电话": "窗口电话",
    }  # fmt: skip
    said = {other.get(heading, heading): cell for heading, cell in row("A-1").items()}
    path = usual([said], [material("A-1")], headings=list(reversed(said)))

    reading = read_matters(path)

    assert reading.faults == ()
    assert reading.drafts[0].values["basis"] == "城乡规划法第四十条"
    assert reading.drafts[0].values["counter_telephone"] == "0590-1"


def test_a_mapping_names_headings_of_ones_own(usual, row, material):
    said = {("甲列" if heading == "设定依据" else heading): cell for heading, cell in row("A-1").items()}
    path = usual([said], [material("A-1")], headings=list(said))

    with pytest.raises(BadInput, match="设定依据"):
        read_matters(path)
    assert read_matters(path, {"甲列": "设定依据"}).drafts[0].values["basis"] == "城乡规划法第四十条"
    assert read_matters(path, {"甲列": "basis"}).faults == ()


def test_every_missing_column_is_named_at_once_with_the_headings_found(usual, row, material):
    headings = [heading for heading in row() if heading not in {"设定依据", "承诺办结时限"}]

    with pytest.raises(BadInput) as refused:
        read_matters(usual([row()], [material()], headings=headings))

    assert "缺少2列：设定依据、承诺办结时限" in str(refused.value)
    assert "事项编码、事项名称" in str(refused.value)


def test_two_columns_for_one_thing_must_be_told_apart(usual, row, material):
    said = {**row("A-1"), "法律依据": "另一依据"}
    path = usual([said], [material("A-1")], headings=list(said))

    with pytest.raises(BadInput, match="设定依据”和“法律依据"):
        read_matters(path)
    assert read_matters(path, {"法律依据": "设定依据"}).drafts[0].values["basis"] == "另一依据"


def test_materials_may_stand_in_the_rows_below_their_matter(sheets, row):
    matter = row("A-1")
    headings = [*matter, "材料名称", "份数"]
    blank = [""] * len(matter)
    path = sheets(
        {
            "目录": [
                ["福建省政务服务事项目录"],
                [],
                headings,
                [*matter.values(), "申请表", 1],
                [*blank, "图纸", 2],
                [],
                headings,
                [*row("A-2").values(), "申请书", "3份"],
            ]
        }
    )

    reading = read_matters(path)

    assert reading.faults == ()
    assert [[(one.name, one.copies) for one in draft.materials] for draft in reading.drafts] == [
        [("申请表", 1), ("图纸", 2)],
        [("申请书", 3)],
    ]


def test_merged_cells_count_for_every_row_they_cover(sheets, row):
    matter = row("A-1")
    headings = [*matter, "材料名称"]
    below = [""] * len(matter)
    conditions = headings.index("受理条件")
    rows = [headings, [*matter.values(), "申请表"], [*below, "图纸"], [*below, "证明"]]
    rows[3][conditions] = "已取得用地手续"
    merged = [
        ("目录", 1, place, 3, place, cell) for place, cell in enumerate(matter.values()) if place != conditions
    ]
    path = sheets({"目录": rows}, merged=merged)

    (draft,) = read_matters(path).drafts

    assert [one.name for one in draft.materials] == ["申请表", "图纸", "证明"]
    assert draft.values["conditions"] == "符合规划\n已取得用地手续"
    assert draft.values["name"] == "事项A-1"


def test_a_heading_of_two_rows_and_captions_between_are_understood(sheets, row):
    matter = row("A-1")
    top = [*matter, "材料名称"]
    first = top.index("法定办结时限")
    under = [""] * len(top)
    under[first : first + 2] = ["法定", "承诺"]
    rows = [[], [""] * len(top), under, [], [*matter.values(), "申请表"]]
    merged = [("目录", 0, 0, 0, len(top) - 1, "目录"), ("目录", 1, first, 1, first + 1, "办结时限")]
    merged += [
        ("目录", 1, place, 2, place, head) for place, head in enumerate(top) if place not in (first, first + 1)
    ]
    merged.append(("目录", 3, 0, 3, len(top) - 1, "一、行政许可"))

    reading = read_matters(sheets({"目录": rows}, merged=merged))

    assert reading.faults == ()
    assert reading.drafts[0].values["committed_limit"] == 7


def test_numbers_and_formula_looking_texts_stay_what_they_are(usual, row, material):
    path = usual(
        [row("A-1", 法定办结时限=20, 承诺办结时限=7.0, 收费标准="=80元/件", 咨询电话=5550101)],
        [material("A-1")],
    )

    values = read_matters(path).drafts[0].values

    assert (values["statutory_limit"], values["committed_limit"]) == (20, 7)
    assert values["fee"] == "=80元/件"
    assert values["counter_telephone"] == "5550101"


def test_columns_nobody_knows_are_told(usual, row, material):
    said = {**row("A-1"), "行使层级": "市级"}

    assert read_matters(usual([said], [material("A-1")], headings=list(said))).ignored == ("行使层级",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_offices_use(tmp_path, row, encoding, separator):
    matter = row("A-1")
    lines = [
        separator.join([*matter, "材料名称"]),
        separator.join([*matter.values(), "申请表"]),
        separator.join([*([""] * len(matter)), "图纸"]),
    ]
    path = tmp_path / "事项.csv"
    path.write_text("\r\n".join(lines), encoding=encoding)

    reading = read_matters(path)

    assert reading.faults == ()
    assert [one.name for one in reading.drafts[0].materials] == ["申请表", "图纸"]


def test_a_hidden_sheet_is_not_imported(tmp_path, usual, row, material):
    path = usual([row("A-1")], [material("A-1")])
    sheets = sheets_of(path)
    write_sheets(path, {**sheets, "旧版": sheets["事项"]}, hidden={"旧版"})

    assert read_matters(path).faults == ()


def test_the_template_reads_back_and_explains_every_column(tmp_path):
    path = tmp_path / "模板.xlsx"
    write_template(path)

    reading = read_matters(path)

    assert reading.faults == ()
    assert reading.ignored == ()
    (draft,) = reading.drafts
    assert len(draft.materials) >= 6
    assert draft.values["regime"] is Regime.LICENCE


def test_five_thousand_rows_take_seconds_not_minutes(usual, row, material):
    codes = [f"A-{number}" for number in range(5000)]
    path = usual([row(code) for code in codes], [material(code) for code in codes])

    begun = time.perf_counter()
    reading = read_matters(path)

    assert len(reading.drafts) == 5000
    assert time.perf_counter() - begun < 15
