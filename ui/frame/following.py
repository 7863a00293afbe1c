"""Follows what others do, and shows whether the database server can be reached.

Nobody asks the server while nothing happens. What comes in a burst is shown together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import shiboken6
from PySide6.QtCore import QObject, QRandomGenerator, QTimer, Signal

from app.office.news import Follow, News, Stop
from app.office.touching import Touched, concerns_all
from ui.frame.opened import Opened
from ui.frame.page import Page
from ui.jobs import Lanes
from ui.parts.banner import Notice

Concerns = Callable[[Touched | None], bool]
REST_MS = 2000  # between two looks, however much happens
# Over which the windows of an office look, that they do not all ask the server at one moment; and where all do.
SPREAD_MS, SPREAD_OF_ALL_MS = 400, 2000
LOST = "与数据库服务器的连接中断，正在重连"
LOST_IN_FULL = (
    "与数据库服务器的连接中断，正在自动重连。已打开的内容可以照常查看；填写的内容保存在本机，恢复后自动存到服务器。"
    "文号只由服务器给出，登记、签发等要等连接恢复后再办。"
)
FOUND = "与数据库服务器的连接已恢复。"


class Window(Protocol):
    """What is asked of the window that stands now."""

    def show_connected(self, text: str, connected: bool) -> None:
        """Say below how the database stands; "" is as usual."""

    def may_look(self) -> bool:
        """Say whether somebody can see the screen."""

    def current(self) -> Opened | None:
        """Return the screen that is shown."""

    def toast(self, text: str, undo: Callable[[], None] | None) -> None:
        """Tell what was done."""


class Following(QObject):
    """Says when to look again, and when the server is there again after it was gone.

    ``concerns`` tells of what others touched whether anything that is shown here can have changed by it.
    """

    others_wrote = Signal(object)  # what they touched, None: it may be anything
    others_moved = Signal()
    ended = Signal()
    came_back = Signal()

    def __init__(
        self, parent: QObject, follow: Follow, lanes: Lanes, window: Callable[[], Window], concerns: Concerns
    ) -> None:
        super().__init__(parent)
        self._follow = follow
        self._concerns = concerns
        self._lanes = lanes
        self._window = window
        self._end: Stop | None = None
        self._lost = False
        self._due = False
        self._touched: Touched | None = Touched()  # since the last look
        self._told: tuple[Page, Notice] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._look)

    def start(self) -> None:
        """Begin to listen."""
        self._end = self._follow(self._hear)

    def stop(self) -> None:
        """Hear nothing any more."""
        if self._end is not None:
            self._end()
            self._end = None
            self.ended.emit()

    def show_state(self, window: Window) -> None:
        """Say in a window how the server stands."""
        window.show_connected(LOST if self._lost else "", not self._lost)

    def _hear(self, news: News) -> None:
        """Carry what the listening thread was told over to the window's thread."""
        self._lanes.call(self._heard, news)

    def _heard(self, news: News) -> None:
        if self._end is None or not shiboken6.isValid(self):
            return
        if bool(news.trouble) != self._lost:
            self._lost = bool(news.trouble)
            self.show_state(self._window())
            (self._say_lost if self._lost else self._say_found)()
        if news.others_moved:
            self.others_moved.emit()
        if news.others_wrote and (self._concerns(news.touched) or self._is_shown(news.touched)):
            self._note(news.touched)
            if not self._rest.isActive():
                spread = SPREAD_OF_ALL_MS if concerns_all(news.touched) else SPREAD_MS
                self._rest.start(QRandomGenerator.global_().bounded(spread))

    def _is_shown(self, touched: Touched | None) -> bool:
        """Tell whether the screen shows such things of all, whomever they concern."""
        here = self._window().current()
        return touched is not None and here is not None and bool(here.screen.of_all & touched.kinds)

    def _note(self, touched: Touched | None) -> None:
        self._due = True
        before = self._touched
        self._touched = None if touched is None or before is None else before | touched

    def look(self) -> None:
        """Have the window look at everything as soon as it may."""
        self._note(None)
        self._look()

    def _look(self) -> None:
        """Have the window look, now or when it has rested and can be seen."""
        if not self._due or self._rest.isActive() or self._end is None:
            return
        self._rest.start(REST_MS)
        if self._window().may_look():
            touched, self._due, self._touched = self._touched, False, Touched()
            self.others_wrote.emit(touched)

    def _say_lost(self) -> None:
        """Say it on the page, or where the page has something else to say, for a moment below."""
        here = self._window().current()
        if here is None or here.page.banner.notice.text:
            self._window().toast(f"{LOST}。", None)
            return
        notice = Notice(text=LOST_IN_FULL, kind="warning")
        here.page.show_notice(notice)
        self._told = here.page, notice

    def _say_found(self) -> None:
        if self._told is not None:
            page, notice = self._told
            self._told = None
            if shiboken6.isValid(page):
                page.take_back(notice)
        self._window().toast(FOUND, None)
        self.came_back.emit()
        self.look()
