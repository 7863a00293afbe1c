"""How the papers of posts lie on their pages: heads repeated, no row parted, signatures with the end."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document

from app.documents.catalogue import get_type
from app.errors import BadInput
from app.forms.checks import check_all
from app.forms.sheet import Grid
from app.press import press_docx, press_pdf
from tests.documents.paper import SAMPLES, imprint, text_of
from tests.documents.test_on_paper import joined, pages_of
from tests.documents.test_rules import PLAIN

SHEET = get_type("handover_sheet")
LONG = {s.type.key: s.values for s in SAMPLES if s.name == "long"}
SIGNED = "移交人签字接收人签字监交人签字"
HEADS = ("业务类型、编号", "到期日期", "接收")
TABLE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tbl"
HEADER = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblHeader"


def sheet_of(**changes):
    values = {**PLAIN["handover_sheet"], **changes}
    return SHEET.page({key: value for key, value in values.items() if value is not None}, imprint())


def pages(sheet):
    return [joined(page) for page in pages_of(press_pdf(sheet).pdf)]


def items(count):
    return LONG["handover_sheet"]["items"][:count]


def test_two_hundred_items_go_on_under_their_heads_and_each_stands_once():
    found = pages(SHEET.page(LONG["handover_sheet"], imprint()))
    text = "".join(found)
    assert len(found) > 15
    for place, page in enumerate(found):
        assert ("工作交接单（续页）" in page) == (place > 0)
        if re.search(r"第\d+件：建设工程", page):
            assert all(head in page for head in HEADS)
            assert "一、在办事项（共200项）" in page
    for number in range(1, 201):
        assert text.count(f"第{number}件：建设工程") == 1
        assert text.count(f"厦门鹭江湾示例置业第{number}有限公司") == 1


def test_what_is_said_of_an_item_stands_on_its_page():
    for page in pages(SHEET.page(LONG["handover_sheet"], imprint())):
        titles = set(re.findall(r"第(\d+)件：建设工程", page))
        assert titles == set(re.findall(r"示例置业第(\d+)有限公司", page))


@pytest.mark.parametrize("count", range(1, 26))
@pytest.mark.parametrize("attention", [None, "每日查看待办。"])
def test_the_signatures_stand_together_with_the_last_line_above_them(count, attention):
    *before, last = pages(sheet_of(items=items(count), things=None, attention=attention))
    assert not any("签字" in page for page in before)
    assert SIGNED in last
    assert "二、物品（无）" in last
    assert (attention or "") in last
    assert "处室（单位）各一份。" in last


@pytest.mark.parametrize("count", range(24, 62))
def test_signatures_without_anything_to_mind_stand_with_the_last_thing(count):
    things = [{"name": f"第{number}件随岗物品", "thing_kind": "文书"} for number in range(1, count + 1)]
    last = pages(sheet_of(items=items(4), things=things, attention=None))[-1]
    assert f"第{count}件随岗物品" in last
    assert SIGNED in last


def test_a_long_text_to_mind_ends_above_the_signatures():
    attention = "\n".join(f"第{number}条提醒。" for number in range(1, 200))
    *before, last = pages(sheet_of(attention=attention))
    assert not any("签字" in page for page in before)
    assert last.index("第199条提醒。") < last.index(SIGNED)


@pytest.mark.parametrize(
    ("key", "signed"), [("return_sheet", "返岗人签字"), ("post_register", "批准：分管局领导签字")]
)
def test_the_other_long_sheets_are_signed_at_their_end_alone(key, signed):
    found = pages(get_type(key).page(LONG[key], imprint()))
    assert [signed in page for page in found] == [False] * (len(found) - 1) + [True]


def test_five_hundred_items_are_taken_and_one_more_is_not():
    row = {"kind": "办件", "title": "规划核实"}
    values = {**PLAIN["handover_sheet"], "items": [row] * 500}
    assert len(check_all(SHEET, values)["items"]) == 500
    with pytest.raises(BadInput, match="最多 500 行"):
        check_all(SHEET, {**values, "items": [row] * 501})


def test_an_empty_list_says_that_it_is_empty():
    text = text_of(sheet_of(items=None, things=None))
    assert "一、在办事项（无）" in text
    assert "二、物品（无）" in text


def test_what_is_not_decided_is_left_to_the_pen_and_what_is_stands_there():
    row = {"kind": "办件", "title": "规划核实"}
    (grid, *_) = [b for b in sheet_of(items=[row, {**row, "taken": True}, {**row, "taken": False}]).blocks
                  if isinstance(b, Grid) and b.heading]  # fmt: skip
    assert [cells.cells[-1].text for cells in grid.rows] == ["接收", "", "是", "否"]


def test_in_word_the_heads_repeat_and_no_item_is_parted():
    body = Document(io.BytesIO(press_docx(SHEET.page(LONG["handover_sheet"], imprint())))).element.body
    tables = list(body.iter(TABLE))
    assert [len(list(table.iter(HEADER))) for table in tables] == [0, 1, 1, 0]
    assert len(tables[1].findall(f"{TABLE[:-3]}tr")) == 1 + 2 * 200


@pytest.mark.parametrize(
    "sample",
    [s for s in SAMPLES if s.type.key == "first_contact_record" and s.name != "long"],
    ids=str,
)
def test_a_first_contact_stands_on_one_page_whatever_came_of_it(sample):
    assert press_pdf(sample.type.page(sample.values, imprint())).pages == 1


def test_what_was_handed_on_leaves_room_for_the_pen_and_what_was_not_does_not():
    texts = {
        s.name: text_of(s.type.page(s.values, imprint()))
        for s in SAMPLES
        if s.type.key == "first_contact_record"
    }
    for label in ("移交时间", "联系办事人", "答复内容", "办理结果"):
        assert label in texts["handed_on"]
        assert label not in texts["minimal"]
    assert "分管领导意见" not in texts["plain"]
    assert "引导说明" in texts["outside"]


def test_a_telephone_stands_under_its_name():
    (grid,) = [
        b for b in get_type("post_register").page(PLAIN["post_register"], imprint()).blocks
        if isinstance(b, Grid) and b.heading
    ]  # fmt: skip
    assert grid.rows[1].cells[2].text == "林静\n0592-7703101"
    assert grid.rows[2].cells[0].text.startswith("岗位职责：承担处室文电")
