from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.people.halves import start_of
from app.posts.models import TESTS
from tests.ui.screens.posts.test_one_away_one_in_his_place import open_posts
from tests.ui.screens.stage import staged
from ui.frame.rail import KEYS
from ui.screens.contacts.pane import said_in
from ui.screens.posts.view import PostsScreen

GOAL = {"goal": "当场答复", "measure": "答复率", "target": "98%", "due_on": "2026-12-31"} | dict.fromkeys(
    TESTS, True
)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def shown(qtbot, away, lived_in):
    """Return the screen of somebody, alone."""

    def at(login):
        context = staged(lived_in.desk, lived_in.actor(login))
        screen = PostsScreen(context)
        screen.context = context
        qtbot.addWidget(screen)
        screen.resize(1142, 606)
        screen.show()
        screen.arrive({})
        return screen

    return at


def test_the_week_is_walked_by_arrows(shown):
    screen = shown("linxiaoyan")
    first = screen._week.text()
    assert first == "11月23日至11月29日"
    QTest.keyClick(screen._strip, Qt.Key.Key_Right)
    assert screen._week.text() == "11月30日至12月6日"
    QTest.keyClick(screen._strip, Qt.Key.Key_Left)
    assert screen._week.text() == first
    QTest.keyClick(screen._strip, Qt.Key.Key_Left)
    QTest.keyClick(screen._strip, Qt.Key.Key_Home)
    assert screen._week.text() == first


def test_the_strip_says_in_words_who_is_away(shown, away):
    away.agreed()
    screen = shown("xujianguo")
    said = "林晓燕学习，2026年11月23日上午至2026年11月25日下午，已批准"
    assert screen._strip.lines() == (said,)
    assert said in screen._strip.accessibleDescription()


