from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.hotline.knowledge import AnswerQuery, AnswerState
from app.hotline.knowledge_keeping import ApproveAnswer, ProposeAnswer
from tests.ui.screens.hotline.conftest import CENTRE, HANDLER, HEAD
from ui.dialogs.fields import FieldsDialog
from ui.screens.hotline.knowledge_dialog import KnowledgeDialog
from ui.screens.hotline.knowledge_reply import ReplyDialog

Key = Qt.Key


def said(part):
    return " ".join(each.text() for each in part.findChildren(QLabel) if not each.isHidden())


def approved(office, orders):
    """An answer of the knowledge base, from a completed order."""
    order = orders.completed()
    room = office.desk.hotline.knowledge
    made = room.propose(office.actor(HANDLER), ProposeAnswer(number=order.number))
    return room.approve(office.actor(HEAD), ApproveAnswer(answer=made.id))


def replying(enter, orders, **fields):
    order = orders.called(**fields)
    hands = enter(HANDLER, order=order.id)
    hands.press(Key.Key_D)
    dialog = hands.screen.asking.dialog
    assert isinstance(dialog, ReplyDialog)
    return hands, dialog


def test_an_answer_like_the_order_is_offered_and_one_key_inserts_it_with_its_citation(enter, office, orders):
    answer = approved(office, orders)
    hands, dialog = replying(enter, orders)
    assert dialog.knowledge.answer() == answer
    hands.type("您好：")
    hands.alt(Key.Key_I)
    filled = dialog.filled()
    assert filled["content"] == f"您好：\n{answer.content}"
    assert filled["basis"] == f"{answer.basis}（知识库第{answer.id}号，2026年11月2日审定）"

    QTest.keyClick(QApplication.focusWidget(), Key.Key_1)
    assert dialog.filled()["content"] == f"您好：\n{answer.content}1"


def test_the_knowledge_base_is_searched_from_the_reply(enter, office, orders):
    answer = approved(office, orders)
    hands, dialog = replying(enter, orders, title="路灯", content="路灯不亮")
    assert "没有与这件工单相近的条目" in said(dialog.knowledge)
    hands.alt(Key.Key_K)
    hands.type("施工")
    dialog.knowledge.look()
    hands.settle()
    assert dialog.knowledge.answer() == answer
    hands.enter()
    assert dialog.filled()["content"] == answer.content
    dialog.knowledge.line.setText("没有这样的话")
    dialog.knowledge.look()
    hands.settle()
    assert dialog.knowledge.answer() is None
    assert not dialog.knowledge.insert.isEnabled()


def test_a_completed_orders_reply_is_proposed_and_approved_in_the_window(enter, office, orders):
    order = orders.completed()
    handler = enter(HANDLER, order=order.id)
    handler.press(Key.Key_Z)
    form = next(each for each in handler.screen.findChildren(FieldsDialog))
    assert form.filled()["content"] == "已责令整改"
    form.form.put_values({"question": "王小明家旁边夜间施工怎么办"})
    form.try_accept()
    handler.settle()
    assert "个人信息“王小明”" in said(form)
    form.form.put_values({"question": "夜间施工怎么办"})
    form.try_accept()
    handler.settle()
    head = enter(HEAD)
    head.alt(Key.Key_J)
    (dialog,) = head.screen.findChildren(KnowledgeDialog)
    assert "没有审定" in said(dialog)
    dialog.approve(dialog.model.row(0))
    dialog._form.try_accept()
    head.settle()
    (answer,) = office.desk.hotline.knowledge.find(office.actor(HEAD), AnswerQuery())
    assert answer.state is AnswerState.APPROVED
    assert "2026年11月2日审定" in said(dialog)
    dialog.accept()


def test_an_order_that_gives_no_answer_says_why(enter, orders):
    order = orders.arrived()
    hands = enter(CENTRE, order=order.id)
    hands.press(Key.Key_Z)
    assert "办结并有答复的才能写入知识库" in said(hands.page)


def test_a_handler_finds_but_does_not_approve(enter, office, orders):
    approved(office, orders)
    hands = enter(HANDLER)
    hands.alt(Key.Key_J)
    (dialog,) = hands.screen.findChildren(KnowledgeDialog)
    dialog.approve(dialog.model.row(0))
    assert "须由本单位负责人或信访中心办理" in dialog.problem.text()
    dialog.line.setText("施工")
    dialog.look()
    hands.settle()
    assert dialog.model.rowCount() == 1
    dialog.accept()
