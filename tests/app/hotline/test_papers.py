from __future__ import annotations

from datetime import date

import pytest

from app.errors import BadInput, NotAllowed
from app.forms.masking import WITHHELD
from app.hotline.papers_kinds import MakeDaySheet, MakePaper
from app.register.commands import VoidDocument
from tests.app.hotline.order_life import ARRIVED, LICENSING, REGISTRY, did, registered, went
from tests.app.hotline.order_papers import SHARES, division, paper, titles, words_of

CITED = {"basis": "《厦门市规划和自然资源局职能配置规定》第五条"}


def test_the_whole_course_stands_on_the_order_itself(office):
    order = went(office, "dispatch", "sign", "call", "supervise", "feedback", "reply", "approve", "call_back")

    printed = words_of(paper(office, "suhaiyun", order, "work_order"))

    for words in (ARRIVED["number"], "陈嘉禾", "13800005678", "吴志宏", "已责令停止夜间施工", "答复空泛"):
        assert words in printed
    for step in ("登记", "分派", "签收", "联系诉求人", "督办反馈", "审核", "回访"):
        assert step in printed


def test_the_answer_names_the_caller_by_his_surname_alone(office):
    order = went(office, "dispatch", "sign", "call", "reply")

    issued = paper(office, "wuzhihong", order, "reply_sheet", fields={"attitude": "认可"})

    assert issued.fields["caller"] == "陈**"
    assert issued.fields["findings"] == "已了解施工时段"
    assert issued.division_name == LICENSING
    assert "陈嘉禾" not in words_of(issued)


def test_an_answer_without_the_callers_attitude_is_not_issued_but_can_be_completed(office):
    order = went(office, "dispatch", "sign", "call", "reply")

    with pytest.raises(BadInput, match="诉求人态度"):
        paper(office, "wuzhihong", order, "reply_sheet")


def test_each_co_handling_division_gets_its_own_letter(office):
    order = did(office, registered(office), "dispatch", co_handlers=SHARES)

    issued = paper(office, "wuzhihong", order, "co_handling_letter")

    assert issued.fields["co_handler"] == REGISTRY
    assert issued.fields["reply_by"] == "2026-11-05"
    assert "核查登记情况" in words_of(issued)


def test_a_second_return_shows_its_path_and_what_was_found(office):
    order = went(office, "dispatch", "return", "redispatch")
    order = did(office, order, "return", who="zhengmeiling", **CITED)

    issued = paper(office, "zhengmeiling", order, "order_return_sheet")

    assert issued.fields["round"] == 2
    assert [hop["division"] for hop in issued.fields["hops"]] == [LICENSING, REGISTRY]
    assert issued.fields["hops"][0]["reason"] == "不属于本处职责"
    assert issued.division_name == REGISTRY


@pytest.mark.parametrize("basis", ["三定规定第五条", "权责清单第12项", "《城乡规划法》第十一条"])
def test_the_papers_that_name_a_divisions_duties_are_basis_enough_for_a_return(office, basis):
    order = went(office, "dispatch")
    did(office, order, "return", basis=basis)
    assert paper(office, "wuzhihong", order, "order_return_sheet").fields["basis"] == basis


def test_a_verified_return_names_the_division_it_went_to(office):
    order = went(office, "dispatch")
    order = did(office, order, "return", **CITED)
    first = office.desk.hotline.papers.offers(office.actor("wuzhihong"), order.id)
    part = next(each.part for each in first if each.type_key == "order_return_sheet")
    order = did(office, order, "redispatch")

    known = office.desk.hotline.papers.prefilled(
        office.actor("suhaiyun"), MakePaper(order=order.id, type_key="order_return_sheet", part=part)
    ).fields

    assert (known["verdict"], known["redispatched_to"]) == ("重新分派", REGISTRY)
    assert known["verified_by"] == "苏海云"


def test_a_supervision_says_the_how_manieth_in_a_row_it_is(office):
    order = went(office, "dispatch", "supervise", "supervise")

    issued = paper(office, "luguoqiang", order, "supervision_letter")

    assert (issued.fields["round"], issued.fields["consecutive"]) == (2, 2)
    assert issued.fields["lead"] == LICENSING
    assert issued.division_name == "办公室"


