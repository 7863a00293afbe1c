from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.hotline.queue import QueueView
from tests.ui.screens.hotline.conftest import CENTRE, HANDLER, OTHER
from ui.screens.hotline.knowledge_dialog import KnowledgeDialog
from ui.screens.hotline.rows import TITLE
from ui.screens.hotline.tools import MoreTools
from ui.screens.hotline.words import LETTERS

Key = Qt.Key


def titles(hands):
    return {command.title: command.key for command in hands.screen.commands()}


def test_who_sees_orders_has_the_queue_in_the_rail_and_nobody_else(enter):
    assert "hotline" not in enter("guanliyuan").window.screens()
    rail = enter("linxiaoyan").window.screens()
    assert rail[:8] == (
        "work_list",
        "counter",
        "contacts",
        "clocks",
        "register",
        "denials",
        "calendar",
        "hotline",
    )


def test_the_palette_offers_views_acts_and_what_is_done_with_the_queue(enter, orders):
    orders.arrived()
    offered = titles(enter(CENTRE))

    assert offered["分派"] == LETTERS["dispatch"]
    assert offered["12345工单：待回访"] == "8"
    assert offered["登记工单"] == "Ctrl+N"
    assert offered["领办下一件"] == "Alt+N"
    assert "签收" not in offered


def test_what_has_no_button_of_its_own_is_found_without_its_key(enter):
    for who, found in ((CENTRE, "导出工单 当日签收单 回访抽样 知识库 职责目录"), (HANDLER, "导出工单 知识库")):
        hands = enter(who)
        (more,) = hands.screen.findChildren(MoreTools)
        assert more.isVisible()
        offered = {each.text().split("\t")[0]: each for each in more.menu_of_tools.actions()}
        assert list(offered) == found.split()
        offered["知识库"].trigger()
        hands.settle()
        assert isinstance(QApplication.activeModalWidget(), KnowledgeDialog)
        QApplication.activeModalWidget().reject()


def test_a_co_handling_division_opens_its_part_from_the_work_list_and_answers_by_keys(enter, orders):
    order = orders.arrived()
    part = {"division": "不动产登记中心", "task": "核对权属", "due": "2026-11-05"}
    orders.did(order, "dispatch", CENTRE, type="投诉", lead="行政审批处", co_handlers=[part])
    hands = enter(OTHER)
    hands.window.go_to("work_list", {})
    hands.settle()
    hands.press(Key.Key_2)
    hands.enter()
    assert hands.window.current().entry.key == "hotline"
    assert hands.screen.presenter.reading.primary.key == "co_reply"
    assert hands.screen.presenter.reading.part == "本单位协办：核对权属（2026年11月5日（周四）前反馈）"
    hands.press(Key.Key_X)
    hands.type("权属清楚")
    hands.control(Key.Key_Return)

    assert orders.now(order).shares[0].reply == "权属清楚"


def test_a_co_handling_division_finds_its_part_in_its_own_view_by_its_own_day(enter, orders):
    part = {"division": "不动产登记中心", "task": "核对权属", "due": "2026-11-05"}
    orders.did(orders.arrived(), "dispatch", CENTRE, type="投诉", lead="行政审批处", co_handlers=[part])
    hands = enter(OTHER)
    hands.press(Key.Key_2)
    (row,) = hands.screen.list.rows_in_sight()

    assert row.due.due == date(2026, 11, 5)
    assert row.part == "本单位协办，2026年11月5日（周四）前反馈"
    assert hands.screen.list.columns[TITLE].column.text(row) == "【协办】工地夜间施工扰民"
    assert hands.screen.presenter.reading.primary.key == "co_reply"
    assert hands.screen.presenter.reading.due == row.due


def test_all_ways_are_behind_one_key_with_why_they_are_closed(enter, orders):
    orders.dispatched()
    hands = enter(HANDLER)
    hands.press(Key.Key_2)
    found = []
    hands.in_dialog(lambda dialog: (found.extend(dialog._acts), dialog.reject()))
    hands.control(Key.Key_0)
    closed = {act.key: act.closed for act in found}

    assert closed["sign"] == closed["return"] == ""
    assert "信访中心" in closed["dispatch"] or "办公室" in closed["dispatch"]
    assert "待签收" in closed["approve"]


@pytest.mark.parametrize("leave", [Key.Key_Return, Key.Key_Down, Key.Key_Escape])
@pytest.mark.parametrize("words", ["施工", "找不到的"])
def test_from_the_search_line_the_hands_go_back_to_the_list(enter, orders, leave, words):
    orders.arrived()
    hands = enter()
    hands.control(Key.Key_F)
    hands.type(words)
    hands.screen.list.search._pause.timeout.emit()
    hands.press(leave)
    hands.press(Key.Key_9)

    assert hands.screen.presenter.view is QueueView.ALL
    assert hands.screen.list.search.words.text() == words
