"""The rules of the papers of posts: people, goals, times, passwords, and what each outcome needs."""

from __future__ import annotations

import pytest

from app.cases.life import WAYS
from app.documents.catalogue import get_type
from app.forms.checks import read_values
from app.forms.masking import masked_values
from app.register.paper import listed
from tests.documents.paper import imprint, text_of
from tests.documents.test_rules import PLAIN, problems

PEOPLE = {
    "handover_sheet": ("a_name", "b_name", "supervisor_name"),
    "return_sheet": ("a_name", "b_name", "supervisor_name"),
    "post_responsibility": ("a_name", "b_name", "second_b_name"),
}
GOAL = PLAIN["post_responsibility"]["goals"][0]
ITEM = PLAIN["handover_sheet"]["items"][0]
DONE = PLAIN["return_sheet"]["done"][0]
OUTCOME_FIELDS = (
    "answer", "notice_number", "responsible_name", "responsible_division", "handed_at", "called_at",
    "outside_organ", "guidance", "result",
)  # fmt: skip


def posts(**changes):
    return [{**PLAIN["post_register"]["posts"][0], **changes}]


def outcome(ownership, **more):
    blank = dict.fromkeys(OUTCOME_FIELDS)
    return problems("first_contact_record", **{**blank, "ownership": ownership, **more})


def test_a_post_is_never_held_twice_by_one_person():
    assert problems("post_register", posts=posts()) == {}
    found = problems("post_register", posts=posts(b_name="林静"))
    assert list(found) == ["posts.0.b_name"]
    assert "“岗位”第 1 行“B岗”和“A岗”都是林静" in found["posts.0.b_name"]
    assert list(problems("post_register", posts=posts(second_b_name="陈晓明"))) == ["posts.0.second_b_name"]


@pytest.mark.parametrize("who", ["a_name", "b_name"])
def test_a_post_without_a_or_b_is_refused(who):
    row = {key: value for key, value in posts()[0].items() if key != who}
    _, (problem,) = read_values(get_type("post_register").sections, {**PLAIN["post_register"], "posts": [row]})
    assert problem.field == f"posts.0.{who}"


def test_a_post_stands_once_in_the_register_unless_two_hold_posts_of_that_name():
    assert "出现了 2 次" in problems("post_register", posts=posts() * 2)["posts"]
    two = posts() + posts(a_name="沈知秋")
    assert problems("post_register", posts=two) == {}


def test_a_register_is_filed_after_it_was_approved():
    assert list(problems("post_register", filed_on="2026-06-28")) == ["filed_on"]


@pytest.mark.parametrize("key", sorted(PEOPLE))
def test_nobody_signs_in_two_roles(key):
    first, second, third = PEOPLE[key]
    assert list(problems(key, **{second: PLAIN[key][first]})) == [second]
    assert list(problems(key, **{third: PLAIN[key][second]})) == [third]


@pytest.mark.parametrize("test", ["clear", "measurable", "achievable", "relevant", "timed"])
def test_each_goal_stands_all_five_tests(test):
    for failed in ({**GOAL, test: False}, {k: v for k, v in GOAL.items() if k != test}):
        found = problems("post_responsibility", goals=[GOAL, failed])
        assert list(found) == [f"goals.1.{test}"]
        assert "第 2 行没有达到" in found[f"goals.1.{test}"]


@pytest.mark.parametrize(("shown", "label"), [("measure", "衡量指标"), ("due_on", "完成时限")])
def test_a_goal_shows_what_it_claims(shown, label):
    goal = {key: value for key, value in GOAL.items() if key != shown}
    assert f"“{label}”必须填写" in problems("post_responsibility", goals=[goal])[f"goals.0.{shown}"]


def test_who_leaves_comes_back_later_or_at_a_time_not_known():
    assert list(problems("handover_sheet", absent_until="2026-11-23T13:30")) == ["absent_until"]
    assert list(problems("return_sheet", returned_at="2026-11-23T13:29", done=None)) == ["returned_at"]
    values = {key: value for key, value in PLAIN["handover_sheet"].items() if key != "absent_until"}
    assert get_type("handover_sheet").rules(values) == ()
    assert "至另行通知之日止" in text_of(get_type("handover_sheet").page(values, imprint()))


def shown(key, **changes):
    values = {**PLAIN[key], **changes}
    return text_of(get_type(key).page({k: v for k, v in values.items() if v is not None}, imprint()))


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [
        ("2026-11-23T00:00", "2026-11-24T00:00", "2026年11月23日（周一）上午至2026年11月23日（周一）下午"),
        ("2026-11-23T12:00", "2026-11-27T12:00", "2026年11月23日（周一）下午至2026年11月27日（周五）上午"),
        ("2026-11-23T12:00", "2026-11-24T00:00", "2026年11月23日（周一）下午"),
        ("2026-11-23T00:00", "2026-11-23T15:05", "2026年11月23日（周一）上午至2026年11月23日（周一）15时05分"),
    ],
)
def test_an_absence_is_told_to_the_half_day_on_both_papers(begins, ends, words):
    for key, until in (("handover_sheet", "absent_until"), ("return_sheet", "returned_at")):
        text = shown(key, absent_from=begins, **{until: ends}, done=None)
        assert words in text
        assert "0时00分" not in text
        assert "12时" not in text
    assert "2026年11月23日（周一）下午至" not in shown(
        "handover_sheet", absent_from="2026-11-23T12:00", absent_until="2026-11-24T00:00"
    )


def test_until_further_notice_is_told_after_the_half_day():
    text = shown("handover_sheet", absent_from="2026-11-23T12:00", absent_until=None)
    assert "2026年11月23日（周一）下午至另行通知之日止" in text


