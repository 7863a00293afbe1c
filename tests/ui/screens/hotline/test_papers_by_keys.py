from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from app.hotline.commands import DoOrder
from app.hotline.queue import QueueView
from tests.ui.screens.hotline.conftest import CENTRE, HANDLER
from ui.dialogs.fields import FieldsDialog
from ui.dialogs.message import ConfirmDialog
from ui.screens.document_form.view import DocumentFormScreen
from ui.screens.hotline.papers import OrderPaper
from ui.screens.hotline.talks import TalksDialog
from ui.screens.hotline.view import HotlineScreen

Key = Qt.Key
OVERSEER = "luguoqiang"


def papers(office, order, who=CENTRE):
    return office.desk.hotline.papers.of_order(office.actor(who), order.id)


def supervised(office, orders, times=3):
    for _each in range(times):
        order = orders.dispatched()
        fields = {"problem": "没有联系诉求人", "demand": "三日内联系", "due": "2026-11-06"}
        command = DoOrder(order=order.id, act="supervise", fields=fields)
        office.desk.orders.do(office.actor(CENTRE), command)


def test_a_paper_of_the_order_is_chosen_filled_in_and_issued_by_keys(enter, office, orders):
    order = orders.replied()
    hands = enter(HANDLER)
    ours = list(QueueView).index(QueueView.DIVISION)
    hands.screen.tabs.setCurrentIndex(ours)
    hands.settle()

    hands.press(Key.Key_O)
    hands.settle()

    assert isinstance(hands.screen, DocumentFormScreen)
    form = hands.screen.form
    assert form.values()["answer"] == "已责令整改"
    form.put_values({"attitude": "认可", "basis": "《环境噪声污染防治法》第四十三条"})
    hands.come_back()
    hands.control(Key.Key_Return)
    (made,) = papers(office, order, HANDLER)
    assert (made.type_key, made.fields["attitude"]) == ("reply_sheet", "认可")
    hands.press(Key.Key_Escape)
    hands.settle()
    assert isinstance(hands.screen, HotlineScreen)
    assert (hands.screen.tabs.currentIndex(), hands.screen.presenter.reading.order.id) == (ours, order.id)

    hands.screen._open_paper(int(made.id))
    hands.settle()
    hands.press(Key.Key_Escape)
    assert isinstance(hands.screen, HotlineScreen)
    assert hands.screen.tabs.currentIndex() == ours


def test_of_several_papers_one_is_chosen_in_a_list(enter, office, orders):
    supervised(office, orders, 1)
    (order,) = office.desk.orders.find(
        office.actor(CENTRE), office.desk.orders.query(office.actor(CENTRE), QueueView.ALL)
    )
    hands = enter(CENTRE, order=order.order.id)
    titles = []

    def choose(dialog):
        titles.append(dialog.windowTitle())
        dialog._list.setCurrentRow(1)
        dialog.try_accept()

    hands.in_dialog(choose)
    hands.press(Key.Key_O)
    hands.settle()

    assert titles == ["出具文书"]
    assert hands.screen.presenter.new.document_type.key == "supervision_letter"


def test_what_is_missing_of_a_paper_is_told_at_its_field(enter, office, orders):
    order = orders.replied()
    hands = enter(HANDLER, order=order.id)
    paper = OrderPaper(order=order.id, number=order.number, type_key="reply_sheet")
    hands.screen.papers.open(paper)
    hands.settle()

    hands.control(Key.Key_Return)

    assert papers(office, order, HANDLER) == ()
    assert isinstance(hands.screen, DocumentFormScreen)


def test_what_was_typed_into_a_paper_is_there_again(enter, office, orders):
    order = orders.replied()
    hands = enter(HANDLER, order=order.id)
    paper = OrderPaper(order=order.id, number=order.number, type_key="reply_sheet")
    hands.screen.papers.open(paper)
    hands.settle()
    hands.screen.presenter.save_draft({**hands.screen.form.values(), "attitude": "基本认可"})
    hands.settle()

    hands.window.go_to("hotline", {"order": order.id})
    hands.settle()
    hands.screen.papers.open(paper)
    hands.settle()

    assert hands.screen.form.values()["attitude"] == "基本认可"


