from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.errors import Unavailable
from app.ledger.models import subject
from app.office.backups import Backups
from app.office.copying import Owner
from app.people.models import Role
from tests.ui.screens.stage import staged
from ui.dialogs.message import ConfirmDialog
from ui.dialogs.owner import OwnerDialog
from ui.dialogs.reason import ReasonDialog
from ui.screens.settings.copies_page import BackupPage, checked_word
from ui.screens.settings.copying import CopyPresenter

BACKUP = subject("office", "backup")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A machine of its own."""
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))


@pytest.fixture
def context(desk, actor):
    return staged(desk, actor(Role.ADMINISTRATOR))


@pytest.fixture
def page(qtbot, desk, context):
    desk.backups.make_daily()
    made = BackupPage(context)
    qtbot.addWidget(made)
    made.resize(960, 560)
    made.show()
    made.presenter.load()
    return made


def test_a_backup_is_written_checked_and_listed_so(page, context, desk, monkeypatch):
    target = desk.backups.folder / "office-by-hand.db"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    page._make.click()

    assert target.exists()
    assert "核对无误" in context.window.toasts[-1][0]
    assert [checked_word(page.model.row(place))[0] for place in range(page.model.rowCount())] == ["已核对"] * 2
    assert not page.running.isVisible()


def test_a_copy_of_which_the_ledger_knows_nothing_says_so(page, desk):
    stray = desk.backups.folder / "office-20200101-000000.db"
    stray.write_bytes(b"x")
    page.presenter.load()
    assert checked_word(page.model.row(page.model.rowCount() - 1))[0] in {"没有记录", "已核对"}
    assert {each.path.name: each.checked for each in desk.backups.kept()}[stray.name] is None


def test_a_copy_is_restored_with_a_reason_asked_twice_and_everybody_signs_in_anew(page, desk, monkeypatch):
    asked = []
    monkeypatch.setattr(
        ReasonDialog, "ask", lambda _parent, question: asked.append(question.text) or "误删了数据"
    )
    monkeypatch.setattr(ConfirmDialog, "ask", lambda _parent, *words: asked.append(words[1]) or True)
    page._restore.click()

    assert "替换现在的全部数据" in asked[0]
    assert "再确认一次" in asked[1]
    assert "重新登录" in page.presenter._context.window.said_at_the_door
    assert "误删了数据" in desk.ledger.of(BACKUP)[-1].summary


@pytest.mark.parametrize(("reason", "sure"), [(None, True), ("误删了数据", False)])
def test_a_restore_thought_better_of_changes_nothing(page, desk, monkeypatch, reason, sure):
    before = desk.ledger.verify().entries
    monkeypatch.setattr(ReasonDialog, "ask", lambda _parent, _question: reason)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_given: sure)
    page._restore.click()
    assert desk.ledger.verify().entries == before


def test_a_drill_tells_its_result_and_keeps_its_record_on_paper(page, desk, tmp_path, monkeypatch):
    record = tmp_path / "record.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(record), ""))
    page._drill.click()

    notice = page.banner.notice
    assert notice.kind == "done"
    assert "合格" in notice.text
    notice.act()
    assert record.read_bytes().startswith(b"%PDF")
    assert desk.ledger.of(BACKUP)[-1].act == "restore_drill"


def test_work_that_is_called_off_says_that_nothing_was_left(page, desk, tmp_path, monkeypatch):
    target = tmp_path / "off" / "copy.db"
    show = page.show_work

    def stop(text, done, whole):
        show(text, done, whole)
        if text.startswith("写备份"):
            page.presenter.stop()

    monkeypatch.setattr(page, "show_work", stop)
    page.presenter.back_up(target)
    assert "没有留下文件" in page.banner.notice.text
    assert list(target.parent.iterdir()) == []
    assert not page.running.isVisible()


def test_a_backup_is_suggested_among_the_others_whose_folder_is_there(page, desk):
    shutil.rmtree(desk.backups.folder)
    assert page.presenter.suggested_target().parent == desk.backups.folder
    assert desk.backups.folder.is_dir()


def test_a_backup_that_cannot_be_written_is_told_and_entered(page, desk, tmp_path):
    (tmp_path / "file").write_text("x")
    page.presenter.back_up(tmp_path / "file" / "copy.db")
    assert page.banner.notice.kind == "refused"
    assert f"“{tmp_path / 'file'}" in page.banner.notice.text
    assert desk.ledger.of(BACKUP)[-1].act == "backup_failed"


def test_the_owners_account_is_asked_for_where_the_persons_own_does_not_do(page, desk, monkeypatch, tmp_path):
    asked, given = [], []
    monkeypatch.setattr(Backups, "owner_needed", lambda _self, _actor: "bureau")
    monkeypatch.setattr(
        Backups, "prove", lambda _self, _target, _actor, manner: given.append(manner.owner) or refuse()
    )
    answers = iter((None, Owner(login="bureau", password="geheim")))
    monkeypatch.setattr(OwnerDialog, "ask", lambda _parent, owner, _why: asked.append(owner) or next(answers))
    page.presenter.back_up(tmp_path / "x.dump")
    assert (asked, given) == (["bureau"], [])
    page.presenter.back_up(tmp_path / "x.dump")
    assert given == [Owner(login="bureau", password="geheim")]
    assert "geheim" not in repr(given)


def refuse():
    raise Unavailable("试一试")


def test_the_owner_is_named_and_only_the_password_is_typed(qtbot, page):
    dialog = OwnerDialog(page, "bureau", "")
    dialog.password.setText("secret")
    assert dialog.owner() == Owner(login="bureau", password="secret")
    assert dialog.wrong() == ""
    dialog.login.clear()
    assert "所有者" in dialog.wrong()
    dialog.deleteLater()


def test_enter_goes_from_the_owners_account_to_the_password_and_then_on(qtbot, page):
    dialog = OwnerDialog(page, "", "")
    with qtbot.waitExposed(dialog):
        dialog.open()
    qtbot.keyClicks(dialog.login, "bureau")
    qtbot.keyClick(dialog.login, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.password
    qtbot.keyClicks(dialog.password, "secret")
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    assert dialog.result() == int(OwnerDialog.DialogCode.Accepted)
    dialog.deleteLater()


def test_a_clerk_makes_no_backup(desk, actor, page, tmp_path):
    presenter = CopyPresenter(page, staged(desk, actor(Role.COUNTER_CLERK)))
    presenter.back_up(tmp_path / "x.db")
    presenter.restore(tmp_path / "x.db")
    presenter.drill(tmp_path / "x.db")
    assert not (tmp_path / "x.db").exists()


def test_what_was_not_checked_is_told_until_it_is_read(page, desk, tmp_path):
    proof = desk.backups.prove(tmp_path / "copy.db", None)
    page.presenter._backed_up(replace(proof, unchecked="没有建库权限"))
    assert page.banner.notice.kind == "warning"
    assert "没有建库权限" in page.banner.notice.text
