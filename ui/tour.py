"""The tour: drives the real window through the main job, by keys alone, and keeps pictures and papers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QInputMethodEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ui.dates.trace import TracePopover
from ui.jobs import Lanes
from ui.main_window import MainWindow
from ui.screens.counter.view import CounterScreen
from ui.screens.document_form.view import DocumentFormScreen
from ui.start import Shell, Start, make_application
from ui.theme import Scheme, Theme

PATIENCE = 30.0  # seconds
SMALL, LARGE = (1366, 768), (1920, 1080)
CLERK = "linxiaoyan"
MATTER_INITIALS = "jsydghxkz"
APPLICANT, TELEPHONE, ADDRESS = "周晓彤", "13800001357", "示例市湖滨示范路18号"
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class TourFailed(Exception):
    """Something the tour waited for did not come."""


def run_tour(start: Start) -> int:
    """Drive the window and leave pictures, PDF and DOCX in the tour's folder; return 0, or 1 with one line."""
    folder = start.tour or Path()
    folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    shell = Shell(application, replace(start, scheme=Scheme.LIGHT))
    tour = Tour(shell, folder, start.demo_password)
    sys.excepthook = tour.remember
    try:
        tour.walk()
    except Exception as failure:  # noqa: BLE001 - whatever it is, the tour ends with one line
        sys.stderr.write(f"导览中断：{failure}\n")
        return 1
    finally:
        shell.close()
    return 0


