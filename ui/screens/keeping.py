"""Keeps what is typed in a dialog until its act is done: neither a crash nor Esc loses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk import Desk
from app.people.models import Actor
from app.register.models import Draft, KeptAt
from ui.context import Context
from ui.dialogs.frame import DialogFrame
from ui.parts.buttons import Button
from ui.parts.labels import label
from ui.screens.saved import kept_words, saved_words

SAVE_MS = 2000
_AGAIN_KEY = "Alt+R"
_T = TypeVar("_T")


class Filled(Protocol):
    """What a dialog must tell of itself to be kept."""

    @property
    def typed(self) -> Any:
        """The signal after every change by hand."""

    def filled(self) -> dict[str, Any]:
        """Return everything that is filled in, seen or not."""

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show what was filled in before."""


class KeptLine(QWidget):
    """Says that what is shown was typed before, and takes it away on a key."""

    again = Signal()

    def __init__(self, draft: Draft, done: str) -> None:
        super().__init__()
        self._again = Button("重新填写", "quiet", key=_AGAIN_KEY, icon="undo")
        self._again.clicked.connect(self.again)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(
            label(f"已恢复您{saved_words(draft)}填写、还没有{done}的内容。", "secondary", wrap=True), 1
        )
        row.addWidget(self._again)


class Keeping:
    """Keeps one dialog: soon after each change and on Esc; what was done is kept no longer."""

    def __init__(self, dialog: DialogFrame, filled: Filled, key: tuple[str, int], context: Context) -> None:
        self._dialog = dialog
        self._filled = filled
        self._context = context
        self._key = key
        self._blank = filled.filled()
        self._soon = QTimer(dialog)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SAVE_MS)
        self._soon.timeout.connect(self.save)
        filled.typed.connect(self._typed)
        self._open = True
        dialog.finished.connect(self._closed)
        dialog.rejected.connect(self._left)
        dialog.accepted.connect(self._drop)

    def restore(self, draft: Draft, done: str) -> None:
        """Show what was kept; ``done`` is what has not become of it."""
        line = KeptLine(draft, done)
        line.again.connect(partial(self._begin_anew, line))
        self._dialog.content.insertWidget(0, line)
        self._filled.fill(draft.fields)

    def look(self, done: str) -> None:
        """Have what was kept shown, unless something is typed before it is found."""
        self._in_archive(partial(_find, self._key), partial(self._found, done))

    def save(self) -> None:
        """Keep what is filled in now, or nothing where nothing is."""
        values = self._filled.filled()
        if values == self._blank:
            self._drop()
        else:
            self._in_archive(partial(_save, self._key, values), self._tell)

    def _found(self, done: str, draft: Draft | None) -> None:
        if draft is not None and self._open and self._filled.filled() == self._blank:
            self.restore(draft, done)

    def _closed(self, _result: int) -> None:
        self._open = False

    def _typed(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _left(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self.save()

    def _drop(self) -> None:
        self._soon.stop()
        self._in_archive(partial(_drop, self._key), _nothing)

    def _begin_anew(self, line: KeptLine) -> None:
        line.hide()
        self._filled.fill(self._blank)
        self._drop()

    def _tell(self, place: KeptAt) -> None:
        self._context.window.set_saved(kept_words(place, "填写的内容已保存"))

    def _in_archive(self, work: Callable[[Desk, Actor], _T], then: Callable[[_T], None]) -> None:
        context = self._context
        context.jobs.run(partial(work, context.desk, context.actor)).then(then).start()


def _find(key: tuple[str, int], desk: Desk, actor: Actor) -> Draft | None:
    return desk.register.find_draft(actor, *key)


def _save(key: tuple[str, int], values: Mapping[str, Any], desk: Desk, actor: Actor) -> KeptAt:
    return desk.register.save_draft(actor, *key, values)


def _drop(key: tuple[str, int], desk: Desk, actor: Actor) -> None:
    desk.register.drop_draft(actor, *key)


def _nothing(_done: None) -> None:
    """Tell nothing."""