def test_a_supervision_by_telephone_says_who_was_spoken_with(office):
    order = did(office, went(office, "dispatch"), "supervise", way="电话")

    with pytest.raises(BadInput, match="接听人"):
        paper(office, "suhaiyun", order, "supervision_letter")

    issued = paper(office, "suhaiyun", order, "supervision_letter", fields={"told_person": "吴志宏"})
    assert issued.fields["told_at"] == "2026-11-02T09:00"


def test_a_call_back_says_why_the_order_was_drawn(office):
    order = went(office, "dispatch", "sign", "call", "reply", "approve", "call_back")

    issued = paper(office, "suhaiyun", order, "call_back_record")

    assert issued.fields["satisfaction"] == "满意"
    assert "投诉抽查比例100%" in issued.fields["sampled_by"]


def test_who_is_dissatisfied_is_answered_by_rework_with_its_date(office):
    order = went(office, "dispatch", "sign", "call", "reply", "approve")
    order = did(office, order, "call_back", satisfaction="不满意", solved=False, opinion="仍在施工")

    issued = paper(office, "suhaiyun", order, "call_back_record")

    assert issued.fields["dissatisfaction"] == "仍在施工"
    assert issued.fields["rework_due"] == order.due.isoformat()
    assert "重办过" not in issued.fields["sampled_by"]


def test_a_call_nobody_answered_says_so(office):
    order = went(office, "dispatch", "sign", "call", "reply", "approve")
    order = did(office, order, "call_back", reached=False, satisfaction="")

    assert paper(office, "suhaiyun", order, "call_back_record").fields["remark"] == "第1次拨打，未接通。"


def test_the_days_sheet_lists_what_a_division_was_handed_as_lead_and_as_co_handler(office):
    did(office, registered(office), "dispatch", co_handlers=SHARES)
    other = registered(office, number="XM2", title="查询宗地", type="咨询", secrecy="诉求人信息保密")
    did(office, other, "dispatch", type="咨询", lead=REGISTRY)
    went(office, "dispatch", number="XM3")
    wanted = MakeDaySheet(division=division(office, REGISTRY).id, day=date(2026, 11, 2))

    issued = office.desk.hotline.papers.day_sheet(office.actor("suhaiyun"), wanted)

    rows = [(row["number"], row["role"], row["due"], row["caller"]) for row in issued.fields["orders"]]
    assert rows == [
        ("XM2", "主办", "2026-11-03", WITHHELD),
        (ARRIVED["number"], "协办", "2026-11-05", "陈**"),
    ]
    assert "陈嘉禾" not in words_of(issued)
    assert office.desk.hotline.papers.day_sheet(office.actor("suhaiyun"), wanted).id == issued.id


def test_a_day_without_orders_has_no_sheet(office):
    wanted = MakeDaySheet(division=division(office, REGISTRY).id, day=date(2026, 11, 2))

    with pytest.raises(BadInput):
        office.desk.hotline.papers.day_sheet(office.actor("suhaiyun"), wanted)


def test_the_same_contents_are_issued_once_until_they_are_void(office):
    order = went(office, "dispatch")
    first = paper(office, "suhaiyun", order, "work_order")
    assert paper(office, "suhaiyun", order, "work_order").id == first.id

    command = VoidDocument(document=first.id, version=first.version, reason="打印有误")
    office.desk.register.void(office.actor("suhaiyun"), command)

    assert paper(office, "suhaiyun", order, "work_order").id != first.id


def test_new_contents_are_a_new_paper_of_the_order(office):
    order = went(office, "dispatch")
    first = paper(office, "suhaiyun", order, "work_order")
    did(office, order, "sign")

    second = paper(office, "suhaiyun", order, "work_order")

    found = office.desk.hotline.papers.of_order(office.actor("suhaiyun"), order.id)
    assert [each.id for each in found] == [first.id, second.id]


def test_everybody_is_offered_what_he_may_issue_and_nothing_else(office):
    order = did(office, registered(office), "dispatch", co_handlers=SHARES)
    did(office, order, "supervise")

    assert titles(office, "suhaiyun", order) == ["12345热线工单", "督办函（提醒）"]
    assert titles(office, "wuzhihong", order) == [f"协办函（{REGISTRY}）"]
    assert titles(office, "zhengmeiling", order) == []
    with pytest.raises(NotAllowed, match="不能出具"):
        paper(office, "wuzhihong", order, "work_order")
