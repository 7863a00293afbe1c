from __future__ import annotations

import pytest

from app.people.models import Role
from tests.ui.screens.stage import staged
from ui.dialogs.message import ConfirmDialog
from ui.screens.catalogue.presenter import READ_ONLY_REASON
from ui.screens.catalogue.view import CatalogueScreen


@pytest.fixture
def context(desk, actor):
    return staged(desk, actor(Role.ADMINISTRATOR))


@pytest.fixture
def screen(qtbot, context):
    made = CatalogueScreen(context)
    qtbot.addWidget(made)
    made.resize(1142, 606)
    made.show()
    made.arrive({})
    return made


def test_a_matter_is_read_with_its_six_contents(screen):
    matter = screen._model.row(0)

    for text in (matter.basis, matter.conditions, matter.procedure, matter.requirements):
        assert text in screen._matter.texts
    assert any(f"法定 {matter.statutory_limit} 个工作日" in text for text in screen._matter.texts)
    assert screen._matter.materials.rowCount() == len(matter.materials)
    assert READ_ONLY_REASON in screen._matter.texts


def test_typing_finds_and_chooses_the_best(screen, qtbot):
    screen._words.setText("jsyd")
    qtbot.waitUntil(lambda: "建设用地" in screen._matter._name.text())


def test_what_finds_nothing_says_so(screen, qtbot):
    screen._words.setText("查无此项")
    qtbot.waitUntil(lambda: screen._model.rowCount() == 0)

    assert screen._list._empty.isVisible()


def test_the_models_keep_their_promises(screen, sheet, qtmodeltester):
    screen._presenter.rehearse(sheet)
    for model in (screen._model, screen._matter.materials, screen._import.changes, screen._import.faults):
        assert model.rowCount() > 0
        qtmodeltester.check(model)


def test_the_list_rests_while_a_matter_is_edited(screen):
    screen._presenter.edit()
    assert screen._side.currentWidget() is screen._form
    assert not screen._left.isEnabled()

    screen._presenter.leave_form()
    assert screen._left.isEnabled()


def test_the_form_saves_what_was_typed(screen):
    screen._presenter.edit()
    screen._form.form.put_values({"special_steps": "无"})
    screen._form._give()

    assert screen._side.currentWidget() is screen._matter
    assert "无" in screen._matter.texts


def test_retiring_is_asked_once_more(screen, monkeypatch):
    monkeypatch.setattr(ConfirmDialog, "ask", classmethod(lambda *_: False))
    screen._set_active(False)
    assert screen._matter.retire.isVisible()

    monkeypatch.setattr(ConfirmDialog, "ask", classmethod(lambda *_: True))
    count = screen._model.rowCount()
    screen._set_active(False)
    assert screen._model.rowCount() == count - 1


def test_an_import_with_nothing_good_cannot_be_applied(screen, sheet):
    screen._presenter.rehearse(sheet)
    assert "新增 1" in screen._import.said
    assert screen._import._apply.isEnabled()

    screen.show_import_problem("“x.xlsx”读不了。")
    assert not screen._import._apply.isEnabled()
    assert "读不了" in screen._import.said


def test_a_clerk_sees_no_import(qtbot, desk, actor):
    made = CatalogueScreen(staged(desk, actor(Role.COUNTER_CLERK)))
    qtbot.addWidget(made)
    made.arrive({})

    assert [command.title for command in made.commands()] == ["查找事项"]
    assert made._open.isHidden()
