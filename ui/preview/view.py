"""The preview: the real page beside the form, set anew a moment after the last change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, QSizeF, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.errors import Refusal, Unavailable
from ui.jobs import PRESS, Job, Jobs
from ui.parts.buttons import icon_button
from ui.parts.empty import Empty
from ui.parts.labels import label, line
from ui.parts.segments import Segments
from ui.preview.pages import Mark, PagesView, Zoom
from ui.preview.rendering import PagePicture, draw_page, page_sizes

PAUSE_MS = 250
_LEAST, _ZOOMS = 300, 440


@dataclass(frozen=True)
class Paper:
    """A set page: the PDF and where each field stands on it."""

    pdf: bytes
    marks: tuple[Mark, ...] = ()


class PreviewPane(QFrame):
    """Shows a paper; ``field_clicked`` tells the field under a click."""

    field_clicked = Signal(str)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("preview")
        self.setProperty("kind", "card")
        self._jobs = jobs.owned_by(self)
        self._paper: Paper | None = None
        self._make: Callable[[], Paper] | None = None
        self._making: Job[tuple[Paper, tuple[QSizeF, ...]]] | None = None
        self._field = ""
        self._edition = 0
        self.pages = PagesView()
        self._pause = QTimer(self)
        self._place = label("", "small")
        self._problem = label("", "problem", wrap=True)
        self._zooms = Segments(tuple(zoom.value for zoom in Zoom))
        self._back = icon_button("up", "上一页")
        self._forth = icon_button("down", "下一页")
        self._empty = Empty("还没有页面", "填写后，将要印出的页面会显示在这里。", "page")

        self.pages.wanted.connect(self._draw)
        self.pages.field_clicked.connect(self.field_clicked)
        self.pages.page_changed.connect(self._show_place)
        self._pause.timeout.connect(self._set_now)
        self._zooms.chosen.connect(self._zoom)
        self._back.clicked.connect(partial(self.pages.turn, -1))
        self._forth.clicked.connect(partial(self.pages.turn, 1))

        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._assemble()

    @property
    def paper(self) -> Paper | None:
        """Return the paper that is shown."""
        return self._paper

    def set_later(self, make: Callable[[], Paper]) -> None:
        """Set a page in the press's thread once nothing changed for a moment."""
        self._make = make
        self._pause.start()

    def set_at_once(self, make: Callable[[], Paper]) -> None:
        """Set a page now."""
        self._make = make
        self._set_now()

    def show_pdf(self, pdf: bytes, marks: Iterable[Mark] = ()) -> None:
        """Show a PDF that is already set."""
        paper = Paper(pdf, tuple(marks))
        self.set_at_once(partial(_given, paper))

    def show_marks(self, marks: Iterable[Mark], field: str = "") -> None:
        """Take where the fields stand, and mark one."""
        self._field = field
        self.pages.show_marks(marks, field)

    def mark_field(self, field: str) -> None:
        """Mark the field that has the focus in the form."""
        self._field = field
        self.pages.mark_field(field)

    def minimumSizeHint(self) -> QSize:
        """Return the room of a page without its zooms."""
        return QSize(_LEAST, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the zooms out where there is no room for them."""
        super().resizeEvent(event)
        self._zooms.setVisible(self.width() >= _ZOOMS)

    def show_problem(self, text: str) -> None:
        """Say why the page cannot be set; the page before stays."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _assemble(self) -> None:
        self._zooms.set_value(Zoom.WIDTH.value)
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 6, 8, 6)
        tools.setSpacing(4)
        tools.addWidget(self._zooms)
        tools.addStretch()
        tools.addWidget(self._place)
        for button in (self._back, self._forth):
            tools.addWidget(button)
        stack = QWidget()
        self._stack = QStackedLayout(stack)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.pages)
        self._problem.setContentsMargins(12, 0, 12, 6)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self._problem)
        column.addWidget(line())
        column.addWidget(stack, 1)

    def _set_now(self) -> None:
        make = self._make
        if make is None:
            return
        if self._making is not None:
            self._making.cancel()

        def work() -> tuple[Paper, tuple[QSizeF, ...]]:
            paper = make()
            return paper, page_sizes(paper.pdf)

        self._making = self._jobs.run(work, PRESS).then(self._take).otherwise(self._not_set).start()

    def _take(self, made: tuple[Paper, tuple[QSizeF, ...]]) -> None:
        paper, sizes = made
        self._paper = paper
        self._edition += 1
        self.show_problem("")
        self._stack.setCurrentWidget(self.pages)
        self.pages.show_sizes(sizes)
        self.pages.show_marks(paper.marks, self._field)
        self._show_place()

    def _not_set(self, trouble: Refusal | Unavailable) -> None:
        self.show_problem(str(trouble))

    def _draw(self, number: int, scale: float) -> None:
        paper = self._paper
        if paper is None:
            return
        work = partial(draw_page, paper.pdf, number, scale)
        self._jobs.run(work, PRESS).then(partial(self._take_picture, self._edition)).start()

    def _take_picture(self, edition: int, picture: PagePicture) -> None:
        if edition == self._edition:
            self.pages.show_picture(picture.number, picture.image, picture.scale)

    def _show_place(self, *_page: Any) -> None:
        count = self.pages.page_count
        self._place.setText(f"第 {self.pages.page + 1} 页，共 {count} 页" if count else "")

    def _zoom(self, word: str) -> None:
        self.pages.set_zoom(Zoom(word))


def _given(paper: Paper) -> Paper:
    return paper
