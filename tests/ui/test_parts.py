from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

import resources
from ui import crash
from ui.dialogs.message import ConfirmDialog
from ui.dialogs.password import PasswordDialog
from ui.dialogs.reason import ReasonDialog, ReasonQuestion
from ui.palette.matching import Index, rank_by_text
from ui.parts.banner import Banner, Notice
from ui.parts.buttons import Button
from ui.screens.help.pages import all_pages, find_pages
from ui.screens.help.view import HelpPanel
from ui.screens.lock.idle import IdleWatch
from ui.screens.lock.view import LockView

VOID = ReasonQuestion(title="作废 厦资规告〔2026〕13号", text="作废后编号保留。", confirm="作废")


def shown(qtbot, dialog):
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_without_a_reason_there_is_no_confirming(theme, qtbot):
    dialog = shown(qtbot, ReasonDialog(None, VOID))
    dialog.try_accept()
    assert dialog.isVisible()
    assert "必须写明原因" in dialog.problem.text()
    qtbot.keyClicks(dialog.findChild(QPlainTextEdit), "name wrong")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert dialog.reason() == "name wrong"


def test_escape_leaves_a_dialog(theme, qtbot):
    dialog = shown(qtbot, ConfirmDialog(None, "恢复备份", "现有数据会被替换。"))
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("current", "new", "again", "problem"),
    [
        ("", "12345678", "12345678", "请填写当前密码。"),
        ("old-one", "short", "short", "新密码只有 5 位，至少要 8 位。"),
        ("long-enough", "long-enough", "long-enough", "新密码与当前密码相同，请换一个。"),
        ("old-one", "long-enough", "long-enougj", "两次输入的新密码不一样，请重新输入。"),
        ("old-one", "long-enough", "long-enough", ""),
    ],
)
def test_a_new_password_is_checked_before_it_is_asked_for(theme, qtbot, current, new, again, problem):
    dialog = PasswordDialog(None)
    qtbot.addWidget(dialog)
    for entry, text in zip(dialog._inputs.values(), (current, new, again), strict=True):
        entry.setText(text)
    assert dialog.wrong() == problem
    assert new not in repr(dialog.answer())


@pytest.mark.parametrize(
    ("notice", "heard"),
    [
        (Notice(text="现在不能答复。", kind="warning"), 0),
        (Notice(text="没有权限。"), 0),
        (Notice(text="2027年未载入。", kind="warning", act_name="载入", act=lambda: None), 2),
        (Notice(text="已保存。", kind="done"), 2),
    ],
)
def test_letters_typed_on_after_a_refusal_alone_do_nothing(theme, qtbot, notice, heard):
    window, pressed = QWidget(), []
    banner = Banner(window)
    qtbot.addWidget(window)
    QShortcut(QKeySequence("D"), window, lambda: pressed.append("D"))
    with qtbot.waitActive(window):
        window.show()
    banner.tell(notice)
    qtbot.keyClicks(window, "dd")
    assert len(pressed) == heard
    banner.clear()
    qtbot.keyClicks(window, "d")
    assert len(pressed) == heard + 1


def test_the_password_of_now_is_typed_at_once(theme, qtbot):
    dialog = PasswordDialog(None)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    assert dialog.focusWidget() is dialog._inputs["当前密码"]


