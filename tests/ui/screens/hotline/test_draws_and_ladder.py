from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.spreadsheets import sheets_of
from tests.ui.screens.hotline.conftest import CENTRE, HANDLER, HEAD
from ui.screens.hotline.draws_dialog import DrawsDialog
from ui.screens.hotline.ladder import rung_for, steps_of

Key = Qt.Key


@pytest.fixture
def draws(enter, orders):
    """Open the draw by its key: a complaint is drawn always, an enquiry by its lot."""
    orders.completed()
    hands = enter(CENTRE)
    hands.alt(Key.Key_R)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DrawsDialog)
    return dialog


def test_the_draw_is_opened_by_a_key_and_says_rule_seed_and_why(draws):
    assert "抽样种子“效能”" in draws._rule.text()
    assert draws.model.rowCount() == 1
    assert "投诉 1 件抽中 1 件" in draws._shares.text()
    assert "与记录一致" in draws._found.text()
    assert "小于比例100" in draws.model.row(0).why


def test_the_draw_of_other_days_is_empty_and_says_so(draws):
    draws.choose_span("上月")
    assert draws.model.rowCount() == 0
    assert not draws._save.isEnabled()
    assert draws.since.day() == date(2026, 10, 1)


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_the_list_is_saved_as_a_page_or_a_spreadsheet(draws, tmp_path, monkeypatch, kind):
    path = tmp_path / f"名单.{kind}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    draws._ask_where()
    assert path.read_bytes()[:2] in (b"%P", b"PK")
    assert path.name in draws.problem.text()
    if kind == "xlsx":
        assert "XM0001" in str(sheets_of(path))


def test_an_order_of_the_draw_is_shown_in_the_queue(draws):
    screen = draws.parent()
    draws._open(draws.model.row(0))
    assert screen.presenter.reading.order.number == "XM0001"


@pytest.mark.parametrize(("who", "offered"), [(HEAD, True), ("luguoqiang", True), (HANDLER, False)])
def test_the_draw_is_offered_to_those_who_may_read_it(enter, who, offered):
    hands = enter(who)
    titles = {command.title for command in hands.screen.commands()}
    assert ("回访抽样" in titles) is offered


def supervise(orders, order, times):
    fields = {"way": "电话", "problem": "没有联系诉求人", "demand": "三日内联系", "due": "2026-11-06"}
    for _each in range(times):
        orders.did(order, "supervise", CENTRE, **fields)


def ladder(office, order, who=CENTRE):
    actor = office.actor(who)
    now = office.desk.orders.get(actor, order.id).order
    return dict(steps_of(now, rung_for(office.desk, actor, now)))


def test_the_ladder_says_what_was_done_and_what_is_next(office, orders):
    order = orders.dispatched()
    assert ladder(office, order) == {}
    supervise(orders, order, 1)
    assert ladder(office, order) == {
        "本件": "督办1次",
        "连续第1次": "11月2日　电话",
        "下一步": "第2次督办；再督办2次，提请效能办约谈",
    }
    supervise(orders, order, 1)
    assert ladder(office, order)["下一步"] == "第3次督办，同时提请效能办约谈"
    supervise(orders, order, 1)
    assert "已提请效能办约谈" in ladder(office, order)["下一步"]
    supervise(orders, order, 1)
    assert [mark for mark in ladder(office, order) if mark.startswith("连续")] == [
        "连续第2次",
        "连续第3次",
        "连续第4次",
    ]


def test_the_ladder_of_another_order_of_the_division_is_told_to_supervisors_alone(office, orders):
    supervise(orders, orders.dispatched(), 2)
    other = orders.dispatched()
    assert ladder(office, other)["本件"] == "没有督办过"
    assert ladder(office, other, HANDLER) == {}


def test_the_pane_shows_the_ladder(enter, orders):
    order = orders.dispatched()
    supervise(orders, order, 2)
    pane = enter(CENTRE, order=order.id).screen.pane
    assert not pane._ladder.isHidden()
