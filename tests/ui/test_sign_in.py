from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt

from app.errors import Refusal, Unavailable
from app.office.copying import Owner, OwnersUpgrade
from ui.dialogs.owner import OwnerDialog
from ui.jobs import AtOnce
from ui.screens.sign_in.presenter import Opening, SignInPresenter
from ui.screens.sign_in.view import DemoPerson, Entrance, SignInView

ENTRANCE = Entrance(bureau="示例市自然资源和规划局", database="本机数据库")


class People:
    """One person, one password."""

    def __init__(self, actor):
        self.actor = actor

    def sign_in(self, login, password):
        if (login, password) != ("lin", "right"):
            raise Refusal("登录名或密码不正确，再错4次将锁定账号。")
        return self.actor


class Desk:
    def __init__(self, actor):
        self.people = People(actor)


class Place:
    """A window that remembers what it was told to show."""

    def __init__(self):
        self.shown = []

    def show_waiting(self, text):
        self.shown.append(("waiting", text))

    def show_ready(self):
        self.shown.append(("ready", ""))

    def show_problem(self, text):
        self.shown.append(("problem", text))

    def show_unavailable(self, text):
        self.shown.append(("unavailable", text))


class Later(AtOnce):
    """Jobs that wait until they are let go."""

    def __init__(self):
        super().__init__()
        self.waiting = []

    def begin(self, job):
        self.waiting.append(job)

    def let_go(self):
        job = self.waiting.pop(0)
        job.end(job.do())


@pytest.fixture
def entered():
    return []


@pytest.fixture
def view(theme, qtbot, actor, entered):
    made = SignInView(ENTRANCE, AtOnce(), Opening(lambda: Desk(actor)), lambda desk, who: entered.append(who))
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.shown):
        made.show()
    return made


def fill(qtbot, view, login, password):
    view._login.clear()
    qtbot.keyClicks(view._login, login)
    view._password.clear()
    qtbot.keyClicks(view._password, password)
    qtbot.keyClick(view._password, Qt.Key.Key_Return)


def test_enter_signs_in(view, qtbot, entered, actor):
    fill(qtbot, view, "lin", "right")
    assert entered == [actor]


def test_a_wrong_password_is_told_in_place_and_can_be_typed_anew(view, qtbot, entered):
    fill(qtbot, view, "lin", "wrong")
    assert "再错4次" in view._problem.text()
    assert view._password.property("wrong") is True
    assert view._password.selectedText() or view._password.hasSelectedText()
    qtbot.keyClicks(view._password, "r")
    assert view._problem.text() == ""
    assert not entered


def test_what_cannot_be_had_is_told_until_the_next_attempt(view, qtbot):
    told = "本机时钟早于台账最后一笔，请校准系统时间后再试。"
    view.show_unavailable(told)
    qtbot.keyClicks(view._password, "abc")
    qtbot.keyClicks(view._login, "x")
    assert view._problem.text() == told
    view.show_problem("密码不对。")
    qtbot.keyClicks(view._password, "d")
    assert view._problem.text() == ""


def test_what_is_missing_is_said(view, qtbot):
    qtbot.keyClick(view._password, Qt.Key.Key_Return)
    assert view._problem.text() == "请填写登录名。"
    qtbot.keyClicks(view._login, "lin")
    qtbot.keyClick(view._password, Qt.Key.Key_Return)
    assert view._problem.text() == "请填写密码。"


def test_locked_capitals_are_noticed(view, qtbot):
    qtbot.keyClick(view._password, "A")
    assert view._problem.text() == "大写锁定已打开。"
    qtbot.keyClick(view._password, "a")
    assert view._problem.text() == ""
    qtbot.keyClick(view._password, "A", Qt.KeyboardModifier.ShiftModifier)
    assert view._problem.text() == ""


def test_the_password_is_forgotten_for_the_next_person(view, qtbot):
    fill(qtbot, view, "lin", "right")
    view.again()
    assert view._password.text() == ""


def test_the_next_person_begins_with_his_name_and_who_must_sign_in_anew_with_the_password(view, qtbot):
    with qtbot.waitActive(view):
        view.show()
    fill(qtbot, view, "lin", "right")
    view.again()
    assert view._login.hasFocus()
    assert view._login.selectedText() == "lin"
    view.again("恢复了备份，请重新登录。")
    assert view._password.hasFocus()


