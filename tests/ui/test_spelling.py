from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from ui.parts.segments import Segments
from ui.parts.spelling import Spelling, spelled

DIVISIONS = ("行政审批处", "不动产登记中心", "信访中心", "12345专班")


def test_what_is_typed_letter_by_letter_finds_the_choice_that_is_meant():
    spelling = Spelling()
    assert spelling.find("x", DIVISIONS) == 0
    assert spelling.find("f", DIVISIONS) == 2
    assert spelling.find("b", DIVISIONS) == 1  # no word goes on so: it is begun anew
    assert spelling.find("?", DIVISIONS) is None
    assert spelling.find(" ", DIVISIONS) is None


def test_a_list_and_segments_are_chosen_from_by_initials(qtbot):
    box, segments = spelled(QComboBox()), Segments(DIVISIONS[:3])
    box.addItems(("", *DIVISIONS))
    for part in (box, segments):
        qtbot.addWidget(part)
    chosen = []
    box.activated.connect(chosen.append)

    QTest.keyClicks(box, "xf")
    QTest.keyClicks(segments, "bdc")

    assert (box.currentText(), chosen[-1]) == ("信访中心", 3)
    assert segments.value() == "不动产登记中心"
    QTest.keyClick(segments, Qt.Key.Key_1)
    assert segments.value() == "行政审批处"
