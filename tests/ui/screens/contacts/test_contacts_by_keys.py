from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from app.contacts.models import ContactQuery, ContactState
from app.contacts.people import Colleague
from tests.app.contacts.at_the_door import (
    OTHER,
    OWN,
    PETITION,
    did,
    handed,
    made_case,
    opening,
    registered,
    view,
)
from ui import theme
from ui.screens.act_list import OTHERS, ActListDialog
from ui.screens.colleague_line import ColleagueLine
from ui.screens.contacts.listing import hidden
from ui.screens.contacts.pane import ReadingPane, said_in
from ui.screens.contacts.rows import COLUMNS
from ui.screens.contacts.words import Tab

Key = Qt.Key
S = ContactState


def only(office):
    (row,) = office.desk.contacts.find(office.clerk, ContactQuery())
    with office.store.read() as unit:
        return unit.contacts.get(row.contact.id)


def visitor(hands, kind, content):
    """Type a visitor from the open dialog's first field on, up to the outcome."""
    hands.control(Key.Key_N)
    hands.type("陈嘉禾")
    hands.enter()
    hands.type("13800005678")
    hands.enter()
    hands.type(kind)
    hands.enter()
    hands.enter()  # the channel stays 来人
    hands.type(content)
    hands.press(Key.Key_Tab)


def test_a_visitor_is_registered_and_answered_by_keys_alone(enter, office):
    hands = enter()
    visitor(hands, "4", "查询登记资料")
    hands.type("1")
    hands.enter()
    hands.type("已当场打印")
    hands.control(Key.Key_Return)
    contact = only(office)

    assert (contact.state, contact.kind.value, contact.answer) == (S.ANSWERED, "查询", "已当场打印")
    for button in hands.window.findChild(ReadingPane).buttons.values():
        assert button.width() >= button.sizeHint().width(), button.text()
    assert hands.screen.asking.dialog is None
    assert hands.screen.presenter.reading.contact.id == contact.id
    assert "陈**" in said_in(hands.screen.pane)


def test_all_acts_are_behind_the_key_that_shows_them_elsewhere_too(enter, office):
    hands = enter()
    registered(office)
    hands.screen.refresh()
    hands.settle()
    asked = []
    hands.in_dialog(lambda dialog: (asked.append(type(dialog)), dialog.reject()))
    hands.control(Key.Key_0)
    assert asked == [ActListDialog]
    assert hands.screen.pane.buttons["more"].text() == OTHERS


def test_a_visitor_is_handed_over_signed_called_and_answered_by_keys_alone(enter, office):
    hands = enter()
    visitor(hands, "5", "问规划许可")
    hands.type("2")
    hands.enter()
    hands.type("wzh")
    hands.enter()
    hands.control(Key.Key_Return)
    assert (only(office).state, only(office).responsible_name) == (S.TO_SIGN, "吴志宏")

    other = enter("wuzhihong")
    assert other.screen.tabs.tabText(1) == "待我签收  1"
    other.press(Key.Key_2)
    other.in_dialog(lambda dialog: dialog.try_accept())
    other.press(Key.Key_S)
    other.come_back()
    assert only(office).state is S.TO_CALL
    other.press(Key.Key_1)
    other.press(Key.Key_C)
    other.type("已说明材料")
    other.press(Key.Key_Tab)
    other.type("按清单准备三份")
    other.control(Key.Key_Return)
    assert (only(office).state, only(office).call_words) == (S.ANSWERED, "已说明材料")


