from __future__ import annotations

import pytest

from app.errors import BadInput
from app.hotline.directory_keeping import SaveEntry
from tests.app.hotline.order_life import LICENSING, REGISTRY, course, did, registered, view, went
from tests.office import WITHHELD as UNSEEN

LONG = "示例路在建工地夜间施工，影响休息，请依法查处。"
OTHER = {"caller": "郑一舟", "telephone": "13900007777", "place": "南山路3号"}


def advice(office, order, who="suhaiyun"):
    return office.desk.hotline.advising.advise(office.actor(who), order.id)


def begun(office, order, act, who="suhaiyun"):
    return office.desk.hotline.advising.begun_with(office.actor(who), order.id, act)


def numbers(found):
    return [each.order.number for each in found.duplicates]


def lined(office, **fields):
    values = {
        "topic": "噪声",
        "keywords": "夜间施工",
        "lead": LICENSING,
        "effective_from": "2026-01-01",
        **fields,
    }
    return office.desk.hotline.directory.save(office.actor("suhaiyun"), SaveEntry(fields=values))


def settled(office, number, lead=REGISTRY, handler="zhengmeiling", head="caiwenjuan", **fields):
    order = registered(office, number=number, **{**OTHER, **fields})
    did(office, order, "dispatch", lead=lead)
    for act, who in (("sign", handler), ("call", handler), ("reply", handler), ("approve", head)):
        order = did(office, order, act, who)
    return order


def test_an_order_that_may_be_out_of_scope_is_sent_back_with_the_ground_filled_in(office):
    order = registered(office, content="不服法院判决，要求贵局说明。")
    (ground, *_) = advice(office, order).scope
    assert "法院" in ground.item
    values = begun(office, order, "send_back")
    did(office, order, "send_back", **values)
    assert "受理范围" in view(office, order).records[-1].fields["basis"]


def test_the_callers_open_orders_are_shown_with_the_reason(office):
    first = registered(office, number="XM01", title="窗口排队", content="登记大厅排队太久。")
    second = registered(office, number="XM02")
    (found,) = advice(office, second).duplicates
    assert found.order.number == first.number
    assert found.said.startswith("同一联系电话")
    assert found.order.caller.telephone != first.caller.telephone, "masked"


def test_the_same_words_of_another_caller_are_shown_with_how_alike_they_are(office):
    registered(office, number="XM01", **OTHER)
    registered(office, number="XM03", title="产权登记", content="怎样办理产权证补证？", **OTHER)
    second = registered(office, number="XM02")
    found = advice(office, second)
    assert numbers(found) == ["XM01"]
    assert "内容相似100%" in found.duplicates[0].said


def test_a_completed_order_of_the_same_caller_with_other_words_is_no_duplicate(office):
    caller = {"telephone": "13800005678", "caller": "陈嘉禾"}
    order = settled(office, "XM01", title="窗口排队", content="登记大厅排队太久。", **caller)
    did(office, order, "call_back")
    assert advice(office, registered(office, number="XM02")).duplicates == ()


def test_a_common_name_without_a_telephone_says_nothing(office):
    registered(office, number="XM01", title="窗口排队", content="登记大厅排队。", caller="李先生", telephone="")
    registered(office, number="XM02", title="采光", content="楼间距不足。", caller="欧阳晓", telephone="")
    unlike = {"title": "停车", "content": "小区停车难。", "telephone": ""}
    assert advice(office, registered(office, number="XM03", caller="李先生", **unlike)).duplicates == ()
    (found,) = advice(
        office, registered(office, number="XM04", caller="欧阳晓", **{**unlike, "content": "出让金怎么交。"})
    ).duplicates
    assert found.said.startswith("诉求人同名")


