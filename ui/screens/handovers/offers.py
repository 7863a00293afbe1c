"""What may be done with a handover, each act with its key, and why not where it is closed."""

from __future__ import annotations

from dataclasses import dataclass

from app.people.models import Actor
from app.people.permissions import Right, may
from app.posts.hand_papers import Hand, Paper
from app.posts.hand_signing import Signature
from app.posts.hand_standing import Turn
from app.posts.handed import HandoverItem, Stage
from ui.screens.handovers.reading import Reading

MAKE, TAKE, ALL, OBJECT, SIGN, RETURN, END = "make", "take", "all", "object", "sign", "return", "end"
KEYS = {MAKE: "M", TAKE: "Space", ALL: "A", OBJECT: "O", SIGN: "S", RETURN: "R", END: "B"}
_TITLES = {
    MAKE: "填写交接单",
    TAKE: "接收这一项",
    ALL: "全部接收",
    OBJECT: "提异议",
    SIGN: "签字",
    RETURN: "返岗交还",
    END: "登记返岗",
}
_FIRST = {Turn.MAKE: MAKE, Turn.TAKE: TAKE, Turn.SIGN: SIGN, Turn.RETURN: RETURN}


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An act with its key; ``closed`` says why it cannot be done now, ``primary`` that it is his turn."""

    act: str
    title: str
    key: str
    closed: str = ""
    primary: bool = False


def offers_of(reading: Reading | None, item: HandoverItem | None, actor: Actor) -> tuple[Offer, ...]:
    """Return every act on the handover and its chosen item."""
    if reading is None:
        return tuple(_offer(act, "请先选一次离岗。") for act in KEYS)
    turn = reading.line.turn
    first = _FIRST[turn] if turn is not None else ""
    closed = {
        MAKE: _making(reading),
        **_taking(reading, item, actor),
        SIGN: "" if paper_of(reading) is not None else _not_signing(reading),
        RETURN: _returning(reading),
        END: _ending(reading, actor),
    }
    first = ALL if first == TAKE and closed[TAKE] else first
    return tuple(_offer(act, closed[act], primary=act == first) for act in KEYS)


def paper_of(reading: Reading) -> Paper | None:
    """Return which paper the actor may sign now, None where neither waits for him."""
    line = reading.line
    for paper, places in ((Paper.SHEET, line.sheet_signed), (Paper.RETURN, line.return_signed)):
        early = paper is Paper.SHEET and line.hand is not Hand.A and line.waiting
        if _waits(places, line.hand) and not early:
            return paper
    return None


def _offer(act: str, closed: str, *, primary: bool = False) -> Offer:
    return Offer(act=act, title=_TITLES[act], key=KEYS[act], closed=closed, primary=primary and not closed)


def _waits(places: tuple[Signature, ...], hand: Hand | None) -> bool:
    return any(each.hand is hand and each.at is None for each in places)


def _making(reading: Reading) -> str:
    if reading.made:
        return "已出具交接单；要重出，请先在文书登记中作废它。"
    return "离岗已经结束，请出具返岗交还单。" if reading.over else ""


def _taking(reading: Reading, item: HandoverItem | None, actor: Actor) -> dict[str, str]:
    """Return why an item cannot be taken over, or objected to."""
    line = reading.line
    closed = ""
    if line.hand is not Hand.B:
        closed = f"由顶岗的{line.receiver_name or '人'}接收。"
    elif not reading.made:
        closed = "还没有交接单，没有可以接收的事项。"
    elif line.return_signed:
        closed = "已出具返岗交还单。"
    if closed:
        return dict.fromkeys((TAKE, ALL, OBJECT), closed)
    stage = item.stage if item is not None else None
    rues = item is not None and stage is Stage.TAKEN and item.taken_by_name == actor.name
    return {
        TAKE: "" if stage in (Stage.WAITING, Stage.OBJECTED) else "请选一项待接收的。",
        ALL: "" if line.waiting else "没有待接收的事项。",
        OBJECT: "" if stage in (Stage.WAITING, Stage.OBJECTED) or rues else "请选一项待接收或自己接收的。",
    }


def _not_signing(reading: Reading) -> str:
    line = reading.line
    if line.waiting and line.hand is not Hand.A:
        after = "接收完即为签字" if line.hand is Hand.B else "接收完再监交签字"
        return f"还有{line.waiting}项待接收，{after}。"
    return "没有等您签字的单子。"


def _returning(reading: Reading) -> str:
    line = reading.line
    if line.return_signed:
        return "已出具返岗交还单。"
    if not line.absence.holds or not reading.over:
        return "返岗后才能交还。"
    return ""


def _ending(reading: Reading, actor: Actor) -> str:
    absence = reading.line.absence
    if not reading.runs:
        return "现在不在离岗期间。"
    entered = absence.sudden and absence.entered_by == actor.id
    if absence.staff == actor.id or entered or may(actor, Right.APPROVE_ABSENCE, absence.division):
        return ""
    return "返岗由本人、登记人或批准人登记。"
