"""Complaints about a refusal: taken by the efficiency office, re-examined, clearly answered (否定报备制五)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.calendar.dues import Due, Unit
from app.calendar.shelf import CalendarShelf
from app.cases.refusing import denial_subject
from app.clock import Clock
from app.custody.handing import finish, hand
from app.custody.models import Holding
from app.denials.acts import Act, act_on, elsewhere, entered
from app.denials.commands import AnswerComplaint, NotAtThisStation, OnePersonOneStation, RecordComplaint
from app.denials.models import Complaint, ComplaintId, ComplaintState, DenialId, DenialState
from app.denials.offers import is_told, still_refused, took_part
from app.denials.ports import DenialStore, DenialUnit
from app.denials.undoing import notice_of, undo_refusal
from app.errors import BadInput, Conflict, Problem, Refusal
from app.forms.characters import text_faults
from app.ledger.entering import write_alone
from app.ledger.models import Subject, subject
from app.once import once
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing

LONGEST = 5_000
SHORT = 300


def complaint_subject(complaint: int) -> Subject:
    """Name a complaint for custody."""
    return subject("complaint", complaint)


class Complaints:
    """Complaints of applicants who were refused."""

    def __init__(self, store: DenialStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    @once
    def record(self, actor: Actor, command: RecordComplaint) -> Complaint:
        """Take a complaint once the notice was told; raises ``NotAtThisStation``, ``BadInput``."""
        now = self._clock()
        with self._store.begin() as unit:
            write_alone(unit.ledger)
            act = self._act(unit, actor, command.denial, now)
            if not is_told(act.denial):
                raise NotAtThisStation(elsewhere(act.denial))
            _check_new(unit, act, command)
            due = act.facts.calendar.due(command.received_on, act.facts.settings.reexamination_days, Unit.DAY)
            complaint = _new(act, command, due.due)
            complaint = replace(complaint, id=unit.denials.add_complaint(complaint))
            hand(unit.custody, _holding(act, complaint, due), now)
            number = act.denial.case_number
            entered(unit, act, "record_complaint", f"受理对{number}不予受理的投诉（{complaint.channel}）")
            return unit.denials.get_complaint(complaint.id)

    @once
    def answer(self, actor: Actor, command: AnswerComplaint) -> Complaint:
        """Answer a complaint; overturned, the notice is void and the case must be accepted.

        Raises ``OnePersonOneStation`` for one who took part in the chain, ``Conflict``, ``BadInput``.
        """
        now = self._clock()
        text = _answer_of(command)
        with self._store.begin() as unit:
            complaint = unit.denials.get_complaint(command.complaint)
            act = self._act(unit, actor, complaint.denial, now)
            _check_answer(unit, act, complaint, command)
            answered = replace(
                complaint,
                state=command.outcome,
                answer=text,
                answered_by=act.actor.id,
                answered_by_name=act.actor.signed,
            )
            unit.denials.answer_complaint(answered, now)
            finish(unit.custody, complaint_subject(complaint.id), now)
            if command.outcome is ComplaintState.OVERTURNED and still_refused(act.denial):
                _overturn(unit, act, text)
            summary = f"答复对{act.denial.case_number}不予受理的投诉：{command.outcome.value}"
            entered(unit, act, "answer_complaint", summary, answer=text)
            return unit.denials.get_complaint(complaint.id)

    def _act(self, unit: DenialUnit, actor: Actor, denial: DenialId, at: datetime) -> Act:
        actor = standing(unit.people, actor)
        act = act_on(unit, actor, denial, self._shelf.current(unit.calendars), at)
        require(actor, Right.REEXAMINE, act.denial.division)
        return act


def _check_new(unit: DenialUnit, act: Act, command: RecordComplaint) -> None:
    if any(each.state is ComplaintState.OPEN for each in unit.denials.complaints(act.denial.id)):
        raise Refusal("这份否定报备已有一件投诉在复核，请先答复。")
    problems = _day_problems(act, command.received_on)
    for key, label, text, longest in (
        ("channel", "投诉方式", command.channel, 100),
        ("content", "投诉内容", command.content, LONGEST),
    ):
        if not text.strip():
            problems.append(Problem(key, f"{label}必须填写。"))
        problems += [Problem(key, each) for each in text_faults(label, text, lines=True, longest=longest)]
    if problems:
        raise BadInput.listing(tuple(problems))


def _day_problems(act: Act, day: date) -> list[Problem]:
    notice = notice_of(act.facts, act.denial.notice)
    if day > act.facts.today:
        return [Problem("received_on", f"收到投诉的日期{day}晚于今天，请核对。")]
    if notice is not None and day < notice.issued_on:
        text = f"收到投诉的日期{day}早于通知书的签发日期{notice.issued_on}，请核对。"
        return [Problem("received_on", text)]
    return []


def _new(act: Act, command: RecordComplaint, due_on: date) -> Complaint:
    return Complaint(
        id=ComplaintId(0),
        denial=act.denial.id,
        received_on=command.received_on,
        channel=command.channel.strip(),
        content=command.content.strip(),
        taken_by=act.actor.id,
        taken_by_name=act.actor.signed,
        due_on=due_on,
    )


def _holding(act: Act, complaint: Complaint, due: Due) -> Holding:
    return Holding(
        subject=complaint_subject(complaint.id),
        division=int(act.actor.division),
        staff=int(act.actor.holder),
        why=f"申请人不服{act.denial.case_number}的不予受理",
        step="复核并答复投诉",
        title=act.case.matter_name,
        party=act.case.applicant.name,
        number=act.case.number,
        due=due.due,
        provisional=due.provisional,
        start=due.start,
        count=due.count,
        unit=due.unit.value,
    )


def _answer_of(command: AnswerComplaint) -> str:
    if command.outcome is ComplaintState.OPEN:
        raise BadInput.listing((Problem("outcome", "须选定复核结果：维持原决定，或撤销原决定。"),))
    text = command.answer.strip()
    if not text:
        raise BadInput.listing((Problem("answer", "须写明复核答复：维持或撤销都要有明确的书面答复。"),))
    if faults := text_faults("复核答复", text, lines=True, longest=LONGEST):
        raise BadInput.listing((Problem("answer", faults[0]),))
    return text


def _check_answer(unit: DenialUnit, act: Act, complaint: Complaint, command: AnswerComplaint) -> None:
    if complaint.state is not ComplaintState.OPEN or complaint.version != command.version:
        theirs = {name: getattr(complaint, name) for name in Complaint.__dataclass_fields__}
        raise Conflict("这件投诉刚被别人答复或改过，您的答复没有保存，已写的内容还在。请核对后再办。", theirs)
    if took_part(unit, act):
        raise OnePersonOneStation(f"{act.actor.name}参与过这份否定报备，不得答复对它的投诉，请换一人。")


def _overturn(unit: DenialUnit, act: Act, text: str) -> None:
    short = text if len(text) <= SHORT else f"{text[:SHORT]}……"
    unit.denials.save(replace(act.denial, state=DenialState.OVERTURNED))
    undo_refusal(unit, act, f"投诉复核撤销原决定：{short}")
    finish(unit.custody, denial_subject(act.denial.id), act.at)
