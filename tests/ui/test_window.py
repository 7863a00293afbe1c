from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from app.errors import Refusal, Unavailable
from app.people.models import Role
from ui.context import Command, Screen, ScreenEntry
from ui.dialogs.reason import ReasonDialog, ReasonQuestion
from ui.jobs import AtOnce
from ui.main_window import MainWindow, Office
from ui.parts.banner import Notice
from ui.screens.lock.view import LockView
from ui.theme import Theme


class Plain(Screen):
    """A screen that remembers its visits."""

    made = 0

    def __init__(self, context):
        super().__init__()
        type(self).made += 1
        self.context = context
        self.arrivals = []
        self.left = 0
        self.read = 0
        self.line = QLineEdit()
        self.setFocusProxy(self.line)
        QVBoxLayout(self).addWidget(self.line)

    def arrive(self, arguments):
        self.arrivals.append(dict(arguments))

    def leave(self):
        self.left += 1

    def refresh(self):
        self.read += 1

    def commands(self):
        return (Command(title="签发", run=self.refresh, key="Ctrl+Return"),)


def entry(key, title, **more):
    return ScreenEntry(key=key, title=title, icon="work_list", make=Plain, **more)


ENTRIES = (
    entry("work_list", "待办", help_page="work_list"),
    entry("counter", "窗口办件", help_page="counter"),
    entry("form", "填写文书", in_rail=False),
    entry("staff", "人员", roles=frozenset({Role.ADMINISTRATOR})),
)


@pytest.fixture
def window(theme, qtbot, actor):
    Plain.made = 0
    office = Office(
        desk=None,
        actor=actor,
        database="本机数据库",
        entries=ENTRIES,
        theme=theme,
        find=lambda typed: (Command(title=f"事项{typed}", run=lambda: None, kind="事项"),),
        day_word=lambda day: ("休", "on_time"),
        today=lambda: date(2026, 11, 22),
    )
    made = MainWindow(office, AtOnce())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.open_first()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def screen(window):
    return window.current().screen


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(window, key, modifier)


def test_screens_are_made_when_first_opened_and_kept(window):
    assert Plain.made == 1
    window.go_to("counter", {"case": 5})
    window.go_to("work_list", {})
    window.go_to("counter", {"case": 6})
    assert Plain.made == 2
    assert screen(window).arrivals == [{"case": 5}, {"case": 6}]


def test_the_screen_left_saves_what_is_typed(window):
    first = screen(window)
    window.go_to("counter", {})
    assert first.left == 1


