"""The acts of a denial that are done from the list and from its page: opinions, complaints, archive, files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from app.cases.refusing import denial_subject
from app.denials.commands import (
    AnswerComplaint,
    ArchiveDenial,
    CheckDenial,
    GiveUpDenial,
    RecordComplaint,
)
from app.denials.models import Attachment, Complaint, ComplaintState, DenialId, Opinion
from app.errors import BadInput, Conflict, Problem, Refusal, Unavailable
from ui.context import Context
from ui.jobs import PRESS
from ui.parts.banner import Notice, notice_of
from ui.preview import printing
from ui.screens.denials.files import open_outside, put_aside
from ui.screens.denials.reading import Reading, follows
from ui.screens.denials.words import OPINION_KEYS

Submit = Callable[[dict[str, Any]], None]
_OPINIONS = {key: opinion for opinion, key in OPINION_KEYS.items()}


@dataclass(frozen=True, kw_only=True)
class OpinionQuestion:
    """What a checker is asked: his opinion, what follows, and the text he wrote before and could not give."""

    opinion: Opinion
    follows: str
    about: str
    text: str = ""


class DoingPlace(Protocol):
    """What these acts ask of the screen."""

    def ask_opinion(self, question: OpinionQuestion) -> str | None:
        """Ask for an opinion in words, None when it is not given yet."""

    def ask_give_up(self, number: str) -> str | None:
        """Ask why a denial is taken back."""

    def ask_archive(self, reading: Reading) -> bool:
        """Ask whether the set is put away."""

    def ask_complaint(self, reading: Reading, submit: Submit) -> None:
        """Ask for what an applicant complains of."""

    def ask_answer(self, reading: Reading, complaint: Complaint, submit: Submit) -> None:
        """Ask for the answer after re-examination."""

    def ask_where(self, name: str) -> Path | None:
        """Ask where a file goes."""

    def show_field_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what is wrong in the open dialog."""

    def fields_kept(self) -> None:
        """Put the open dialog away."""


