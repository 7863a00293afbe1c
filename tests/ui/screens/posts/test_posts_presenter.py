from __future__ import annotations

from datetime import date

import pytest

from app.people.halves import end_of, noon_of, start_of
from app.people.models import StaffId
from app.posts.commands import EnterSudden, NotSoNow
from app.posts.models import TESTS, AbsenceState, Reason
from tests.ui.screens.posts.rooms import fill
from ui.screens.posts.offers import offers_of
from ui.screens.spans import short_span

MONDAY = date(2026, 11, 23)


def plan(room, login="linxiaoyan", **values):
    presenter, place, _context = room(login)
    presenter.plan()
    fill(place, **{"starts": "2026-11-24", "ends": "2026-11-25", **values})
    return place.posted.absences[0]


def sudden(lived_in, absent, by):
    command = EnterSudden(staff=lived_in.actor(absent).id, reason=Reason.SICK)
    return lived_in.desk.absences.enter_sudden(lived_in.actor(by), command)


def acts(room, login, absence):
    presenter, place, _context = room(login)
    offered = next((each for each in place.posted.absences if each.id == absence.id), None)
    return {each.act: each for each in offers_of(offered, place.posted, presenter._actor)}


def test_a_member_of_staff_sees_his_division_and_who_approves_the_bureau(room):
    _presenter, place, _context = room("linxiaoyan")
    assert {each.post.division_name for each in place.posted.posts} == {"行政审批处"}
    _presenter, place, _context = room("guanliyuan")
    assert len({each.post.division_name for each in place.posted.posts}) == 3


def test_an_absence_is_asked_for_by_half_days_and_waits(room):
    absence = plan(room, starts_half="下午", ends_half="上午")
    assert absence.state is AbsenceState.ASKED
    assert absence.starts == noon_of(date(2026, 11, 24))
    assert absence.ends == noon_of(date(2026, 11, 25))
    assert short_span(absence.starts, absence.ends) == "11-24下午 至 11-25上午"


def test_the_head_sees_how_much_waits_and_approves_it(room):
    absence = plan(room)
    presenter, place, context = room("xujianguo")
    assert context.window.counts["posts"] == 1
    presenter.act("agree", place.posted.absences[0])
    assert place.question.text.endswith("其间1号窗口受理岗由陈嘉铭顶岗。")
    fill(place)
    assert place.kept == 1
    assert place.posted.absences[0].id == absence.id
    assert place.posted.absences[0].state is AbsenceState.APPROVED
    assert context.window.counts["posts"] == 0


def test_an_absence_is_declined_with_words(room):
    plan(room)
    presenter, place, _context = room("xujianguo")
    presenter.act("decline", place.posted.absences[0])
    assert not [each for each in place.posted.absences if each.state is AbsenceState.ASKED]


def test_what_was_declined_stays_in_the_list_and_has_no_handover(room, lived_in):
    asked = plan(room)
    presenter, place, _context = room("xujianguo")
    presenter.act("decline", place.posted.absences[0])
    presenter, place, context = room("linxiaoyan")
    (declined,) = place.posted.absences
    assert (declined.id, declined.word) == (asked.id, "未批准")
    assert place.posted.of_week() == ()
    presenter.open_handover(declined)
    assert not context.window.visits
    assert context.window.toasts[-1][0] == "没有批准的离岗不用交接。"
    with pytest.raises(NotSoNow, match="没有批准"):
        lived_in.desk.handovers.prefill(lived_in.actor("linxiaoyan"), asked.id)


def test_a_and_b_away_together_needs_a_temporary_substitute_named_by_the_head(room, away):
    away.agreed("chenjiaming")
    presenter, place, _context = room("xujianguo")
    presenter.plan()
    values = {"staff": "林晓燕", "starts": "2026-11-24", "ends": "2026-11-25"}
    fill(place, **values)
    assert "不能同时离岗" in place.problems[0].text
    assert place.kept == 0
    fill(place, **values, ground="窗口人手不足")
    assert place.problems[0].field == "substitute"
    fill(place, **values, substitute="吴志宏", ground="窗口人手不足")
    assert place.kept == 1
    made = next(each for each in place.posted.absences if each.staff_name == "林晓燕")
    assert made.substitute_name == "吴志宏"


def test_a_sudden_absence_is_in_force_at_once_and_ends_early(room):
    presenter, place, _context = room("chenjiaming")
    presenter.enter_sudden()
    assert "陈嘉铭" not in place.question.sections[0].fields[0].choices
    fill(place, staff="林晓燕")
    absence = place.posted.absences[0]
    assert absence.sudden
    assert absence.ends is None
    covered = next(each for each in place.posted.posts if each.post.a_name == "林晓燕")
    assert covered.words == "B岗陈嘉铭顶岗"
    presenter.act("end", absence)
    assert place.confirmed == "林晓燕返岗"
    assert next(each for each in place.posted.posts if each.post.a_name == "林晓燕").words == "A岗在岗"


def test_an_absence_is_prolonged_by_who_approves_it(room, away):
    absence = away.agreed()
    presenter, place, _context = room("xujianguo")
    presenter.act("prolong", absence)
    fill(place, ends="2026-11-27")
    assert place.posted.absences[0].ends == end_of(date(2026, 11, 27))


