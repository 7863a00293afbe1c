from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from app.documents.catalogue import get_type
from app.errors import BadInput, Conflict, NotAllowed, Refusal, Unavailable
from app.forms.checks import check_all
from app.posts.commands import ApprovePost, ChangePost, FilePost, NotSoNow, RetirePost
from app.posts.list_sheet import list_title, write_list
from app.posts.models import TESTS, Filing, Goal
from tests.app.posts.away import contents, gone, hat, posted

PASSED = dict.fromkeys(TESTS, True)
GOAL = Goal(goal="窗口办件按时办结", measure="按时办结率", target="100%", due_on=date(2026, 12, 31), **PASSED)


def test_a_post_is_kept_as_it_was_set_up_with_its_people(office):
    post = posted(
        office,
        second_b="wuzhihong",
        goals=(GOAL,),
        section_duties="综合科",
        approved_by_name="杨振华",
        approved_on=date(2026, 1, 5),
    )
    assert (post.a_name, post.b_name, post.second_b_name) == ("林晓燕", "陈嘉铭", "吴志宏")
    assert post.goals == (GOAL,)
    assert office.desk.posts.get(office.clerk, post.id) == post
    assert office.desk.posts.all(office.clerk) == (post,)
    (entry,) = office.desk.ledger.of(f"post:{post.id}")
    assert entry.summary == "设置行政审批处岗位“窗口受理岗”：A岗林晓燕、B岗陈嘉铭、第二B岗吴志宏"


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"a": 0}, {"a"}),
        ({"b": 0}, {"b"}),
        ({"b": "linxiaoyan"}, {"b"}),
        ({"second_b": "chenjiaming"}, {"second_b"}),
        ({"second_b": "linxiaoyan"}, {"second_b"}),
        ({"a": 999}, {"a"}),
        ({"name": " "}, {"name"}),
        ({"name": "窗\u202e口"}, {"name"}),
        ({"duties": ""}, {"duties"}),
        ({"duties": "长" * 2001}, {"duties"}),
        ({"effective_until": date(2026, 1, 1)}, {"effective_until"}),
        ({"goals": (replace(GOAL, clear=False),)}, {"goals.0.clear"}),
        ({"goals": (GOAL, replace(GOAL, measure="", due_on=None))}, {"goals.1.measure", "goals.1.due_on"}),
        ({"goals": (replace(GOAL, goal=""),)}, {"goals.0.goal"}),
        ({"goals": (Goal(goal="按时办结"),)}, {f"goals.0.{key}" for key in TESTS}),
        ({"approved_by_name": "杨振华"}, {"approved_on"}),
        ({"approved_on": date(2026, 1, 5)}, {"approved_by_name"}),
        ({"filed_on": date(2026, 1, 5)}, {"filed_on"}),
    ],
)
def test_a_post_without_a_or_b_or_with_somebody_twice_or_an_untested_goal_is_never_kept(office, given, fields):
    given = {key: office.actor(value).id if value in ("linxiaoyan", "chenjiaming") else value
             for key, value in given.items()}  # fmt: skip
    wrong = replace(contents(office), **given)
    with pytest.raises(BadInput) as refusal:
        office.desk.posts.set_up(office.head, wrong)
    assert {each.field for each in refusal.value.problems} == fields
    post = posted(office)
    with pytest.raises(BadInput):
        office.desk.posts.change(office.head, ChangePost(post=post.id, version=1, contents=wrong))
    assert office.desk.posts.all(office.head) == (post,)


def test_who_is_out_of_use_holds_no_post(office):
    from tests.app.people.test_standing import changed

    changed(office, "chenjiaming", active=False)
    with pytest.raises(BadInput, match="已停用"):
        posted(office)


def test_posts_are_set_by_the_divisions_head_or_an_administrator(office):
    post = posted(office, who=office.head)
    with pytest.raises(NotAllowed):
        posted(office, who=office.clerk)
    with pytest.raises(NotAllowed):
        posted(office, "huangyating", "zhengmeiling", who=office.head)
    with pytest.raises(NotAllowed):
        office.desk.posts.retire(office.registrar, RetirePost(post=post.id, version=1))


