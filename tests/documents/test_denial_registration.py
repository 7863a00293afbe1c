from __future__ import annotations

import io

import pytest
from docx import Document

from app.documents.denial_registration import TYPE
from app.forms.checks import check_all, read_values
from app.forms.sheet import Grid, VerificationCode
from app.press import press_docx, press_pdf
from tests.documents.paper import SAMPLES, imprint
from tests.documents.test_on_paper import joined, pages_of

PLAIN = next(s.values for s in SAMPLES if s.type is TYPE and s.name == "plain")
LABELS = (  # the bureau's own table in reading order, lines broken as it breaks them
    "承办处室（分局）",
    "联办部门",
    "经办人姓名",
    "否定事项\n基本情况",
    "办件受理\n编号",
    "申办人联系方式",
    "受理日期",
    "退回日期",
    "申请办理事项",
    "否定理由和\n依据（并附相关\n政策）",
    "单位负责人核查\n意见（签字/盖章）",
    "分管局领导\n核查意见",
)
NOTE = "注：由处室将否定报备登记表与申报材料一并存档备查。"
CHECKS = ("head_opinion", "head_name", "head_date", "leader_opinion", "leader_name", "leader_date")
CODE = VerificationCode(text="7KQ4-9DXM-2PAB", payload="7KQ49DXM2PAB")
REASON = "申请用地的现行详细规划为防护绿地，拟建内容与规划用途不一致，不符合法定条件，经补正仍不能满足要求。"


def sheet_of(values, **more):
    return TYPE.page(values, imprint(**more))


def grid_of(sheet):
    (grid,) = (block for block in sheet.blocks if isinstance(block, Grid))
    return grid


def pdf_pages(values, **more):
    return [joined(page) for page in pages_of(press_pdf(sheet_of(values, **more)).pdf)]


def cell_of(values, field):
    (cell,) = (c for row in grid_of(sheet_of(values)).rows for c in row.cells if c.field == field)
    return cell


def without(*keys, **changes):
    return {key: value for key, value in {**PLAIN, **changes}.items() if key not in keys}


def problems(**changes):
    values, found = read_values(TYPE.sections, without(**changes))
    assert found == ()
    return {problem.field: problem.text for problem in TYPE.rules(values)}


def test_the_labels_are_those_of_the_bureaus_table_line_for_line_and_in_its_order():
    cells = [cell for row in grid_of(sheet_of(PLAIN)).rows for cell in row.cells]
    assert tuple(cell.text for cell in cells if cell.label) == LABELS


@pytest.mark.parametrize("values", [{}, PLAIN], ids=["empty", "filled"])
def test_every_label_is_followed_by_its_own_cell(values):
    rows = [[cell.text if cell.label else "" for cell in row.cells] for row in grid_of(sheet_of(values)).rows]
    assert rows == [
        [LABELS[0], "", LABELS[1], ""],
        [LABELS[2], ""],
        [LABELS[3], LABELS[4], "", LABELS[5], ""],
        [LABELS[6], "", LABELS[7], ""],
        [LABELS[8], ""],
        [LABELS[9], ""],
        [LABELS[10], ""],
        [LABELS[11], ""],
    ]


def test_an_empty_form_shows_the_table_the_date_line_and_the_note_and_nothing_else():
    (face,) = pdf_pages({})
    assert sorted(face) == sorted(joined("否定报备登记表" + "年月日" + "".join(LABELS) + NOTE))
    assert face.startswith("否定报备登记表年月日")
    assert face.endswith(NOTE)


def test_the_code_stands_outside_the_frame_and_nothing_else_is_added():
    (with_code,), (face,) = pdf_pages({}, code=CODE), pdf_pages({})
    added = "验证码7KQ4-9DXM-2PAB扫码或凭验证码可核对本页真伪"
    assert sorted(with_code) == sorted(face + added)


def test_neither_the_bureau_nor_a_number_nor_the_word_draft_is_printed():
    for more in ({"number": ""}, {"number": "示例否〔2026〕7号"}):
        (page,) = pdf_pages(PLAIN, **more)
        for word in ("厦门市示例区", "示例否", "未编号", "草稿", "第1页"):
            assert word not in page
    assert TYPE.draft_mark == "未经审批"


def test_word_has_the_same_words_in_the_same_order():
    body = Document(io.BytesIO(press_docx(sheet_of(PLAIN)))).element.body
    word = "".join(node.text or "" for node in body.iter() if str(node.tag).endswith("}t"))
    places = [joined(word).index(joined(label)) for label in LABELS]
    assert places == sorted(places)
    assert joined(word).endswith(NOTE)


def test_the_first_page_in_word_has_no_page_number_and_the_others_have():
    document = Document(io.BytesIO(press_docx(sheet_of(PLAIN))))
    (section,) = document.sections
    words = [
        "".join(node.text or "" for node in footer._element.iter() if str(node.tag).endswith("}t"))
        for footer in (section.first_page_footer, section.footer)
    ]
    assert words[0] == ""
    assert "页" in words[1]


