from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from app.hotline.models import OrderState
from app.hotline.queue import QueueView
from tests.ui.screens.hotline.conftest import CENTRE, HANDLER, HEAD
from ui.screens.hotline.words import EMPTY

Key = Qt.Key
S = OrderState
MOST_KEYS = 40


class Counted:
    """Hands whose key presses are counted, what is typed apart."""

    def __init__(self, enter):
        self._enter = enter
        self.presses = 0

    def sit(self, login):
        hands = self._enter(login)
        press = hands.press

        def counted(key, modifier=Qt.KeyboardModifier.NoModifier):
            self.presses += 1
            press(key, modifier)

        hands.press = counted
        return hands


def said(part):
    return " ".join(each.text() for each in part.findChildren(QLabel) if not each.isHidden())


def chosen(hands):
    return hands.screen.list.table.current_row().order


def put_on_clipboard(text):
    QGuiApplication.clipboard().setText(text)


def test_an_order_goes_from_arrival_to_approved_in_less_than_forty_keys(enter, orders, record_property):
    hands = Counted(enter)
    order = orders.arrived()
    centre = hands.sit(CENTRE)
    centre.press(Key.Key_F)
    centre.type("xzsp")
    centre.enter()
    centre.control(Key.Key_Return)
    assert orders.now(order).order.state is S.TO_SIGN

    handler = hands.sit(HANDLER)
    handler.press(Key.Key_2)
    handler.in_dialog(lambda dialog: dialog.try_accept())
    handler.press(Key.Key_S)
    hands.presses += 1  # Enter in the dialog
    handler.come_back()
    handler.press(Key.Key_L)
    handler.type("已了解情况")
    handler.control(Key.Key_Return)
    handler.come_back()
    handler.press(Key.Key_D)
    handler.type("已责令停工整改")
    handler.press(Key.Key_Tab)
    handler.type("《示例条例》第十条")
    handler.press(Key.Key_Tab)
    handler.press(Key.Key_1)
    handler.control(Key.Key_Return)
    assert orders.now(order).order.state is S.REVIEWING

    head = hands.sit(HEAD)
    head.press(Key.Key_P)
    head.control(Key.Key_Return)
    assert orders.now(order).order.state in (S.COMPLETED, S.TO_CALL_BACK)
    record_property("keys", hands.presses)
    assert hands.presses <= MOST_KEYS


def test_the_centre_begins_with_what_it_must_dispatch_and_digits_choose_the_views(enter, orders):
    orders.arrived()
    orders.dispatched(title="已经分派的")
    hands = enter()
    assert hands.screen.presenter.view is QueueView.ARRIVED
    assert [hands.screen.tabs.tabText(place) for place in (0, 1, 2)] == ["我的", "本单位  2", "待分派  1"]
    for place, view in enumerate(QueueView):
        hands.press(Key.Key_1 + place)
        assert hands.screen.presenter.view is view
    assert hands.screen.list.search.model.rowCount() == 2


def test_an_empty_view_says_what_comes_there(enter):
    hands = enter(HANDLER)
    for place, view in enumerate(QueueView):
        hands.press(Key.Key_1 + place)
        for words in EMPTY[view]:
            assert words in said(hands.screen.list)


def test_after_an_order_is_dispatched_the_next_one_is_chosen_and_the_last_leaves_an_empty_view(enter, orders):
    first, second, third = (orders.arrived() for _ in range(3))
    hands = enter(CENTRE)
    hands.press(Key.Key_Down)
    assert chosen(hands).id == second.id

    for gone, then in ((second, third), (third, first)):
        dispatch(hands)
        assert orders.now(gone).order.state is S.TO_SIGN
        assert chosen(hands).id == hands.screen.presenter.reading.order.id == then.id
    dispatch(hands)
    assert hands.screen.presenter.reading is None
    hands.press(Key.Key_9)
    assert chosen(hands).id == first.id


def test_an_order_that_stays_in_the_view_stays_chosen(enter, orders):
    order, other = orders.dispatched(), orders.dispatched()
    hands = enter(HANDLER)
    hands.press(Key.Key_2)
    hands.in_dialog(lambda dialog: dialog.try_accept())
    hands.press(Key.Key_S)
    hands.come_back()

    assert (chosen(hands).id, chosen(hands).state) == (order.id, S.HANDLING)
    hands.press(Key.Key_End)
    assert chosen(hands).id == other.id
    hands.press(Key.Key_Home)
    assert chosen(hands).id == order.id


def dispatch(hands):
    hands.press(Key.Key_F)
    hands.type("xzsp")
    hands.enter()
    hands.control(Key.Key_Return)
    hands.come_back()


def test_one_character_a_name_and_the_end_of_a_telephone_find_an_order(enter, orders):
    orders.arrived(title="夜间施工扰民")
    wanted = orders.arrived(title="海边滩涂", caller="林佳慧", telephone="13900001234")
    hands = enter()
    for words in ("滩", "林佳慧", "1234"):
        hands.control(Key.Key_F)
        hands.type(words)
        hands.screen.list.search._pause.timeout.emit()
        assert hands.screen.list.search.model.rowCount() == 1
        assert chosen(hands).id == wanted.id