def test_a_change_stands_on_what_was_looked_at_and_stays_in_its_division(office):
    post = posted(office)
    other = contents(office, "linxiaoyan", "wuzhihong", name="受理岗")
    done = office.desk.posts.change(office.head, ChangePost(post=post.id, version=1, contents=other))
    assert (done.name, done.b_name, done.version) == ("受理岗", "吴志宏", 2)
    with pytest.raises(Conflict):
        office.desk.posts.change(office.head, ChangePost(post=post.id, version=1, contents=other))
    elsewhere = replace(other, division=office.registrar.division)
    with pytest.raises(BadInput, match="别的处室"):
        office.desk.posts.change(office.head, ChangePost(post=post.id, version=2, contents=elsewhere))


def test_a_retired_post_stays_in_the_book_and_is_changed_no_more(office):
    post = posted(office)
    done = office.desk.posts.retire(office.head, RetirePost(post=post.id, version=1))
    assert (done.active, done.effective_until) == (False, date(2026, 11, 2))
    assert office.desk.posts.all(office.clerk) == ()
    assert office.desk.posts.all(office.clerk, retired=True) == (done,)
    with pytest.raises(NotSoNow):
        office.desk.posts.retire(office.head, RetirePost(post=post.id, version=2))
    with pytest.raises(Refusal, match="没有找到"):
        office.desk.posts.get(office.clerk, 99)


def test_the_half_yearly_list_leaves_out_what_is_secret_or_not_held_then(office):
    shown = posted(office)
    posted(office, name="保密岗", secret=True)
    posted(office, name="早先的岗", effective_until=date(2026, 7, 1))
    posted(office, name="以后的岗", effective_from=date(2027, 1, 1))
    desk, division = office.desk.posts, shown.division
    assert [each.name for each in desk.for_publication(office.clerk, division, 2026, 2)] == ["窗口受理岗"]
    first = desk.for_publication(office.clerk, division, 2026, 1)
    assert [each.name for each in first] == ["窗口受理岗", "早先的岗"]
    assert desk.for_publication(office.clerk, office.registrar.division, 2026, 2) == ()


# --- approved, filed, made public


def approve(office, post, who="yangzhenhua"):
    command = ApprovePost(post=post.id, version=post.version)
    return office.desk.posts.approve(office.actor(who), command)


def put_on_file(office, post, who="luguoqiang"):
    return office.desk.posts.file(office.actor(who), FilePost(post=post.id, version=post.version))


def test_the_leader_approves_and_the_efficiency_office_files_once_each_and_in_this_order(office):
    post = posted(office)
    assert post.filing is Filing.WAITS
    for who in ("xujianguo", "linxiaoyan", "luguoqiang", "guanliyuan"):
        with pytest.raises(NotAllowed):
            approve(office, post, who)
    with pytest.raises(NotSoNow, match="待批准"):
        put_on_file(office, post)
    approved = approve(office, post)
    assert (approved.filing, approved.approved_by_name, approved.approved_on) == (
        Filing.APPROVED, "杨振华", date(2026, 11, 2),
    )  # fmt: skip
    with pytest.raises(NotSoNow, match="待备案"):
        approve(office, approved)
    with pytest.raises(NotAllowed):
        put_on_file(office, approved, "yangzhenhua")
    with pytest.raises(Conflict):
        put_on_file(office, replace(approved, version=1))
    assert put_on_file(office, approved).filing is Filing.FILED
    acts = [each.act for each in office.desk.ledger.of(f"post:{post.id}")]
    assert acts == ["set_up_post", "approve_post", "file_post"]


def test_a_change_of_substance_is_approved_anew_and_what_a_paper_says_stands(office):
    post = put_on_file(office, approve(office, posted(office)))
    same = contents(office, approved_by_name="杨振华", approved_on=post.approved_on, filed_on=post.filed_on)
    kept = office.desk.posts.change(office.head, ChangePost(post=post.id, version=3, contents=same))
    assert kept.filing is Filing.FILED
    other = replace(same, b=office.actor("wuzhihong").id)
    changed = office.desk.posts.change(office.head, ChangePost(post=post.id, version=4, contents=other))
    assert (changed.filing, changed.approved_by_name, changed.filed_on) == (Filing.WAITS, "", None)
    assert office.desk.ledger.of(f"post:{post.id}")[-1].summary.endswith("须重新批准和备案")
    on_paper = replace(other, duties="受理", approved_on=date(2026, 11, 1), filed_on=None)
    signed = office.desk.posts.change(office.head, ChangePost(post=post.id, version=5, contents=on_paper))
    assert signed.filing is Filing.APPROVED


