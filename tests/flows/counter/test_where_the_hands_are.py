"""Where the cursor stands at the counter, and the way back from a paper that is being filled in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.flows.counter.stories import begin

Key = Qt.Key


def test_after_registering_the_next_key_ticks_a_material_and_overwrites_no_name(office, hands):
    begin(hands, application=True)
    hands.control(Key.Key_M)
    hands.control(Key.Key_Return)
    assert QApplication.focusWidget() is hands.screen._materials.list
    assert hands.screen._materials.list.currentIndex().row() == 0


def test_esc_goes_back_from_a_paper_being_filled_in_and_what_is_typed_waits(office, hands):
    begin(hands)
    hands.control(Key.Key_1)
    hands.screen.form.focus_field("address")
    hands.type("示例市湖滨示范路18号")
    hands.press(Key.Key_Escape)
    assert hands.page.title == "窗口办件"
    hands.control(Key.Key_1)
    assert hands.screen.form.values()["address"] == "示例市湖滨示范路18号"


def test_coming_back_to_a_paper_finds_the_field_that_was_left(office, hands):
    begin(hands)
    hands.control(Key.Key_1)
    hands.screen.form.focus_field("address")
    hands.alt(Key.Key_1)
    hands.alt(Key.Key_Left)
    assert hands.page.title == "一次性告知书"
    assert hands.screen.form.input("address").part.hasFocus()
