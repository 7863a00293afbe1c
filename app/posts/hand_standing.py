"""How a handover stands, in words, and what it waits for: pure, from absence, handover and signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from app.posts.hand_papers import Hand, Paper
from app.posts.hand_signing import Signature
from app.posts.handed import Handover, Stage
from app.posts.models import Absence, AbsenceState

_HALF_DAY = timedelta(hours=12)


class Step(Enum):
    """Where a handover stands; the value is shown."""

    ASKED = "待批准"
    SHORT = "短时离岗"
    BARE = "待交接"
    WAITING = "待接收"
    OBJECTED = "有异议"
    UNSIGNED = "待签字"
    HANDED = "已交接"
    OVER = "待交还"
    RETURN_UNSIGNED = "交还待签"
    CLOSED = "已交还"


class Turn(Enum):
    """What waits for somebody; the value is how the act is called."""

    MAKE = "出具交接单"
    TAKE = "接收"
    SIGN = "签字"
    RETURN = "出具返岗交还单"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a handover stands, what it waits for, and whose turn it is (by what they sign as)."""

    step: Step
    waits: str = ""
    turn: Turn | None = None
    hands: frozenset[Hand] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Papers:
    """The signatures of the papers that stand; empty: it was not issued, or is void.

    ``halves`` is the shortest absence that asks for a sheet (最短交接时长), in half days.
    """

    sheet: tuple[Signature, ...] = ()
    return_sheet: tuple[Signature, ...] = ()
    halves: int = 2


def is_short(absence: Absence, halves: int) -> bool:
    """Tell whether the absence is shorter than so many half days (最短交接时长), and needs no sheet."""
    until = absence.ends if absence.ends is not None else absence.ended_at
    return until is not None and until - absence.starts < halves * _HALF_DAY


def standing_of(
    absence: Absence, handover: Handover | None, papers: Papers, receiver: str, now: datetime
) -> Standing:
    """Return how the handover of an absence stands; ``receiver`` is who takes over."""
    over = absence.until is not None and absence.until <= now
    if absence.state is AbsenceState.ASKED:
        return Standing(step=Step.ASKED, waits="批准后交接")
    if handover is not None and handover.returned_at is not None and papers.return_sheet:
        return _signing(papers.return_sheet, Step.RETURN_UNSIGNED, Step.CLOSED)
    if over:
        return _over(absence, handover, papers, receiver)
    if handover is None or not papers.sheet:
        return _bare(absence, papers, receiver)
    return _handed(absence, handover, papers, receiver)


def _over(absence: Absence, handover: Handover | None, papers: Papers, receiver: str) -> Standing:
    if handover is None and is_short(absence, papers.halves):
        return Standing(step=Step.SHORT, waits="不用出交还单")
    waits = f"等{receiver or '顶岗的人'}或{absence.staff_name}出具返岗交还单"
    return Standing(step=Step.OVER, waits=waits, turn=Turn.RETURN, hands=frozenset({Hand.A, Hand.B}))


def _bare(absence: Absence, papers: Papers, receiver: str) -> Standing:
    if absence.sudden:
        waits = f"等{receiver or '顶岗的人'}按记录补出交接单"
        return Standing(step=Step.BARE, waits=waits, turn=Turn.MAKE, hands=frozenset({Hand.B}))
    if is_short(absence, papers.halves):
        return Standing(step=Step.SHORT, waits="当面说明即可，也可以出交接单")
    waits = f"等{absence.staff_name}出具交接单"
    return Standing(step=Step.BARE, waits=waits, turn=Turn.MAKE, hands=frozenset({Hand.A}))


def _handed(absence: Absence, handover: Handover, papers: Papers, receiver: str) -> Standing:
    waiting, objected = handover.listed(Stage.WAITING), handover.listed(Stage.OBJECTED)
    hands = frozenset({Hand.B})
    if waiting:
        waits = f"等{receiver}接收{len(waiting)}项"
        return Standing(step=Step.WAITING, waits=waits, turn=Turn.TAKE, hands=hands)
    if objected:
        waits = f"{len(objected)}项有异议，等{absence.staff_name}说明后由{receiver}接收"
        return Standing(step=Step.OBJECTED, waits=waits, turn=Turn.TAKE, hands=hands)
    return _signing(papers.sheet, Step.UNSIGNED, Step.HANDED)


def _signing(signatures: tuple[Signature, ...], open_: Step, done: Step) -> Standing:
    missing = [each for each in signatures if each.at is None]
    if not missing:
        return Standing(step=done)
    waits = "等" + "、".join(f"{each.place}{each.expected}" for each in missing) + "签字"
    return Standing(step=open_, waits=waits, turn=Turn.SIGN, hands=frozenset(each.hand for each in missing))


def paper_to_sign(standing: Standing) -> Paper:
    """Return which paper waits for signatures."""
    return Paper.RETURN if standing.step is Step.RETURN_UNSIGNED else Paper.SHEET
