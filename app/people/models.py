"""Divisions, staff, roles, and the person who acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import NewType

DivisionId = NewType("DivisionId", int)
StaffId = NewType("StaffId", int)


UNTIL_LIFTED = datetime(9999, 12, 30, tzinfo=UTC)  # a lock only an administrator lifts


class DivisionKind(Enum):
    """What sort of unit a division is."""

    OFFICE = "office"  # 处室
    BRANCH = "branch"  # 分局
    CENTRE = "centre"  # 中心


class Role(Enum):
    """A part somebody plays; the value is its name on the command line."""

    COUNTER_CLERK = "counter_clerk"
    HANDLER = "handler"
    DIVISION_HEAD = "division_head"
    LEADER_IN_CHARGE = "leader_in_charge"
    PETITION_CENTRE = "petition_centre"
    EFFICIENCY_OFFICE = "efficiency_office"
    ARCHIVIST = "archivist"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.COUNTER_CLERK: "窗口经办人",
    Role.HANDLER: "经办人",
    Role.DIVISION_HEAD: "单位负责人",
    Role.LEADER_IN_CHARGE: "分管局领导",
    Role.PETITION_CENTRE: "信访中心",
    Role.EFFICIENCY_OFFICE: "效能办",
    Role.ARCHIVIST: "档案员",
    Role.ADMINISTRATOR: "系统管理员",
}


@dataclass(frozen=True, kw_only=True)
class Division:
    """A unit of the bureau; ``mark`` stands in numbers (机关代字), ``code`` in case numbers."""

    id: DivisionId
    code: str
    name: str
    kind: DivisionKind
    mark: str
    counter_telephone: str = ""
    supervision_telephone: str = ""
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Grant:
    """A role held in one division, or in the whole bureau (``division`` None)."""

    role: Role
    division: DivisionId | None


@dataclass(frozen=True, kw_only=True)
class Staff:
    """A member of staff; ``password`` is an argon2 hash, ``failures`` counts wrong passwords in a row."""

    id: StaffId
    login: str
    name: str
    division: DivisionId
    grants: tuple[Grant, ...]
    counter: str = ""  # e.g. 3号窗口
    password: str = field(default="", repr=False)
    failures: int = 0
    locked_until: datetime | None = None
    active: bool = True
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class Behalf:
    """For whom somebody acts (代某人办理), on what ground, and the absence it rests on.

    ``window_only``: who acts holds no role of his own but that of a window clerk.
    """

    staff: StaffId
    name: str
    ground: str
    absence: int
    window_only: bool = field(default=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts: the signed-in person with his division and grants, as a use case sees him.

    ``version`` is that of his staff record when he was read; 0 is none. With ``behalf`` id, login and name
    stay his own, while division, counter and grants are those of the one he stands in for.
    """

    id: StaffId
    login: str
    name: str
    division: DivisionId
    division_name: str
    grants: tuple[Grant, ...]
    counter: str = ""
    version: int = 0
    behalf: Behalf | None = None

    @property
    def holder(self) -> StaffId:
        """In whose hands work stays that is done here: an absence moves nothing from A to B."""
        return self.behalf.staff if self.behalf else self.id

    @property
    def signed(self) -> str:
        """The name as papers print it: 林晓燕（代陈嘉铭）."""
        return f"{self.name}（代{self.behalf.name}）" if self.behalf else self.name


@dataclass(frozen=True, kw_only=True)
class LockRule:
    """After how many wrong passwords in a row a login is locked, and for how many minutes."""

    failures: int = 5
    minutes: int = 15
