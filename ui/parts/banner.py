"""The banner of a page: a refusal or a failure, told where the work is and kept until it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.errors import Refusal, Unavailable
from ui import theme
from ui.parts.buttons import Button, icon_button
from ui.parts.labels import label
from ui.parts.lull import Lull
from ui.parts.mark import Mark


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a banner says: its sentence, its kind (refused, warning, told, done), an act, and another if any.

    ``act_key`` and ``other_key`` are the keys that do them. What is ``about`` one record (its subject) is said
    until another is read.
    """

    text: str
    kind: str = "refused"
    act_name: str = ""
    act: Callable[[], None] | None = None
    act_key: str = ""
    other_name: str = ""
    other: Callable[[], None] | None = None
    other_key: str = ""
    about: str = ""


_REFUSING = ("refused", "warning")
ROLES = {"refused": "late", "warning": "soon", "told": "accent", "done": "on_time"}


def notice_of(trouble: Refusal | Unavailable, retry: Callable[[], None], about: str = "") -> Notice:
    """Return what a banner says of a trouble: a refusal (of one record) as it is, a failure with 重试."""
    if isinstance(trouble, Refusal):
        return Notice(text=str(trouble), about=about)
    return Notice(text=str(trouble), kind="warning", act_name="重试", act=retry)


class Banner(QFrame):
    """Shows one notice; hidden when there is none."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._notice = Notice(text="")
        self._lull = Lull(self)
        self._mark = Mark(20)
        self._text = label(wrap=True)
        self._act = Button("重试")
        self._other = Button("另一办法")
        self._close = icon_button("close", "关闭提示")

        self._act.clicked.connect(self._do)
        self._other.clicked.connect(self._do_other)
        self._close.clicked.connect(self.clear)

        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(10)
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        row.addWidget(self._other)
        row.addWidget(self._act)
        row.addWidget(self._close)
        self.hide()

    @property
    def notice(self) -> Notice:
        """Return what is shown ("" when nothing is)."""
        return self._notice

    def tell(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        self._notice = notice
        self._mark.show_icon(notice.kind, ROLES[notice.kind])
        self._text.setText(notice.text)
        self._act.setVisible(notice.act is not None)
        self._act.set_text(notice.act_name)
        self._act.set_key(notice.act_key)
        self._other.setVisible(notice.other is not None)
        self._other.set_text(notice.other_name)
        self._other.set_key(notice.other_key)
        self.setAccessibleName(notice.text)
        self.show()
        self.update()
        if notice.kind in _REFUSING and notice.act is None:  # what offers an act refuses none
            self._lull.begin()

    def explain(self, trouble: Refusal | Unavailable, retry: Callable[[], None]) -> None:
        """Show a trouble of a job."""
        self.tell(notice_of(trouble, retry))

    def clear(self) -> None:
        """Take the notice away."""
        self._notice = Notice(text="")
        self._lull.end()
        self.hide()
        self.closed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tinted ground with a bar of the notice's colour."""
        colours = theme.tokens()
        colour = getattr(colours, ROLES[self._notice.kind])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.mix(colour, colours.surface, 0.3)))
        painter.setBrush(QColor(colours.tint(colour, 0.08)))
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)

    def _do(self) -> None:
        self._and_clear(self._notice.act)

    def _do_other(self) -> None:
        self._and_clear(self._notice.other)

    def _and_clear(self, act: Callable[[], None] | None) -> None:
        self.clear()
        if act is not None:
            act()
