"""The form at work: its page, who answers for it, and its two buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.cases.models import CaseId
from app.clock import short_moment
from app.denials.models import Attachment, Denial, DenialId
from app.errors import Problem
from ui.context import Command, Context
from ui.dialogs.conflict import ConflictDialog
from ui.dialogs.difference import Difference
from ui.forms.making import FormDays
from ui.parts.banner import Notice
from ui.parts.buttons import Button
from ui.preview.view import Paper
from ui.screens.denials.asking import Asking
from ui.screens.denials.attaching import Attaching
from ui.screens.denials.drafting import DraftPresenter
from ui.screens.denials.filling import Filling
from ui.screens.denials.form_page import FormPage
from ui.screens.denials.stations import earlier_of


class FormDesk(QObject):
    """``shown`` tells that a form is open, ``kept`` the denial as it stands, ``left`` that it is put away."""

    shown = Signal(object)
    kept = Signal(object)
    left = Signal(object)

    def __init__(self, context: Context, asking: Asking) -> None:
        super().__init__()
        self._context = context
        self._asking = asking
        self.page = FormPage(context.jobs)
        self.presenter = DraftPresenter(self, context)
        self._attaching = Attaching(context, self.presenter)
        self.submit_button = Button("提交核查", "primary", icon="send")
        self.give_up_button = Button("撤回", icon="undo")

        self.page.save_asked.connect(self.save)
        self.page.page_asked.connect(self._set_page)
        self.page.added.connect(self._attach)
        self.page.removed.connect(self._attaching.detach)
        self.submit_button.clicked.connect(self.submit)
        self.give_up_button.clicked.connect(self.give_up)
        self.submit_button.show_key("Ctrl+Return")
        self.give_up_button.show_key("Alt+W")

    @property
    def is_open(self) -> bool:
        """Say whether a form is being filled in."""
        return self.presenter.filling is not None

    def begin(self, case: CaseId) -> None:
        """Begin the form of a case."""
        self.presenter.open_case(case)

    def open(self, denial: DenialId) -> None:
        """Go on with a draft."""
        self.presenter.open_denial(denial)

    def save(self) -> None:
        """Keep what is filled in now."""
        self.page.stop_waiting()
        if self.is_open:
            self.presenter.save(self.page.values())

    def look_again(self) -> None:
        """Show what others changed of the draft, unless something is unsaved here."""
        self.presenter.look_again(self.page.values())

    def submit(self) -> None:
        """Hand the form in."""
        form = self.page.form
        if form is None:
            return
        self.page.stop_waiting()
        self._context.page.clear_notice()
        form.clear_problems()
        self.presenter.submit(self.page.values())

    def give_up(self) -> None:
        """Take the draft back, or leave a form that was never kept."""
        denial = self.presenter.denial
        if denial is None:
            self.presenter.close()
            return
        if denial.after:
            text = "通知书已经告知申请人，补报不能撤回。"
            self._context.show_banner(Notice(text=text, kind="warning"))
            return
        reason = self._asking.ask_give_up(denial.case_number)
        if reason is not None:
            self.presenter.give_up(reason)

    def leave(self) -> None:
        """Keep what is typed, put the form away and show the list."""
        if self.is_open:
            self.page.stop_waiting()
            self.presenter.put_away(self.page.values(), self.form_left)

    def then(self, go_on: Callable[[], None]) -> None:
        """Go on somewhere else; a form is kept and put away first."""
        if not self.is_open:
            go_on()
            return
        self.page.stop_waiting()
        self.presenter.put_away(self.page.values(), partial(self._gone, go_on))

    def _gone(self, go_on: Callable[[], None], _denial: DenialId | None) -> None:
        self.page.close_form()
        go_on()

    def commands(self) -> tuple[Command, ...]:
        """Offer what can be done with the form."""
        return (
            Command(title="提交否定报备核查", run=self.submit, key="Ctrl+Enter", icon="send"),
            Command(title="添加附件", run=self.page.files.ask, key="Ctrl+O", icon="plus"),
            Command(title="保存登记表", run=self.save, key="Ctrl+S", icon="save"),
            Command(title="撤回否定报备", run=self.give_up, key="Alt+W", icon="undo"),
        )

    # --- what the presenter asks

    def show_form(self, filling: Filling) -> dict[str, Any]:
        """Show a form; return what it begins with."""
        days = FormDays(today=self._context.today, describe=filling.calendar.describe)
        begun = self.page.show_form(filling, days)
        self.submit_button.setEnabled(not filling.submit_closed)
        self.submit_button.setToolTip(filling.submit_closed or "提交核查（Ctrl+Enter）")
        self.give_up_button.setEnabled(not filling.after)
        self._show_give_up(filling.denial)
        self._set_page()
        self.shown.emit(filling)
        self._tell_sent_back(filling.denial)
        return begun

    def _tell_sent_back(self, denial: Denial | None) -> None:
        """Keep the opinion in sight while what it asks for is mended."""
        earlier = earlier_of(denial) if denial is not None else ()
        if earlier:
            check = earlier[0]
            text = f"{check.staff_name}{short_moment(check.at)}{check.opinion.value}：{check.text}"
            self._context.show_banner(Notice(text=text, kind="warning"))

    def entered(self) -> dict[str, Any]:
        """Return what is filled in now."""
        return self.page.values()

    def put_values(self, values: Mapping[str, Any]) -> None:
        """Fill in what was merged."""
        self.page.put_values(values)

    def set_page(self, make: Callable[[], Paper], *, later: bool) -> None:
        """Set the page at the right."""
        self.page.set_page(make, later=later)

    def show_files(self, files: tuple[Attachment, ...]) -> None:
        """Show the files, on the page too."""
        self.page.files.show_files(files)
        self._set_page()

    def show_kept(self, denial: Denial) -> None:
        """Let everything be filled in once there is a draft."""
        self.page.show_kept(denial)
        self._show_give_up(denial)
        self.kept.emit(denial)

    def warn_of(self, problems: tuple[Problem, ...]) -> None:
        """Say at the fields what could not be kept."""
        self.page.warn_of(problems)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show each problem at its field."""
        self.page.show_problems(problems)
        text = f"还有 {len(problems)} 处要改正，已在各栏下注明；改好后再保存、提交。"
        self._context.show_banner(Notice(text=text))

    def show_busy(self, busy: bool) -> None:
        """Let nobody submit twice."""
        filling = self.presenter.filling
        self.submit_button.setEnabled(not busy and (filling is None or not filling.submit_closed))

    def ask_merge(self, found: tuple[Difference, ...]) -> frozenset[str] | None:
        """Show both versions field by field."""
        return ConflictDialog.ask(self.page, found, "登记表")

    def form_left(self, denial: DenialId | None) -> None:
        """Put the form away."""
        self.page.close_form()
        self.left.emit(denial)

    def _show_give_up(self, denial: Denial | None) -> None:
        self.give_up_button.set_text("撤回" if denial is not None else "不填了")

    def _set_page(self) -> None:
        self.presenter.set_page(self.page.values(), later=False)

    def _attach(self, paths: tuple[Path, ...]) -> None:
        self._attaching.attach(self.page.values(), paths)