def test_the_papers_of_an_order_stand_in_its_pane(enter, office, orders):
    order = orders.dispatched()
    paper = OrderPaper(order=order.id, number=order.number, type_key="work_order")
    made = paper.issue(office.desk, office.actor(CENTRE), {}, "")

    hands = enter(CENTRE, order=order.id)
    assert [each.id for each in hands.screen.presenter.reading.papers] == [made.id]
    hands.screen.pane.paper_opened.emit(int(made.id))
    hands.settle()

    assert hands.screen.presenter.issued.document.number == made.number


def test_the_days_sheet_is_asked_for_and_made_out(enter, office, orders):
    orders.dispatched()
    hands = enter(CENTRE)

    hands.press(Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    hands.settle()
    (dialog,) = hands.screen.findChildren(FieldsDialog)
    dialog.form.put_values({"division": "行政审批处"})
    dialog.try_accept()
    hands.settle()

    assert [row["number"] for row in hands.screen.form.values()["orders"]] == ["XM0001"]
    hands.come_back()
    hands.control(Key.Key_Return)
    assert hands.screen.presenter.issued.document.type_key == "day_sheet"


def test_a_day_without_orders_is_told_where_it_is_asked_for(enter, orders):
    orders.dispatched()
    hands = enter(CENTRE)
    hands.press(Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    hands.settle()
    (dialog,) = hands.screen.findChildren(FieldsDialog)
    dialog.form.put_values({"division": "不动产登记中心"})
    dialog.try_accept()
    hands.settle()
    assert dialog.isVisible()
    said = dialog.form.input("day").part.accessibleDescription()
    assert "不动产登记中心这一天没有收到工单" in said
    assert "换一天" in said
    dialog.form.put_values({"division": "行政审批处"})
    dialog.try_accept()
    hands.settle()
    assert len(hands.screen.form.values()["orders"]) == 1


def answered_over(dialog, answer):
    """Answer so what is asked next over a dialog."""

    def look():
        asked = next((each for each in dialog.findChildren(ConfirmDialog) if each.isVisible()), None)
        if asked is None:
            QTimer.singleShot(10, look)
        else:
            getattr(asked, answer)()

    QTimer.singleShot(0, look)


def test_the_efficiency_office_confirms_a_talk_and_sends_its_notice(enter, office, orders):
    supervised(office, orders)
    hands = enter(OVERSEER)
    hands.alt(Key.Key_Y)
    hands.settle()
    (dialog,) = hands.screen.findChildren(TalksDialog)
    hands.settle()
    assert dialog.view.talk.state.value == "待确认"
    assert len(dialog.view.supervised) == 3

    for answer, state in (("reject", "待确认"), ("accept", "待约谈")):
        answered_over(dialog, answer)
        QTest.keyClick(dialog.list.table, Key.Key_Return)
        hands.settle()
        assert dialog.view.talk.state.value == state
    assert dialog.problem.property("kind") == "done"
    assert list(dialog.buttons)[:2] == ["notice", "decline"]
    QTest.keyClick(dialog.list.table, Key.Key_Return)
    hands.settle()

    form = hands.screen.form
    assert len(form.values()["supervisions"]) == 3
    form.put_values({"talk_at": "2026-11-05T15:00", "talk_place": "二楼会议室"})
    hands.screen.issue()
    view = office.desk.hotline.talks.get(office.actor(OVERSEER), dialog.view.talk.id)
    assert [paper.type_key for paper in view.papers] == ["talk_notice"]


def test_a_talk_is_opened_from_the_work_list(enter, office, orders):
    supervised(office, orders)
    (talk,) = office.desk.hotline.talks.all(office.actor(OVERSEER))

    hands = enter(OVERSEER, talk=talk.id)
    hands.settle()

    (dialog,) = hands.screen.findChildren(TalksDialog)
    assert dialog.view.talk.id == talk.id


def test_who_holds_no_talks_is_offered_none(enter, orders):
    hands = enter(HANDLER)

    assert "约谈" not in [command.title for command in hands.screen.commands()]


def test_the_evidence_is_written_where_it_is_asked_for(enter, office, orders, tmp_path):
    supervised(office, orders)
    (talk,) = office.desk.hotline.talks.all(office.actor(OVERSEER))
    hands = enter(OVERSEER, talk=talk.id)
    hands.settle()
    (dialog,) = hands.screen.findChildren(TalksDialog)

    dialog.bundle(tmp_path / "佐证.pdf")
    hands.settle()

    assert (tmp_path / "佐证.pdf").read_bytes().startswith(b"%PDF")
