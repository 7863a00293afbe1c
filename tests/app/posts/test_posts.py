from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.errors import BadInput, Conflict, NotAllowed, Refusal
from app.posts.commands import ChangePost, NotSoNow, RetirePost
from app.posts.models import Goal
from tests.app.posts.away import contents, posted

GOAL = Goal(goal="窗口办件按时办结", measure="按时办结率", target="100%", due_on=date(2026, 12, 31))


def test_a_post_is_kept_as_it_was_set_up_with_its_people(office):
    post = posted(
        office, second_b="wuzhihong", goals=(GOAL,), section_duties="综合科", approved_by_name="杨振华"
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