def test_the_queue_is_narrowed_by_keys_and_opened_wide_again(enter, orders):
    orders.arrived(type="投诉")
    orders.arrived(type="举报")
    hands = enter()
    hands.alt(Key.Key_F)
    hands.screen.asking.dialog.form.put_values({"type": "举报"})
    hands.control(Key.Key_Return)
    hands.come_back()
    assert hands.screen.list.search.model.rowCount() == 1
    assert hands.screen.presenter.filter.words == "举报"
    hands.alt(Key.Key_X)
    assert hands.screen.list.search.model.rowCount() == 2


def test_a_filter_whose_days_are_crossed_is_told_at_its_field(enter, orders):
    orders.arrived()
    hands = enter()
    hands.alt(Key.Key_F)
    dialog = hands.screen.asking.dialog
    dialog.form.put_values({"since": "2026-11-05", "until": "2026-11-01"})
    hands.control(Key.Key_Return)
    assert "不能早于" in dialog.form.input("until").part.accessibleDescription() + said(dialog)


def test_sorting_and_columns_are_remembered_for_the_person(enter, orders):
    orders.arrived()
    hands = enter()
    hands.alt(Key.Key_S)
    hands.alt(Key.Key_C)
    hands.screen.asking.dialog.form.put_values({"topic": True, "state": False})
    hands.control(Key.Key_Return)
    again = enter()
    look = again.screen.presenter.queue_look

    assert look.sort.value == "派单时间"
    assert look.shows("topic")
    assert not look.shows("state")
    assert enter(HANDLER).screen.presenter.queue_look.shows("state")


def test_the_caller_is_masked_until_he_is_uncovered_which_the_ledger_tells(enter, office, orders):
    order = orders.arrived()
    hands = enter()
    assert "王**" in said(hands.screen.pane)
    hands.alt(Key.Key_U)
    row = [hands.screen.list.search.model.index(0, place).data() for place in range(13)]

    assert "13800138000" in said(hands.screen.pane)
    assert "王小明" in row
    assert office.desk.orders.history(office.actor(CENTRE), order.id)[-1].act == "uncover"
    hands.screen.look_again()
    assert "13800138000" in said(hands.screen.pane)


def test_a_closed_act_says_why(enter, orders):
    orders.signed()
    hands = enter(HANDLER)
    hands.press(Key.Key_D)

    assert "还没有联系诉求人" in said(hands.page.banner)


def test_the_course_tells_what_was_put_on_record(enter, orders):
    orders.replied()
    hands = enter(HEAD)
    text = said(hands.screen.pane)

    for words in ("办理过程", "→ 行政审批处", "了解到的情况：已了解", "处理依据：条例第十条", "吴志宏"):
        assert words in text


def test_a_verdict_is_told_once_with_its_opinion(enter, orders):
    order = orders.did(orders.dispatched(), "return", HANDLER, reason="不属于本处", basis="三定规定")
    orders.did(order, "redispatch", CENTRE, opinion="改派登记中心", type="投诉", lead="不动产登记中心")
    hands = enter(CENTRE)
    hands.press(Key.Key_2)
    text = said(hands.screen.pane)

    assert text.count("核实意见：改派登记中心") == 1
    assert "核实意见：重新分派　不动产登记中心" in text
    assert "理由：不属于本处" in text


def test_an_order_is_registered_from_the_clipboard(enter, office, orders):
    put_on_clipboard(
        "工单编号：XM9\n标题：路灯不亮\n诉求内容：示例路路灯不亮，\n已有三天。\n诉求人：林佳慧\n类型：求助"
    )
    hands = enter()
    hands.control(Key.Key_V)
    hands.control(Key.Key_Return)
    made = office.desk.orders.by_number(office.actor(CENTRE), "XM9").order

    assert (made.title, made.content) == ("路灯不亮", "示例路路灯不亮，\n已有三天。")
    assert hands.screen.presenter.reading.order.id == made.id


def test_a_clipboard_without_an_order_is_told_and_loses_nothing(enter):
    put_on_clipboard("你好")
    hands = enter()
    hands.control(Key.Key_N)
    hands.type("XM10")
    hands.alt(Key.Key_V)
    dialog = hands.screen.asking.dialog

    assert "没有读出工单" in dialog.problem.text()
    assert dialog.filled()["number"] == "XM10"


def test_only_the_centre_registers(enter):
    hands = enter(HANDLER)
    hands.screen.presenter.registering.begin()
    assert "登记和分派12345工单" in said(hands.page.banner)
    assert hands.screen.asking.dialog is None


def test_a_row_of_the_work_list_opens_its_order(enter, office, orders):
    order = orders.signed()
    hands = enter(HANDLER)
    hands.window.go_to("work_list", {})
    hands.settle()
    hands.enter()

    assert hands.window.current().entry.key == "hotline"
    assert hands.screen.presenter.reading.order.id == order.id


def test_the_due_date_proves_itself_to_the_centre_too(enter, orders):
    orders.dispatched()
    hands = enter()
    hands.press(Key.Key_2)
    assert hands.screen.presenter.reading.proof is not None
    assert hands.screen.presenter.reading.due.due == date(2026, 11, 11)


def test_a_late_order_is_in_its_view_with_its_light(enter, office, orders):
    orders.signed(type="咨询")
    office.wall.put(date(2026, 11, 5))
    hands = enter(HANDLER)
    hands.press(Key.Key_5)

    assert "逾期" in hands.screen.list.table.current_row().due.word
