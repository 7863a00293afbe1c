"""What retention is asked to do, and the refusals it may answer with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

from app.errors import Refusal
from app.retention.models import Chosen, DisposalId, HoldId

Tell: TypeAlias = Callable[[str, int, int], bool]  # what is done, how far, of how many; False calls it off


def unheard(_what: str, _done: int, _whole: int) -> bool:
    """Tell nobody, and go on."""
    return True


class OnlyLonger(Refusal):
    """A rule that reaches back may keep papers longer, never destroy them sooner."""


class NothingDue(Refusal):
    """Nothing of what was chosen may be destroyed now."""


class TooMany(Refusal):
    """More papers were chosen than one register lists."""


class KeptFromDestruction(Refusal):
    """Papers of the package must be kept after all; each is named with its reason."""


class SameHand(Refusal):
    """Who proposed a destruction, or in whose place it was proposed, does not agree to it."""


class NotAtThisState(Refusal):
    """The disposal does not stand where this may be done."""


class CalledOff(Refusal):
    """The work was called off before anything came of it."""


class ChangedPackage(Refusal):
    """The package is not the one that was proposed, or not as it was written."""


@dataclass(frozen=True, kw_only=True)
class SetTerm:
    """Let papers of a type issued from a day on be kept for a period (永久 or N年), on some ground."""

    type_key: str
    term: str
    effective_from: date
    basis: str


@dataclass(frozen=True, kw_only=True)
class PlaceHold:
    """Keep everything of a number (paper, case, order) from being destroyed until the hold is lifted."""

    number: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LiftHold:
    """Lift a hold, and say why."""

    hold: HoldId
    why: str


@dataclass(frozen=True, kw_only=True)
class ExportDue:
    """Write what is due into one package: a new ZIP file at ``path``."""

    chosen: Chosen
    path: Path


@dataclass(frozen=True, kw_only=True)
class Propose:
    """Propose to destroy the papers of a package, with the appraisal (鉴定意见); it ``tell``s how far it is."""

    package: Path
    opinion: str
    tell: Tell = field(default=unheard, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Decide:
    """Agree to a disposal, or not, with one's opinion."""

    disposal: DisposalId
    version: int
    agreed: bool
    opinion: str


@dataclass(frozen=True, kw_only=True)
class Destroy:
    """Destroy the papers of an agreed disposal, whose package is read once more before."""

    disposal: DisposalId
    package: Path
