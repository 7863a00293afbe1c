from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.app.counter.at_work import opened
from tests.app.posts.away import gone, hat
from tests.ui.hands import open_window


def told(dialog):
    return [each.text() for each in dialog.findChildren(QLabel)]


def test_what_was_done_with_a_case_is_shown_with_who_did_it_for_whom(qtbot, theme, lived_in):
    gone(lived_in, "linxiaoyan", who=lived_in.head)
    case = opened(lived_in, who=hat(lived_in, "chenjiaming"))
    hands = open_window(qtbot, theme, lived_in)
    seen = []

    def look(dialog):
        seen.extend(told(dialog))
        dialog.reject()

    hands.alt(Qt.Key.Key_2)
    hands.alt(Qt.Key.Key_G)
    assert QApplication.activeModalWidget() is None  # no case is open, and that is said
    hands.window.go_to("counter", {"case": case.id})
    hands.in_dialog(look)
    hands.alt(Qt.Key.Key_G)
    assert any(text.startswith("陈嘉铭（代林晓燕）") and "B岗顶岗" in text for text in seen), seen
