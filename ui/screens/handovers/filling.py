"""What happens while one of the two papers is filled in: the draft, the page beside it, the issue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Protocol

from app.clock import local
from app.errors import BadInput, Problem, Refusal, Unavailable
from app.posts.hand_commands import GiveBack, MakeHandover
from app.posts.hand_papers import Paper as HandPaper
from app.posts.handed import Handover
from app.press import press_pdf
from app.register.commands import IssueDocument
from app.register.models import KeptAt
from ui.context import Context
from ui.parts.banner import Notice, notice_of
from ui.preview.view import Paper
from ui.screens.handovers.asked import TYPES, Blank
from ui.screens.handovers.reading import Reading
from ui.screens.saved import kept_words, saved_words


class FillingPlace(Protocol):
    """What the presenter asks of the window."""

    def show_blank(self, blank: Blank) -> None:
        """Show a paper to be filled in."""

    def set_page(self, make: Callable[[], Paper]) -> None:
        """Set the page beside it."""

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show each problem at its field."""

    def show_busy(self, busy: bool) -> None:
        """Let nobody issue twice."""

    def issued(self, paper: HandPaper, document: int) -> None:
        """Tell that the paper was issued."""


class FillingPresenter:
    """One paper at a time."""

    def __init__(self, place: FillingPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor = context.actor
        self.blank: Blank | None = None

    def open(self, paper: HandPaper, reading: Reading) -> None:
        """Fill in a paper of the handover that is read."""
        self._context.jobs.run(partial(self._read, paper, reading)).then(self._show).start()

    def _read(self, paper: HandPaper, reading: Reading) -> Blank:
        absence, room = reading.line.absence.id, self._desk.handovers
        prefill = room.prefill if paper is HandPaper.SHEET else room.prefill_return
        return Blank(
            paper=paper,
            reading=reading,
            filled=prefill(self._actor, absence),
            draft=self._desk.register.find_draft(self._actor, TYPES[paper].key, int(absence)),
        )

    def _show(self, blank: Blank) -> None:
        self.blank = blank
        self._place.show_blank(blank)
        if blank.draft is not None:
            text = f"已恢复您{saved_words(blank.draft)}填写、还没有出具的内容；在办事项已按现在的记录更新。"
            act = self.drop_draft
            self._context.show_banner(Notice(text=text, kind="told", act_name="不要草稿，重新填写", act=act))

    def close(self) -> None:
        """Fill in nothing."""
        self.blank = None

    # --- the page and the draft

    def set_page(self, values: dict[str, Any]) -> None:
        """Set the page with what is filled in."""
        if self.blank is not None:
            self._place.set_page(partial(self._press, self.blank, values))

    def _press(self, blank: Blank, values: dict[str, Any]) -> Paper:
        command = IssueDocument(
            type_key=blank.document_type.key, fields=blank.fields(values), provisional=blank.filled.provisional
        )
        pressed = press_pdf(self._desk.register.draft_sheet(self._actor, command))
        return Paper(pressed.pdf, tuple(pressed.marks))

    def save_draft(self, values: dict[str, Any]) -> None:
        """Keep what is filled in."""
        blank = self.blank
        if blank is None:
            return
        key, absence = blank.document_type.key, blank.absence
        save = partial(self._desk.register.save_draft, self._actor, key, absence, values)
        self._context.jobs.run(save).then(self._draft_saved).start()

    def _draft_saved(self, place: KeptAt) -> None:
        at = local(self._desk.clock())
        self._context.window.set_saved(kept_words(place, f"草稿已保存 {at.hour}:{at.minute:02d}"))

    def drop_draft(self) -> None:
        """Begin anew with what the record knows."""
        blank = self.blank
        if blank is None:
            return
        drop = partial(self._desk.register.drop_draft, self._actor, blank.document_type.key, blank.absence)
        again = partial(self._reopen, blank)
        self._context.jobs.run(drop).then(again).start()

    def _reopen(self, blank: Blank, _done: None) -> None:
        self.open(blank.paper, blank.reading)

    # --- issuing

    def issue(self, values: dict[str, Any]) -> None:
        """Issue the paper, which signs it too where it is one's own."""
        blank = self.blank
        if blank is None:
            return
        job = self._context.jobs.run(partial(self._issue, blank, values))
        job = job.then(partial(self._issued, blank)).otherwise(partial(self._not_issued, values))
        job.while_busy(self._place.show_busy).start()

    def _issue(self, blank: Blank, values: dict[str, Any]) -> Handover:
        absence, room = blank.reading.line.absence.id, self._desk.handovers
        made: Handover
        if blank.paper is HandPaper.SHEET:
            made = room.make(self._actor, MakeHandover(absence=absence, fields=values))
        else:
            made = room.give_back(self._actor, GiveBack(absence=absence, fields=values))
        self._desk.register.drop_draft(self._actor, blank.document_type.key, blank.absence)
        return made

    def _issued(self, blank: Blank, made: Handover) -> None:
        self.blank = None
        self._context.window.set_saved("")
        document = made.sheet if blank.paper is HandPaper.SHEET else made.return_sheet
        self._place.issued(blank.paper, document)

    def _not_issued(self, values: dict[str, Any], trouble: Refusal | Unavailable) -> None:
        match trouble:
            case BadInput() if trouble.problems:
                self._place.show_problems(trouble.problems)
                asked = [each.text for each in trouble.problems]
                text = "还不能出具：" + "\n".join(asked[:3]) + ("……" if len(asked) > len(asked[:3]) else "")
                self._context.show_banner(Notice(text=text))
            case Unavailable():
                self._context.show_banner(notice_of(trouble, partial(self.issue, values)))
            case _:
                self.save_draft(values)
                self._context.show_banner(Notice(text=str(trouble)))