def test_a_colleague_is_found_by_name_before_division(qtbot):
    people = [("huangyating", "黄雅婷", "不动产登记中心"), ("linxiaoyan", "林晓燕", "行政审批处")]
    people += [("chenjiaming", "陈嘉铭", "行政审批处")]
    line = ColleagueLine(tuple(Colleague(login=a, name=b, division=c) for a, b, c in people))
    qtbot.addWidget(line)
    offered = []
    line.offer = lambda picks: offered.append([pick.text for pick in picks])
    for typed in ("cjm", "黄", "审批", "chen", "没有", ""):
        line.asked.emit(typed)

    assert offered[:2] == [["陈嘉铭"], ["黄雅婷"]]
    assert offered[2:4] == [["林晓燕", "陈嘉铭"], ["陈嘉铭"]]
    assert offered[4:] == [[], ["黄雅婷", "林晓燕", "陈嘉铭"]]


def test_what_is_typed_stays_when_the_outcome_changes_and_problems_stand_at_their_fields(enter, office):
    hands = enter()
    visitor(hands, "3", "问公租房")
    dialog = hands.screen.asking.dialog
    hands.type("3")
    assert dialog.form.values()["visitor_name"] == "陈嘉禾"
    assert dialog.form.values()["content"] == "问公租房"
    hands.control(Key.Key_Return)
    assert "至少填写一项" in dialog.form.input("outside_organ").part.accessibleDescription()
    hands.type("示例市住建局")
    hands.control(Key.Key_Return)
    assert (only(office).state, only(office).outside_organ) == (S.GUIDED, "示例市住建局")


def test_more_is_asked_for_on_a_key_and_a_major_matter_goes_to_its_leader(enter, office):
    hands = enter()
    visitor(hands, "3", "片区规划问题")
    hands.alt(Key.Key_M)
    dialog = hands.screen.asking.dialog
    hands.type("示例路18号")
    dialog.form.focus_field("major")
    hands.press(Key.Key_Space)
    assert dialog.form.values()["leader"] == "杨振华", "there is one leader to report to"
    hands.control(Key.Key_Return)
    contact = only(office)
    assert (contact.state, contact.leader_name, contact.address) == (S.REPORTED, "杨振华", "示例路18号")
    assert hands.screen.presenter.reading.primary is None, "what is reported waits for the leader"


def test_one_key_and_a_matter_make_a_case(enter, office):
    registered(office, outcome=OWN)
    hands = enter()
    hands.press(Key.Key_Z)
    hands.type("gcgh")
    hands.enter()
    hands.control(Key.Key_Return)
    contact = only(office)
    case = office.desk.counter.get(office.clerk, contact.case).case

    assert (contact.state, case.applicant.name) == (S.IN_CASE, "陈嘉禾")
    assert hands.window.current().entry.key == "counter"


def test_one_key_and_a_look_make_an_order_that_leads_back_by_a_key(enter, office):
    registered(office, outcome=PETITION, contact_kind="投诉", content="示例路工地夜间施工")
    hands = enter()
    hands.screen.tabs.setCurrentIndex(list(Tab).index(Tab.ALL))
    hands.settle()
    hands.press(Key.Key_H)
    hands.settle()
    assert hands.screen.asking.dialog.form.values()["title"] == "示例路工地夜间施工"
    hands.control(Key.Key_Return)
    contact = only(office)
    assert (contact.state, contact.order_number) == (S.LED, contact.number)
    assert f"转为12345工单{contact.number}" in said_in(hands.screen.pane)

    hands = enter("suhaiyun")
    hands.window.go_to("hotline", {"order": contact.order})
    hands.settle()
    hands.alt(Key.Key_O)
    assert hands.window.current().entry.key == "contacts"
    assert hands.screen.presenter.reading.contact.number == contact.number
    hands.press(Key.Key_O)
    hands.settle()
    assert hands.window.current().entry.key == "hotline"


def test_a_case_and_its_first_contact_lead_to_each_other_by_a_key(enter, office):
    registered(office, content="较早的来访", outcome=OWN)
    case = made_case(office, registered(office, outcome=OWN), opening(office))
    registered(office, content="较晚的来访", outcome=OWN)
    hands = enter()
    hands.window.go_to("counter", {"case": int(case.id)})
    hands.settle()
    hands.alt(Key.Key_O)
    shown = hands.screen.presenter.reading.contact
    assert (hands.window.current().entry.key, shown.case) == ("contacts", case.id)
    hands.screen.look_again()
    hands.settle()
    assert hands.screen.list.table.current_row().contact.id == shown.id
    hands.press(Key.Key_O)
    assert hands.window.current().entry.key == "counter"


