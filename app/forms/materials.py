"""How lists of materials stand on paper; what government shares is listed but never asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.forms.layout import DENSE_PT, Column, Filled, list_grid
from app.forms.sheet import Align, Grid
from app.forms.vocabulary import SHARED

_SHORT_FORM = 3  # characters that leave room for the medium on the same line
NOT_TO_BRING = "共享获取，无需提交"
_NARROW_MM = 35.0
_CROWDING = {"source", "status", "submit_manner"}
_NAME = Column(key="name", heading="材料名称", width=60.0, align=Align.LEFT)
_MAIN = Column(key="main", heading="主次", width=13.0)
_QUANTITY = Column(key="quantity", heading="形式、份数", width=43.0)
_REST = (
    Column(key="source", heading="来源", width=26.0),
    Column(key="status", heading="是否提交", width=23.0),
    Column(key="submit_manner", heading="补交方式", width=20.0),
    Column(key="submit_by", heading="补交期限", width=44.0),
)


def materials_grid(
    filled: Filled, key: str, *, caption: str = "", heading: str = "", kind: bool = True
) -> Grid:
    """Return the table of the materials in the list ``key``; columns that nobody filled are left out.

    The caption stands in a row above; ``heading`` stands instead of 材料名称. ``kind`` False leaves out 主次,
    where the heading says it of all.
    """
    rows = filled.rows(key)
    crowded = any(_CROWDING & row.keys() for row in rows)
    columns = (
        replace(_NAME, heading=heading or _NAME.heading),
        *([_MAIN] if kind else []),
        replace(_QUANTITY, width=_NARROW_MM) if crowded else _QUANTITY,
        *_REST,
    )
    shown = [_shown(row, crowded=crowded) for row in rows]
    return list_grid(key, columns, shown, caption=caption, size=DENSE_PT)


def quantity(row: Mapping[str, str], apart: str = "，") -> str:
    """Return form, copies and medium as one: 原件1份，纸质; ``apart`` stands before the medium."""
    copies = f"{row['copies']}份" if "copies" in row else ""
    return apart.join(filter(None, (row.get("form", "") + copies, row.get("medium", ""))))


def _shown(row: Mapping[str, str], *, crowded: bool) -> dict[str, str]:
    narrow = crowded and len(row.get("form", "")) > _SHORT_FORM
    shown = {**row, "quantity": quantity(row, "\n" if narrow else "，")}
    if row.get("status") == SHARED:
        shown["status"] = NOT_TO_BRING
    if remark := row.get("remark"):
        shown["name"] = f"{row.get('name', '')}\n备注：{remark}"
    return shown
