"""A handover (工作交接): what was open when A left, who took it, what was done and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import NewType

HandoverId = NewType("HandoverId", int)


class Stage(Enum):
    """In which one list an item stands; the value is the list's title."""

    WAITING = "待接收"
    TAKEN = "已接收"
    OBJECTED = "有异议"
    DONE = "已办结"
    BACK = "已交还"
    PASSED = "已改派"


@dataclass(frozen=True, kw_only=True)
class HandoverItem:
    """One thing to be seen to: ``key`` names it for custody (``hand:1`` was listed by hand)."""

    key: str
    kind: str
    title: str
    division: int
    number: str = ""
    party: str = ""
    step: str = ""
    due: date | None = None
    provisional: bool = False
    next_act: str = ""
    place: str = ""
    risk: str = ""
    remark: str = ""
    stage: Stage = Stage.WAITING
    taken_by_name: str = ""
    taken_at: datetime | None = None
    objection: str = ""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """The handover of one absence; ``sheet`` and ``return_sheet`` are its papers in the register (0: none).

    The archive fills in the names of ``staff`` and ``division``.
    """

    id: HandoverId
    absence: int
    staff: int
    division: int
    post_name: str
    receiver_name: str
    items: tuple[HandoverItem, ...] = ()
    sheet: int = 0
    made_at: datetime | None = None
    made_by_name: str = ""
    return_sheet: int = 0
    returned_at: datetime | None = None
    returned_by_name: str = ""
    version: int = 1
    staff_name: str = ""
    division_name: str = ""

    def listed(self, stage: Stage) -> tuple[HandoverItem, ...]:
        """Return the items of one list, by due date as they were handed over."""
        return tuple(each for each in self.items if each.stage is stage)
