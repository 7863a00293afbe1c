"""What must hold in a return beyond its fields (厦资源规划〔2025〕673号 12345热线办理工作机制四（二）3)."""

from __future__ import annotations

from app.documents.order_return_sheet.fields import REDISPATCHED
from app.errors import Problem
from app.forms.fields import Values
from app.forms.order_rules import date_not_before_moment, different_divisions, sources_are_cited
from app.forms.shared_rules import not_before

OWN_PAPERS = ("三定", "权责清单", "职责目录")  # what a division's duties are written in


def is_late(values: Values) -> bool:
    """Say whether the return was asked for after its limit of one working day."""
    return bool(
        values.get("returned_at")
        and values.get("return_by")
        and values["returned_at"][:10] > values["return_by"]
    )


def is_disputed(values: Values) -> bool:
    """Say whether the return goes to 派单异议审核: it is late, or not the first of its order."""
    return is_late(values) or (values.get("round") or 1) > 1


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the return: a real ground, its path where it is disputed, a place to go to."""
    return (
        *sources_are_cited(values, "basis", label="退单依据", known=OWN_PAPERS),
        *not_before(values, "returned_at", "dispatched_at", labels=("申请时间", "派单时间")),
        *date_not_before_moment(values, "return_by", "dispatched_at", labels=("退单期限", "派单时间")),
        *different_divisions(values, "suggested", "division_name", labels=("建议承办单位", "申请单位")),
        *_disputes_show_their_path(values),
        *_redispatched_somewhere_else(values),
    )


def _disputes_show_their_path(values: Values) -> tuple[Problem, ...]:
    times, hops = values.get("round") or 1, len(values.get("hops") or ())
    if not is_disputed(values) or hops >= times:
        return ()
    why = f"这是第 {times} 次退单" if times > 1 else "退单已经超过期限"
    text = f"{why}，转派单异议审核，“派单经过”至少要列 {times} 行，写明经过的单位和日期，现在是 {hops} 行。"
    return (Problem("hops", text),)


def _redispatched_somewhere_else(values: Values) -> tuple[Problem, ...]:
    chosen, place = values.get("verdict"), values.get("redispatched_to")
    if chosen == REDISPATCHED and not place:
        return (Problem("redispatched_to", f"“核实结果”是{REDISPATCHED}的，“改派单位”必须填写。"),)
    if place and chosen != REDISPATCHED:
        return (Problem("verdict", f"填了“改派单位”，“核实结果”应当选{REDISPATCHED}。"),)
    return different_divisions(values, "redispatched_to", "division_name", labels=("改派单位", "申请单位"))