def test_keys_open_the_screens_of_the_rail(window, qtbot):
    press(qtbot, window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.current().entry.key == "counter"
    press(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current().entry.key == "work_list"


def test_a_screen_the_role_does_not_reach_stays_shut(window):
    assert window._rail.item("staff") is None
    window.go_to("staff", {})
    assert window.current().entry.key == "work_list"
    assert "不能打开" in window._toast.text


def test_a_refusal_of_a_job_stands_on_the_page_until_it_is_read(window, qtbot):
    def refuse():
        raise Refusal("承诺时限不能长于法定时限。")

    screen(window).context.jobs.run(refuse).start()
    banner = window.current().page.banner
    assert banner.isVisible()
    assert banner.notice.text == "承诺时限不能长于法定时限。"
    banner.clear()
    assert not banner.isVisible()


def test_a_failure_offers_to_try_again(window, qtbot):
    tries = []

    def fail_once():
        tries.append(1)
        if len(tries) == 1:
            raise Unavailable("数据库没有回答。")

    screen(window).context.jobs.run(fail_once).start()
    banner = window.current().page.banner
    assert banner.notice.act_name == "重试"
    qtbot.mouseClick(banner._act, Qt.MouseButton.LeftButton)
    assert len(tries) == 2
    assert not banner.isVisible()


def test_what_is_done_is_told_without_taking_the_focus_and_can_be_undone(window, qtbot):
    undone = []
    screen(window).line.setFocus()
    window.toast("已签发", lambda: undone.append(1))
    assert screen(window).line.hasFocus()
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert undone == [1]
    assert not window._toast.isVisible()


def test_counts_stand_in_the_rail_and_are_told_to_screen_readers(window):
    window.set_count("work_list", 12)
    item = window._rail.item("work_list")
    assert item.count == 12
    assert item.accessibleName() == "待办，12 件待办理"


def test_the_day_and_the_substitution_are_always_seen(window):
    assert window._top._day.text() == "11月22日 周日"
    window.set_substitution("代 A岗 陈立 至11月28日")
    assert window._top._substitution.isVisible()
    window.set_substitution("")
    assert not window._top._substitution.isVisible()


def test_f1_opens_the_help_of_the_screen_and_closes_it(window, qtbot):
    press(qtbot, window, Qt.Key.Key_F1)
    assert window._help.isVisible()
    assert window._help.text().startswith("待办")
    window.go_to("counter", {})
    assert window._help.text().startswith("窗口办件")
    press(qtbot, window, Qt.Key.Key_F1)
    assert not window._help.isVisible()


def test_the_palette_opens_the_overview_of_the_keys_by_its_name(window, qtbot):
    overview = next(each for each in window._commands() if each.title == "帮助：键盘一览")
    for _once_more in range(2):
        overview.run()
        assert window._help.isVisible()
        assert window._help.text().startswith("键盘一览")


def test_help_gives_the_hands_back_to_the_field_they_were_in(window, qtbot):
    other = QLineEdit()
    screen(window).layout().addWidget(other)
    other.show()
    other.setFocus()
    press(qtbot, window, Qt.Key.Key_F1)
    assert not other.hasFocus()
    press(qtbot, window, Qt.Key.Key_F1)
    assert other.hasFocus()


def test_f5_reads_the_screen_again(window, qtbot):
    press(qtbot, window, Qt.Key.Key_F5)
    assert screen(window).read == 1


def test_the_rail_folds_by_key_and_by_itself_where_there_is_no_room(window, qtbot):
    press(qtbot, window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert window._rail.folded
    press(qtbot, window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    window.resize(1000, 700)
    assert window._rail.folded
    window.resize(1366, 768)
    assert not window._rail.folded


def test_the_palette_does_what_is_chosen(window, qtbot, type_chinese):
    press(qtbot, window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window._palette
    assert palette.isVisible()
    assert palette.titles()[:3] == ("签发", "待办", "窗口办件")
    type_chinese(palette._typed, "窗口")
    qtbot.waitUntil(lambda: "事项窗口" in palette.titles())
    assert palette.titles()[0] == "窗口办件"
    qtbot.keyClick(palette._typed, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.current().entry.key == "counter"


def test_escape_puts_the_palette_away_and_gives_the_focus_back(window, qtbot):
    screen(window).line.setFocus()
    press(qtbot, window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window._palette._typed, Qt.Key.Key_Escape)
    assert not window._palette.isVisible()
    assert screen(window).line.hasFocus()


def test_no_key_reaches_the_window_under_the_lock(window, qtbot):
    screen(window).line.setFocus()
    lock = LockView(window, "林晓岚")
    lock.lock()
    for key, modifier in (
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
    ):
        press(qtbot, lock._password, key, modifier)
    assert not window._palette.isVisible()
    assert window.current().entry.key == "work_list"
    assert screen(window).read == 0
    lock.open()
    assert screen(window).line.hasFocus()
    press(qtbot, window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.current().entry.key == "counter"


def test_a_dialog_is_covered_by_the_lock_and_keeps_what_was_typed(window, qtbot):
    question = ReasonQuestion(title="作废", text="编号保留。")
    dialog = ReasonDialog(window, question)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog._reason.setPlainText("申请人名称有误")
    lock = LockView(window, "林晓岚")
    lock.lock()
    assert lock.parentWidget() is dialog
    assert lock.geometry() == dialog.rect()
    qtbot.keyClick(lock._password, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    lock.open()
    assert lock.parentWidget() is window
    dialog.try_accept()
    assert dialog.reason() == "申请人名称有误"


def test_everything_in_the_frame_has_a_name(window):
    from PySide6.QtWidgets import QAbstractButton

    buttons = window.findChildren(QAbstractButton)
    assert buttons
    buttons = [button for button in buttons if not isinstance(button.parent(), QLineEdit)]
    nameless = [button for button in buttons if not (button.accessibleName() or button.text())]
    assert [button.objectName() for button in nameless if not button.objectName().startswith("qt_")] == []


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (960, 600)])
def test_nothing_scrolls_sideways_and_the_frame_fits(window, size):
    window.resize(*size)
    assert window.minimumSizeHint().width() <= size[0]
    assert (window.width(), window.height()) == size


def test_a_notice_can_be_shown_by_a_screen(window):
    screen(window).context.show_banner(Notice(text="已转交陈立。", kind="told"))
    assert window.current().page.banner.notice.kind == "told"
    assert isinstance(window._office.theme, Theme)
