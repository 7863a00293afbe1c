"""The form of a denial: what is typed at the left with the files below, the real page at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.cases.models import Situation
from app.denials.models import Denial, DenialClass, Ground
from app.errors import Problem
from app.forms.fields import all_fields
from ui.forms.form import FormView
from ui.forms.making import FormDays
from ui.jobs import Jobs
from ui.parts.labels import card, line
from ui.preview.beside import set_beside
from ui.preview.view import Paper, PreviewPane
from ui.screens.denials.files import FilesList
from ui.screens.denials.filling import KINDS, Filling, is_ready, sections_of
from ui.screens.denials.words import GROUND_MEANINGS, MEANINGS, USUAL_CLASS

SAVE_MS = 2000
PAUSE_MS = 250
_FIRST = "先选情形、依据和类别，再填登记表、添加附件。"


class FormPage(QWidget):
    """``save_asked`` comes a moment after the last change, at once when the draft can first be kept."""

    save_asked = Signal()
    page_asked = Signal()
    added = Signal(object)
    removed = Signal(object)
    file_opened = Signal(object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._form: FormView | None = None
        self._ready = False
        self._keys: tuple[str, ...] = ()
        self.files = FilesList(editable=True)
        self.preview = PreviewPane(jobs)
        self._save = QTimer(self)
        self._pause = QTimer(self)
        self._holder = QVBoxLayout()

        self._save.timeout.connect(self.save_asked)
        self._pause.timeout.connect(self.page_asked)
        self.preview.field_clicked.connect(self._go_to_field)
        self.files.added.connect(self.added)
        self.files.removed.connect(self.removed)
        self.files.opened.connect(self.file_opened)

        for timer, interval in ((self._save, SAVE_MS), (self._pause, PAUSE_MS)):
            timer.setSingleShot(True)
            timer.setInterval(interval)
        self._assemble()

    @property
    def form(self) -> FormView | None:
        """Return the form being filled in."""
        return self._form

    @property
    def page_is_set(self) -> bool:
        """Say whether the page at the right shows what is filled in."""
        return not self._pause.isActive() and self.preview.paper is not None

    def values(self) -> dict[str, Any]:
        """Return what is filled in."""
        return self._form.values() if self._form is not None else {}

    def show_form(self, filling: Filling, days: FormDays) -> dict[str, Any]:
        """Show a form; return what it begins with."""
        self.close_form()
        sections = sections_of(filling)
        form = FormView(sections, days)
        form.set_values(filling.values())
        form.changed.connect(self._changed)
        form.focused_field.connect(self.preview.mark_field)
        self._form = form
        self._holder.insertWidget(0, form, 1)
        self._keys = tuple(field.key for field in all_fields(sections))
        self._ready = filling.denial is not None
        self._let_fill(self._ready)
        self._explain()
        self.files.show_files(filling.files)
        form.focus_first() if not self._ready else form.focus_field("reasons")
        self.setFocusProxy(form.input("reasons" if self._ready else KINDS[0]))
        return form.values()

    def close_form(self) -> None:
        """Take the form away."""
        self._save.stop()
        self._pause.stop()
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def stop_waiting(self) -> None:
        """Forget the moment: what is filled in is kept right now."""
        self._save.stop()

    def put_values(self, values: Mapping[str, Any]) -> None:
        """Fill in what was merged."""
        if self._form is not None:
            self._form.put_values(values)
            self._explain()
            self.page_asked.emit()

    def show_kept(self, _denial: Denial) -> None:
        """Let everything be filled in once there is a draft."""
        if not self._ready:
            self._ready = True
            self._let_fill(True)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show each problem at its field, and go to the first."""
        if self._form is not None:
            self._form.show_problems(tuple(problems))

    def warn_of(self, problems: Iterable[Problem]) -> None:
        """Say at the fields what could not be kept, leaving the hands where they are."""
        if self._form is None:
            return
        for problem in problems:
            key = problem.field.partition(".")[0]
            if key in self._keys:
                self._form.warn(key, problem.text)

    def set_page(self, make: Callable[[], Paper], *, later: bool) -> None:
        """Set the page at the right."""
        (self.preview.set_later if later else self.preview.set_at_once)(make)

    def _changed(self) -> None:
        form = self._form
        if form is None:
            return
        values = form.values()
        self._suggest_class(form, values)
        self._explain()
        self._pause.start()
        if not self._ready and is_ready(form.values()):
            self.save_asked.emit()
        elif not self._save.isActive():
            self._save.start()

    def _suggest_class(self, form: FormView, values: Mapping[str, Any]) -> None:
        if values.get("situation") and not values.get("kind"):
            kind = USUAL_CLASS.get(Situation(values["situation"]), DenialClass.POLICY)
            form.put_values({"kind": kind.value})

    def _explain(self) -> None:
        form = self._form
        if form is None:
            return
        values = form.values()
        situation, ground = values.get("situation"), values.get("ground")
        form.set_help("situation", MEANINGS[Situation(situation)] if situation else _FIRST)
        form.set_help("ground", GROUND_MEANINGS[Ground(ground)] if ground else "")

    def _let_fill(self, allowed: bool) -> None:
        assert self._form is not None
        for key in self._keys:
            if key not in KINDS:
                self._form.input(key).setEnabled(allowed)
        self.files.let_add(allowed, _FIRST)

    def _go_to_field(self, key: str) -> None:
        if self._form is not None and key in self._keys:
            self._form.focus_field(key)

    def _assemble(self) -> None:
        files = QWidget()
        column = QVBoxLayout(files)
        column.setContentsMargins(20, 10, 20, 12)
        column.addWidget(self.files)
        frame = card()
        self._holder = QVBoxLayout(frame)
        self._holder.setContentsMargins(1, 1, 1, 1)
        self._holder.setSpacing(0)
        self._holder.addWidget(line())
        self._holder.addWidget(files)
        set_beside(self, frame, self.preview)