def test_posts_that_neither_a_nor_b_covers_come_first(room, lived_in):
    sudden(lived_in, "suhaiyun", "jianglihua")
    sudden(lived_in, "luguoqiang", "jianglihua")
    _presenter, place, _context = room("guanliyuan")
    bare = [each for each in place.posted.posts if each.bare]
    assert bare == list(place.posted.posts[: len(bare)])
    assert {each.post.name for each in bare} == {"信访岗", "效能督查岗"}
    assert {each.short for each in bare} == {"AB岗都不在"}


def test_acts_are_closed_with_a_reason(room):
    absence = plan(room)
    own = acts(room, "linxiaoyan", absence)
    assert own["agree"].closed == "林晓燕的离岗不由您批准。"
    assert own["end"].closed == ""
    assert own["end"].title == "撤回"
    head = acts(room, "xujianguo", absence)
    assert head["agree"].closed == head["decline"].closed == ""
    assert head["prolong"].closed == "还没有批准，不能延长。"
    assert acts(room, "chenjiaming", absence)["end"].closed == "返岗由本人、登记人或批准人登记。"
    presenter, _place, context = room("chenjiaming")
    presenter.act("agree", None)
    assert context.window.toasts[-1][0] == "请先选一次离岗。"


def test_what_the_rules_refuse_stands_on_the_page(room, away):
    absence = away.agreed()
    presenter, place, context = room("linxiaoyan")
    away.back(absence)
    presenter.act("end", next(each for each in place.posted.absences if each.id == absence.id))
    assert context.page.notices[-1].text


def test_a_post_is_set_up_changed_and_retired_by_the_head(room):
    presenter, place, _context = room("xujianguo")
    presenter.posts.set_up()
    goal = {"goal": "受理当日告知", "measure": "比例", "target": "100%", "due_on": "2026-12-31"}
    values = {
        "name": "3号窗口受理岗",
        "duties": "收件受理。",
        "a": "吴志宏",
        "b": "陈嘉铭",
        "goals": [{**goal, **dict.fromkeys(TESTS, True), "relevant": False}],
    }
    fill(place, **values)
    assert place.problems[0].field == "goals.0.relevant"
    assert "相关联" in place.problems[0].text
    values["goals"] = [{**goal, **dict.fromkeys(TESTS, True)}]
    fill(place, **{**values, "b": "吴志宏"})
    assert "不能又是" in place.problems[0].text
    fill(place, **values)
    made = next(each.post for each in place.posted.posts if each.post.name == "3号窗口受理岗")
    assert (made.a_name, made.b_name) == ("吴志宏", "陈嘉铭")
    assert made.goals[0].measure == "比例"
    presenter.posts.act("change", made)
    assert place.question.values["b"] == "陈嘉铭"
    fill(place, b="林晓燕")
    changed = next(each.post for each in place.posted.posts if each.post.id == made.id)
    assert changed.b_name == "林晓燕"
    assert changed.goals == made.goals
    presenter.posts.act("retire", changed)
    assert made.id not in {each.post.id for each in place.posted.posts}


def test_a_clerk_sets_up_no_posts_and_is_told_who_does(room):
    presenter, place, context = room("linxiaoyan")
    presenter.posts.act("change", place.posted.posts[0].post)
    assert place.question is None
    assert "单位负责人" in context.window.toasts[-1][0]


def test_the_administrator_says_in_which_division_a_post_is(room):
    presenter, place, _context = room("guanliyuan")
    presenter.posts.set_up()
    values = {"name": "收发岗", "duties": "收发。", "division": "办公室", "a": "江丽华", "b": "管立远"}
    fill(place, **values)
    made = next(each.post for each in place.posted.posts if each.post.name == "收发岗")
    assert made.division_name == "办公室"


def test_the_week_moves_and_comes_back(room):
    presenter, place, _context = room("linxiaoyan")
    presenter.move(1)
    presenter.move(1)
    assert place.posted.monday == date(2026, 12, 7)
    presenter.move(0)
    assert place.posted.monday == MONDAY


def test_an_absence_of_the_week_is_told_in_words(room, away):
    away.agreed()
    _presenter, place, _context = room("linxiaoyan")
    assert [each.staff_name for each in place.posted.of_week()] == ["林晓燕"]
    assert short_span(start_of(MONDAY), None) == "11-23上午 起"
    assert StaffId(place.posted.of_week()[0].staff) == place.posted.names()["林晓燕"]


def test_what_two_changed_of_a_post_is_merged_and_asked_where_it_collides(room):
    (one, here, _), (other, there, _) = room("xujianguo"), room("xujianguo")
    post = here.posted.posts[0].post
    for presenter in (one, other):
        presenter.posts.act("change", post)
    fill(here, duties="受理和咨询。", section_duties="窗口服务。")
    fill(there, name="综合受理岗")
    assert (there.asked, there.kept) == (None, 1)
    now = changed(there, post)
    assert (now.name, now.duties, now.section_duties) == ("综合受理岗", "受理和咨询。", "窗口服务。")

    other.posts.act("change", post)
    there.decided = None
    fill(there, duties="受理、咨询和送达。")
    assert there.asked == ("这个岗位", [("岗位职责", "受理、咨询和送达。", "受理和咨询。")])
    assert "还没有保存" in there.problems[0].text
    there.decided = frozenset({"duties"})
    fill(there, duties="受理、咨询和送达。")
    now = changed(there, post)
    assert (now.name, now.duties, now.section_duties) == ("综合受理岗", "受理、咨询和送达。", "窗口服务。")


def changed(place, post):
    return next(each.post for each in place.posted.posts if each.post.id == post.id)