def test_a_case_of_nobody_asked_first_shows_no_way_to_one(enter, office):
    hands = enter()
    hands.window.go_to("counter", {"new": True})
    hands.alt(Key.Key_O)

    assert hands.window.current().entry.key == "counter"


def test_the_first_person_hands_on_what_came_back(enter, office):
    contact = did(office, handed(office), "give_back", "wuzhihong")
    hands = enter()
    assert "退回" in said_in(hands.screen.pane)
    hands.press(Key.Key_Y)
    hands.type("郑美玲")
    hands.enter()
    hands.control(Key.Key_Return)
    dialog = hands.screen.asking.dialog
    assert "写明原因" in dialog.form.input("reason").part.accessibleDescription()
    hands.type("不动产登记业务")
    hands.control(Key.Key_Return)
    assert view(office, contact).contact.responsible_name == "郑美玲"


def test_the_record_is_made_out_by_a_key_and_opened(enter, office):
    handed(office)
    hands = enter()
    hands.press(Key.Key_R)

    assert hands.window.current().entry.key == "document_form"
    assert only(office).record


def test_a_closed_way_says_why(enter, office):
    handed(office)
    hands = enter()
    hands.press(Key.Key_D)

    assert "待签收" in said_in(hands.page.banner)


def test_a_late_row_of_the_work_list_opens_it_and_names_the_breach(enter, office):
    registered(office, outcome=OTHER)
    office.wall.put(date(2026, 11, 4))
    hands = enter("xujianguo")
    assert hands.screen.tabs.tabText(list(Tab).index(Tab.LATE)) == "逾期  1"
    hands.window.go_to("work_list", {})
    hands.press(Key.Key_4)
    hands.enter()

    assert hands.window.current().entry.key == "contacts"
    assert "未及时移交" in said_in(hands.screen.pane)


def test_uncovering_shows_the_visitor_in_the_list_too(enter, office):
    handed(office)
    hands = enter()
    hands.alt(Key.Key_U)
    row = hands.screen.list.model

    assert "13800005678" in said_in(hands.screen.pane)
    shown = [row.index(0, column).data() for column in range(row.columnCount())]
    assert "陈嘉禾" in shown


def test_the_question_keeps_room_for_nineteen_characters_on_a_small_screen():
    wide = 728  # what the list has of 1366
    shown = [each for place, each in enumerate(COLUMNS) if place not in hidden(wide, Tab.LATE)]
    assert wide - sum(each.width or 0 for each in shown) >= 19 * theme.BODY_PX


def test_digits_choose_the_views_and_an_empty_one_says_what_comes_there(enter, office):
    registered(office, outcome=OWN, answer="已解答")
    hands = enter()
    assert "Ctrl+N" in said_in(hands.screen.list)
    hands.press(Key.Key_5)

    assert hands.screen.presenter.tab is Tab.ALL
    assert hands.screen.list.model.rowCount() == 1


def test_a_row_that_is_done_leaves_the_view_but_not_the_pane(enter, office):
    handed(office, content="另一位")
    handed(office)
    hands = enter("wuzhihong")
    hands.press(Key.Key_2)
    done = hands.screen.presenter.reading.contact
    did(office, done, "take", "wuzhihong")
    hands.screen.refresh()
    hands.settle()
    hands.screen.look_again()
    hands.settle()
    assert hands.screen.presenter.reading.contact.id == done.id
    assert hands.screen.list.table.current_row() is None
    hands.press(Key.Key_Down)
    assert hands.screen.presenter.reading.contact.content == "另一位"
