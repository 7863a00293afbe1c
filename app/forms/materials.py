"""How lists of materials stand on paper; what government shares is listed but never asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.forms.layout import Column, Filled, list_grid
from app.forms.sheet import SMALL_PT, Align, Grid
from app.forms.vocabulary import SHARED

NOT_TO_BRING = "共享获取，无需提交"
_COLUMNS = (
    Column(key="name", heading="材料名称", width=60.0, align=Align.LEFT),
    Column(key="main", heading="主次", width=13.0),
    Column(key="quantity", heading="形式、份数", width=35.0),
    Column(key="source", heading="来源", width=26.0),
    Column(key="status", heading="是否提交", width=23.0),
    Column(key="submit_by", heading="补交期限", width=30.0),
)


def materials_grid(filled: Filled, key: str, *, caption: str = "", heading: str = "") -> Grid:
    """Return the table of the materials in the list ``key``; columns that nobody filled are left out.

    The caption stands in a row above; ``heading`` stands instead of 材料名称.
    """
    columns = (replace(_COLUMNS[0], heading=heading or _COLUMNS[0].heading), *_COLUMNS[1:])
    rows = [_shown(row) for row in filled.rows(key)]
    return list_grid(key, columns, rows, caption=caption, size=SMALL_PT)


def _shown(row: Mapping[str, str]) -> dict[str, str]:
    shown = dict(row)
    copies = f"{row['copies']}份" if "copies" in row else ""
    shown["quantity"] = "，".join(filter(None, (row.get("form", "") + copies, row.get("medium", ""))))
    if row.get("status") == SHARED:
        shown["status"] = NOT_TO_BRING
    if remark := row.get("remark"):
        shown["name"] = f"{row.get('name', '')}\n备注：{remark}"
    return shown
