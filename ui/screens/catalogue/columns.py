"""What the catalogue's tables show."""

from __future__ import annotations

from dataclasses import dataclass

from app.catalogue.merging import MatterChange
from app.catalogue.models import Material, Matter
from app.catalogue.rules import TITLES
from app.catalogue.sheet_import import RowFault
from ui.tables.columns import Column


def state_of(matter: Matter) -> tuple[str, str] | None:
    """Return the word beside a matter: 停用 or 示例, None for an ordinary one."""
    if not matter.active:
        return "停用", "late"
    return ("示例", "provisional") if matter.example else None


def _ink(matter: Matter) -> str:
    return "text" if matter.active else "secondary"


MATTERS = (
    Column(
        title="事项",
        text=lambda each: each.name,
        role=_ink,
        ends=True,
        tip=lambda each: f"{each.name}\n{each.code}",
    ),
    Column(title="类型", text=lambda each: each.kind.value, width=76, role=lambda _: "secondary"),
    Column(title="承诺时限", text=lambda each: limit(each.committed_limit), width=112, role=_ink),
    Column(title="", text=lambda each: (state_of(each) or ("", ""))[0], width=68, chip=state_of),
)


def limit(days: int) -> str:
    """Return a limit in words."""
    return f"{days} 个工作日" if days else "当场办结"


def key_of_matter(matter: Matter) -> object:
    """Return what a row is known by."""
    return matter.id


@dataclass(frozen=True)
class NumberedMaterial:
    """A material with its place in the list."""

    number: int
    material: Material


def main_word(each: NumberedMaterial) -> tuple[str, str]:
    """Return 主要 or 次要 with its colour."""
    return ("主要", "accent") if each.material.main else ("次要", "secondary")


def shared_word(each: NumberedMaterial) -> tuple[str, str] | None:
    """Return 共享获取 where the government holds the material already."""
    return ("共享获取", "on_time") if each.material.shared else None


def form_of(each: NumberedMaterial) -> str:
    """Return form, copies and medium in a few words: 原件1份，纸质."""
    material = each.material
    return f"{material.form}{material.copies}份，{material.medium}"


MATERIALS = (
    Column(title="序", text=lambda each: str(each.number), width=44, right=True),
    Column(
        title="材料名称",
        text=lambda each: each.material.name,
        tip=lambda each: "\n".join(filter(None, (each.material.name, each.material.remark))),
    ),
    Column(title="主次", text=lambda each: main_word(each)[0], width=64, chip=main_word),
    Column(title="形式", text=form_of, width=138),
    Column(
        title="来源", text=lambda each: each.material.source, width=116, tip=lambda each: each.material.source
    ),
    Column(
        title="政府共享",
        text=lambda each: "共享获取" if each.material.shared else "—",
        width=92,
        chip=shared_word,
    ),
)


def key_of_material(each: NumberedMaterial) -> object:
    """Return what a row is known by."""
    return each.number


def change_word(change: MatterChange) -> tuple[str, str]:
    """Return 新增 or 更新 with its colour."""
    return ("新增", "on_time") if change.before is None else ("更新", "accent")


CHANGES = (
    Column(title="", text=lambda each: change_word(each)[0], width=68, chip=change_word),
    Column(title="编码", text=lambda each: each.after.code, width=230),
    Column(title="事项", text=lambda each: each.after.name),
    Column(
        title="变动内容",
        text=lambda each: (
            "、".join(TITLES.get(name, name) for name in each.changed) or f"{len(each.after.materials)}份材料"
        ),
    ),
)


def key_of_change(change: MatterChange) -> object:
    """Return what a row is known by."""
    return change.after.code


FAULTS = (
    Column(title="工作表", text=lambda each: each.sheet, width=110),
    Column(title="行", text=lambda each: str(each.row), width=56, right=True),
    Column(title="列", text=lambda each: each.column, width=130),
    Column(title="问题", text=lambda each: each.text, role=lambda _: "late", tip=lambda each: each.text),
)


def key_of_fault(fault: RowFault) -> object:
    """Return what a row is known by."""
    return fault.sheet, fault.row, fault.column, fault.text
