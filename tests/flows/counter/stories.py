"""What the stories at the counter have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.cases.models import CaseQuery
from tests.ui.hands import CONTROL

Key = Qt.Key


def begin(hands, *, application=False, initials="jsydghxkz"):
    """Choose a matter by initials and enter the applicant."""
    hands.control(Key.Key_N)
    if application:
        hands.alt(Key.Key_J)
    hands.type(initials)
    hands.enter()
    hands.type("周晓彤")
    hands.enter()
    hands.enter()
    hands.type("13800001357")


def take(hands, way):
    """Take a way of the case by its key in the bar."""
    keys = hands.screen._bar.keys
    assert way in keys, keys
    hands.control(getattr(Key, f"Key_{keys.index(way) + 1}"))


def take_from_list(hands, initials):
    """Take a way from 其他办理, found by initials."""

    def choose(dialog):
        for sign in initials:
            QTest.keyClicks(QApplication.focusWidget(), sign)
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return, CONTROL)

    hands.in_dialog(choose)
    hands.control(Key.Key_0)


def fill(hands, **texts):
    """Type into the fields of the form in the open dialog, and confirm."""
    dialog = QApplication.activeModalWidget()
    for key, text in texts.items():
        dialog.form.focus_field(key)
        hands.type(text)
        hands.enter()
    hands.control(Key.Key_Return)
    return dialog


def cases(office):
    return office.desk.counter.find(office.clerk, CaseQuery())


def papers(office, number=0):
    return office.desk.register.of_case(office.clerk, cases(office)[number].id)


def banner(hands):
    return hands.page.banner.notice.text


def notes(hands):
    return [note.text() for note in hands.screen.form._notes.values() if note.property("kind") == "problem"]
