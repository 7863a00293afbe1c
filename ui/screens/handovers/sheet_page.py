"""A paper being filled in: the lists and fields at the left, the page as it will print at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Problem
from ui.forms.form import FormView
from ui.forms.list_input import ListInput
from ui.forms.making import FormDays
from ui.jobs import Jobs
from ui.parts.labels import card, label, line
from ui.preview.beside import set_beside
from ui.preview.view import Paper, PreviewPane
from ui.screens.handovers.asked import KNOWN, LISTED, Blank

SAVE_MS = 2000
PAUSE_MS = 250


class SheetPage(QWidget):
    """The form and its page; ``paused`` a moment after a change, ``to_be_saved`` while typing goes on."""

    paused = Signal()
    to_be_saved = Signal()

    def __init__(self, jobs: Jobs, days: FormDays) -> None:
        super().__init__()
        self._days = days
        self._dirty = False
        self.form: FormView | None = None
        self.first: QWidget = self
        self.preview = PreviewPane(jobs)
        self._words = label("", "secondary", wrap=True)
        self._save, self._pause = QTimer(self), QTimer(self)
        for timer, interval, told in (
            (self._save, SAVE_MS, self.to_be_saved),
            (self._pause, PAUSE_MS, self.paused),
        ):
            timer.setSingleShot(True)
            timer.setInterval(interval)
            timer.timeout.connect(told)
        frame = card()
        self._holder = QVBoxLayout(frame)
        self._holder.setContentsMargins(1, 1, 1, 1)
        self._holder.setSpacing(0)
        self._words.setContentsMargins(20, 12, 20, 12)
        self._holder.addWidget(self._words)
        self._holder.addWidget(line())
        set_beside(self, frame, self.preview)
        self.preview.field_clicked.connect(self._go_to_field)

    def show_blank(self, blank: Blank) -> None:
        """Make the form of a paper."""
        self.drop()
        form = FormView(blank.sections, self._days)
        form.set_values(blank.values)
        listed = form.input(LISTED[blank.paper])
        assert isinstance(listed, ListInput)
        listed.keep_known(blank.known, KNOWN)
        form.changed.connect(self._changed)
        form.focused_field.connect(self.preview.mark_field)
        self._words.setText(_who(blank))
        self.form = form
        self._holder.addWidget(form, 1)
        self.first = listed
        form.focus_field(LISTED[blank.paper])

    def values(self) -> dict[str, Any]:
        """Return what is filled in."""
        return self.form.values() if self.form is not None else {}

    def take_changes(self) -> bool:
        """Tell whether anything changed since it was asked last."""
        changed, self._dirty = self._dirty, False
        self._save.stop()
        return changed

    def set_page(self, make: Callable[[], Paper]) -> None:
        """Set the page at the right."""
        self.preview.set_at_once(make)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show each problem at its field."""
        if self.form is not None:
            self.form.show_problems(problems)

    def drop(self) -> None:
        """Put the form away."""
        self._save.stop()
        self._pause.stop()
        self._dirty = False
        if self.form is not None:
            self.first = self
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _changed(self) -> None:
        self._dirty = True
        self._pause.start()
        if not self._save.isActive():
            self._save.start()

    def _go_to_field(self, key: str) -> None:
        if self.form is not None:
            self.form.focus_field(key)


def _who(blank: Blank) -> str:
    """Return the parties in a sentence: they come from the posts and are not typed."""
    fields = blank.filled.fields
    watched = f"，监交人{fields['supervisor_name']}" if fields.get("supervisor_name") else ""
    words = f"{fields['division_name']}“{fields['post_name']}”：{fields['a_name']}（A岗）"
    return f"{words}与{fields['b_name']}（{fields.get('b_capacity') or 'B岗'}）{watched}。"