def test_a_demo_office_offers_its_people_and_says_it_is_one(theme, qtbot, actor, entered):
    people = (DemoPerson(login="lin", name="林晓岚", role="窗口经办人"),)
    entrance = Entrance(bureau="示例局", database="本机数据库", demo=people, demo_password="right")
    made = SignInView(entrance, AtOnce(), Opening(lambda: Desk(actor)), lambda desk, who: entered.append(who))
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.shown):
        made.show()
    assert made._login.text() == "lin"
    qtbot.keyClick(made._people, Qt.Key.Key_Return)
    qtbot.keyClick(made._enter, Qt.Key.Key_Return)
    assert entered[:1] == [actor]


def test_what_is_typed_before_the_desk_is_open_is_used_when_it_is(actor, entered):
    place, jobs = Place(), Later()
    presenter = SignInPresenter(
        place, jobs, Opening(lambda: Desk(actor)), lambda desk, who: entered.append(who)
    )
    presenter.open()
    presenter.sign_in("lin", "right")
    assert place.shown == [("waiting", "正在打开数据库…")]
    jobs.let_go()
    jobs.let_go()
    assert entered == [actor]


def test_the_desk_is_opened_once_however_often_one_asks(actor, entered):
    jobs = Later()
    presenter = SignInPresenter(
        Place(), jobs, Opening(lambda: Desk(actor)), lambda desk, who: entered.append(who)
    )
    presenter.open()
    presenter.open()
    presenter.sign_in("lin", "right")
    presenter.sign_in("lin", "right")
    assert len(jobs.waiting) == 1


def test_a_database_that_does_not_open_is_told_and_tried_again(actor, entered):
    place, tries = Place(), []

    def open_desk():
        tries.append(1)
        if len(tries) == 1:
            raise Unavailable("数据库文件打不开，请检查磁盘。")
        return Desk(actor)

    presenter = SignInPresenter(place, AtOnce(), Opening(open_desk), lambda desk, who: entered.append(who))
    presenter.open()
    assert place.shown == [("unavailable", "数据库文件打不开，请检查磁盘。")]
    presenter.sign_in("lin", "right")
    assert entered == [actor]


def test_the_sign_in_loads_nothing_heavy():
    script = (
        "import sys; import ui.start; "
        "print([name for name in ('sqlalchemy', 'reportlab', 'docx', 'pypinyin', 'pypdfium2', 'openpyxl',"
        " 'app.desk', 'ui.main_window') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_older_office_is_brought_up_with_the_owners_account_and_then_entered(
    theme, qtbot, actor, entered, monkeypatch
):
    older, asked = [True], []

    def open_as(_login, _password):
        if older[0]:
            raise OwnersUpgrade("服务器上的数据库是旧版本的。")
        return Desk(actor)

    def upgrade(owner):
        asked.append((owner.login, owner.password))
        if owner.password != "owner":
            raise Refusal("数据库服务器不接受这个用户名或密码。")
        older[0] = False

    opening = Opening(lambda: None, desk_of=open_as, upgrade=upgrade)
    view = SignInView(ENTRANCE, AtOnce(), opening, lambda desk, who: entered.append(who))
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.shown):
        view.show()
    assert not view._upgrade.isVisible()
    fill(qtbot, view, "lin", "right")
    assert view._problem.text() == "服务器上的数据库是旧版本的。"
    assert view._upgrade.hasFocus()
    owners = iter((None, Owner(login="bureau", password="x"), Owner(login="bureau", password="owner")))
    monkeypatch.setattr(OwnerDialog, "ask", lambda *_asked: next(owners))
    qtbot.keyClick(view, Qt.Key.Key_F3)
    assert asked == []
    qtbot.keyClick(view, Qt.Key.Key_F3)
    assert "没有升级：数据库服务器不接受" in view._problem.text()
    qtbot.keyClick(view, Qt.Key.Key_F3)
    assert asked == [("bureau", "x"), ("bureau", "owner")]
    assert "已备份并升级" in view._problem.text()
    assert not view._upgrade.isVisible()
    assert view._enter.hasFocus()
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Return)
    assert entered == [actor]
