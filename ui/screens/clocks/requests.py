"""Extensions that wait for the leader in charge: what is asked, and approving or declining it."""

from __future__ import annotations

from dataclasses import dataclass

from app.cases.act_fields import APPROVE, DECLINE
from app.cases.commands import DoAct
from app.cases.models import Case, CaseId, ExtensionState
from app.custody.wall import ClockWall
from app.custody.worklist import WorkItem
from app.desk import Desk
from app.people.models import Actor
from app.people.permissions import Right, may
from ui.dialogs.reason import ReasonQuestion
from ui.screens.acts import extended_words


@dataclass(frozen=True, kw_only=True)
class Request:
    """A case whose extension waits; ``mine``: the person at the screen may decide it.

    ``until`` says from which day to which it would take the limit.
    """

    item: WorkItem
    case: Case
    mine: bool
    until: str = ""

    @property
    def days(self) -> int:
        """How many working days are asked for."""
        return self.case.extension.days if self.case.extension is not None else 0

    @property
    def reason(self) -> str:
        """Why they are."""
        return self.case.extension.reason if self.case.extension is not None else ""

    @property
    def asked_by(self) -> str:
        """Who asks."""
        return self.case.extension.asked_by_name if self.case.extension is not None else ""

    @property
    def words(self) -> str:
        """The whole request in a sentence."""
        case = self.case
        said = f"{case.number}　{case.matter_name}\n{self.asked_by}申请延长{self.days}个工作日：{self.reason}"
        return f"{said}\n批准并告知申请人后，{self.until}。" if self.until else said


def read_requests(desk: Desk, actor: Actor) -> tuple[Request, ...]:
    """Return what waits, the most urgent first."""
    wall: ClockWall = desk.wall
    found = []
    for item in wall.waiting(actor, "extension"):
        case = desk.counter.get(actor, CaseId(int(item.subject.partition(":")[2]))).case
        if case.extension is None or case.extension.state is not ExtensionState.ASKED:
            continue  # decided: what waits now is that the applicant be told
        mine = may(actor, Right.APPROVE_EXTENSION, case.division)
        until = extended_words(desk.calendar.current(), item.due, case.extension.days)
        found.append(Request(item=item, case=case, mine=mine, until=until))
    return tuple(found)


def decision(request: Request, opinion: str) -> DoAct:
    """Return the command: approved without words, declined with them."""
    fields = {"decision": DECLINE, "opinion": opinion} if opinion else {"decision": APPROVE}
    case = request.case
    return DoAct(case=case.id, act="decide_extension", fields=fields, version=case.version)


def decline_question(request: Request) -> ReasonQuestion:
    """Return what is asked when an extension is declined."""
    return ReasonQuestion(
        title="不批准延期",
        text=request.words,
        confirm="不批准",
        name="意见",
        hint="写明不批准的意见，经办人会看到",
    )
