from __future__ import annotations

import itertools
from datetime import date

import pytest

from app.cases.models import Situation
from app.documents.non_acceptance_notice import TYPE
from app.forms.checks import check_all, read_values
from app.forms.fields import all_fields
from app.forms.sheet import Signatures
from app.forms.wording import starting_wording, wording_in_force
from app.press import press_docx, press_pdf
from tests.app.press.paper import docx_text, lines_on
from tests.documents.paper import SAMPLES, imprint, text_of
from tests.documents.test_on_paper import joined, pages_of

VALUES = {sample.name: sample.values for sample in SAMPLES if sample.type is TYPE}
LAYOUTS = ("公文", "窗口通知单")
REGIMES = ("行政许可", "不动产登记")
DECISIONS = ("不予受理", "不予办理")
TITLES = {
    ("行政许可", "不予受理"): "不予受理通知书",
    ("行政许可", "不予办理"): "不予办理通知书",
    ("不动产登记", "不予受理"): "不予受理告知书",
    ("不动产登记", "不予办理"): "不予办理告知书",
}
GROUNDS = {
    ("行政许可", "不予受理"): "《中华人民共和国行政许可法》第三十二条",
    ("行政许可", "不予办理"): "《中华人民共和国行政许可法》第三十八条第二款",
    ("不动产登记", "不予受理"): "《不动产登记暂行条例》第十七条",
    ("不动产登记", "不予办理"): "《不动产登记暂行条例》第二十二条",
}


def filled(layout="公文", regime="行政许可", decision="不予受理", **changes):
    kind = "registration" if regime == "不动产登记" else "formal"
    given = {**VALUES[kind], "layout": layout, "regime": regime, "decision": decision, **changes}
    return check_all(TYPE, {key: value for key, value in given.items() if value is not None})


def sheet_of(*, on=None, **changes):
    more = {"wording": wording_in_force(starting_wording(), on)} if on else {}
    return TYPE.page(filled(**changes), imprint(**more))


def problems(**changes):
    given = {**VALUES["formal"], **changes}
    values, found = read_values(TYPE.sections, {k: v for k, v in given.items() if v is not None})
    assert found == ()
    return {problem.field: problem.text for problem in TYPE.rules(values)}


@pytest.mark.parametrize(("layout", "regime", "decision"), list(itertools.product(LAYOUTS, REGIMES, DECISIONS)))
def test_each_layout_says_the_decision_its_ground_and_every_remedy(layout, regime, decision):
    sheet = sheet_of(layout=layout, regime=regime, decision=decision)
    text = text_of(sheet)
    assert sheet.title == TITLES[regime, decision]
    assert GROUNDS[regime, decision] in text
    assert not [law for key, law in GROUNDS.items() if key != (regime, decision) and f"根据{law}的" in text]
    for said in (
        "六十日内向厦门市人民政府申请行政复议",
        "六个月内直接向厦门市示例区人民法院提起行政诉讼",
        "向上级机关或者本局效能办投诉",
        VALUES["registration" if regime == "不动产登记" else "formal"]["reasons"],
        "建设工程设计方案",
    ):
        assert said in text
    assert ("坐落" in text) == (regime == "不动产登记")
    words = joined("".join(pages_of(press_pdf(sheet).pdf)))
    assert TITLES[regime, decision] in words
    assert TITLES[regime, decision] in docx_text(press_docx(sheet))


def test_the_slip_has_two_parts_on_a_page_each_and_the_letter_has_none():
    slip, letter = sheet_of(layout="窗口通知单"), sheet_of(layout="公文")
    assert slip.parts == ("存根联", "回执联")
    assert letter.parts == ()
    assert press_pdf(slip).pages == 2
    assert (TYPE.parts_for({"layout": "窗口通知单"}), TYPE.copies_for({"layout": "窗口通知单"})) == (
        slip.parts,
        1,
    )
    assert (TYPE.parts_for({"layout": "公文"}), TYPE.copies_for({"layout": "公文"})) == (letter.parts, 2)


def test_organs_that_the_office_did_not_name_are_told_in_general():
    text = text_of(sheet_of(reconsideration_organ=None, court=None))
    assert "向本级人民政府申请行政复议" in text
    assert "向有管辖权的人民法院提起行政诉讼" in text


