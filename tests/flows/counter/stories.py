"""What the stories at the counter have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.cases.models import CaseQuery

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


def cases(office):
    return office.desk.counter.find(office.clerk, CaseQuery())


def papers(office, number=0):
    return office.desk.register.of_case(office.clerk, cases(office)[number].id)


def banner(hands):
    return hands.page.banner.notice.text


def notes(hands):
    return [note.text() for note in hands.screen.form._notes.values() if note.property("kind") == "problem"]
