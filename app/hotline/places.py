"""Divisions and people that are named in a form: by name or code, by login or name."""

from __future__ import annotations

from collections.abc import Iterable

from app.errors import BadInput, Problem
from app.hotline.models import WorkOrder
from app.people.models import Division, Staff
from app.people.permissions import Right
from app.people.ports import People
from app.people.staffing import holders, holds


def division_of(people: People, named: str, path: str) -> Division:
    """Return the division in use of a name or code; raises ``BadInput`` at ``path`` for none or several."""
    wanted = named.strip()
    every = [each for each in people.divisions() if each.active]
    exact = [each for each in every if wanted in (each.name, each.code)]
    found = exact or [each for each in every if wanted and wanted in each.name]
    if len(found) == 1:
        return found[0]
    if found:
        raise _wrong(
            path, f"名称含“{wanted}”的单位有{len(found)}个：{'、'.join(each.name for each in found)}。"
        )
    raise _wrong(path, f"没有叫“{wanted}”的单位，请写处室、分局或中心的全称。")


def handler_of(people: People, named: str, order: WorkOrder) -> Staff:
    """Return the member of the lead division who may handle the order; raises ``BadInput``."""
    assert order.lead is not None
    able = [each for each in holders(people, Right.HANDLE_ORDER, order.lead) if each.division == order.lead]
    found = [each for each in able if named.strip() in (each.login, each.name)]
    if len(found) == 1:
        return found[0]
    names = "、".join(f"{each.name}（{each.login}）" for each in able) or "没有人"
    raise _wrong("handler", f"{order.lead_name}能办理12345工单的有：{names}。请写其中一人的姓名或登录名。")


def handlers_of(people: People, divisions: Iterable[Division]) -> dict[tuple[int, str], int]:
    """Return who handles orders in these divisions, by division and name; of two namesakes neither."""
    found: dict[tuple[int, str], int] = {}
    namesakes, places = set(), {division.id for division in divisions}
    for each in holders(people, Right.HANDLE_ORDER, *places):
        key = (int(each.division), each.name)
        his = each.division in places and holds(each, Right.HANDLE_ORDER, each.division)
        if his and found.setdefault(key, each.id) != each.id:
            namesakes.add(key)
    return {key: staff for key, staff in found.items() if key not in namesakes}


def only_reviewer(people: People, order: WorkOrder) -> int | None:
    """Return the lead division's own one head who did not handle the order; None where there are several."""
    assert order.lead is not None
    heads = [each for each in holders(people, Right.REVIEW_ORDER, order.lead) if each.division == order.lead]
    others = [each.id for each in heads if each.id != order.handler]
    return others[0] if len(others) == 1 else None


def _wrong(path: str, text: str) -> BadInput:
    return BadInput.listing((Problem(path, text),))
