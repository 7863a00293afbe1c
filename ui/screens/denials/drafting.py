"""What happens at the form of a denial: it is opened, keeps itself while typed, and is handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from app.cases.models import CaseId
from app.clock import local
from app.denials.commands import GiveUpDenial, NoDenialHere, SubmitDenial
from app.denials.models import Attachment, Denial, DenialId
from app.errors import BadInput, Conflict, Problem, Refusal, Unavailable
from app.press import press_pdf
from ui.context import Context
from ui.parts.banner import Notice, notice_of
from ui.preview.view import Paper
from ui.screens.counter.merging import Difference
from ui.screens.denials.filling import Filling, change_command, draft_command, is_ready, login_of, printed
from ui.screens.denials.merging import differences, merged
from ui.screens.denials.opening import Opening

Values = dict[str, Any]
Then = Callable[[], None] | None


class FormPlace(Protocol):
    """What the form's presenter asks of the screen."""

    def show_form(self, filling: Filling) -> Values:
        """Show a form; return what it begins with."""

    def put_values(self, values: Mapping[str, Any]) -> None:
        """Fill in what was merged."""

    def set_page(self, make: Callable[[], Paper], *, later: bool) -> None:
        """Set the page at the right."""

    def show_files(self, files: tuple[Attachment, ...]) -> None:
        """Show the files."""

    def show_kept(self, denial: Denial) -> None:
        """Tell that the draft is kept."""

    def warn_of(self, problems: tuple[Problem, ...]) -> None:
        """Say at the fields what could not be kept."""

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show each problem at its field and go to the first."""

    def show_busy(self, busy: bool) -> None:
        """Let nobody submit twice."""

    def ask_merge(self, found: tuple[Difference, ...]) -> frozenset[str] | None:
        """Show both versions field by field."""

    def form_left(self, denial: DenialId | None) -> None:
        """Put the form away."""


class DraftPresenter:
    """One form at a time; nothing typed is lost, neither to a crash nor to another window."""

    def __init__(self, place: FormPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor = context.actor
        self._opening = Opening(context)
        self.filling: Filling | None = None
        self._saved: Values = {}
        self._saving = False
        self._waiting: list[tuple[Values, Then]] = []

    @property
    def denial(self) -> Denial | None:
        """The denial as it was kept last, None before it is kept at all."""
        return self.filling.denial if self.filling is not None else None

    # --- opening

    def open_case(self, case: CaseId) -> None:
        """Begin the form of a case."""
        self._context.jobs.run(partial(self._opening.of_case, case)).then(self._show).start()

    def open_denial(self, denial: DenialId) -> None:
        """Go on with a draft."""
        self._context.jobs.run(partial(self._opening.of_denial, denial)).then(self._show).start()

    def _show(self, filling: Filling) -> None:
        self.filling = filling
        self._saving, self._waiting = False, []
        shown = self._place.show_form(filling)
        self._saved = shown if filling.denial is not None else {}

    def look_again(self, values: Values) -> None:
        """Show what others changed of the draft while nothing here is unsaved."""
        denial = self.denial
        if denial is None or self._saving or values != self._saved:
            return
        read = partial(self._opening.of_denial, denial.id)
        self._context.jobs.run(read).then(partial(self._show_news, values)).start()

    def _show_news(self, values: Values, fresh: Filling) -> None:
        held = self.filling
        if held is None or held.denial is None or fresh.denial is None or values != self._saved:
            return
        if fresh.denial.version != held.denial.version or fresh.files != held.files:
            self._show(fresh)

    # --- the page

    def set_page(self, values: Values, *, later: bool) -> None:
        """Set the page with what is filled in."""
        filling = self.filling
        if filling is not None:
            make = partial(self._press, filling.case.id, printed(values, filling.files))
            self._place.set_page(make, later=later)

    def _press(self, case: CaseId, fields: Values) -> Paper:
        pressed = press_pdf(self._desk.denials.draft_sheet(self._actor, case, fields))
        return Paper(pressed.pdf, tuple(pressed.marks))

    # --- keeping

    def save(self, values: Values, then: Then = None) -> None:
        """Keep what is filled in, then go on; one save at a time, the latest last."""
        filling = self.filling
        if filling is None or not is_ready(values):
            return
        if self._saving:
            self._waiting.append((values, then))
        elif filling.denial is not None and values == self._saved:
            _go_on(then)
        else:
            self._begin_save(filling, values, then)

    def _begin_save(self, filling: Filling, values: Values, then: Then) -> None:
        self._saving = True
        work = partial(self._keep, filling, values)
        kept = partial(self._kept, filling, values, then)
        job = self._context.jobs.run(work).then(kept)
        job.otherwise(partial(self._not_kept, filling, values, then)).start()

    def _keep(self, filling: Filling, values: Values) -> Denial:
        denials, denial = self._desk.denials, filling.denial
        if denial is None:
            return denials.draft(self._actor, draft_command(filling.case.id, values))
        return denials.change(self._actor, change_command(filling, denial, values))

    def _kept(self, before: Filling, values: Values, then: Then, denial: Denial) -> None:
        self._saving = False
        if self.filling is None or self.filling.case.id != before.case.id:
            return
        self.filling = replace(self.filling, denial=denial)
        self._saved = values if before.denial is not None else {}
        at = local(self._desk.clock())
        self._context.window.set_saved(f"登记表已保存 {at.hour}:{at.minute:02d}")
        self._place.show_kept(denial)
        _go_on(then)
        self._go_on_saving()

    def _go_on_saving(self) -> None:
        if self._waiting and not self._saving:
            values, then = self._waiting[-1]
            self._waiting = []
            self.save(values, then)

    def _not_kept(self, filling: Filling, values: Values, then: Then, trouble: Refusal | Unavailable) -> None:
        self._saving, self._waiting = False, []
        match trouble:
            case NoDenialHere():
                self._place.warn_of((Problem("situation", str(trouble)),))
            case BadInput() if trouble.problems:
                self._place.warn_of(trouble.problems)
            case Conflict() if filling.denial is not None:
                read = partial(self._opening.of_denial, filling.denial.id)
                merge = partial(self._merge, values, then)
                self._context.jobs.run(read).then(merge).start()
            case _:
                self._context.show_banner(notice_of(trouble, partial(self.save, values, then)))

    def _merge(self, values: Values, then: Then, theirs: Filling) -> None:
        there = theirs.values()
        found = differences(self._saved, values, there)
        kept = self._place.ask_merge(found) if found else frozenset()
        if kept is None:
            text = "您的修改还没有保存：登记表已被别人改过，再次保存时可逐项核对。您填写的内容还在。"
            self._context.show_banner(Notice(text=text, kind="warning"))
            return
        self.filling = theirs
        self._saved = there
        whole = merged(values, there, kept)
        self._place.put_values(whole)
        self._place.show_files(theirs.files)
        self.save(whole, then)

    def take_files(self, files: tuple[Attachment, ...]) -> None:
        """Take the files as the draft now has them."""
        if self.filling is not None:
            self.filling = replace(self.filling, files=files)
            self._place.show_files(files)

    # --- handing in, giving up

    def submit(self, values: Values) -> None:
        """Keep the form and hand it to the division head."""
        filling = self.filling
        if filling is None:
            return
        if filling.submit_closed:
            self._context.show_banner(Notice(text=f"现在不能提交：{filling.submit_closed}", kind="warning"))
        elif not is_ready(values):
            self._place.show_problems(_unclassified(values))
        else:
            self.save(values, partial(self._submit, values))

    def _submit(self, values: Values) -> None:
        filling, denial = self.filling, self.denial
        if filling is None or denial is None:
            return
        command = SubmitDenial(
            denial=denial.id,
            version=denial.version,
            head=login_of(values.get("head"), filling.heads),
            leader=login_of(values.get("leader"), filling.leaders),
        )
        work = partial(self._desk.denials.submit, self._actor, command)
        job = self._context.jobs.run(work).then(
            partial(self._submitted, str(values.get("head") or "单位负责人"))
        )
        job.otherwise(partial(self._not_submitted, values)).while_busy(self._place.show_busy).start()

    def _submitted(self, head: str, denial: Denial) -> None:
        self._context.toast(f"已提交 {denial.case_number} 的否定报备，等待{head}核查")
        self.close(denial.id)

    def _not_submitted(self, values: Values, trouble: Refusal | Unavailable) -> None:
        match trouble:
            case NoDenialHere():
                self._place.show_problems((Problem("situation", str(trouble)),))
            case BadInput() if trouble.problems:
                self._place.show_problems(trouble.problems)
            case _:
                self._context.show_banner(notice_of(trouble, partial(self.submit, values)))

    def give_up(self, reason: str) -> None:
        """Take the draft back."""
        denial = self.denial
        if denial is None:
            return
        command = GiveUpDenial(denial=denial.id, version=denial.version, reason=reason)
        work = partial(self._desk.denials.give_up, self._actor, command)
        self._context.jobs.run(work).then(self._given_up).start()

    def _given_up(self, denial: Denial) -> None:
        self._context.toast(f"已撤回 {denial.case_number} 的否定报备")
        self.close(denial.id)

    def close(self, denial: DenialId | None) -> None:
        """Leave the form; the screen shows the list again."""
        self.filling = None
        self._context.window.set_saved("")
        self._place.form_left(denial)


def _go_on(then: Then) -> None:
    if then is not None:
        then()


def _unclassified(values: Values) -> tuple[Problem, ...]:
    names = {"situation": "情形", "ground": "适用依据", "kind": "类别"}
    return tuple(Problem(key, f"请选择“{name}”。") for key, name in names.items() if not values.get(key))
