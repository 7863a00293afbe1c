from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.cases.commands import DoAct
from app.people.models import Role
from tests.ui.screens.counter.test_acts import issued, opened
from tests.ui.screens.stage import staged
from ui.screens.act_dialog import ActDialogs
from ui.screens.acting import Acting


def said_in(dialog):
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if not each.isHidden())


@pytest.fixture
def running(desk, actor):
    """Return a case that was accepted."""
    clerk = actor()
    case = opened(desk, clerk)
    issued(desk, clerk, case, "acceptance_receipt")
    return desk.counter.get(clerk, case.id).case


@pytest.fixture
def begin(qtbot, desk, actor):
    """Begin an act in a window of its own; returns what holds its dialog."""

    def begun(role, case, act):
        over, context = QWidget(), staged(desk, actor(role))
        qtbot.addWidget(over)
        dialogs = ActDialogs(over, context)
        acting = Acting(dialogs, context, lambda _done: None)
        acting.begin(case, act)
        dialogs.acting = acting
        return dialogs

    return begun


def test_what_was_typed_for_an_act_and_left_is_gone_on_with_until_it_is_done(
    begin, qtbot, desk, actor, running
):
    first = begin(Role.HANDLER, running, "ask_extension")
    qtbot.keyClicks(first._dialog.form.input("days").part, "5")
    first._dialog.reject()
    again = begin(Role.HANDLER, running, "ask_extension")
    assert again._dialog.filled()["days"] == 5
    assert "已恢复您" in said_in(again._dialog)
    again._dialog.form.put_values({"reason": "须征求意见"})
    again._dialog.try_accept()
    assert desk.register.find_draft(actor(Role.HANDLER), "case.ask_extension", int(running.id)) is None


def test_days_typed_say_to_which_day_they_take_the_limit(begin, qtbot, running):
    dialog = begin(Role.HANDLER, running, "ask_extension")._dialog
    qtbot.keyClicks(dialog.form.input("days").part, "5")
    assert "延至1" in said_in(dialog)
    qtbot.keyClicks(dialog.form.input("days").part, "00")
    assert "延至1" not in said_in(dialog)


def test_who_decides_reads_what_is_asked_and_what_follows(begin, desk, actor, running):
    act = DoAct(case=running.id, act="ask_extension", fields={"days": 5, "reason": "须征求意见"})
    case = desk.acts.do(actor(Role.HANDLER), act).case
    said = said_in(begin(Role.LEADER_IN_CHARGE, case, "decide_extension")._dialog)
    assert "申请延长5个工作日：须征求意见" in said
    assert "延至1" in said
