from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from ui.unowned_keys import UnownedKeys

ALT = Qt.KeyboardModifier.AltModifier
ALTGR = ALT | Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def rule(qapp):
    made = UnownedKeys(qapp)
    yield made
    made.setParent(None)
    made.deleteLater()


@pytest.fixture
def window(qtbot, rule):
    made = QWidget()
    made.fields = QLineEdit(), QPlainTextEdit(), QSpinBox(), secret()
    column = QVBoxLayout(made)
    for field in made.fields:
        column.addWidget(field)
    made.pressed = []
    QShortcut(QKeySequence("Alt+B"), made, lambda: made.pressed.append("B"))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def secret():
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def written(field):
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


@pytest.mark.parametrize("place", range(4))
def test_a_letter_with_alt_that_nothing_answers_to_is_not_written(qtbot, window, place):
    field = window.fields[place]
    field.setFocus()
    before = written(field)
    for key, modifiers in ((Qt.Key.Key_Z, ALT), (Qt.Key.Key_7, ALT), (Qt.Key.Key_B, ALT)):
        qtbot.keyClick(window.windowHandle(), key, modifiers)
    assert written(field) == before
    assert window.pressed == ["B"]
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_7)
    assert "7" in written(field)


def test_what_altgr_writes_is_written(qtbot, window):
    field = window.fields[0]
    field.setFocus()
    qtbot.keyClick(window.windowHandle(), "@", ALTGR)
    assert written(field) == "@"
