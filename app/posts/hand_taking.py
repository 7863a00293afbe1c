"""What taking over and giving back do to the items of a handover: each stays in exactly one list."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import datetime

from app.errors import BadInput, Problem
from app.forms.characters import text_faults
from app.forms.shared_rules import password_faults
from app.posts.hand_commands import TakeOver
from app.posts.handed import Handover, HandoverItem, Stage

_OPEN = (Stage.WAITING, Stage.OBJECTED)
_LONGEST = 500


def taken(
    handover: Handover, command: TakeOver, divisions: frozenset[int], name: str, at: datetime
) -> tuple[Handover, str]:
    """Return the handover with what was taken and objected to, and both in words.

    ``divisions`` is where the person stands in; raises ``BadInput`` for what cannot be taken or said.
    """
    here = [each for each in handover.items if each.division in divisions]
    mine = {each.key: each for each in here if each.stage in _OPEN or _may_rue(each, command, name)}
    waiting = [key for key, each in mine.items() if each.stage is Stage.WAITING]
    asked = waiting if command.items is None else command.items
    taking = [key for key in dict.fromkeys(asked) if key not in command.objections or command.items]
    _check(taking, command, mine)
    items = tuple(_after(each, taking, command, name, at) for each in handover.items)
    told = f"接收{len(taking)}项" + (f"，对{len(command.objections)}项有异议" if command.objections else "")
    return replace(handover, items=items), told


def _may_rue(item: HandoverItem, command: TakeOver, name: str) -> bool:
    """Tell whether it was taken over by the person himself, who now objects to it."""
    return item.stage is Stage.TAKEN and item.taken_by_name == name and item.key in command.objections


def _check(taking: Sequence[str], command: TakeOver, mine: dict[str, HandoverItem]) -> None:
    problems = [
        Problem(key, f"“{key}”不能接收或提异议：没有这一项、已经接收，或不由您顶岗。")
        for key in dict.fromkeys((*taking, *command.objections))
        if key not in mine
    ]
    problems += [
        Problem(key, f"“{key}”不能又接收又提异议，请择一。") for key in command.objections if key in taking
    ]
    for key, text in command.objections.items():
        problems += [Problem(key, fault) for fault in text_faults("异议", text, lines=True, longest=_LONGEST)]
        problems += [Problem(key, fault) for fault in password_faults("异议", text)]
        if not text.strip():
            problems.append(Problem(key, f"对“{key}”的异议须写明内容。"))
    if not taking and not command.objections:
        problems.append(Problem("items", "没有待接收的事项。"))
    if problems:
        raise BadInput.listing(tuple(problems))


def _after(
    item: HandoverItem, taking: Sequence[str], command: TakeOver, name: str, at: datetime
) -> HandoverItem:
    if item.key in taking:
        return replace(item, stage=Stage.TAKEN, taken_by_name=name, taken_at=at)
    if item.key in command.objections:
        objection = command.objections[item.key].strip()
        return replace(item, stage=Stage.OBJECTED, objection=objection, taken_by_name="", taken_at=None)
    return item


def given_back(
    handover: Handover,
    back: Sequence[HandoverItem],
    name: str,
    at: datetime,
    elsewhere: Container[str] = (),
) -> Handover:
    """Return the handover closed: what is open came back, the rest is done; new work is added.

    ``elsewhere``: what is open in other hands.
    """
    left = {each.key: each for each in back}
    items = [_closed(each, left.pop(each.key, None), elsewhere) for each in handover.items]
    items += [replace(each, stage=Stage.BACK) for each in left.values()]
    return replace(handover, items=tuple(items), returned_at=at, returned_by_name=name)


def _closed(item: HandoverItem, now: HandoverItem | None, elsewhere: Container[str]) -> HandoverItem:
    if now is None:
        return replace(item, stage=Stage.PASSED if item.key in elsewhere else Stage.DONE)
    return replace(
        item,
        stage=Stage.BACK,
        step=now.step,
        due=now.due,
        next_act=now.next_act,
        remark=now.remark or item.remark,
    )
