from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QApplication

from app.clock import now
from app.desk import desk_for, never
from app.founding.demo_people import PASSWORD, hints
from app.office.news import News
from app.office.touching import Touched
from db.store import open_store
from db.trouble import SERVER_GONE
from ui.parts.banner import Notice
from ui.start import Shell, Start, make_application


class NoBackups:
    """Writes nothing: these stories are not about backups."""

    def write(self, target):
        raise AssertionError(target)


@pytest.fixture(scope="module")
def url(demo_file, tmp_path_factory):
    return f"sqlite:///{shutil.copy(demo_file, tmp_path_factory.mktemp('office'))}"


class Told:
    """Tells a window whatever a test says."""

    def __init__(self):
        self.stopped = []

    def __call__(self, news):
        self._tell(news)

    def follow(self, tell):
        self._tell = tell
        return lambda: self.stopped.append(True)


@pytest.fixture
def followed(shell, qtbot):
    """A shell with somebody signed in, and what tells his window of others."""
    sign_in(qtbot, shell)
    following, told = shell.office._following, Told()
    following.stop()
    following._follow = told.follow
    following.start()
    return shell, told


@pytest.fixture
def shell(theme, qtbot, url, tmp_path):
    stores, kept, places = [], [], []

    def open_desk():
        stores.append(open_store(url))
        return desk_for(stores[-1], now, NoBackups(), tmp_path, never)

    settings = Start(
        open_desk=open_desk,
        bureau="示例市自然资源和规划局",
        database="本机数据库",
        demo_hint=hints(),
        demo_password=PASSWORD,
        keep_scheme=kept.append,
        keep_window=places.append,
    )
    made = Shell(make_application(), settings)
    made.kept, made.places = kept, places
    made.open()
    yield made
    if made.office is not None and made.office.window.isVisible():
        made.office.window.close()
    made.sign_in.close()
    made.close()
    for store in stores:
        store.close()


def sign_in(qtbot, shell, login=None):
    if login is not None:
        shell.sign_in._login.setText(login)
        shell.sign_in._password.setText(PASSWORD)
    before = shell.office
    shell.sign_in.enter()
    qtbot.waitUntil(lambda: shell.office is not before and shell.office.window.isVisible(), timeout=20_000)
    return shell.office.window


def test_a_clerk_signs_in_and_sees_the_first_screen(shell, qtbot):
    window = sign_in(qtbot, shell)
    assert not shell.sign_in.isVisible()
    assert window.current() is not None
    assert shell.sign_in._password.text() in ("", PASSWORD)


def test_another_person_takes_the_seat(shell, qtbot):
    sign_in(qtbot, shell)
    shell.office.leave()
    assert shell.sign_in.isVisible()
    assert shell.sign_in._password.text() == ""
    other = hints()[1][0]
    window = sign_in(qtbot, shell, other)
    assert window._office.actor.login == other


def test_the_lock_opens_with_the_right_password_alone(shell, qtbot):
    sign_in(qtbot, shell)
    shell.office.lock()
    lock = shell.office._lock
    lock._password.setText("wrong")
    lock._ask()
    qtbot.waitUntil(lambda: "再错" in lock._problem.text())
    lock._password.setText(PASSWORD)
    lock._ask()
    qtbot.waitUntil(lambda: not lock.isVisible())


def test_the_palette_finds_matters_by_initials_in_the_real_office(shell, qtbot):
    window = sign_in(qtbot, shell)
    window.open_palette()
    window._palette._typed.setText("jsydgh")
    qtbot.waitUntil(lambda: any("建设用地规划" in title for title in window._palette.titles()), timeout=20_000)


def test_the_day_and_the_missing_year_are_told_by_the_calendar(shell, qtbot):
    window = sign_in(qtbot, shell)
    qtbot.waitUntil(lambda: shell.office._day_words.calendar is not None)
    assert window._top._day.text()


def test_the_chosen_look_is_kept(shell, qtbot, qapp):
    window = sign_in(qtbot, shell)
    theme = window._office.theme
    from ui.theme import Scheme

    theme.wear(Scheme.DARK)
    assert shell.kept == ["dark"]
    theme.wear(Scheme.LIGHT)


def test_the_windows_place_is_kept_for_the_next_start(shell, qtbot):
    window = sign_in(qtbot, shell)
    window.close()
    assert len(shell.places) == 1
    again = QByteArray.fromBase64(shell.places[0].encode())
    assert window.restoreGeometry(again)


def test_a_seat_that_was_left_says_why_at_the_door(shell, qtbot):
    window = sign_in(qtbot, shell)
    window.leave_seat("已从备份恢复，请重新登录。")
    assert shell.sign_in.isVisible()
    assert "重新登录" in shell.sign_in._problem.text()


