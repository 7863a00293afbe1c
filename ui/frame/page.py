"""A page: the title line with filters and actions, the banner, and the screen below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import Refusal, Unavailable
from ui.frame.room import ScreenRoom
from ui.parts.banner import Banner, Notice
from ui.parts.chips import Chip
from ui.parts.labels import ElidedLabel, label


class Page(QWidget):
    """Holds one screen."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title = label(title, "title")
        self._detail = ElidedLabel("secondary")
        self._others = Chip("", "soon")
        self._others.hide()
        self.banner = Banner()
        self._filters = QHBoxLayout()
        self._actions = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._assemble()

    @property
    def title(self) -> str:
        """Return the title shown."""
        return self._title.text()

    def set_title(self, title: str, detail: str = "") -> None:
        """Change the title and the quiet words after it."""
        self._title.setText(title)
        self._detail.setText(detail)

    def show_others(self, words: str) -> None:
        """Say who else edits what is shown ("" for nobody), before anybody types."""
        self._others.show_word(words, "soon")
        self._others.setVisible(bool(words))

    def put_filters(self, *widgets: QWidget) -> None:
        """Set the views and filters of the title line."""
        _fill(self._filters, widgets)

    def put_actions(self, *widgets: QWidget) -> None:
        """Set the actions at the right of the title line, the primary one last."""
        _fill(self._actions, widgets)

    def put_screen(self, screen: QWidget) -> None:
        """Set the screen; where there is less room than it needs, it can be scrolled."""
        self._column.addWidget(ScreenRoom(screen), 1)

    def show_notice(self, notice: Notice) -> None:
        """Show a notice until it is read."""
        self.banner.tell(notice)

    def clear_notice(self) -> None:
        """Take the notice away."""
        self.banner.clear()

    def take_back(self, notice: Notice) -> None:
        """Take a notice away that is true no longer, where it is still shown."""
        if self.banner.notice is notice:
            self.banner.clear()

    def look_at(self, record: str) -> None:
        """Take a notice away that is about another record than the one that is read now."""
        if self.banner.notice.about not in ("", record):
            self.banner.clear()

    def explain(self, trouble: Refusal | Unavailable, retry: Callable[[], None]) -> None:
        """Show a trouble of one of the screen's jobs."""
        self.banner.explain(trouble, retry)

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        self._filters.setSpacing(8)
        self._actions.setSpacing(8)
        self._title.setMinimumHeight(40)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        head.addWidget(self._title)
        head.addWidget(self._detail, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._others, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(self._filters)
        head.addStretch(1)
        head.addLayout(self._actions)
        self._column.setContentsMargins(24, 12, 24, 16)
        self._column.setSpacing(12)
        self._column.addLayout(head)
        self._column.addWidget(self.banner)


def _fill(row: QHBoxLayout, widgets: tuple[QWidget, ...]) -> None:
    while row.count():
        old = row.takeAt(0).widget()
        if old not in widgets:
            old.deleteLater()
    for widget in widgets:
        row.addWidget(widget)
