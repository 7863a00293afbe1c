"""What the denials room is asked to do, and the refusals it may answer with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from app.cases.models import CaseId, Situation
from app.denials.models import AttachmentId, ComplaintId, ComplaintState, DenialClass, DenialId, Ground, Opinion
from app.errors import Refusal


class OnePersonOneStation(Refusal):
    """Nobody checks his own draft, and nobody fills two places of the chain."""


class NotAtThisStation(Refusal):
    """The denial does not stand where this act is lawful."""


class NoDenialHere(Refusal):
    """The case cannot be refused as it stands: it must be handled, corrected, guided or told instead."""


class TooLarge(Refusal):
    """A file is larger than the office keeps."""


class HostileName(Refusal):
    """A file's name could deceive or harm; it must be renamed first."""


@dataclass(frozen=True, kw_only=True)
class DraftDenial:
    """Begin the registration form of a case; ``fields`` are what was entered on it so far."""

    case: CaseId
    situation: Situation
    ground: Ground
    kind: DenialClass
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ChangeDenial:
    """Change a draft of ``version``; ``head``, ``leader``: logins it is meant for (None: as before)."""

    denial: DenialId
    version: int
    situation: Situation
    ground: Ground
    kind: DenialClass
    fields: Mapping[str, Any]
    head: str | None = None
    leader: str | None = None


@dataclass(frozen=True, kw_only=True)
class SubmitDenial:
    """Hand a draft to the division head; ``version`` is the one looked at."""

    denial: DenialId
    version: int
    head: str = ""
    leader: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckDenial:
    """Say an opinion at the station where the denial stands; ``text`` is needed for 退回 and 不同意."""

    denial: DenialId
    version: int
    opinion: Opinion
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class GiveUpDenial:
    """Take a denial back before it is filed: the case goes on where it stood."""

    denial: DenialId
    version: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AttachFile:
    """Keep a policy or a proof with the draft; the file is read when the command is carried out."""

    denial: DenialId
    path: Path


@dataclass(frozen=True, kw_only=True)
class DetachFile:
    """Take a file off the draft again."""

    attachment: AttachmentId


@dataclass(frozen=True, kw_only=True)
class RecordComplaint:
    """The applicant complains to the efficiency office of a refusal that he was told."""

    denial: DenialId
    received_on: date
    channel: str
    content: str


@dataclass(frozen=True, kw_only=True)
class AnswerComplaint:
    """Answer a complaint after re-examination: UPHELD or OVERTURNED, with the clear answer."""

    complaint: ComplaintId
    version: int
    outcome: ComplaintState
    answer: str


@dataclass(frozen=True, kw_only=True)
class ArchiveDenial:
    """Put the bundle away (由处室…一并存档备查)."""

    denial: DenialId
    version: int