def test_what_others_do_is_looked_at_once_and_a_burst_together(followed, qtbot):
    shell, tell = followed
    window, looked = shell.office.window, []
    shell.office._following.others_wrote.connect(lambda: looked.append(True))
    tell(News(others_wrote=True))
    qtbot.waitUntil(lambda: len(looked) == 1)
    for _ in range(5):
        tell(News(others_wrote=True))
    following = shell.office._following
    qtbot.waitUntil(lambda: following._due)
    assert len(looked) == 1
    following._rest.stop()
    following._look()
    assert len(looked) == 2
    following._rest.stop()
    following._look()
    assert len(looked) == 2
    window.hide()
    tell(News(others_wrote=True))
    qtbot.waitUntil(lambda: following._due)
    assert len(looked) == 2
    window.show()
    following._rest.stop()
    following._look()
    assert len(looked) == 3


def is_due_after(shell, tell, qtbot, touched):
    """Say whether the window means to look again once it has heard of something that others touched."""
    following, moved = shell.office._following, []
    following.others_moved.connect(lambda: moved.append(True))
    following._rest.start(60_000)  # so that it looks not before this is asked
    tell(News(others_wrote=True, touched=touched))
    tell(News(others_moved=True))
    qtbot.waitUntil(lambda: bool(moved))
    due, following._due = following._due, False
    following._rest.stop()
    return due


def test_only_what_others_touched_in_ones_reach_is_looked_at(followed, qtbot):
    shell, tell = followed
    qtbot.waitUntil(lambda: shell.office._hats.offer.person is not None)
    here = int(shell.office._actor.division)
    there, elsewhere = (
        Touched(kinds=frozenset({"case"}), places=frozenset({each})) for each in (here, here + 1)
    )
    assert not is_due_after(shell, tell, qtbot, elsewhere)
    assert is_due_after(shell, tell, qtbot, there)


def test_who_is_away_is_looked_at_where_all_who_are_away_are_shown(followed, qtbot):
    shell, tell = followed
    qtbot.waitUntil(lambda: shell.office._hats.offer.person is not None)
    elsewhere = frozenset({int(shell.office._actor.division) + 1})
    away = Touched(kinds=frozenset({"absence"}), places=elsewhere)
    assert not is_due_after(shell, tell, qtbot, away)
    shell.office.window.go_to("posts", {})
    assert is_due_after(shell, tell, qtbot, away)


def test_what_was_touched_since_the_last_look_is_looked_at_together(followed, qtbot):
    shell, tell = followed
    following, looked, moved = shell.office._following, [], []
    qtbot.waitUntil(lambda: shell.office._hats.offer.person is not None)
    following.others_wrote.connect(looked.append)
    following.others_moved.connect(lambda: moved.append(True))
    here = frozenset({int(shell.office._actor.division)})
    case, order = (Touched(kinds=frozenset({kind}), places=here) for kind in ("case", "order"))
    for times, heard in enumerate(([case, order], [order, None], [order])):
        following._rest.start(60_000)
        for touched in heard:
            tell(News(others_wrote=True, touched=touched))
        tell(News(others_moved=True))
        qtbot.waitUntil(lambda times=times: len(moved) > times)
        following._rest.stop()
        following._look()
    assert looked == [case | order, None, order]


def test_the_window_says_that_the_server_is_gone_and_that_it_is_back(followed, qtbot):
    shell, tell = followed
    window, back = shell.office.window, []
    shell.office._following.came_back.connect(lambda: back.append(True))
    tell(News(trouble=SERVER_GONE))
    qtbot.waitUntil(lambda: "中断" in window._status._database.text())
    banner = window.current().page.banner
    assert "填写的内容保存在本机" in banner.notice.text
    tell(News())
    qtbot.waitUntil(lambda: "已连接" in window._status._database.text())
    assert banner.notice.text == ""
    assert len(back) == 1


def test_a_seat_that_is_left_hears_no_more(followed, qtbot):
    shell, tell = followed
    following = shell.office._following
    shell.office.leave()
    assert following._end is None
    assert tell.stopped == [True]


def test_what_is_due_is_said_on_the_page_without_hiding_what_stands_there(shell, qtbot):
    window = sign_in(qtbot, shell)
    page = window.current().page
    page.clear_notice()
    shell.office.tell_what_is_due("您手上有逾期 1 件。")
    notice = page.banner.notice
    assert (notice.text, notice.act_name) == ("您手上有逾期 1 件。", "打开待办")
    shell.office.tell_what_is_due("您手上有逾期 2 件。")
    assert page.banner.notice.text == "您手上有逾期 2 件。"
    page.show_notice(Notice(text="这一件已被别人改过。"))
    shell.office.tell_what_is_due("您手上有逾期 3 件。")
    assert page.banner.notice.text == "这一件已被别人改过。"
    assert window._toast.text == "您手上有逾期 3 件。"


def test_what_is_due_is_opened_by_its_key_and_takes_no_focus(shell, qtbot):
    window = sign_in(qtbot, shell)
    window.go_to("counter", {})
    qtbot.waitUntil(window.isActiveWindow)
    page, typing = window.current().page, QApplication.focusWidget()
    page.clear_notice()
    shell.office.tell_what_is_due("您手上有逾期 1 件。")
    assert QApplication.focusWidget() is typing
    qtbot.keyClick(typing, Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.current().entry.key == "work_list")