def test_in_the_leaders_place_nobody_approves_a_post_of_his_own(office):
    posted(office, "yangzhenhua", "xujianguo", name="分管岗")
    own = posted(office, "xujianguo", "wuzhihong", name="负责人岗")
    other = posted(office)
    gone(office, "yangzhenhua", who=office.administrator)
    acting = hat(office, "xujianguo", "yangzhenhua")
    with pytest.raises(NotAllowed, match="本人"):
        office.desk.posts.approve(acting, ApprovePost(post=own.id, version=1))
    done = office.desk.posts.approve(acting, ApprovePost(post=other.id, version=1))
    assert done.approved_by_name == "许建国（代杨振华）"


def test_a_retired_post_is_approved_no_more(office):
    post = posted(office)
    done = office.desk.posts.retire(office.head, RetirePost(post=post.id, version=1))
    with pytest.raises(NotSoNow, match="已停用"):
        approve(office, done)


def test_the_register_of_posts_is_filled_from_the_posts_and_leaves_secret_ones_out(office):
    first = posted(office, second_b="wuzhihong", goals=(GOAL,))
    posted(office, name="保密岗", secret=True)
    fields = office.desk.posts.register_of(office.head, first.division, 2026, 2)
    assert (fields["division_name"], fields["half"]) == ("行政审批处", "下半年")
    (row,) = fields["posts"]
    assert (row["post_name"], row["a_name"], row["b_name"], row["second_b_name"], row["remark"]) == (
        "窗口受理岗", "林晓燕", "陈嘉铭", "吴志宏", "待批准",
    )  # fmt: skip
    assert "approved_by" not in fields
    put_on_file(office, approve(office, first))
    fields = office.desk.posts.register_of(office.head, first.division, 2026, 2)
    assert (fields["approved_by"], fields["approved_on"], fields["filed_on"]) == (
        "杨振华", "2026-11-02", "2026-11-02",
    )  # fmt: skip
    assert check_all(get_type("post_register"), fields)


def test_the_statement_of_responsibility_carries_the_goals_of_its_year_with_their_five_tests(office):
    later = replace(GOAL, goal="来年的目标", due_on=date(2027, 6, 30))
    post = posted(office, goals=(GOAL, later), section_duties="综合科")
    fields = office.desk.posts.responsibility_of(office.clerk, post.id, 2026)
    assert (fields["post_name"], fields["a_name"], fields["head_name"]) == ("窗口受理岗", "林晓燕", "许建国")
    (goal,) = fields["goals"]
    assert goal == {
        "goal": GOAL.goal,
        "measure": "按时办结率",
        "target": "100%",
        "due_on": "2026-12-31",
        **PASSED,
    }
    assert check_all(get_type("post_responsibility"), fields)


def test_the_list_for_the_public_is_a_spreadsheet_of_what_is_not_secret(office, tmp_path):
    post = posted(office, goals=(GOAL,), duties="=受理")
    posted(office, name="保密岗", secret=True)
    path = tmp_path / "名单.xlsx"
    listed = office.desk.posts.for_publication(office.clerk, None, 2026, 2)
    assert listed == (post,)
    write_list(path, listed, list_title(2026, 2))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "岗位和AB岗公开名单（2026年下半年）"
    assert rows[2][:6] == [
        "行政审批处",
        "窗口受理岗",
        "=受理",
        "窗口办件按时办结（按时办结率100%）",
        "林晓燕",
        "陈嘉铭",
    ]
    assert "保密岗" not in str(rows)
    with pytest.raises(Unavailable, match="无法写入"):
        write_list(tmp_path / "无此夹" / "名单.xlsx", listed, "名单")