def test_pointing_at_an_absence_chooses_it(shown, away):
    absence = away.agreed()
    away.agreed("wuzhihong", first=date(2026, 11, 26), last=date(2026, 11, 26))
    screen = shown("xujianguo")
    screen._absence_list.table.choose_first()
    place = next(n for n, (name, _) in enumerate(screen._strip._rows) if name == "林晓燕")
    box = screen._strip._box(absence, 30 + place * 30)
    QTest.mouseClick(screen._strip, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert screen._absence_list.table.current_row().id == absence.id


def test_an_act_that_is_closed_says_why_where_it_stands(shown, away):
    away.agreed()
    screen = shown("chenjiaming")
    assert not screen._acts["end"].isEnabled()
    assert screen._acts["end"].toolTip() == "返岗由本人、登记人或批准人登记。"
    assert "返岗由本人" in screen._why.text()
    assert not screen._set_up.isEnabled()
    assert "系统管理员" in screen._set_up.toolTip()


def test_the_whole_bureau_comes_into_view_and_goes(shown):
    screen = shown("linxiaoyan")
    few = screen._post_card.model.rowCount()
    screen._scope.chosen.emit("全局")
    assert screen._post_card.model.rowCount() > few
    screen._scope.chosen.emit("本处室")
    assert screen._post_card.model.rowCount() == few


def test_the_palette_offers_what_may_be_done(shown):
    assert "设置岗位" not in [each.title for each in shown("linxiaoyan").commands()]
    titles = [each.title for each in shown("xujianguo").commands()]
    assert {"申请离岗", "登记临时离岗", "设置岗位"} <= set(titles)


def test_the_dialog_keeps_what_is_wrong_in_sight(shown, away):
    away.agreed("chenjiaming")
    screen = shown("xujianguo")
    screen._presenter.plan()
    dialog = screen._dialog
    dialog.form.put_values(
        {**dialog.form.values(), "staff": "林晓燕", "starts": "2026-11-24", "ends": "2026-11-24"}
    )
    dialog.try_accept()
    assert "不能同时离岗" in dialog.problem.text()
    assert dialog.isVisible()
    dialog.reject()
    assert screen._dialog is None


def test_an_absence_of_another_week_is_opened_with_its_week_and_a_post_is_chosen(away, sit):
    absence = away.agreed(first=date(2026, 12, 16), last=date(2026, 12, 17))
    seat = sit("xujianguo")
    seat.window.go_to("posts", {"absence": int(absence.id)})
    screen = seat.window.current().screen
    assert screen._absence_list.table.current_row().id == absence.id
    assert screen._week.text() == "12月14日至12月20日"
    post = away.office.desk.posts.all(away.office.actor("xujianguo"), screen._presenter.posted.division)[-1]
    seat.window.go_to("posts", {"post": int(post.id)})
    assert screen._post_card.pane.table.current_row().post.id == post.id


def test_the_title_bar_shows_the_day_of_the_offices_own_clock(away, sit):
    away.office.wall.put(date(2027, 2, 3), 9)
    assert sit("xujianguo").window._top._day.text() == "2月3日 周三"


@pytest.mark.parametrize("login", ["xujianguo", "yangzhenhua", "linxiaoyan", "guanliyuan", "suhaiyun"])
def test_every_entry_of_the_rail_has_a_key_of_its_own(away, sit, login):
    items = sit(login).window._rail._items
    keys = [item._digit for item in items.values()]
    assert all(keys)
    assert len(set(keys)) == len(keys) <= len(KEYS)


def test_one_key_turns_between_the_division_and_the_bureau(sit):
    hands = open_posts(sit("linxiaoyan"))
    screen = hands.screen
    few = screen._post_card.model.rowCount()
    hands.press(Qt.Key.Key_V)
    assert (screen._scope.value(), screen._post_card.model.rowCount() > few) == ("全局", True)
    hands.press(Qt.Key.Key_V)
    assert (screen._scope.value(), screen._post_card.model.rowCount()) == ("本处室", few)


def test_the_absence_just_asked_for_is_the_one_at_hand_and_its_week_is_in_view(shown, away):
    away.agreed("wuzhihong")
    screen = shown("linxiaoyan")
    assert screen._absence_list.table.current_row().staff_name == "吴志宏"
    screen._presenter.plan()
    dialog = screen._dialog
    dialog.form.put_values({"starts": "2026-12-08", "ends": "2026-12-08"})
    dialog.try_accept()
    row = screen._absence_list.table.current_row()
    assert (row.staff_name, row.starts) == ("林晓燕", start_of(date(2026, 12, 8)))
    assert screen._week.text() == "12月7日至12月13日"


def test_one_person_in_two_places_of_a_post_is_refused_with_words_and_what_is_typed_stays(shown):
    screen = shown("xujianguo")
    screen._presenter.posts.set_up()
    typed = {"name": "咨询岗", "duties": "咨询", "a": "林晓燕", "b": "林晓燕", "goals": [GOAL]}
    dialog = screen._dialog
    dialog.form.put_values(typed)
    dialog.try_accept()
    assert dialog.isVisible()
    assert "林晓燕已是“A岗”，不能又是“B岗”" in said_in(dialog)
    dialog.form.put_values({"b": "陈嘉铭", "second_b": "陈嘉铭"})
    dialog.try_accept()
    assert "陈嘉铭已是“B岗”，不能又是“第二B岗”" in said_in(dialog)
    dialog.form.put_values({"second_b": "吴志宏"})
    dialog.try_accept()
    assert screen._post_card.pane.table.current_row().post.name == "咨询岗"


def test_what_is_typed_of_a_post_comes_back_after_escape_until_it_is_saved(shown):
    screen = shown("xujianguo")
    screen._presenter.posts.set_up()
    screen._dialog.form.put_values({"name": "咨询岗", "duties": "咨询"})
    screen._dialog.typed.emit()
    screen._dialog.reject()
    assert screen._dialog is None
    screen.arrive({"new": True})
    assert screen._dialog.form.values()["duties"] == "咨询"
    assert "已恢复您" in said_in(screen._dialog)
    screen._dialog.form.put_values({"a": "林晓燕", "b": "陈嘉铭", "goals": [GOAL]})
    screen._dialog.try_accept()
    screen._presenter.posts.set_up()
    assert "name" not in screen._dialog.form.values()


def test_a_goal_its_measure_and_its_target_have_room_beside_the_five_tests(shown):
    screen = shown("xujianguo")
    screen._presenter.posts.set_up()
    dialog = screen._dialog
    assert dialog.width() <= 1142
    grid = dialog.form.input("goals").part
    goal, measure, target = (grid.columnWidth(place) for place in range(3))
    assert goal >= 200
    assert measure >= 150
    assert target >= 100


def test_the_post_just_changed_stays_at_hand(shown):
    screen = shown("xujianguo")
    table = screen._post_card.pane.table
    screen._post_card.pane.table.selectRow(1)
    post = table.current_row().post
    screen._presenter.posts.act("change", post)
    screen._dialog.form.put_values({"name": "改名岗"})
    screen._dialog.try_accept()
    assert table.current_row().post.name == "改名岗"
