"""What is asked of handovers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.errors import Refusal
from app.posts.hand_papers import Paper
from app.posts.handed import HandoverId
from app.posts.models import AbsenceId


class HandoverStands(Refusal):
    """The absence has its handover, or its return, already."""


@dataclass(frozen=True, kw_only=True)
class MakeHandover:
    """Issue the handover sheet of an absence; what is not filled in comes from the record.

    Whatever is open is always on it: a row of ``items`` only adds where the papers are, risks and remarks,
    or lists something that no record knows.
    """

    absence: AbsenceId
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TakeOver:
    """Take over ``items`` by their keys (None: all that waits), and object to others, each in words."""

    handover: HandoverId
    version: int
    items: tuple[str, ...] | None = None
    objections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class GiveBack:
    """Issue the return sheet of an absence that is over; what is not filled in comes from the record."""

    absence: AbsenceId
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SignHandover:
    """Sign one of the two papers of a handover; as who is known by who one is."""

    handover: HandoverId
    paper: Paper
