"""What happens at the form of a denial: it is opened, keeps itself while typed, and is handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from app.cases.models import CaseId
from app.cases.refusing import denial_subject
from app.clock import local
from app.denials.commands import GiveUpDenial, NoDenialHere, SubmitDenial
from app.denials.models import Attachment, Denial, DenialId
from app.errors import BadInput, Conflict, Problem, Refusal, Unavailable
from app.press import press_pdf
from ui.context import Context
from ui.dialogs.difference import differences
from ui.parts.banner import Notice, notice_of
from ui.preview.view import Paper
from ui.screens.denials.filling import (
    Filling,
    change_command,
    draft_command,
    is_ready,
    login_of,
    printed,
    unclassified,
)
from ui.screens.denials.form_place import FormPlace, Values
from ui.screens.denials.kept_aside import KeptAside
from ui.screens.denials.merging import WORDS, merge_of
from ui.screens.denials.opening import Opening

Then = Callable[[], None] | None


@dataclass
class _Stands:
    """The draft as the archive's thread left it last; a form opened anew has another."""

    denial: Denial | None


class DraftPresenter:
    """One form at a time; nothing typed is lost, neither to a crash nor to another window."""

    def __init__(self, place: FormPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor = context.actor
        self._opening = Opening(context)
        self._aside = KeptAside(context, place.put_values)
        self.filling: Filling | None = None
        self._saved: Values = {}
        self._stands = _Stands(None)
        self._flying = 0  # saves under way
        self._merging = False

    @property
    def denial(self) -> Denial | None:
        """The denial as it was kept last, None before it is kept at all."""
        return self.filling.denial if self.filling is not None else None

    def edited(self) -> str:
        """Return which draft is open for editing, "" before it is kept at all."""
        return denial_subject(self.denial.id) if self.denial is not None else ""

    # --- opening

    def open_case(self, case: CaseId) -> None:
        """Begin the form of a case."""
        self._context.jobs.run(partial(self._opening.of_case, case)).then(self._show).start()

    def open_denial(self, denial: DenialId) -> None:
        """Go on with a draft."""
        self._context.jobs.run(partial(self._opening.of_denial, denial)).then(self._show).start()

    def _show(self, filling: Filling) -> None:
        self.filling = filling
        self._stands, self._flying, self._merging = _Stands(filling.denial), 0, False
        shown = self._place.show_form(filling)
        self._saved = shown if filling.denial is not None else {}
        self._aside.look(filling.case.id)

    def look_again(self, values: Values) -> None:
        """Show what others changed of the draft while nothing here is unsaved."""
        denial = self.denial
        if denial is None or self._flying or values != self._saved:
            return
        read = partial(self._opening.of_denial, denial.id)
        self._context.jobs.run(read).then(self._show_news).start()

    def _show_news(self, fresh: Filling) -> None:
        held = self.filling
        unsaved = self._flying or self._merging or self._place.entered() != self._saved
        if held is None or held.denial is None or fresh.denial is None or unsaved:
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
        """Keep what is filled in, then go on; saves follow one another in the archive's thread."""
        filling = self.filling
        if filling is None or self._merging or not is_ready(values):
            return
        if not self._flying and filling.denial is not None and values == self._saved:
            _go_on(then)
            return
        self._flying += 1
        work = partial(self._keep, self._stands, filling, values)
        job = self._context.jobs.run(work).then(partial(self._kept, self._stands, values, then))
        job.otherwise(partial(self._not_kept, self._stands, values, then)).start()

    def _keep(self, stands: _Stands, filling: Filling, values: Values) -> bool:
        """Draft or change; say whether all that is filled in is kept (a first draft names no checkers)."""
        denials, denial = self._desk.denials, stands.denial
        if denial is None:
            stands.denial = denials.draft(self._actor, draft_command(filling.case.id, values))
            return False
        stands.denial = denials.change(self._actor, change_command(filling, denial, values))
        return True

    def _kept(self, stands: _Stands, values: Values, then: Then, whole: bool) -> None:
        if stands is not self._stands or self.filling is None or stands.denial is None:
            return
        self._flying -= 1
        self.filling = replace(self.filling, denial=stands.denial)
        self._saved = values if whole else {}
        at = local(self._desk.clock())
        self._context.window.set_saved(f"登记表已保存 {at.hour}:{at.minute:02d}")
        self._place.show_kept(stands.denial)
        if whole:
            self._aside.drop()
        _go_on(then)

    def _not_kept(self, stands: _Stands, values: Values, then: Then, trouble: Refusal | Unavailable) -> None:
        if stands is not self._stands:
            return
        self._flying -= 1
        tell = self._place.warn_of if then is None else self._place.show_problems
        match trouble:
            case NoDenialHere():
                tell((Problem("situation", str(trouble)),))
            case BadInput() if trouble.problems:
                tell(trouble.problems)
            case Conflict() if stands.denial is not None:
                self._begin_merge(stands.denial.id, then)
            case _:
                if isinstance(trouble, Unavailable) and self.filling is not None:
                    self._aside.keep(self.filling.case.id, values)
                self._context.show_banner(notice_of(trouble, partial(self.save, values, then)))

    def _begin_merge(self, denial: DenialId, then: Then) -> None:
        if not self._merging:
            self._merging = True
            read = partial(self._opening.of_denial, denial)
            job = self._context.jobs.run(read).then(partial(self._merge, then))
            job.otherwise(self._not_merged).start()

    def _merge(self, then: Then, theirs: Filling) -> None:
        mine, there = self._place.entered(), theirs.values()
        found = merge_of(self._saved, mine, there)
        kept = self._place.ask_merge(differences(found, WORDS)) if found.collides else frozenset()
        self._merging = False
        if kept is None:
            text = "您的修改还没有保存：登记表已被别人改过，再次保存时可逐项核对。您填写的内容还在。"
            self._context.show_banner(Notice(text=text, kind="warning"))
            return
        self.filling, self._stands = theirs, _Stands(theirs.denial)
        self._saved, self._flying = there, 0
        self._place.put_values(found.settled(kept))
        self._place.show_files(theirs.files)
        self.save(self._place.entered(), then)

    def _not_merged(self, trouble: Refusal | Unavailable) -> None:
        self._merging = False
        self._context.show_banner(Notice(text=str(trouble), kind="warning"))

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
            self._place.show_problems(unclassified(values))
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
        self.close()

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
        self.close()

    def put_away(self, values: Values, then: Callable[[DenialId | None], None]) -> None:
        """Keep what is typed, put the form away and go on; what cannot be kept keeps the form open."""
        if self.filling is None or not is_ready(values):
            self._put_away(then)
        else:
            self.save(values, partial(self._put_away, then))

    def close(self) -> None:
        """Put the form away as it was kept; the screen shows the list again."""
        self._put_away(self._place.form_left)

    def _put_away(self, then: Callable[[DenialId | None], None]) -> None:
        denial = self.denial
        self.filling = None
        self._context.window.set_saved("")
        then(denial.id if denial is not None else None)


def _go_on(then: Then) -> None:
    if then is not None:
        then()
