from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.screens.posts.test_one_away_one_in_his_place import accept, open_posts


def test_right_after_an_absence_is_asked_for_its_sheet_is_offered_by_a_key(away, sit):
    seat = sit("linxiaoyan")
    hands = open_posts(seat)
    hands.press(Qt.Key.Key_L)
    accept(hands)
    hands.come_back()
    assert (seat.banner.act_name, seat.banner.act_key) == ("填写交接单", "Alt+O")
    hands.alt(Qt.Key.Key_O)
    assert seat.window.current().entry.key == "handovers"
    assert seat.hands.screen.filling.blank is not None
    assert seat.window.current().page.title == "工作交接单"


def test_from_a_post_one_key_opens_what_was_handed_over_with_it(handing, sit):
    handing.made()
    hands = open_posts(sit("xujianguo"))
    card = hands.screen._post_card.pane.table
    assert card.current_row().post.a_name == "林晓燕"
    hands.press(Qt.Key.Key_J)
    assert [each.absence.id for each in hands.screen.presenter.shelf.lines] == [handing.absence.id]
    assert hands.screen.presenter.shelf.post_name == "1号窗口受理岗"


def test_what_waits_is_counted_in_the_rail(handing, sit):
    handing.made()
    seat = sit("chenjiaming")
    open_posts(seat)
    assert seat.window._rail.item("posts").count == 1
