"""The columns a matter sheet may have, and how their headings are recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.errors import BadInput

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_ORNAMENT = re.compile(r"[\s*:※★]+")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: our ``key``, its proper ``title``, other headings it goes by, whether a sheet must have it."""

    key: str
    title: str
    others: tuple[str, ...] = ()
    required: bool = False


MATTER_COLUMNS = (
    Column(
        key="code",
        title="事项编码",
        others=("编码", "实施编码", "事项代码", "事项编号", "目录编码", "实施清单编码"),
        required=True,
    ),
    Column(
        key="name",
        title="事项名称",
        others=("名称", "项目名称", "政务服务事项", "政务服务事项名称"),
        required=True,
    ),
    Column(
        key="kind",
        title="办件类型",
        others=("类型", "服务类型", "审批服务类型", "办件类别", "办理类型"),
        required=True,
    ),
    Column(key="regime", title="适用规定", others=("告知规定", "适用程序", "适用法律")),
    Column(
        key="division",
        title="责任单位",
        others=("承办处室", "承办单位", "责任处室", "办理处室", "承办机构"),
        required=True,
    ),
    Column(
        key="basis",
        title="设定依据",
        others=("办理依据", "法律依据", "实施依据", "依据"),
        required=True,
    ),
    Column(
        key="conditions", title="受理条件", others=("办理条件", "申请条件", "许可条件", "条件"), required=True
    ),
    Column(key="procedure", title="办理流程", others=("办理程序", "程序", "流程", "办事流程"), required=True),
    Column(key="requirements", title="办理要求", others=("申请要求", "要求")),
    Column(
        key="statutory_limit",
        title="法定办结时限",
        others=("法定时限", "法定期限", "法定办理时限", "法定"),
        required=True,
    ),
    Column(
        key="committed_limit",
        title="承诺办结时限",
        others=("承诺时限", "承诺期限", "承诺办理时限", "承诺"),
        required=True,
    ),
    Column(
        key="fee", title="收费标准", others=("收费", "收费情况", "收费依据及标准", "收费依据和标准", "是否收费")
    ),
    Column(
        key="special_steps", title="特殊环节", others=("特殊程序", "特别程序", "特殊环节及时限", "特殊环节名称")
    ),
    Column(key="correction", title="补正期限", others=("补正时限", "材料补正期限")),
    Column(key="counter_telephone", title="咨询电话", others=("窗口电话", "联系电话", "咨询方式")),
    Column(key="supervision_telephone", title="监督电话", others=("投诉电话", "监督投诉电话", "监督投诉方式")),
)

MATERIAL_COLUMNS = (
    Column(key="of", title="所属事项编码", others=("所属事项", "所属编码", "对应事项编码"), required=True),
    Column(key="material", title="材料名称", others=("申请材料", "申请材料名称"), required=True),
    Column(
        key="main", title="主要/次要", others=("主次", "材料主次", "主要或次要", "是否主要", "是否主要材料")
    ),
    Column(key="form", title="原件/复印件", others=("原件或复印件", "原件复印件", "材料形式")),
    Column(key="copies", title="份数", others=("材料份数", "纸质份数", "数量")),
    Column(key="medium", title="纸质/电子", others=("纸质或电子", "材料介质", "介质", "载体", "载体形式")),
    Column(key="source", title="来源", others=("材料来源", "来源渠道")),
    Column(key="shared", title="政府共享", others=("是否共享", "共享", "是否政府共享", "数据共享")),
    Column(key="remark", title="备注", others=("材料备注", "备注说明")),
)

COLUMNS = (*MATTER_COLUMNS, *MATERIAL_COLUMNS)
TITLE_OF = {column.key: column.title for column in COLUMNS}


@dataclass(frozen=True)
class Layout:
    """Where each recognised column stands (from 0), the headings nobody knows, and any two that are one."""

    places: Mapping[str, int]
    unknown: tuple[str, ...] = ()
    clash: str = ""


def plain(heading: str) -> str:
    """Return a heading without brackets, marks, spaces and widths: 承诺时限（工作日）* is 承诺时限."""
    bare = _BRACKETS.sub("", unicodedata.normalize("NFKC", heading))
    return _ORNAMENT.sub("", bare).lower()


class Headings:
    """Recognises headings by their titles and synonyms, or by the mapping given (heading to our column)."""

    def __init__(self, mapping: Mapping[str, str] | None = None) -> None:
        self._known = {plain(word): column.key for column in COLUMNS for word in (column.title, *column.others)}
        self._given = {plain(heading): self._target(to) for heading, to in (mapping or {}).items()}
        self._taken = frozenset(self._given.values())
        self._named = {plain(heading): heading for heading in (mapping or {})}

    def _target(self, to: str) -> str:
        key = to if to in TITLE_OF else self._known.get(plain(to))
        if key is None:
            titles = "、".join(column.title for column in COLUMNS)
            raise BadInput(f"列名对应中的“{to}”不是可以导入的列，应为下列之一：{titles}。")
        return key

    def missing_from(self, headings: Sequence[str]) -> tuple[str, ...]:
        """Return the mapped headings that these headings lack."""
        present = {plain(heading) for heading in headings}
        return tuple(heading for bare, heading in self._named.items() if bare not in present)

    def layout(self, cells: Sequence[str]) -> Layout:
        """Find the columns in a row of headings; one heading over several columns is merged and counts once."""
        places: dict[str, int] = {}
        unknown = []
        clash = ""
        for place, cell in enumerate(cells):
            key = self.key_of(cell)
            if key is None:
                unknown += [cell] if cell else []
            elif key not in places:
                places[key] = place
            elif plain(cells[place - 1]) != plain(cell):
                clash = clash or _two(key, cells[places[key]], cell)
        return Layout(places, tuple(unknown), clash)

    def key_of(self, cell: str) -> str | None:
        """Return the column a heading stands for; a mapped column is found by its mapped heading alone."""
        bare = plain(cell)
        if bare in self._given:
            return self._given[bare]
        key = self._known.get(bare)
        return None if key in self._taken else key


def _two(key: str, first: str, second: str) -> str:
    return f"表头“{first}”和“{second}”都是“{TITLE_OF[key]}”，无法确定用哪一列，应只保留一列，或用列名对应指明。"