def test_a_button_answers_to_its_key_also_after_its_words_change(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    button = Button("签发", "primary", key="Ctrl+Return")
    button.setParent(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button.set_text("再签发")
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert button.toolTip() == "签发（Ctrl+Enter）"


def test_every_screen_has_its_help_and_links_lead_somewhere():
    keys = {page.key for page in all_pages()}
    named = {
        "sign_in",
        "work_list",
        "counter",
        "document_form",
        "register",
        "calendar",
        "catalogue",
        "staff",
        "settings",
    }
    assert named | {"index"} <= keys
    for page in all_pages():
        assert page.text.startswith("# ")
        for link in page.text.split("](")[1:]:
            assert link.partition(")")[0].removesuffix(".md") in keys


def test_help_is_found_by_its_words():
    titles = [page.title for page in find_pages(all_pages(), "补打")]
    assert "文书登记" in titles
    assert find_pages(all_pages(), "待办")[0].title == "待办"
    assert find_pages(all_pages(), "没有这样的词语") == ()


def test_the_help_panel_finds_and_opens_pages(theme, qtbot):
    panel = HelpPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.open("calendar")
    assert panel.text().startswith("工作日历")
    panel._search.setText("台风")
    qtbot.keyClick(panel._search, Qt.Key.Key_Return)
    assert panel.text().startswith("工作日历")
    panel.open("unknown")
    assert panel.text().startswith("键盘一览")
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)


def test_the_lock_covers_everything_and_opens_by_password(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    lock = LockView(window, "林晓岚")
    lock.lock()
    assert lock.geometry() == window.rect()
    window.resize(900, 700)
    assert lock.geometry() == window.rect()
    with qtbot.waitSignal(lock.unlock_asked) as asked:
        qtbot.keyClicks(lock._password, "secret")
        qtbot.keyClick(lock._password, Qt.Key.Key_Return)
    assert asked.args == ["secret"]
    lock.show_problem("登录名或密码不正确。")
    assert lock.isVisible()
    lock.open()
    assert not lock.isVisible()
    assert lock._password.text() == ""


def test_the_focus_cannot_leave_the_lock(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    behind = QLineEdit(window)
    window.show()
    window.activateWindow()
    lock = LockView(window, "林晓岚")
    lock.lock()
    for _ in range(5):
        lock.focusNextPrevChild(True)
        assert not behind.hasFocus()
        assert lock.focusWidget() in (lock._password, lock._unlock, lock._switch)


def test_idleness_is_told_once_nobody_touches_anything(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    watch = IdleWatch(window, 0.001)
    with qtbot.waitSignal(watch.idle):
        pass
    never = IdleWatch(window, 0)
    assert not never._timer.isActive()


def test_a_touch_begins_the_waiting_anew(theme, qtbot):
    window = QLineEdit()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    watch = IdleWatch(window, 5)
    watch._watch(window.windowHandle())
    watch._timer.start(200_000)
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtGui import QKeyEvent

    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QCoreApplication.sendEvent(window.windowHandle(), event)
    assert watch._timer.remainingTime() > 250_000 or watch._timer.interval() == 200_000


def test_an_error_of_ours_is_reported_and_can_be_copied(theme, qtbot):
    with pytest.raises(ValueError, match="丢了钥匙") as caught:
        lose_the_key()
    report = crash.report_of(ValueError, caught.value)
    assert "ValueError：丢了钥匙" in report
    assert "test_parts.py" in report
    dialog = shown(qtbot, crash.CrashDialog(None, report))
    dialog.copy()
    assert QGuiApplication.clipboard().text() == report


def lose_the_key():
    raise ValueError("丢了钥匙")


def test_uncaught_errors_of_any_thread_are_written_down(theme, qtbot, capsys, monkeypatch):
    written, asked = [], []
    monkeypatch.setattr(crash.CrashDialog, "ask", lambda parent, report: asked.append(report))
    before = sys.excepthook, threading.excepthook
    parent = QWidget()
    qtbot.addWidget(parent)
    keeper = crash.CrashKeeper(parent, written.append)
    try:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(asked))
    finally:
        keeper.release()
        sys.excepthook, threading.excepthook = before
    assert "ZeroDivisionError" in written[0]
    assert asked == written


def test_commands_are_found_by_pinyin_once_it_was_learnt():
    from app.catalogue.keys import matches, search_keys
    from ui.context import Command

    def rank(typed, title):
        return matches(typed, title, search_keys(title))

    commands = tuple(Command(title=title, run=print) for title in ("待办", "窗口办件", "刷新"))
    index = Index(rank)
    assert index.find(commands, "ck") == ()
    index.learn(commands)
    assert [command.title for command in index.find(commands, "ckbj")] == ["窗口办件"]
    assert [command.title for command in index.find(commands, "daiban")] == ["待办"]
    assert [command.title for command in Index(rank_by_text).find(commands, "办")] == ["待办", "窗口办件"]


def test_the_style_has_no_missing_pictures():
    from ui.theme import DARK, LIGHT, style_sheet

    for colours in (LIGHT, DARK):
        for part in style_sheet(colours).split('url("')[1:]:
            assert resources.path("icons", part.partition('"')[0].rpartition("/")[2]).exists()