@pytest.mark.parametrize(("key", "who"), [("handover_sheet", "接收人"), ("return_sheet", "交还人")])
def test_whoever_takes_over_is_called_what_he_is(key, who):
    assert f"{who}（临时代岗）" in shown(key, b_capacity="临时代岗")
    assert f"{who}（B岗）" not in shown(key, b_capacity="临时代岗")
    assert f"{who}（B岗）" in shown(key)


@pytest.mark.parametrize("at", ["2026-11-23T13:29", "2026-11-27T14:01"])
def test_what_was_done_on_behalf_was_done_during_the_absence(at):
    found = problems("return_sheet", done=[DONE, {**DONE, "at": at}])
    assert list(found) == ["done.1.at"]
    assert "不在离岗期间" in found["done.1.at"]


SECRETS = (
    "业务系统密码：abc123",
    "密码:8888",
    "登录密码是Xm2026",
    "口令为八个八",
    "开机密码 371592",
    "密码\n371592",
    "密码（旧）：无",
    "邮箱密码已改为生日",
    "Password: hunter2",
    "口令＝芝麻开门",
)
HARMLESS = (
    "密码不写在本单上，由系统管理员另行办理。",
    "密码已由系统管理员重置。",
    "请勿告知他人密码。",
    "密码是否重置请问信息中心",
    "保险柜口令当面告知",
    "密码柜钥匙两把",
    "电话 0592-7703101",
)


@pytest.mark.parametrize("text", SECRETS)
def test_a_password_is_never_written_on_a_sheet(text):
    (row,) = [text.replace("\n", " ")]
    for key, changes, field in (
        ("handover_sheet", {"attention": text}, "attention"),
        ("handover_sheet", {"items": [ITEM, {**ITEM, "remark": row}]}, "items.1.remark"),
        (
            "handover_sheet",
            {"things": [{"name": "保险柜", "thing_kind": "设备", "remark": row}]},
            "things.0.remark",
        ),
        ("return_sheet", {"remark": text}, "remark"),
        ("return_sheet", {"things": [{"name": row, "thing_kind": "其他"}]}, "things.0.name"),
    ):
        found = problems(key, **changes)
        assert list(found) == [field], (key, text)
        assert "不得留密码" in found[field]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_speaks_of_passwords_is_no_password(text):
    assert problems("handover_sheet", attention=text) == {}


def test_an_emergency_telephone_belongs_to_somebody():
    assert list(problems("handover_sheet", emergency_contact=None)) == ["emergency_contact"]


def test_who_may_not_see_personal_data_sees_no_applicant_on_a_handover_either():
    sections = get_type("handover_sheet").sections
    masked = masked_values(sections, PLAIN["handover_sheet"])
    assert [row["party"] for row in masked["items"]] == ["厦门鹭江湾示例置业有限公司", "陈**", "周**"]
    assert masked["items"][1]["title"] == "不予受理通知书"
    assert masked["emergency_telephone"] == "138****1234"
    assert "陈嘉禾" not in text_of(get_type("handover_sheet").page(masked, imprint()))


def test_what_is_ones_own_is_answered_or_told_once_in_writing():
    assert list(outcome("本人职责")) == ["answer"]
    assert outcome("本人职责", answer="已说明。") == {}
    assert outcome("本人职责", notice_number="示资规综告〔2026〕18号") == {}


def test_what_is_another_posts_is_handed_to_somebody_else():
    assert list(outcome("本局其他岗位")) == ["responsible_name"]
    assert list(outcome("本局其他岗位", responsible_name="林静")) == ["responsible_name"]
    assert outcome("本局其他岗位", responsible_name="许一诺") == {}


def test_who_is_sent_elsewhere_is_told_where_or_helped():
    assert list(outcome("不属于本局")) == ["outside_organ"]
    assert outcome("不属于本局", outside_organ="示例区农业农村局") == {}
    assert outcome("不属于本局", guidance="已说明办理途径。") == {}


@pytest.mark.parametrize(("kind", "fit"), [("投诉", True), ("举报", True), ("咨询", False), ("办事", False)])
def test_only_complaints_and_reports_are_led_to_the_petition_reception(kind, fit):
    found = outcome("投诉举报引导信访接待", contact_kind=kind)
    assert list(found) == ([] if fit else ["ownership"])


def test_a_major_matter_is_reported_before_it_is_answered():
    assert list(problems("first_contact_record", major=True)) == ["leader_name"]
    assert list(problems("first_contact_record", major=True, leader_name="郑书航")) == ["leader_opinion"]
    led = {"major": True, "leader_name": "郑书航"}
    assert problems("first_contact_record", **led, answer=None) == {}
    assert problems("first_contact_record", **led, leader_opinion="同意答复。") == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"handed_at": "2026-11-20T09:11"}, "handed_at"),
        ({"called_at": "2026-11-20T09:29"}, "called_at"),
        ({"handed_at": None, "called_at": "2026-11-20T09:11"}, "called_at"),
    ],
)
def test_registering_handing_on_and_calling_follow_each_other(changes, field):
    assert list(problems("first_contact_record", **changes)) == [field]


def test_the_register_lists_a_paper_of_posts_by_its_post_and_a_first_contact_by_its_visitor():
    assert listed(PLAIN["handover_sheet"]).matter_name == "建设用地审批岗"
    assert listed(PLAIN["post_responsibility"]).matter_name == "建设用地审批岗"
    assert listed(PLAIN["first_contact_record"]).party == "陈嘉禾"


def test_no_case_offers_a_paper_of_posts():
    keys = {"post_register", "post_responsibility", "handover_sheet", "return_sheet", "first_contact_record"}
    assert keys.isdisjoint(way.key for way in WAYS)
    assert not any(get_type(key).needs_case for key in keys)
