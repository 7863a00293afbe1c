from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from app.custody.worklist import View
from app.posts.models import AbsenceState

TUESDAY = date(2026, 11, 24)
DIGITS = 9  # as many screens of the rail have a key


def open_posts(seat):
    hands = seat.hands
    place = hands.window.screens().index("posts") + 1
    if place <= DIGITS:
        hands.alt(Qt.Key(Qt.Key.Key_0 + place))
    else:
        hands.window.go_to("posts", {})
    return hands


def accept(hands):
    """Confirm the dialog that is open over the window."""
    hands.screen._dialog.try_accept()
    hands.settle()


def deferred(dialog_hands):
    dialog_hands.type("周晓彤")
    dialog_hands.enter()
    dialog_hands.type("13800001357")
    dialog_hands.enter()
    dialog_hands.enter()
    dialog_hands.type("规划条件能否调整")


def test_from_asking_to_coming_back_by_keys(away, sit, lived_in):
    desk, wall = lived_in.desk, lived_in.wall

    absent = sit("linxiaoyan")
    hands = open_posts(absent)
    hands.press(Qt.Key.Key_L)
    accept(hands)
    assert desk.absences.waiting(lived_in.head)

    head = open_posts(sit("xujianguo"))
    head.press(Qt.Key.Key_A)
    accept(head)
    agreed = desk.absences.away(lived_in.head, TUESDAY, TUESDAY)
    assert [each.state for each in agreed] == [AbsenceState.APPROVED]

    wall.put(TUESDAY, 10)
    seat = sit("chenjiaming")
    assert "林晓燕（至11-24）离岗，由您顶岗" in seat.banner.text
    hands = seat.hands
    hands.press(Qt.Key.Key_0 + list(View).index(View.BEHALF) + 1)
    assert hands.screen._list.table.current_row().behalf == "林晓燕"
    hands.in_dialog(lambda dialog: dialog.try_accept())
    hands.enter()
    assert seat.badge == "代 林晓燕 至11-24"

    hands = seat.hands
    hands.alt(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Q)
    deferred(hands)
    hands.screen._question.try_accept()
    hands.settle()
    done = ledger_of(lived_in)[-1]
    assert (done.actor_name, done.behalf_name) == ("陈嘉铭", "林晓燕")

    hands = open_posts(absent)
    hands.in_dialog(lambda dialog: dialog.try_accept())
    hands.press(Qt.Key.Key_B)
    assert desk.absences.away(lived_in.head, TUESDAY, TUESDAY)[0].state is AbsenceState.ENDED

    seat.hands.press(Qt.Key.Key_F5)
    assert seat.banner.act_name == "回到本人"
    seat.window.current().page.banner._act.click()
    assert seat.badge == ""
    assert seat.window._office.actor.behalf is None


def ledger_of(office):
    with office.store.read() as unit:
        return tuple(unit.ledger.entries())
