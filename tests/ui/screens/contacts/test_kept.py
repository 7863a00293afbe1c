from __future__ import annotations

from PySide6.QtCore import Qt

from tests.app.contacts.at_the_door import OWN, called, registered, view
from tests.ui.screens.contacts.test_contacts_by_keys import only, visitor
from ui.screens.contacts.pane import said_in
from ui.screens.saved import VISITOR

Key = Qt.Key


def kept(office):
    return office.desk.register.find_draft(office.clerk, VISITOR, 0)


def left(hands):
    hands.press(Key.Key_Escape)
    hands.come_back()


def test_what_is_typed_of_a_visitor_comes_back_after_escape_and_is_registered(enter, office):
    hands = enter()
    visitor(hands, "3", "问公租房")
    left(hands)
    assert hands.screen.asking.dialog is None
    hands.control(Key.Key_N)
    dialog = hands.screen.asking.dialog
    assert "已恢复您" in said_in(dialog)
    assert dialog.form.values()["content"] == "问公租房"
    hands.alt(Key.Key_3)
    dialog.form.focus_field("outside_organ")
    hands.type("示例市住建局")
    hands.control(Key.Key_Return)
    assert only(office).visitor == "陈嘉禾"
    assert kept(office) is None


def test_a_crash_loses_nothing_that_was_typed_a_moment_ago(enter, office):
    hands = enter()
    visitor(hands, "3", "问规划许可")
    hands.alt(Key.Key_2)
    hands.enter()
    hands.type("wzh")
    hands.enter()
    hands.screen.asking._keeping._soon.timeout.emit()
    again = enter()  # another window of the same clerk: the first one never said good-bye
    again.control(Key.Key_N)
    dialog = again.screen.asking.dialog
    assert dialog.responsible.text().startswith("吴志宏")
    again.control(Key.Key_Return)
    assert only(office).responsible_name == "吴志宏"


def test_another_visitor_begins_on_an_empty_form_by_one_key(enter, office):
    hands = enter()
    visitor(hands, "3", "问公租房")
    hands.alt(Key.Key_M)
    hands.type("示例路18号")
    left(hands)
    hands.control(Key.Key_N)
    assert hands.screen.asking.dialog.form.values()["address"] == "示例路18号"
    hands.alt(Key.Key_R)
    dialog = hands.screen.asking.dialog
    assert "address" not in dialog.form.values()
    assert "visitor_name" not in dialog.form.values()
    assert dialog.form.input("visitor_name").part.hasFocus()
    assert kept(office) is None
    left(hands)
    assert kept(office) is None


def test_an_opened_and_left_dialog_keeps_nothing(enter, office):
    hands = enter()
    hands.control(Key.Key_N)
    left(hands)

    assert kept(office) is None


def test_an_answer_typed_stays_while_other_outcomes_are_looked_at(enter, office):
    hands = enter()
    visitor(hands, "3", "问材料")
    hands.enter()
    hands.type("按清单准备")
    for outcome in (Key.Key_2, Key.Key_4, Key.Key_1):
        hands.alt(outcome)
    hands.control(Key.Key_Return)

    assert only(office).answer == "按清单准备"


def test_what_is_typed_of_a_call_comes_back_for_that_visitor_alone(enter, office):
    other = called(office, content="另一位")
    contact = called(office)
    hands = enter("wuzhihong")
    hands.screen.show_contact(contact.id)
    hands.press(Key.Key_D)
    hands.type("按清单准备三份")
    left(hands)
    hands.screen.show_contact(other.id)
    hands.press(Key.Key_D)
    assert "answer" not in hands.screen.asking.dialog.form.values()
    left(hands)
    hands.screen.show_contact(contact.id)
    hands.press(Key.Key_D)
    hands.control(Key.Key_Return)
    assert view(office, contact).contact.answer == "按清单准备三份"


def test_the_work_list_offers_a_visitor_who_was_left(enter, office):
    registered(office, outcome=OWN, answer="已解答")
    hands = enter()
    visitor(hands, "3", "问公租房")
    left(hands)
    again = enter()
    again.window.go_to("work_list", {})
    again.settle()
    assert "没有登记的来访" in said_in(again.page.banner)
    again.page.banner._act.click()
    again.settle()
    assert again.screen.asking.dialog.form.values()["content"] == "问公租房"