class Tour:
    """The clerk's hands and the photographer's eye."""

    def __init__(self, shell: Shell, folder: Path, password: str) -> None:
        self._shell = shell
        self._folder = folder
        self._password = password
        self._pictures = 0
        self._errors: list[BaseException] = []
        lanes = shell.findChild(Lanes)
        assert isinstance(lanes, Lanes)
        self._lanes = lanes

    def remember(self, _kind: type[BaseException], error: BaseException, _where: object) -> None:
        """Keep an error of the window, so that the tour stops with it."""
        self._errors.append(error)

    def walk(self) -> None:
        """Go through the main job from the sign-in to the printed paper."""
        self._sign_in()
        self._look_at_the_work()
        self._begin_a_case()
        self._fill_in()
        self._issue()
        self._print()
        self._wear_dark()

    # --- the stations

    def _sign_in(self) -> None:
        self._shell.open()
        view = self._shell.sign_in
        view.resize(1080, 640)
        self._settle()
        view.activateWindow()
        login = view.findChildren(QWidget, options=Qt.FindChildOption.FindChildrenRecursively)
        name = next(each for each in login if each.accessibleName() == "登录名")
        name.setFocus()
        self._retype(CLERK)
        self._press(Qt.Key.Key_Return)
        self._retype(self._password)
        self._picture("登录", view)
        self._press(Qt.Key.Key_Return)
        self._wait(self._is_in, "登录")
        sys.excepthook = self.remember
        self._window.resize(*SMALL)
        self._say("已登录")

    def _is_in(self) -> bool:
        for said in self._shell.sign_in.findChildren(QLabel):
            if said.property("kind") == "problem" and said.isVisible() and said.text():
                raise TourFailed(said.text())
        return self._shell.office is not None and self._shell.office.window.isVisible()

    def _look_at_the_work(self) -> None:
        self._wait(lambda: self._current() is not None, "待办")
        self._window.activateWindow()
        self._rest()
        self._picture("待办")
        self._press(Qt.Key.Key_2)
        self._rest()
        self._picture("本处室的待办", size=LARGE)
        self._press(Qt.Key.Key_End, _CONTROL)
        self._rest()
        self._press(Qt.Key.Key_T, _ALT)
        self._settle()
        popover = next(
            (each for each in QApplication.topLevelWidgets() if isinstance(each, TracePopover)), None
        )
        if popover is not None and popover.isVisible():
            self._picture("期限的推算轨迹", over=popover)
            popover.close()
        self._settle()

    def _begin_a_case(self) -> None:
        self._press(Qt.Key.Key_N, _CONTROL)
        self._wait(lambda: isinstance(self._current(), CounterScreen), "窗口办件")
        self._rest()
        self._type(MATTER_INITIALS)
        self._rest()
        self._picture("按首字母选事项")
        self._press(Qt.Key.Key_Return)
        self._rest()
        self._type(APPLICANT)
        self._press(Qt.Key.Key_Return)
        self._press(Qt.Key.Key_Return)
        self._type(TELEPHONE)
        self._press(Qt.Key.Key_M, _CONTROL)
        for letter in (Qt.Key.Key_Y, Qt.Key.Key_Y, Qt.Key.Key_N):
            self._press(letter)
        self._picture("填写申请人并勾选材料")
        self._picture("窗口办件（大屏）", size=LARGE)
        self._say("已填好办件")

    def _fill_in(self) -> None:
        self._press(Qt.Key.Key_1, _CONTROL)
        self._wait(self._form_ready, "一次性告知书")
        form = self._form()
        form.focus_field("address")
        self._type(ADDRESS)
        self._wait_for_page()
        self._picture("一次性告知书：边填边看")
        self._picture("一次性告知书（大屏）", size=LARGE)
        self._say("已填好一次性告知书")

    def _issue(self) -> None:
        self._press(Qt.Key.Key_Return, _CONTROL)
        self._wait(lambda: self._document().presenter.issued is not None, "签发")
        self._wait_for_page()
        self._picture("签发之后")
        issued = self._document().presenter.issued
        assert issued is not None
        self._say(f"已签发 {issued.document.number}")

    def _print(self) -> None:
        screen = self._document()
        for kind in ("PDF", "DOCX"):
            path = self._folder / f"一次性告知书.{kind.lower()}"
            screen.save_to(path, kind)
            self._wait(path.exists, f"写出 {path.name}")
            self._rest()
            self._say(f"已写出 {path.name}")
        self._wait_for_page()
        self._picture("打印之后")
        self._press(Qt.Key.Key_Escape)
        self._wait(lambda: isinstance(self._current(), CounterScreen), "返回办件")
        self._rest()
        self._picture("办件和它的文书")

    def _wear_dark(self) -> None:
        application = QApplication.instance()
        theme = application.findChild(Theme) if application is not None else None
        assert isinstance(theme, Theme)
        theme.wear(Scheme.DARK)
        self._rest()
        self._picture("办件（深色）")
        theme.wear(Scheme.LIGHT)

    # --- hands

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focused(), key, modifier)
        self._settle()

    def _type(self, text: str) -> None:
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(self._focused(), sign)
            else:
                commit = QInputMethodEvent()
                commit.setCommitString(sign)
                QApplication.sendEvent(self._focused(), commit)
        self._settle()

    def _retype(self, text: str) -> None:
        self._press(Qt.Key.Key_A, _CONTROL)
        self._type(text)

    def _focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        return focused if focused is not None else self._window

    # --- eyes

    def _picture(self, name: str, widget: QWidget | None = None, **how: Any) -> None:
        size, over = how.get("size"), how.get("over")
        shown = widget or self._window
        if size is not None:
            shown.resize(*size)
            self._rest()
        pixmap = shown.grab()
        if over is not None:
            _lay_over(pixmap, shown, over)
        self._pictures += 1
        file = self._folder / f"{self._pictures:02d}-{name}.png"
        if not pixmap.save(str(file)):
            raise TourFailed(f"不能写入 {file}")
        if size is not None:
            shown.resize(*SMALL)
            self._settle()
        sys.stdout.write(f"{file.name}\n")
        sys.stdout.flush()

    def _say(self, text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    # --- patience

    def _wait(self, ready: Callable[[], bool], what: str) -> None:
        end = monotonic() + PATIENCE
        while not ready():
            self._settle()
            if monotonic() > end:
                raise TourFailed(f"等了 {PATIENCE:.0f} 秒，“{what}”还没有完成。")

    def _rest(self) -> None:
        """Wait until the workers have nothing left to do."""
        self._settle()
        self._wait(lambda: self._lanes.idle, "后台工作")
        self._settle()

    def _settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if self._errors:
            raise TourFailed(f"窗口出错：{self._errors[0]!r}")

    def _wait_for_page(self) -> None:
        self._wait(lambda: self._document().page_is_set, "设置页面")
        self._rest()

    # --- where we are

    @property
    def _window(self) -> MainWindow:
        window = self._shell.office.window
        assert isinstance(window, MainWindow)
        return window

    def _current(self) -> Any:
        here = self._window.current()
        return here.screen if here is not None else None

    def _document(self) -> DocumentFormScreen:
        screen = self._current()
        assert isinstance(screen, DocumentFormScreen)
        return screen

    def _form(self) -> Any:
        return self._document().form

    def _form_ready(self) -> bool:
        screen = self._current()
        return isinstance(screen, DocumentFormScreen) and screen.form is not None and screen.page_is_set


def _lay_over(pixmap: QPixmap, below: QWidget, over: QWidget) -> None:
    """Draw a popover where it stands over the window."""
    painter = QPainter(pixmap)
    painter.drawPixmap(below.mapFromGlobal(over.pos()), over.grab())
    painter.end()
