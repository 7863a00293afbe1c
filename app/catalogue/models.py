"""Matters (政务服务事项) and their materials."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NewType

MatterId = NewType("MatterId", int)


class MatterKind(Enum):
    """How a matter is done; the value is what users read."""

    IMMEDIATE = "即办件"
    COMMITTED = "承诺件"
    JOINT = "联办件"
    LETTER = "来文来函"  # not of the provincial catalogue: what other organs ask for with a limit
    TASK = "上级交办"  # not of the provincial catalogue: what leaders assign with a limit


ASSIGNED = (MatterKind.LETTER, MatterKind.TASK)


class Regime(Enum):
    """By which law the counter must tell what is missing."""

    LICENCE = "行政许可"  # within 5 working days, 行政许可法 第三十二条第一款第（四）项
    REAL_ESTATE = "不动产登记"  # on the spot, 不动产登记暂行条例 第十七条


@dataclass(frozen=True, kw_only=True)
class Material:
    """A material an applicant brings; ``shared`` ones the government holds and may not demand on paper."""

    name: str
    main: bool = True  # 主要材料; False 次要材料
    form: str = "原件"  # 原件 / 复印件 / 原件及复印件
    copies: int = 1
    medium: str = "纸质"  # 纸质 / 电子
    source: str = "申请人自备"
    shared: bool = False
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A matter as the provincial catalogue has it; name, code, kind and basis are read-only after import.

    Limits are in working days; ``committed_limit`` is never longer than ``statutory_limit``.
    ``correction_limit`` in ``correction_unit`` (工作日 or 自然日) is the time an applicant gets to make up.
    """

    id: MatterId
    code: str
    name: str
    kind: MatterKind
    regime: Regime
    division: int
    basis: str
    conditions: str
    procedure: str
    requirements: str
    statutory_limit: int
    committed_limit: int
    materials: tuple[Material, ...]
    fee: str = "不收费"
    special_steps: str = ""
    correction_limit: int = 30
    correction_unit: str = "自然日"
    counter_telephone: str = ""
    supervision_telephone: str = ""
    example: bool = False  # 示例
    active: bool = True
    version: int = 1