def test_merging_and_linking_begin_with_the_surest_duplicate(office):
    first = registered(office, number="XM01")
    second = registered(office, number="XM02")
    values = begun(office, second, "merge")
    assert values["main"] == "XM01"
    did(office, second, "merge", **values)
    third = registered(office, number="XM03")
    values = begun(office, third, "link")
    did(office, third, "link", **values)
    assert "XM01" not in numbers(advice(office, third)), "linked already"
    assert view(office, first).records[-1].fields["linked"] == "XM03"
    assert course(office, third)[-1] == "关联工单"
    with pytest.raises(BadInput, match="已经与本件关联"):
        did(office, third, "link", **values)
    with pytest.raises(BadInput, match="没有编号"):
        did(office, third, "link", other="XM03", reason="自己")


def test_an_efficiency_complaint_is_never_told_to_who_may_not_see_it(office):
    secret = registered(office, number="XM01", secrecy="效能投诉保密")
    did(office, secret, "dispatch", lead=REGISTRY)
    second = registered(office, number="XM02")
    did(office, second, "dispatch")
    assert numbers(advice(office, second)) == ["XM01"]
    assert numbers(advice(office, second, "wuzhihong")) == []
    assert begun(office, second, "merge", "wuzhihong") == {}
    with pytest.raises(UNSEEN):
        advice(office, secret, "wuzhihong")
    with pytest.raises(BadInput, match="效能投诉保密"):
        did(office, second, "link", other="XM01", reason="同一事")


def test_a_confidential_caller_is_not_told_of_by_the_same_telephone(office):
    shown = {"title": "窗口排队", "content": "登记大厅排队太久。", "secrecy": "诉求人信息保密"}
    did(office, registered(office, number="XM01", **shown), "dispatch", lead=LICENSING)
    second = registered(office, number="XM02")
    did(office, second, "dispatch")
    assert numbers(advice(office, second)) == ["XM01"]
    assert numbers(advice(office, second, "xujianguo")) == []


def test_other_divisions_orders_are_not_told_of(office):
    elsewhere = registered(office, number="XM01")
    did(office, elsewhere, "dispatch", lead=REGISTRY)
    mine = registered(office, number="XM02")
    did(office, mine, "dispatch")
    assert numbers(advice(office, mine, "wuzhihong")) == []


def test_directory_and_earlier_orders_suggest_the_lead(office):
    lined(office)
    settled(office, "XM01")
    leads = advice(office, registered(office, number="XM02")).leads
    assert [each.name for each in leads] == [LICENSING, REGISTRY]
    assert "职责目录：噪声→" in leads[0].said
    assert leads[1].said == f"近一年相似工单1件，1件由{REGISTRY}办结"


def test_what_was_settled_more_than_a_year_ago_teaches_nothing(office):
    settled(office, "XM01")
    office.wall.put(office.wall.at.date().replace(year=2028))
    assert advice(office, registered(office, number="XM02")).leads == ()


def test_a_division_that_twice_returned_such_an_order_is_not_suggested(office):
    lined(office)
    for number in ("XM01", "XM02"):
        order = registered(office, number=number, **OTHER)
        for act in ("dispatch", "return", "redispatch"):
            order = did(office, order, act)
        for act, who in (("sign", "zhengmeiling"), ("call", "zhengmeiling"), ("reply", "zhengmeiling")):
            did(office, order, act, who)
        did(office, order, "approve", "caiwenjuan")
    leads = advice(office, registered(office, number="XM03")).leads
    assert [each.name for each in leads] == [REGISTRY]
    assert "其中2件经退单后转来" in leads[0].said


def test_whoever_returns_an_order_is_not_suggested_for_it(office):
    lined(office)
    order = went(office, "dispatch", "return")
    assert LICENSING not in [each.name for each in advice(office, order).leads]


def test_once_it_is_in_hand_nothing_is_said_of_scope_or_lead(office):
    lined(office)
    order = went(office, "dispatch", "sign", content="不服法院判决")
    found = advice(office, order)
    assert found.scope == found.leads == ()


def test_only_who_may_see_the_order_is_advised(office):
    order = registered(office)
    with pytest.raises(UNSEEN):
        advice(office, order, "wuzhihong")
