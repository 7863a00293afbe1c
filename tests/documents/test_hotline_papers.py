"""The papers of the hotline: who stays unknown, what a return, a supervision, a talk and a call-back need."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document

from app.documents.catalogue import get_type
from app.errors import BadInput
from app.forms.checks import check_all
from app.forms.masking import WITHHELD, masked_values
from app.forms.orders import CONTACT_WAYS, RESULTS, SATISFACTIONS, SECRECIES, SUPERVISED_BY, TYPES
from app.forms.sheet import Grid, Signatures
from app.hotline import filling
from app.hotline.models import OrderType, Result, Satisfaction, Secrecy
from app.press import press_docx, press_pdf
from app.register.paper import listed
from tests.documents.paper import SAMPLES, imprint, text_of
from tests.documents.test_on_paper import joined, pages_of
from tests.documents.test_rules import PLAIN, problems

SAMPLE = {(s.type.key, s.name): s.values for s in SAMPLES}
SECRET = SECRECIES[1:]
PERSONAL = ("caller", "telephone", "address")
HEADER = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblHeader"


def page(key, **changes):
    values = {**PLAIN[key], **changes}
    return get_type(key).page({k: v for k, v in values.items() if v is not None}, imprint(division="信访中心"))


def pages(sheet):
    return [joined(text) for text in pages_of(press_pdf(sheet).pdf)]


def test_the_papers_speak_the_words_of_the_room():
    for words, kind in (
        (TYPES, OrderType),
        (SECRECIES, Secrecy),
        (RESULTS, Result),
        (SATISFACTIONS, Satisfaction),
    ):
        assert words == tuple(each.value for each in kind)
    assert (SUPERVISED_BY, CONTACT_WAYS) == (filling.SUPERVISED_BY, filling.CALL_WAYS)


@pytest.mark.parametrize("long", ["长" * 34, "长" * 100])
@pytest.mark.parametrize("key", ["co_handling_letter", "supervision_letter"])
def test_the_slip_that_comes_back_has_one_page_for_all_who_sign_however_long_the_names(key, long):
    changes = {"title": "长" * 200, "lead": long, "number": "9" * 60}
    if key == "co_handling_letter":
        changes["co_handler"] = f"另{long[1:]}"
    slip = next(text for text in pages(page(key, **changes)) if "反馈单" in text and "标题" in text)
    assert "第1页共1页" in slip.replace("　", "")
    assert "随工单存档" in slip


@pytest.mark.parametrize("secrecy", SECRET)
@pytest.mark.parametrize("key", ["work_order", "reply_sheet", "call_back_record"])
def test_who_asked_for_confidence_is_named_nowhere_on_the_paper(key, secrecy):
    text = text_of(page(key, secrecy=secrecy))
    named = [PLAIN[key][field] for field in PERSONAL if PLAIN[key].get(field)]
    assert named
    assert [word for word in named if word in text] == []
    assert WITHHELD in text


@pytest.mark.parametrize("secrecy", SECRET)
@pytest.mark.parametrize("key", ["work_order", "reply_sheet", "call_back_record"])
def test_a_confidential_order_that_names_its_caller_is_refused(key, secrecy):
    named = {field: PLAIN[key][field] for field in PERSONAL if PLAIN[key].get(field)}
    found = problems(key, secrecy=secrecy)
    assert set(found) == set(named)
    assert all(WITHHELD in text for text in found.values())
    assert problems(key, secrecy=secrecy, **dict.fromkeys(named, WITHHELD)) == {}
    assert problems(key, secrecy=secrecy, **dict.fromkeys(named)) == {}


def test_what_is_withheld_needs_no_mask():
    values = {**PLAIN["work_order"], **dict.fromkeys(PERSONAL, WITHHELD)}
    masked = masked_values(get_type("work_order").sections, values)
    assert {masked[key] for key in PERSONAL} == {WITHHELD}


def test_a_letter_never_carries_the_caller():
    for key in ("co_handling_letter", "supervision_letter", "talk_notice", "order_return_sheet"):
        fields = {f.key for section in get_type(key).sections for f in section.fields}
        assert fields.isdisjoint(PERSONAL)


@pytest.mark.parametrize(("name", "fit"), [("陈嘉禾", False), ("陈**", True), ("欧阳**", True), ("匿名", True),
                                           (WITHHELD, True), ("厦门鹭江湾示例置业有限公司", True)])  # fmt: skip
def test_a_paper_that_goes_round_names_the_caller_by_his_surname_alone(name, fit):
    rows = [{**PLAIN["day_sheet"]["orders"][0], "caller": name}]
    assert problems("reply_sheet", caller=name).keys() == (set() if fit else {"caller"})
    assert problems("day_sheet", orders=rows).keys() == (set() if fit else {"orders.0.caller"})


def test_the_callers_telephone_can_be_called():
    assert list(problems("work_order", telephone="1380000")) == ["telephone"]
    assert list(problems("call_back_record", telephone="没有")) == ["telephone"]


@pytest.mark.parametrize(("key", "field"), [("reply_sheet", "basis"), ("order_return_sheet", "basis")])
def test_a_basis_names_a_paper_or_its_number(key, field):
    assert list(problems(key, **{field: "根据有关规定和职责分工"})) == [field]
    assert problems(key, **{field: "厦府示例〔2024〕12号第六条"}) == {}
    assert problems(key, **{field: "《示例区农业农村局权责清单》第28项"}) == {}


def test_who_drafted_a_reply_does_not_review_it():
    assert list(problems("reply_sheet", reviewer_name="许一诺")) == ["reviewer_name"]


@pytest.mark.parametrize("missing", ["reason", "basis"])
def test_a_return_without_its_reason_or_its_basis_is_refused(missing):
    values = {k: v for k, v in PLAIN["order_return_sheet"].items() if k != missing}
    with pytest.raises(BadInput) as refused:
        check_all(get_type("order_return_sheet"), values)
    assert [problem.field for problem in refused.value.problems] == [missing]


@pytest.mark.parametrize(
    ("changes", "rows"), [({"round": 2}, 2), ({"returned_at": "2026-11-24T08:31"}, 1), ({"round": 3}, 3)]
)
def test_a_late_or_repeated_return_shows_its_path_and_goes_to_arbitration(changes, rows):
    hop = {"division": "国土空间规划处", "dispatched_at": "2026-11-18T09:10"}
    found = problems("order_return_sheet", hops=[hop] * (rows - 1) or None, **changes)
    assert list(found) == ["hops"]
    assert f"至少要列 {rows} 行" in found["hops"]
    assert problems("order_return_sheet", hops=[hop] * rows, **changes) == {}
    assert "派单异议" in text_of(page("order_return_sheet", hops=[hop] * rows, **changes))
    assert "派单异议" not in text_of(page("order_return_sheet"))


def test_what_is_dispatched_again_goes_to_another_division():
    assert list(problems("order_return_sheet", verdict="重新分派")) == ["redispatched_to"]
    assert list(problems("order_return_sheet", redispatched_to="执法监督处")) == ["verdict"]
    same = problems("order_return_sheet", verdict="重新分派", redispatched_to="自然资源利用处")
    assert list(same) == ["redispatched_to"]
    assert list(problems("order_return_sheet", suggested="自然资源利用处")) == ["suggested"]


def test_the_verdict_is_ticked_or_left_to_the_pen():
    assert "□ 重新分派　□ 退单不成立　□ 退回市热线中心" in text_of(page("order_return_sheet"))
    ticked = text_of(page("order_return_sheet", verdict="重新分派", redispatched_to="执法监督处"))
    assert "☑ 重新分派至执法监督处　□ 退单不成立" in ticked


def test_a_co_handling_unit_answers_another_unit_before_the_order_is_due():
    assert list(problems("co_handling_letter", co_handler="自然资源利用处")) == ["co_handler"]
    assert list(problems("co_handling_letter", reply_by="2026-12-02")) == ["due"]


@pytest.mark.parametrize(
    ("way", "title"), [("发函", "督办函"), ("提醒", "催办通知书"), ("电话", "电话督办记录")]
)
def test_a_supervision_is_titled_by_its_way(way, title):
    called = {"told_at": "2026-11-23T09:20", "told_person": "苏明远"} if way == "电话" else {}
    sheet = page("supervision_letter", way=way, **called)
    assert sheet.title == title
    assert any(isinstance(block, Signatures) and block.seal for block in sheet.blocks) == (way == "发函")


def test_a_call_says_when_and_with_whom():
    assert set(problems("supervision_letter", way="电话")) == {"told_at", "told_person"}


@pytest.mark.parametrize("way", ["发函", "提醒", "电话"])
def test_the_third_supervision_in_a_row_warns_of_a_talk(way):
    assert "将提请局效能办约谈" not in text_of(page("supervision_letter", way=way, consecutive=2))
    assert "将提请局效能办约谈" in text_of(page("supervision_letter", way=way, consecutive=3))


def test_a_talk_has_three_supervisions_behind_it_all_of_them_before_it():
    rows = PLAIN["talk_notice"]["supervisions"]
    assert list(problems("talk_notice", supervisions=rows[:2])) == ["supervisions"]
    found = problems("talk_notice", supervisions=[*rows, {**rows[0], "at": "2026-11-25T09:00"}])
    assert "第 4 行" in found["talk_at"]  # where it is typed: the supervisions are known
    assert list(problems("talk_record", recorder="郑书航（局效能办主任）")) == ["recorder"]


@pytest.mark.parametrize("key", ["co_handling_letter", "supervision_letter", "talk_notice"])
def test_a_letter_is_addressed_and_sealed_by_its_unit(key):
    sheet = page(key)
    (seal,) = [block for block in sheet.blocks if isinstance(block, Signatures)]
    assert seal.seal_caption == "厦门市示例区自然资源和规划局信访中心"
    assert sheet.page.top == 37
    named = {"co_handling_letter": "执法监督处：", "supervision_letter": "自然资源利用处："}
    assert named.get(key, "自然资源利用处：") in text_of(sheet)


def test_who_was_reached_is_asked_and_who_was_not_said_nothing():
    asked = {"solved": None, "satisfaction": None}
    quiet = {"dissatisfaction": None, "opinion": None, "rework": None, "rework_due": None}
    assert set(problems("call_back_record", **asked, **quiet)) == set(asked)
    assert set(problems("call_back_record", reached=False, satisfaction="满意", **quiet)) == set(asked)
    assert problems("call_back_record", reached=False, **asked, **quiet) == {}


@pytest.mark.parametrize("grade", ["不满意", "非常不满意"])
def test_discontent_has_its_reason_and_is_worked_on_again_or_explained(grade):
    found = problems("call_back_record", satisfaction=grade, dissatisfaction=None)
    assert list(found) == ["dissatisfaction"]
    again = {"rework": False, "rework_due": None}
    assert list(problems("call_back_record", satisfaction=grade, remark=None, **again)) == ["rework"]
    assert problems("call_back_record", satisfaction=grade, **again) == {}
    assert list(problems("call_back_record", satisfaction=grade, rework_due=None)) == ["rework_due"]


def test_two_hundred_orders_go_on_under_their_heads_and_are_signed_for_at_the_end():
    sheet = get_type("day_sheet").page(SAMPLE["day_sheet", "long"], imprint())
    found = pages(sheet)
    text = "".join(found)
    for place, each in enumerate(found):
        assert ("当日签收单（续页）" in each) == (place > 0)
        assert all(head in each for head in ("工单编号、标题（共200项）", "主协办", "诉求人", "期限", "签收"))
    assert [text.count(f"第{number}件：") for number in range(1, 201)] == [1] * 200
    assert ["签收单位签字" in each for each in found] == [False] * (len(found) - 1) + [True]
    assert re.search(r"第200件：", found[-1])
    body = Document(io.BytesIO(press_docx(sheet))).element.body
    assert len(list(body.iter(HEADER))) == 1


def test_an_order_stands_once_on_the_days_sheet_and_is_not_due_before_it():
    row = PLAIN["day_sheet"]["orders"][0]
    assert "出现了 2 次" in problems("day_sheet", orders=[row, row])["orders"]
    assert list(problems("day_sheet", orders=[{**row, "due": "2026-11-19"}])) == ["orders.0.due"]


def test_a_line_nobody_signed_for_is_left_to_the_pen():
    (grid,) = [b for b in page("day_sheet").blocks if isinstance(b, Grid) and b.heading]
    assert [row.cells[-1].text for row in grid.rows] == ["签收", "", "", "", "许一诺", ""]


def test_a_work_order_completed_says_what_never_happened_and_an_open_one_leaves_it_out():
    complete = SAMPLE["work_order", "complete"]
    assert "督办（无）" in text_of(get_type("work_order").page(complete, imprint()))
    assert "（无）" not in text_of(page("work_order"))


def test_the_times_of_a_work_order_follow_each_other():
    assert list(problems("work_order", signed_at="2026-11-20T10:04")) == ["signed_at"]
    assert list(problems("work_order", due="2026-11-19")) == ["due"]
    assert list(problems("work_order", lead=None, answer="已办结。")) == ["lead"]


@pytest.mark.parametrize("key", ["work_order", "reply_sheet", "order_return_sheet", "talk_record"])
def test_the_long_forms_are_signed_at_their_end_alone(key):
    found = pages(get_type(key).page(SAMPLE[key, "long"], imprint()))
    signed = [bool(re.search(r"签字年|签字：", each)) or "签字" in each for each in found]
    assert signed == [False] * (len(found) - 1) + [True]


def test_the_register_lists_a_hotline_paper_by_its_title_and_caller_or_who_was_talked_with():
    assert listed(PLAIN["work_order"])[:2] == (PLAIN["work_order"]["title"], "陈嘉禾")
    assert listed(PLAIN["talk_record"]).party == "自然资源利用处"
