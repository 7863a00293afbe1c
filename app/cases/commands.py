"""What the counter is asked to do, and the refusals it may answer with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.cases.models import CaseId, CaseMaterial, DeferredId, Party
from app.catalogue.models import MatterId
from app.errors import Refusal


class SecondNoticeNeedsReason(Refusal):
    """A second correction notice asks for what the first did not (一次性告知制一)."""

    def __init__(self, added: tuple[str, ...]) -> None:
        names = "、".join(added)
        super().__init__(
            f"二次告知：首次补正告知书没有要求“{names}”。"
            "确需再次告知的，须写明理由并由单位负责人具名；本次将计入二次告知统计。"
        )
        self.added = added


class DeemedAccepted(Refusal):
    """The time to tell what is missing has run out: the application counts as accepted."""


class VoidWouldAccept(Refusal):
    """Void, the only notice that told in time what is missing would leave the case accepted by law."""


class RestsOnIt(Refusal):
    """A clock or a decision rests on the paper, so that it cannot be made void."""


class WrongState(Refusal):
    """The case does not stand where this act is lawful."""


class NeedsDenial(Refusal):
    """Nobody is refused before the approval chain of the denial is complete (否定报备制四, 窗口无否决权)."""


class CertificateDoubtful(Refusal):
    """A certificate number fails its check and no reason was given for keeping it."""


@dataclass(frozen=True, kw_only=True)
class OpenCase:
    """Register an applicant's enquiry, or an application whose materials were handed in."""

    matter: MatterId
    applicant: Party
    application: bool  # True: materials handed in (收件); False: an enquiry (咨询)
    channel: str = "窗口"
    received_on: date | None = None  # None: today
    materials: tuple[CaseMaterial, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChangeCase:
    """Change the applicant or the tick list; ``version`` is the one looked at."""

    case: CaseId
    version: int
    applicant: Party
    materials: tuple[CaseMaterial, ...]


@dataclass(frozen=True, kw_only=True)
class SecondGround:
    """Why a second notice goes out all the same, and which division head stands for it (login)."""

    reason: str
    head: str = ""


@dataclass(frozen=True, kw_only=True)
class IssueForCase:
    """Issue a paper of a case; ``second`` is needed only for a 二次告知.

    ``version`` is that of the case the form was filled from; 0 where nobody looked at it before.
    """

    case: CaseId
    type_key: str
    fields: Mapping[str, Any]
    request_key: str = ""
    second: SecondGround | None = None
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class DeferAnswer:
    """Record a question that cannot be answered at once, with contact and promised time."""

    party: str
    telephone: str
    question: str
    promised_at: datetime
    matter_name: str = ""
    case: CaseId | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerDeferred:
    """Answer a deferred question, once and for all."""

    answer: DeferredId
    version: int
    text: str


@dataclass(frozen=True, kw_only=True)
class DoAct:
    """Take one way of the case's life; ``fields`` are what the way (or its paper) asks for.

    ``version`` is that of the case that was looked at, 0 where nobody looked at it before.
    """

    case: CaseId
    act: str
    fields: Mapping[str, Any]
    version: int = 0
    request_key: str = ""


@dataclass(frozen=True, kw_only=True)
class RegisterAssignment:
    """Register a letter or a task from above that has a limit (限时办结制二, 四).

    ``due_on`` is the day it names; where it names none, ``days`` working days from ``received_on``.
    ``handler`` and ``leader`` are logins: who does it, and to which leader in charge it was reported.
    """

    task: bool  # True: 上级交办; False: 来文来函
    title: str
    sender: str
    received_on: date
    handler: str
    leader: str = ""
    reference: str = ""
    due_on: date | None = None
    days: int = 0
    requirement: str = ""