def test_the_name_stands_behind_the_matter_or_behind_the_contact():
    name = PLAIN["applicant_name"]
    by_matter = without(name_place="申请办理事项栏")
    by_contact = without(name_place="申办人联系方式栏")
    assert cell_of(by_matter, "matter_name").text == f"{PLAIN['matter_name']}\n申请人：{name}"
    assert cell_of(by_matter, "applicant_contact").text == PLAIN["applicant_contact"]
    assert cell_of(by_contact, "matter_name").text == PLAIN["matter_name"]
    assert cell_of(by_contact, "applicant_contact").text == f"{PLAIN['applicant_contact']}\n{name}"


def test_a_telephone_is_never_broken_between_its_digits():
    values = without(name_place="申请办理事项栏", applicant_contact="蔡海燕 13900006909")
    assert cell_of(values, "applicant_contact").text == "蔡海燕\n13900006909"


def test_where_nothing_is_said_the_name_stands_behind_the_matter():
    values = check_all(TYPE, without("name_place"))
    assert PLAIN["applicant_name"] in cell_of(values, "matter_name").text


def test_opinions_are_typed_in_the_cells_or_left_to_the_pen():
    typed = cell_of(PLAIN, "head_opinion")
    assert typed.text == PLAIN["head_opinion"]
    assert typed.foot.strip() == "苏明远　2026年11月20日"
    for who in ("head_opinion", "leader_opinion"):
        blank = cell_of(without(*CHECKS), who)
        assert (blank.text, blank.foot) == ("", "")
    half = without(*CHECKS[:3])
    assert cell_of(half, "head_opinion").text == ""
    assert cell_of(half, "leader_opinion").text == PLAIN["leader_opinion"]


def test_the_attached_policies_stand_behind_the_reasons():
    text = cell_of(PLAIN, "reasons").text
    assert text.startswith(PLAIN["reasons"])
    assert text.endswith("附：1. 示例片区详细规划图则（节选）\n　　2. 本局关于防护绿地管理的通知")


def test_three_thousand_characters_go_on_with_heading_number_and_the_checks_at_the_end():
    reasons = (REASON * 100)[:3000]
    pages = pdf_pages(without("policies", reasons=reasons))
    assert len(pages) >= 2
    for page in pages[1:]:
        assert "否定报备登记表（续页）" in page
        assert "办件受理编号：示例20261102003" in page
        assert "政策）（续）" in page
    assert "续页" not in pages[0]
    assert "单位负责人核查" not in "".join(pages[:-1])
    last = pages[-1]
    assert last.index("政策）（续）") < last.index("单位负责人核查") < last.index("分管局领导")
    assert last.endswith(f"{NOTE}第{len(pages)}页共{len(pages)}页")
    printed = "".join(pages)
    assert all(printed.count(sign) >= reasons.count(sign) for sign in set(reasons))


@pytest.mark.parametrize("contact", ["0592-7703123", "0592-7703123，厦门市思明区示例路18号302室"])
@pytest.mark.parametrize("lines", range(8, 46))
def test_the_checks_and_the_note_are_never_parted_from_the_end_of_the_reasons(lines, contact):
    reasons = "\n".join(f"第{number}项理由，依法不应办理。" for number in range(1, lines + 1))
    *before, last = pdf_pages(without("policies", *CHECKS, reasons=reasons, applicant_contact=contact))
    assert f"第{lines}项理由" in last
    assert "单位负责人核查" in last
    assert "分管局领导" in last
    assert not any("核查意见" in page or NOTE in page for page in before)


def test_reasons_of_fifteen_lines_still_stand_on_one_page():
    assert len(pdf_pages(without("policies", reasons="\n".join(["依法不应办理。"] * 15)))) == 1


def test_a_long_matter_takes_its_room_from_the_reasons_and_the_page_stays_one():
    matter = "建设工程规划许可证核发（含道路、管线、绿化工程）" * 5
    assert len(pdf_pages(without(matter_name=matter, name_place="申办人联系方式栏"))) == 1


def test_a_long_case_number_on_the_next_page_stays_within_the_measure():
    from tests.app.press.paper import lines_on

    number = "厦资规审批〔2026〕" * 6
    values = without("policies", case_number=number, reasons=REASON * 40)
    heading = [line for line in lines_on(press_pdf(sheet_of(values)).pdf, 1) if "办件受理编号" in line[3]]
    assert heading
    assert heading[0][1] >= 28 - 0.3
    assert heading[0][2] <= 184 + 0.3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"form_date": "2026-11-01"}, "form_date"),
        ({"returned_on": "2026-11-01"}, "returned_on"),
        ({"head_date": "2026-11-19"}, "head_date"),
        ({"leader_date": "2026-11-19"}, "leader_date"),
        ({"head_name": ""}, "head_name"),
        ({"leader_name": ""}, "leader_name"),
    ],
)
def test_the_dates_follow_each_other_and_an_opinion_has_its_author(changes, field):
    assert problems() == {}
    assert list(problems(**changes)) == [field]