class Doing:
    """Does one act at a time; ``again`` reads list and denial anew."""

    def __init__(self, place: DoingPlace, context: Context, again: Callable[[], None]) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor = context.actor
        self._again = again
        self._unsaid: dict[int, str] = {}  # opinions written that the archive did not take

    def do(self, key: str, reading: Reading) -> None:
        """Ask what the act needs, then have it done."""
        acts: dict[str, Callable[[Reading], None]] = {
            "give_up": self._give_up,
            "complain": self._complain,
            "answer": self._answer,
            "archive": self._archive,
            "bundle": self._bundle,
        }
        if key in _OPINIONS:
            self._check(key, reading)
        elif key in acts:
            acts[key](reading)

    def unsaid(self, denial: DenialId) -> str:
        """Return the opinion that was written and not taken."""
        return self._unsaid.get(denial, "")

    def open_file(self, file: Attachment) -> None:
        """Put a kept file aside and have the system open it."""

        def work() -> Path:
            return put_aside(file.name, self._desk.denial_files.content(self._actor, file.id))

        self._context.jobs.run(work).then(self._opened).start()

    def _opened(self, path: Path) -> None:
        if not open_outside(path):
            text = f"这台电脑没有能打开“{path.name}”的程序，文件已放在 {path.parent}。"
            self._context.show_banner(Notice(text=text, kind="warning"))

    # --- opinions

    def _check(self, key: str, reading: Reading) -> None:
        denial, opinion = reading.denial, _OPINIONS[key]
        question = OpinionQuestion(
            opinion=opinion,
            follows=follows(key, denial, reading.names),
            about=f"{denial.case_number}　{denial.matter_name}",
            text=self.unsaid(denial.id),
        )
        text = self._place.ask_opinion(question)
        if text is None:
            return
        self._unsaid[denial.id] = text
        command = CheckDenial(denial=denial.id, version=denial.version, opinion=opinion, text=text)
        self._run(denial.id, partial(self._say, command), f"{denial.case_number}：{opinion.value}")

    def _say(self, command: CheckDenial) -> None:
        self._desk.denials.check(self._actor, command)
        self._unsaid.pop(command.denial, None)

    def _give_up(self, reading: Reading) -> None:
        reason = self._place.ask_give_up(reading.denial.case_number)
        if reason is None:
            return
        denial = reading.denial
        command = GiveUpDenial(denial=denial.id, version=denial.version, reason=reason)
        told = f"已撤回 {denial.case_number} 的否定报备"
        self._run(denial.id, partial(self._desk.denials.give_up, self._actor, command), told)

    # --- after the notice

    def _archive(self, reading: Reading) -> None:
        denial = reading.denial
        if self._place.ask_archive(reading):
            command = ArchiveDenial(denial=denial.id, version=denial.version)
            work = partial(self._desk.archiving.archive, self._actor, command)
            self._run(denial.id, work, f"已归档 {denial.case_number}")

    def _bundle(self, reading: Reading) -> None:
        denial = reading.denial
        path = self._place.ask_where(f"否定报备案卷 {denial.case_number}")
        if path is None:
            return

        def work() -> Path:
            return printing.write(path, self._desk.archiving.bundle(self._actor, denial.id))

        self._context.jobs.run(work, PRESS).then(self._bundled).start()

    def _bundled(self, path: Path) -> None:
        self._context.toast(f"案卷已存为 {path.name}")
        self._again()

    def _complain(self, reading: Reading) -> None:
        self._place.ask_complaint(reading, partial(self._record, reading))

    def _record(self, reading: Reading, values: dict[str, Any]) -> None:
        command = RecordComplaint(
            denial=reading.denial.id,
            received_on=date.fromisoformat(values["received_on"]),
            channel=values["channel"],
            content=values["content"],
        )
        self._keep(partial(self._desk.complaints.record, self._actor, command), "已登记投诉，转入复核")

    def _answer(self, reading: Reading) -> None:
        complaint = open_complaint(reading)
        if complaint is not None:
            self._place.ask_answer(reading, complaint, partial(self._reply, complaint))

    def _reply(self, complaint: Complaint, values: dict[str, Any]) -> None:
        outcome = next(each for each in ComplaintState if each.value == values["outcome"])
        command = AnswerComplaint(
            complaint=complaint.id, version=complaint.version, outcome=outcome, answer=values["answer"]
        )
        self._keep(partial(self._desk.complaints.answer, self._actor, command), f"已答复投诉：{outcome.value}")

    # --- how an act ends

    def _keep(self, work: Callable[[], object], told: str) -> None:
        job = self._context.jobs.run(work).then(partial(self._kept, told))
        job.otherwise(self._not_kept).start()

    def _kept(self, told: str, _done: object) -> None:
        self._place.fields_kept()
        self._done(told, None)

    def _not_kept(self, trouble: Refusal | Unavailable) -> None:
        found = trouble.problems if isinstance(trouble, BadInput) else ()
        self._place.show_field_problems(found or (Problem("", str(trouble)),))

    def _run(self, denial: DenialId, work: Callable[[], object], told: str) -> None:
        explain = partial(self._not_done, denial, partial(self._run, denial, work, told))
        self._context.jobs.run(work).then(partial(self._done, told)).otherwise(explain).start()

    def _done(self, told: str, _done: object) -> None:
        self._context.page.clear_notice()
        self._context.toast(told)
        self._again()

    def _not_done(self, denial: DenialId, retry: Callable[[], None], trouble: Refusal | Unavailable) -> None:
        if isinstance(trouble, Conflict):
            self._again()
        self._context.show_banner(notice_of(trouble, retry, denial_subject(denial)))


def open_complaint(reading: Reading) -> Complaint | None:
    """Return the complaint that waits for its answer."""
    found = (each for each in reading.view.complaints if each.state is ComplaintState.OPEN)
    return next(found, None)