def test_until_2024_reconsideration_also_lay_with_the_department_above():
    old = text_of(sheet_of(on=date(2023, 12, 31)))
    assert "本级人民政府或者上一级主管部门申请行政复议" in old
    assert "上一级主管部门" not in text_of(sheet_of(on=date(2024, 1, 1)))


def test_every_wording_of_the_notice_is_marked_for_confirmation():
    ours = [each for each in starting_wording() if each.key.startswith("non_acceptance_notice.")]
    assert ours
    assert [each.key for each in ours if "待法规处确认" not in each.basis] == []


def test_what_is_not_ours_names_the_right_organ():
    assert list(problems(situation="不属于本机关职权范围")) == ["right_organ"]
    assert problems(situation="不属于本机关职权范围", right_organ="示例区城市管理局") == {}
    assert list(problems(right_organ_telephone="0592-7703456")) == ["right_organ"]
    named = {"situation": "不属于本机关职权范围", "right_organ": "示例区城市管理局"}
    for layout in LAYOUTS:
        assert "示例区城市管理局。" in text_of(sheet_of(layout=layout, **named))


@pytest.mark.parametrize("key", ["location", "registration_type"])
def test_what_belongs_to_registration_is_asked_there_alone(key):
    found = problems(**{key: "示例"})
    assert list(found) == [key]
    assert "不动产登记" in found[key]
    assert problems(**{key: "示例"}, regime="不动产登记") == {}


def test_the_situation_belongs_to_its_regime():
    assert list(problems(situation="不动产登记当场不予受理")) == ["situation"]
    assert list(problems(situation="依法不需要取得行政许可", regime="不动产登记")) == ["situation"]
    assert problems(situation="不动产登记当场不予受理", regime="不动产登记") == {}


def test_a_material_is_returned_once():
    row = {"name": "申请表", "copies": 1}
    assert list(problems(returned_materials=[row, row])) == ["returned_materials"]


def test_the_situations_are_those_of_the_case():
    (field,) = (field for field in all_fields(TYPE.sections) if field.key == "situation")
    assert field.choices == tuple(situation.value for situation in Situation)


def test_the_letter_numbers_only_the_chapters_it_has():
    whole = text_of(sheet_of(right_organ="示例区城市管理局"))
    for heading in (
        "一、不予受理的理由",
        "二、法律依据",
        "三、应向其申请的机关",
        "四、退还的材料",
        "五、救济途径",
    ):
        assert heading in whole
    short = text_of(sheet_of(returned_materials=None))
    assert "三、救济途径" in short
    assert "退还" not in short


@pytest.mark.parametrize(
    "bureau", ["厦门市示例区自然资源和规划局", "示例局", "厦门市示例区自然资源和规划局直属第一分局"]
)
def test_name_and_date_stand_as_the_standard_has_them_and_the_seal_is_clear(bureau):
    sheet = TYPE.page(filled(), imprint(bureau=bureau))
    (sealed,) = (block for block in sheet.blocks if isinstance(block, Signatures))
    assert sealed.seal == 45.0
    assert sealed.margin >= 0
    pages = press_pdf(sheet)
    lines = [line for page in range(pages.pages) for line in lines_on(pages.pdf, page)]
    place = next(n for n, line in enumerate(lines) if line[3] == "2026年11月20日")
    name, day = lines[place - 1], lines[place]
    assert name[3] == bureau
    middle = (day[1] + day[2]) / 2
    assert (name[1] + name[2]) / 2 == pytest.approx(middle, abs=0.6)
    assert name[2] <= 184 + 0.5
    if len(bureau) < 15:
        in_from_the_right = 4 * 156 / 28  # the digits of a stand-in face may be wider than half a character
        assert 184 - day[2] == pytest.approx(in_from_the_right, abs=156 / 28 / 2)
    assert middle + 45 / 2 <= 184 + 0.1


def test_the_letter_keeps_the_type_and_the_block_of_the_standard():
    lines = lines_on(press_pdf(sheet_of()).pdf)
    body = [line for line in lines if "你单位于" in line[3] or "收悉" in line[3]]
    assert body
    assert min(line[1] for line in body) >= 28 - 0.3
    assert max(line[2] for line in body) <= 184 + 0.3
